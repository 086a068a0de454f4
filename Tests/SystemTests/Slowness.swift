import Foundation
import TestMachine

/// A disk that is slow, or a store that is large: a library that is loaded into the daemon. What it does stands in a
/// file: `fsync SECONDS` waits at the next sync of a file of the journal, `read SECONDS` works at the next reading of
/// the store.
struct Slowness {
    private let machine: Machine
    private static let library = "/usr/local/lib/slow.so"
    private static let file = "/etc/aftercare/slow"
    private static let dropIn = "/run/systemd/system/aftercared.service.d"

    /// Runs `body` with a slow daemon, not started yet, and leaves the machine as it was found.
    static func use(_ body: (Slowness) async throws -> Void) async throws {
        let slowness = try await install()
        do { try await body(slowness) } catch {
            // What went wrong first is what matters.
            try? await slowness.leave()
            throw error
        }
        try await slowness.leave()
    }

    private static func install() async throws -> Slowness {
        let slowness = Slowness(machine: try Machine.current)
        let machine = slowness.machine
        try machine.write(source, to: "/root/slow.c")
        try await Tool(name: "clang", package: "clang").run([
            "-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o", machine.seen(library).path, machine.seen("/root/slow.c").path,
        ]).expectSuccess()
        try await machine.succeed("mkdir", "-p", dropIn)
        try machine.write(
            "[Service]\nEnvironment=LD_PRELOAD=\(library)\nTimeoutStartSec=10s\nTimeoutStopSec=10s\n", to: dropIn + "/slow.conf")
        try slowness.set("")
        try await machine.succeed("systemctl", "daemon-reload")
        return slowness
    }

    func set(_ text: String) throws { try machine.write(text + "\n", to: Self.file) }

    private func leave() async throws {
        try await machine.succeed("systemctl", "stop", Service.unit)
        try await machine.succeed("rm", "-f", Self.dropIn + "/slow.conf", Self.file)
        try await machine.succeed("systemctl", "daemon-reload")
    }

    private static let source = """
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <stdio.h>
        #include <string.h>
        #include <time.h>
        #include <unistd.h>

        static int wanted(const char *what, int fd, const char *name) {
            char path[64], target[4096] = "", word[16] = "";
            int seconds = 0;
            snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
            if (readlink(path, target, sizeof target - 1) < 0 || !strstr(target, name)) return 0;
            FILE *file = fopen("\(file)", "re");
            if (!file) return 0;
            int known = fscanf(file, "%15s %d", word, &seconds);
            fclose(file);
            return known == 2 && strcmp(word, what) == 0 ? seconds : 0;
        }

        int fsync(int fd) {
            static int done;
            int seconds = done ? 0 : wanted("fsync", fd, ".journal");
            if (seconds) { done = 1; sleep(seconds); }
            return ((int (*)(int))dlsym(RTLD_NEXT, "fsync"))(fd);
        }

        static void work(int fd) {
            static int done;
            int seconds = done ? 0 : wanted("read", fd, "store.sqlite");
            if (!seconds) return;
            done = 1;
            for (time_t end = time(0) + seconds; time(0) < end;) {}
        }

        ssize_t pread(int fd, void *bytes, size_t count, off_t offset) {
            work(fd);
            return ((ssize_t (*)(int, void *, size_t, off_t))dlsym(RTLD_NEXT, "pread"))(fd, bytes, count, offset);
        }

        ssize_t pread64(int fd, void *bytes, size_t count, off64_t offset) {
            work(fd);
            return ((ssize_t (*)(int, void *, size_t, off64_t))dlsym(RTLD_NEXT, "pread64"))(fd, bytes, count, offset);
        }
        """
}
