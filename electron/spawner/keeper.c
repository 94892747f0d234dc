#define _GNU_SOURCE
#include "spawner.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

/* Processes that exit within ENDING_MS do not count as left behind. */
enum { ENDING_MS = 100, KILL_MS = 2000, ROUND_MS = 20 };

static struct {
  const struct order *order;
  pid_t job;
  int has_ended, is_left_told, is_gone_told, is_killing;
  enum cause cause;
  int64_t timeout_at, kill_at, left_at;
} kept;

static void report(struct report said) {
  struct bytes frame = {0};
  put_report(&frame, kept.order->id, &said);
  /* If the spawner is gone, the next read from the control socket reports it. */
  while (write(CONTROL, frame.data, frame.size) < 0 && errno == EINTR) continue;
  free(frame.data);
}

/* ---- descendants, without scanning all processes ---- */

void for_children(pid_t parent, void (*each)(pid_t, void *), void *with) {
  char path[64];
  snprintf(path, sizeof path, "/proc/%d/task", parent);
  DIR *threads = opendir(path);
  if (!threads) return;
  for (struct dirent *thread; (thread = readdir(threads));) {
    if (thread->d_name[0] == '.') continue;
    snprintf(path, sizeof path, "/proc/%d/task/%.10s/children", parent, thread->d_name);
    FILE *list = fopen(path, "re");
    if (!list) continue;
    for (int child; fscanf(list, "%d", &child) == 1;) each(child, with);
    fclose(list);
  }
  closedir(threads);
}

struct tally {
  int signal, count, survivors[MOST_SURVIVORS];
  pid_t without_group;
};

/* Stop parents first: a stopped process cannot fork. */
static void signal_tree(pid_t pid, void *with) {
  struct tally *tally = with;
  if (tally->count < MOST_SURVIVORS) tally->survivors[tally->count] = pid;
  tally->count++;
  if (tally->signal && getpgid(pid) != tally->without_group) kill(pid, tally->signal);
  for_children(pid, signal_tree, tally);
}

void kill_tree(pid_t pid) { signal_tree(pid, &(struct tally){.signal = SIGKILL}); }

/* The process group gets the signal once; processes that left the group get their own. */
static struct tally signal_all(int signal) {
  struct tally tally = {.signal = signal};
  if (signal && !kept.has_ended) {
    kill(-kept.job, signal);
    tally.without_group = signal == SIGKILL ? 0 : kept.job;
  }
  for_children(getpid(), signal_tree, &tally);
  return tally;
}

/* ---- until no process is left ---- */

static void begin_stop(enum cause cause) {
  if (kept.cause) return;
  kept.cause = cause;
  kept.kill_at = now_ms() + kept.order->grace_ms;
  report((struct report){.kind = STOPPING, .cause = cause});
  signal_all(kept.order->stop_signal);
}

static struct report with_usage(struct report said, const struct rusage *usage) {
  said.cause = kept.cause;
  said.user_us = usage->ru_utime.tv_sec * 1000000LL + usage->ru_utime.tv_usec;
  said.system_us = usage->ru_stime.tv_sec * 1000000LL + usage->ru_stime.tv_usec;
  said.peak_kb = usage->ru_maxrss;
  return said;
}

static void tell_gone(const struct tally *left) {
  if (kept.is_gone_told) return;
  kept.is_gone_told = 1;
  struct rusage usage;
  getrusage(RUSAGE_CHILDREN, &usage);
  struct report said = {.kind = GONE, .count = left->count};
  memcpy(said.survivors, left->survivors, sizeof said.survivors);
  report(with_usage(said, &usage));
}

/* False if no process is left. */
static int reap(void) {
  int status;
  struct rusage usage;
  pid_t pid;
  while ((pid = wait4(-1, &status, WNOHANG, &usage)) > 0) {
    if (pid != kept.job) continue;
    kept.has_ended = 1;
    kept.left_at = now_ms() + ENDING_MS;
    report(with_usage((struct report){.kind = ENDED, .status = status, .pid = pid}, &usage));
  }
  return !(pid < 0 && errno == ECHILD);
}

/* Milliseconds to wait; 0 if it is due. */
static int until(int64_t at) {
  int64_t left = at - now_ms();
  return left <= 0 ? 0 : left > INT_MAX ? INT_MAX : (int)left;
}

/* Does what is due; returns how long to wait for the next deadline. */
static int act(void) {
  int wait = kept.has_ended || kept.cause || !kept.timeout_at ? INT_MAX : until(kept.timeout_at);
  if (!wait) begin_stop(CAUSE_TIMEOUT);
  if (kept.cause && !kept.is_gone_told) {
    if ((wait = until(kept.kill_at))) return wait;
    if (!kept.is_killing) report((struct report){.kind = KILLING});
    kept.is_killing = 1;
    struct tally left = signal_all(SIGKILL);
    if (!until(kept.kill_at + KILL_MS)) tell_gone(&left);
    return ROUND_MS;
  }
  if (!kept.has_ended || kept.cause || kept.is_left_told) return wait;
  if ((wait = until(kept.left_at))) return wait;
  kept.is_left_told = 1;
  report((struct report){.kind = LEFT, .count = signal_all(0).count});
  return INT_MAX;
}

__attribute__((noreturn)) static void keep(const struct order *order) {
  kept.order = order;
  int ended = watch_children();
  enum stage stage = AT_FORK;
  kept.job = start_job(order, &stage);
  if (!kept.job) {
    report((struct report){.kind = FAILED, .stage = stage, .error = errno});
    _exit(0);
  }
  for (int fd = OUT; fd <= INPUT; fd++) close(fd);
  if (order->timeout_ms >= 0) kept.timeout_at = now_ms() + order->timeout_ms;
  report((struct report){.kind = STARTED, .pid = kept.job});
  while (reap()) {
    failpoint("keeper");
    struct pollfd fds[] = {{.fd = CONTROL, .events = POLLIN}, {.fd = ended, .events = POLLIN}};
    if (poll(fds, 2, act()) < 0) continue;
    read_all_signals(ended);
    unsigned char cause;
    if (!fds[0].revents) continue;
    if (read(CONTROL, &cause, 1) == 1) {
      begin_stop(cause);
      continue;
    }
    /* Without the spawner, nobody reads the output or knows which attempt these processes belong to, so kill them. */
    for (int64_t end = now_ms() + KILL_MS; reap() && now_ms() < end; usleep(ROUND_MS * 1000)) signal_all(SIGKILL);
    _exit(0);
  }
  tell_gone(&(struct tally){0});
  _exit(0);
}

/* The keeper keeps only these files: inherited ones would hold other attempts' pipes open. */
static void take_files(int out, int err, int input, int control) {
  int given[] = {out, err, input, control}, high[4];
  for (int at = 0; at < 4; at++) high[at] = fcntl(given[at], F_DUPFD, 64);
  for (int at = 0; at < 4; at++) dup3(high[at], OUT + at, O_CLOEXEC);
#ifdef SYS_close_range
  if (syscall(SYS_close_range, FIRST_OTHER, ~0U, 0) == 0) return;
#endif
  for (int fd = FIRST_OTHER; fd < 65536; fd++) close(fd);
}

pid_t start_keeper(const struct order *order, int out, int err, int input, int *control) {
  int pair[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) return -1;
  pid_t keeper = fork();
  if (keeper == 0) {
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    take_files(out, err, input, pair[1]);
    keep(order);
  }
  int error = errno;
  close(pair[1]);
  if (keeper < 0) close(pair[0]);
  else *control = pair[0];
  errno = error;
  return keeper;
}
