/* Faults of the machine, for a program that is started with this library preloaded: a disk whose every sync takes long,
   and a clock that is off. Both are read at each call from files in the folder that FAULTS names:
   sync_ms (what a sync takes in addition) and clock_ms (what is added to the time of day). Each sync adds a byte to
   the file syncs. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static int open_fault(const char *name, int flags) {
    const char *folder = getenv("FAULTS");
    char path[4096];
    if (!folder || snprintf(path, sizeof path, "%s/%s", folder, name) >= (int)sizeof path) return -1;
    return open(path, flags | O_CLOEXEC, 0666);
}

static long long setting(const char *name) {
    char text[32] = {0};
    int file = open_fault(name, O_RDONLY);
    if (file < 0) return 0;
    if (read(file, text, sizeof text - 1) < 0) text[0] = 0;
    close(file);
    return atoll(text);
}

static void slow_disk(void) {
    long long delay = setting("sync_ms");
    struct timespec span = {delay / 1000, delay % 1000 * 1000000};
    int file = open_fault("syncs", O_WRONLY | O_CREAT | O_APPEND);
    if (file >= 0) {
        if (write(file, ".", 1) < 0) abort();
        close(file);
    }
    if (delay > 0) nanosleep(&span, NULL);
}

int fsync(int file) { slow_disk(); return (int)syscall(SYS_fsync, file); }
int fdatasync(int file) { slow_disk(); return (int)syscall(SYS_fdatasync, file); }

int clock_gettime(clockid_t clock, struct timespec *now) {
    int failed = (int)syscall(SYS_clock_gettime, clock, now);
    if (!failed && clock == CLOCK_REALTIME) {
        long long ns = now->tv_nsec + setting("clock_ms") % 1000 * 1000000;
        now->tv_sec += setting("clock_ms") / 1000 + (ns < 0 ? -1 : ns / 1000000000);
        now->tv_nsec = ns < 0 ? ns + 1000000000 : ns % 1000000000;
    }
    return failed;
}
