/* Runs a command and writes what it cost into a file, as one line:
 *
 *     run_once COST_FILE COMMAND [ARGUMENT…]        status user-µs system-µs wall-µs peak-KiB
 *
 * Linux counts the memory of the process that a command was started from into its peak. Started from Python
 * directly, nothing would ever be seen to use less than 20 MB; this program has about one. */
#include <errno.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

extern char **environ;

static long microseconds(struct timeval time) { return time.tv_sec * 1000000L + time.tv_usec; }

int main(int count, char **arguments) {
    if (count < 3) {
        fprintf(stderr, "usage: run_once COST_FILE COMMAND [ARGUMENT...]\n");
        return 64;
    }
    char **command = arguments + 2;
    struct timespec begun, ended;
    struct rusage usage;
    pid_t child;
    int status;

    clock_gettime(CLOCK_MONOTONIC, &begun);
    int problem = posix_spawnp(&child, command[0], NULL, NULL, command, environ);
    if (problem) {
        fprintf(stderr, "cannot start %s: %s\n", command[0], strerror(problem));
        return 127;
    }
    while (wait4(child, &status, 0, &usage) < 0) {
        if (errno == EINTR) continue;
        perror("wait4");
        return 71;
    }
    clock_gettime(CLOCK_MONOTONIC, &ended);

    long wall = (ended.tv_sec - begun.tv_sec) * 1000000L + (ended.tv_nsec - begun.tv_nsec) / 1000;
    int result = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    FILE *cost = fopen(arguments[1], "w");
    if (!cost) {
        perror(arguments[1]);
        return 73;
    }
    fprintf(cost, "%d %ld %ld %ld %ld\n", result, microseconds(usage.ru_utime), microseconds(usage.ru_stime), wall,
            usage.ru_maxrss);
    return fclose(cost) == 0 ? 0 : 73;
}
