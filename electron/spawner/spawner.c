#define _GNU_SOURCE
#include "attempts.h"
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <sys/prctl.h>

/* How much output is read ahead with and without a runner. */
enum { WINDOW = 256 * 1024, WINDOW_ALONE = 1024 * 1024 };

static struct pollfd *polled;
static size_t polled_count, polled_room;

/* Its index in `polled`, or -1: poll refuses more entries than the limit of open files, even empty ones. */
static int watch(int fd, short events) {
  if (fd < 0) return -1;
  if (polled_count == polled_room) {
    polled_room = polled_room ? polled_room * 2 : 64;
    polled = realloc(polled, polled_room * sizeof *polled);
    if (!polled) die("memory");
  }
  polled[polled_count] = (struct pollfd){.fd = fd, .events = events};
  return (int)polled_count++;
}

static short seen(int place) { return place < 0 ? 0 : polled[place].revents; }

static void await_all(int ended, int wait) {
  size_t window = runner.is_greeted ? WINDOW : WINDOW_ALONE;
  polled_count = 0;
  watch(ended, POLLIN);
  runner.place = watch(runner.fd, (short)(POLLIN | (runner.out.size ? POLLOUT : 0)));
  for (struct attempt *one = attempts; one; one = one->next) {
    one->control_place = watch(one->control, POLLIN);
    one->input_place = watch(one->input, POLLOUT);
    for (int at = 0; at < 2; at++) {
      struct stream *stream = &one->streams[at];
      stream->place = watch(stream->kept.size < window + one->more ? stream->fd : -1, POLLIN);
    }
  }
  if (poll(polled, polled_count, wait) < 0 && errno != EINTR) die("poll");
}

static void serve_attempts(void) {
  for (struct attempt *one = attempts; one; one = one->next) {
    if (seen(one->control_place)) read_keeper(one);
    if (seen(one->input_place)) give_input(one);
    for (int index = 0; index < 2; index++)
      if (seen(one->streams[index].place)) read_stream(one, index);
  }
}

static void reap(void) {
  int status;
  for (pid_t pid; (pid = waitpid(-1, &status, WNOHANG)) > 0;) {
    if (pid == runner.pid) runner_ended();
    else keeper_ended(pid, status);
  }
}

/* Without the folder no runner could continue, so the attempts end with the spawner. */
static int is_folder_gone(int lock) {
  struct stat facts;
  return fstat(lock, &facts) == 0 && facts.st_nlink == 0;
}

static int is_runner_needed(void) {
  for (struct attempt *one = attempts; one; one = one->next)
    if (!one->is_done) return 1;
  return 0;
}

void run_spawner(char *const *words, int lock) {
  runner.words = words;
  runner.began_at = wall_ms();
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  int ended = watch_children();
  start_runner(lock);
  for (;;) {
    int wait = kill_strangers();
    if (!runner.pid && is_runner_needed()) {
      if (is_folder_gone(lock)) return;
      if (runner.start_at <= now_ms()) start_runner(lock);
      int64_t until = runner.start_at - now_ms();
      if (!runner.pid && (wait < 0 || until < wait)) wait = until > 0 ? (int)until : 0;
    } else if (!runner.pid) {
      /* Stay for the processes left behind; another spawner takes new attempts. */
      close_file(&lock);
      if (!attempts) return;
    }
    write_runner();
    await_all(ended, wait);
    read_all_signals(ended);
    serve_attempts();
    if (seen(runner.place) && !read_runner()) drop_runner();
    reap();
    forget_done();
  }
}
