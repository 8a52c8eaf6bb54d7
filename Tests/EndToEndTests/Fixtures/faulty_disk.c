// A disk that fails: preloaded (LD_PRELOAD) into a program, it lets the n-th change of a file below a folder go
// wrong. Changes are writes, syncs, truncations, reservations and renames, counted over all threads from 1.
//
//   FAULT_FOLDER  part of the paths that are meant, e.g. /.pregon/
//   FAULT_AT      the number of the first change that fails; 0: none
//   FAULT_KIND    once-eio, once-enospc: that change alone
//                 on-eio: that one and all after it
//                 full: from that one on, no file grows (ENOSPC); what is there may be written over
//   FAULT_LOG     a file that gets a line for each change: its number, what it is, the file
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

static atomic_long changes;

static const char *setting(const char *name) {
    const char *value = getenv(name);
    return value ? value : "";
}

// Whether a path is meant; its change is numbered and noted.
static long number_of(const char *what, const char *path) {
    const char *folder = setting("FAULT_FOLDER");
    if (!*folder || !strstr(path, folder)) return 0;
    long number = atomic_fetch_add(&changes, 1) + 1;
    if (*setting("FAULT_LOG")) {
        char line[4300];
        int length = snprintf(line, sizeof line, "%ld %s %s\n", number, what, path);
        int log = syscall(SYS_openat, AT_FDCWD, setting("FAULT_LOG"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        if (log >= 0) {
            syscall(SYS_write, log, line, length);
            syscall(SYS_close, log);
        }
    }
    return number;
}

static long number_of_file(const char *what, int descriptor) {
    char link[64], path[4096];
    if (descriptor < 3) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    return number_of(what, path);
}

// The error of a change, or 0. `grows`: the file is longer after it.
static int fault(long number, int grows) {
    long at = atol(setting("FAULT_AT"));
    const char *kind = setting("FAULT_KIND");
    if (number == 0 || at == 0 || number < at) return 0;
    if (!strcmp(kind, "full")) return grows ? ENOSPC : 0;
    if (!strcmp(kind, "on-eio")) return EIO;
    if (number != at) return 0;
    return !strcmp(kind, "once-enospc") ? ENOSPC : EIO;
}

static int grows(int descriptor, off_t end) {
    struct stat status;
    return fstat(descriptor, &status) != 0 || end > status.st_size;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

// A disk that becomes full takes the beginning of a write.
static ssize_t failed_write(int descriptor, const void *bytes, size_t count, off_t offset, int error) {
    if (error == ENOSPC && count > 1) {
        if (offset < 0) syscall(SYS_write, descriptor, bytes, count / 2);
        else syscall(SYS_pwrite64, descriptor, bytes, count / 2, offset);
    }
    errno = error;
    return -1;
}

ssize_t write(int descriptor, const void *bytes, size_t count) {
    long number = number_of_file("write", descriptor);
    int error = 0;
    if (number) {
        off_t offset = lseek(descriptor, 0, SEEK_CUR);
        error = fault(number, grows(descriptor, offset + (off_t)count));
    }
    if (error) return failed_write(descriptor, bytes, count, -1, error);
    return REAL(write)(descriptor, bytes, count);
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t count, off64_t offset) {
    long number = number_of_file("pwrite", descriptor);
    int error = number ? fault(number, grows(descriptor, offset + (off_t)count)) : 0;
    if (error) return failed_write(descriptor, bytes, count, offset, error);
    return REAL(pwrite64)(descriptor, bytes, count, offset);
}

ssize_t pwrite(int descriptor, const void *bytes, size_t count, off_t offset) {
    return pwrite64(descriptor, bytes, count, offset);
}

#define FAILS(what, descriptor, does_grow)                              \
    long number = number_of_file(what, descriptor);                     \
    int error = number ? fault(number, does_grow) : 0;                  \
    if (error) {                                                        \
        errno = error;                                                  \
        return -1;                                                      \
    }

int fsync(int descriptor) {
    FAILS("fsync", descriptor, 0)
    return REAL(fsync)(descriptor);
}

int fdatasync(int descriptor) {
    FAILS("fdatasync", descriptor, 0)
    return REAL(fdatasync)(descriptor);
}

int ftruncate64(int descriptor, off64_t length) {
    FAILS("ftruncate", descriptor, grows(descriptor, length))
    return REAL(ftruncate64)(descriptor, length);
}

int ftruncate(int descriptor, off_t length) { return ftruncate64(descriptor, length); }

int posix_fallocate64(int descriptor, off64_t offset, off64_t length) {
    long number = number_of_file("fallocate", descriptor);
    int error = number ? fault(number, grows(descriptor, offset + length)) : 0;
    return error ? error : REAL(posix_fallocate64)(descriptor, offset, length);
}

int posix_fallocate(int descriptor, off_t offset, off_t length) {
    return posix_fallocate64(descriptor, offset, length);
}

int rename(const char *from, const char *to) {
    long number = number_of("rename", to);
    int error = number ? fault(number, 0) : 0;
    if (error) {
        errno = error;
        return -1;
    }
    return REAL(rename)(from, to);
}
