#define _GNU_SOURCE
#include "spawner.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

static int64_t time_of(clockid_t clock) {
  struct timespec time;
  clock_gettime(clock, &time);
  return time.tv_sec * 1000LL + time.tv_nsec / 1000000;
}
int64_t now_ms(void) { return time_of(CLOCK_MONOTONIC); }
int64_t wall_ms(void) { return time_of(CLOCK_REALTIME); }

void die(const char *what) {
  fprintf(stderr, "spawner: %s: %s\n", what, strerror(errno));
  _exit(1);
}

void *room_for(size_t count, size_t size) {
  void *room = calloc(count, size);
  if (!room) die("memory");
  return room;
}

void set_nonblocking(int fd) { fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK); }

int watch_children(void) {
  sigset_t child;
  sigemptyset(&child);
  sigaddset(&child, SIGCHLD);
  sigprocmask(SIG_BLOCK, &child, NULL);
  int fd = signalfd(-1, &child, SFD_CLOEXEC | SFD_NONBLOCK);
  if (fd < 0) die("signalfd");
  return fd;
}

void read_all_signals(int fd) {
  struct signalfd_siginfo signal;
  while (read(fd, &signal, sizeof signal) == sizeof signal) continue;
}

#ifdef FAILPOINTS
/* Exits at the nth pass of the point that LOCALFLOW_FAILPOINT names, such as "keeper:3". */
void failpoint(const char *name) {
  static int passed;
  static const char *asked;
  size_t size = strlen(name);
  /* Keepers run with the environment of their job. */
  if (!asked) asked = getenv("LOCALFLOW_FAILPOINT");
  if (!asked || strncmp(asked, name, size) != 0 || asked[size] != ':') return;
  if (++passed == atoi(asked + size + 1)) kill(getpid(), SIGKILL);
}
#endif

int main(int count, char **words) {
  if (count < 3) {
    fputs("usage: spawner FOLDER RUNNER [ARGUMENT]…\n", stderr);
    return 2;
  }
  /* Only one spawner runs in a folder at a time. */
  int lock = open(words[1], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (lock < 0) die(words[1]);
  /* A spawner whose runner has just exited is about to exit as well, so wait for it. */
  for (int tries = 0; flock(lock, LOCK_EX | LOCK_NB) != 0; tries++) {
    if (errno != EWOULDBLOCK && errno != EINTR) die(words[1]);
    if (tries == 50) return 0;
    usleep(20000);
  }
  signal(SIGPIPE, SIG_IGN);
  for (int each = 0; each < 3; each++) signal((int[]){SIGINT, SIGHUP, SIGTERM}[each], SIG_IGN);
  run_spawner(words + 2, lock);
  return 0;
}
