/* Sets the wall clock of one process: the seconds in the file "clock" of its working directory are added to what the
   system says, as they stand there now. Intervals (CLOCK_MONOTONIC) stay true, as on a machine whose clock is set. */
#define _GNU_SOURCE
#include <stdio.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static long looked_at = -1;
static long offset = 0;

static long offset_now(void) {
    struct timespec now;
    syscall(SYS_clock_gettime, CLOCK_MONOTONIC, &now);
    if (now.tv_sec != looked_at) {
        looked_at = now.tv_sec;
        FILE *file = fopen("clock", "r");
        long read = 0;
        if (file && fscanf(file, "%ld", &read) == 1) offset = read;
        if (file) fclose(file);
    }
    return offset;
}

int clock_gettime(clockid_t clock, struct timespec *time) {
    int result = syscall(SYS_clock_gettime, clock, time);
    if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) time->tv_sec += offset_now();
    return result;
}

int gettimeofday(struct timeval *restrict time, void *restrict zone) {
    (void) zone;
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    time->tv_sec = now.tv_sec;
    time->tv_usec = now.tv_nsec / 1000;
    return 0;
}

time_t time(time_t *out) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (out) *out = now.tv_sec;
    return now.tv_sec;
}
