// A library for LD_PRELOAD that makes the n-th call of one kind go wrong, as disks, memories and signals do.
//
//   FAULT_CALL   open read write fsync rename link mkdir mmap malloc pthread_create; nothing goes wrong without it
//   FAULT_AT     the number of the call, from 1
//   FAULT_MODE   fail       the call fails with FAULT_ERRNO (a number)
//                short      reads and writes move half of what they could, others fail
//                interrupt  the call fails once with EINTR
//                kill       the process is killed before the call
//   FAULT_LASTS  1: every later call of the kind goes wrong as well
//   FAULT_COUNT  a file to which the numbers of calls are written at the end, one kind a line
//   FAULT_CLOCK  the clock runs so many times as fast
//
// Only calls that reach the C library from outside are seen; reads of the dynamic loader are not.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum kind { OPEN, READ, WRITE, FSYNC, RENAME, LINK, MKDIR, MMAP, MALLOC, THREAD, KINDS };
static const char *const names[KINDS] = {"open",  "read", "write", "fsync",  "rename",
                                         "link",  "mkdir", "mmap", "malloc", "pthread_create"};
enum mode { FAIL, SHORT, INTERRUPT, KILL };

static atomic_long counts[KINDS];
static int chosen = -1, at = 0, lasts = 0, error = EIO;
static enum mode mode = FAIL;
static double speed = 0;
static struct timespec origin[16];

__attribute__((constructor)) static void begin(void) {
  const char *call = getenv("FAULT_CALL");
  for (int k = 0; call && k < KINDS; k++)
    if (!strcmp(call, names[k])) chosen = k;
  if (getenv("FAULT_AT")) at = atoi(getenv("FAULT_AT"));
  if (getenv("FAULT_ERRNO")) error = atoi(getenv("FAULT_ERRNO"));
  lasts = getenv("FAULT_LASTS") != NULL;
  const char *text = getenv("FAULT_MODE");
  if (text) mode = !strcmp(text, "short") ? SHORT : !strcmp(text, "interrupt") ? INTERRUPT : !strcmp(text, "kill") ? KILL : FAIL;
  if (getenv("FAULT_CLOCK")) speed = atof(getenv("FAULT_CLOCK"));
  // What was called before counts as not yet begun.
  for (int k = 0; k < KINDS; k++) counts[k] = 0;
}

__attribute__((destructor)) static void end(void) {
  const char *path = getenv("FAULT_COUNT");
  if (!path) return;
  char text[512];
  int length = 0;
  for (int k = 0; k < KINDS; k++) length += snprintf(text + length, sizeof text - length, "%s %ld\n", names[k], counts[k]);
  int file = syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
  if (file >= 0) {
    syscall(SYS_write, file, text, length);
    syscall(SYS_close, file);
  }
}

