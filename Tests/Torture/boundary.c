/* Ends the process at the Nth boundary at which something becomes durable or leaves: before and after each fsync,
 * fdatasync and sendmsg. Loaded before libc (LD_PRELOAD) into the daemon, whose libraries call these through it.
 *
 * How many boundaries to let pass stands in the file BOUNDARY_FILE, a number for each life; the first number is taken
 * out before the process ends. Without the file nothing happens, so a restarted daemon goes on unharmed. The file is
 * looked for at each boundary, and read once: what comes before it was written does not count. Taken away, it counts
 * no more.
 *
 * strace's fault injection would not do: it counts for each thread, and the daemon's queues change threads.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static long left = -1;
static char rest[4096];

static void boundary(void) {
    const char *path = getenv("BOUNDARY_FILE");
    if (!path) return;
    int error = errno;
    pthread_mutex_lock(&lock);
    if (left >= 0 && access(path, F_OK) != 0) left = -1;
    if (left < 0) {
        FILE *file = fopen(path, "re");
        if (file) {
            if (fscanf(file, "%ld", &left) != 1) left = -1;
            else rest[fread(rest, 1, sizeof rest - 1, file)] = 0;
            fclose(file);
        }
    }
    if (left > 0 && --left == 0) {
        long next;
        if (sscanf(rest, "%ld", &next) == 1) {
            FILE *file = fopen(path, "we");
            if (file) { fputs(rest, file); fclose(file); }
        } else {
            unlink(path);
        }
        kill(getpid(), SIGKILL);
        for (;;) pause();
    }
    pthread_mutex_unlock(&lock);
    errno = error;
}

int fsync(int fd) {
    static int (*real)(int);
    if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
    boundary();
    int result = real(fd);
    boundary();
    return result;
}

int fdatasync(int fd) {
    static int (*real)(int);
    if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
    boundary();
    int result = real(fd);
    boundary();
    return result;
}

ssize_t sendmsg(int fd, const struct msghdr *message, int flags) {
    static ssize_t (*real)(int, const struct msghdr *, int);
    if (!real) real = (ssize_t (*)(int, const struct msghdr *, int))dlsym(RTLD_NEXT, "sendmsg");
    boundary();
    ssize_t result = real(fd, message, flags);
    boundary();
    return result;
}
