// The parts of libsystemd, and of the kernel beside it, that the Systemd room uses. Source locations are left out of our
// records: a reminder is not a log line of this file and line.
#define SD_JOURNAL_SUPPRESS_LOCATION 1
#include <malloc.h>
#include <sys/timerfd.h>
#include <sys/timex.h>
#include <sys/uio.h>
#include <sys/vfs.h>
#include <systemd/sd-bus.h>
#include <systemd/sd-daemon.h>
#include <systemd/sd-id128.h>
#include <systemd/sd-journal.h>
#include <systemd/sd-login.h>