// Counts a call; whether it is to go wrong, with errno set.
static int strikes(enum kind kind) {
  long n = atomic_fetch_add(&counts[kind], 1) + 1;
  if ((int)kind != chosen || at <= 0 || n < at || (n > at && !lasts)) return 0;
  if (mode == KILL) syscall(SYS_kill, (int)syscall(SYS_getpid), SIGKILL);
  errno = mode == INTERRUPT ? EINTR : error;
  return 1;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

int open(const char *path, int flags, ...) {
  mode_t bits = 0;
  if (flags & (O_CREAT | O_TMPFILE)) {
    va_list list;
    va_start(list, flags);
    bits = va_arg(list, mode_t);
    va_end(list);
  }
  return strikes(OPEN) ? -1 : (int)syscall(SYS_openat, AT_FDCWD, path, flags, bits);
}
int open64(const char *, int, ...) __attribute__((alias("open")));
int openat(int folder, const char *path, int flags, ...) {
  mode_t bits = 0;
  if (flags & (O_CREAT | O_TMPFILE)) {
    va_list list;
    va_start(list, flags);
    bits = va_arg(list, mode_t);
    va_end(list);
  }
  return strikes(OPEN) ? -1 : (int)syscall(SYS_openat, folder, path, flags, bits);
}
int openat64(int, const char *, int, ...) __attribute__((alias("openat")));

ssize_t read(int file, void *bytes, size_t count) {
  if (strikes(READ)) {
    if (mode != SHORT) return -1;
    count = (count + 1) / 2;
  }
  return syscall(SYS_read, file, bytes, count);
}
ssize_t pread(int file, void *bytes, size_t count, off_t offset) {
  if (strikes(READ)) {
    if (mode != SHORT) return -1;
    count = (count + 1) / 2;
  }
  return syscall(SYS_pread64, file, bytes, count, offset);
}
ssize_t pread64(int, void *, size_t, off_t) __attribute__((alias("pread")));
ssize_t write(int file, const void *bytes, size_t count) {
  if (strikes(WRITE)) {
    if (mode != SHORT) return -1;
    count = (count + 1) / 2;
  }
  return syscall(SYS_write, file, bytes, count);
}
int fsync(int file) { return strikes(FSYNC) ? -1 : (int)syscall(SYS_fsync, file); }
int rename(const char *old, const char *new) {
  return strikes(RENAME) ? -1 : (int)syscall(SYS_renameat, AT_FDCWD, old, AT_FDCWD, new);
}
int renameat(int a, const char *old, int b, const char *new) {
  return strikes(RENAME) ? -1 : (int)syscall(SYS_renameat, a, old, b, new);
}
int linkat(int a, const char *old, int b, const char *new, int flags) {
  return strikes(LINK) ? -1 : (int)syscall(SYS_linkat, a, old, b, new, flags);
}
int mkdirat(int folder, const char *path, mode_t bits) {
  return strikes(MKDIR) ? -1 : (int)syscall(SYS_mkdirat, folder, path, bits);
}
void *mmap(void *address, size_t length, int protection, int flags, int file, off_t offset) {
  return strikes(MMAP) ? MAP_FAILED : (void *)syscall(SYS_mmap, address, length, protection, flags, file, offset);
}
void *mmap64(void *, size_t, int, int, int, off_t) __attribute__((alias("mmap")));

extern void *__libc_malloc(size_t), *__libc_calloc(size_t, size_t), *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);
void *malloc(size_t size) { return strikes(MALLOC) ? NULL : __libc_malloc(size); }
void *calloc(size_t count, size_t size) { return strikes(MALLOC) ? NULL : __libc_calloc(count, size); }
void *realloc(void *old, size_t size) { return strikes(MALLOC) ? NULL : __libc_realloc(old, size); }
void *aligned_alloc(size_t alignment, size_t size) { return strikes(MALLOC) ? NULL : __libc_memalign(alignment, size); }
void *memalign(size_t alignment, size_t size) { return strikes(MALLOC) ? NULL : __libc_memalign(alignment, size); }
int posix_memalign(void **result, size_t alignment, size_t size) {
  if (strikes(MALLOC)) return ENOMEM;
  return (*result = __libc_memalign(alignment, size)) ? 0 : ENOMEM;
}

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*body)(void *), void *argument) {
  return strikes(THREAD) ? EAGAIN : REAL(pthread_create)(thread, attributes, body, argument);
}

int clock_gettime(clockid_t clock, struct timespec *time) {
  int result = (int)syscall(SYS_clock_gettime, clock, time);
  if (result || speed <= 0 || (unsigned)clock >= 16) return result;
  if (!origin[clock].tv_sec && !origin[clock].tv_nsec) origin[clock] = *time;
  double passed = (double)(time->tv_sec - origin[clock].tv_sec) + 1e-9 * (double)(time->tv_nsec - origin[clock].tv_nsec);
  double now = (double)origin[clock].tv_nsec * 1e-9 + passed * speed;
  time->tv_sec = origin[clock].tv_sec + (time_t)now;
  time->tv_nsec = (long)((now - (double)(time_t)now) * 1e9);
  return 0;
}
