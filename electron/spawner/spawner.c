#define _GNU_SOURCE
#include "attempts.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

/* How much is read ahead with a runner and without one, and how much is made ready for it at once. */
enum { WINDOW = 256 * 1024, WINDOW_ALONE = 1024 * 1024, FULL = 512 * 1024, LONGEST_PAUSE_MS = 30000 };

static struct {
  pid_t pid;
  int fd, is_greeted;
  struct bytes in, out;
  char *const *words;
  int64_t began_at, start_at, pause_ms;
} runner = {.fd = -1};

static void start_runner(void) {
  int pair[2];
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) != 0) die("socketpair");
  for (int at = 0; at < 2; at++) fcntl(pair[at], F_SETFD, FD_CLOEXEC);
  runner.pid = fork();
  if (runner.pid == 0) {
    dup2(fcntl(pair[1], F_DUPFD_CLOEXEC, 10), 3);
    signal(SIGPIPE, SIG_DFL);
    execvp(runner.words[0], runner.words);
    die(runner.words[0]);
  }
  if (runner.pid < 0) die("fork");
  close(pair[1]);
  runner.fd = pair[0];
  set_nonblocking(runner.fd);
}

/* What it has not acknowledged is for the next one. */
static void drop_runner(void) {
  close_file(&runner.fd);
  if (runner.pid) kill(runner.pid, SIGKILL);
  runner.is_greeted = 0;
  runner.in.size = runner.out.size = 0;
  for (struct attempt *one = attempts; one; one = one->next) {
    one->said_sent = 0;
    for (int at = 0; at < 2; at++) one->streams[at].sent = one->streams[at].is_end_sent = 0;
  }
  forget_environment();
}

static void runner_ended(void) {
  runner.pid = 0;
  drop_runner();
  /* At once, then later and later, unless it came further than the one before. */
  runner.start_at = now_ms() + runner.pause_ms;
  runner.pause_ms = runner.pause_ms ? runner.pause_ms * 2 : 1000;
  if (runner.pause_ms > LONGEST_PAUSE_MS) runner.pause_ms = LONGEST_PAUSE_MS;
}

static int greet(struct reader *from) {
  if (get_number(from, 2) != PROTOCOL_VERSION || from->bad) return 0;
  size_t frame = begin_frame(&runner.out, 'h');
  put_number(&runner.out, PROTOCOL_VERSION, 2);
  put_number(&runner.out, (uint64_t)getpid(), 4);
  put_number(&runner.out, (uint64_t)runner.began_at, 8);
  end_frame(&runner.out, frame);
  for (struct attempt *one = attempts; one; one = one->next) {
    if (one->is_done) continue;
    frame = begin_frame_of(&runner.out, 'r', one->id);
    put_number(&runner.out, one->streams[0].acked, 8);
    put_number(&runner.out, one->streams[1].acked, 8);
    put_text(&runner.out, one->memo);
    put(&runner.out, one->note, one->note_size);
    end_frame(&runner.out, frame);
  }
  end_frame(&runner.out, begin_frame(&runner.out, 'w'));
  return runner.is_greeted = 1;
}

static int take(char type, struct reader *from) {
  if (type == 'A' || type == 'D') runner.pause_ms = 0;
  if (runner.is_greeted) return take_order(type, from);
  return type == 'H' && greet(from);
}

/* False: these bytes are none of ours, or there are no more. */
static int read_runner(void) {
  ssize_t got = read_some(runner.fd, &runner.in, CHUNK * 4);
  if (got <= 0) return got < 0 && (errno == EAGAIN || errno == EINTR);
  size_t at = 0;
  for (;;) {
    struct reader head = {.at = runner.in.data + at, .end = runner.in.data + runner.in.size};
    size_t size = get_number(&head, 4);
    if (head.bad) break;
    if (size == 0 || size > LONGEST_FRAME) return 0;
    if ((size_t)(head.end - head.at) < size) break;
    struct reader body = {.at = head.at + 1, .end = head.at + size};
    if (!take((char)*head.at, &body)) return 0;
    at += 4 + size;
  }
  drop_front(&runner.in, at);
  return 1;
}

/* ---- what goes to the runner ---- */

static void put_stream(struct attempt *one, int index) {
  struct stream *stream = &one->streams[index];
  while (stream->sent < stream->kept.size && runner.out.size < FULL) {
    size_t left = stream->kept.size - stream->sent, size = left < CHUNK ? left : CHUNK;
    size_t frame = begin_frame_of(&runner.out, 'o', one->id);
    put_number(&runner.out, (uint64_t)index, 1);
    put_number(&runner.out, stream->acked + stream->sent, 8);
    put(&runner.out, stream->kept.data + stream->sent, size);
    end_frame(&runner.out, frame);
    stream->sent += size;
  }
  if (stream->fd >= 0 || stream->is_end_sent || stream->sent < stream->kept.size) return;
  stream->is_end_sent = 1;
  size_t frame = begin_frame_of(&runner.out, 'c', one->id);
  put_number(&runner.out, (uint64_t)index, 1);
  end_frame(&runner.out, frame);
}

static void put_all(void) {
  for (struct attempt *one = attempts; one && runner.is_greeted; one = one->next) {
    if (one->is_done) continue;
    put(&runner.out, one->said.data + one->said_sent, one->said.size - one->said_sent);
    one->said_sent = one->said.size;
    for (int at = 0; at < 2; at++) put_stream(one, at);
  }
}

static void write_runner(void) {
  for (;;) {
    put_all();
    ssize_t size = runner.out.size ? write(runner.fd, runner.out.data, runner.out.size) : 0;
    if (size <= 0) return;
    drop_front(&runner.out, (size_t)size);
  }
}

/* ---- what is awaited ---- */

static struct pollfd *polled;
static size_t polled_count, polled_room;

static void watch(int fd, short events) {
  if (polled_count == polled_room) {
    polled_room = polled_room ? polled_room * 2 : 64;
    polled = realloc(polled, polled_room * sizeof *polled);
    if (!polled) die("memory");
  }
  polled[polled_count++] = (struct pollfd){.fd = fd, .events = events};
}

static void await_all(int ended, int wait) {
  size_t window = runner.is_greeted ? WINDOW : WINDOW_ALONE;
  polled_count = 0;
  watch(ended, POLLIN);
  watch(runner.fd, (short)(POLLIN | (runner.out.size ? POLLOUT : 0)));
  for (struct attempt *one = attempts; one; one = one->next) {
    watch(one->control, POLLIN);
    watch(one->input, POLLOUT);
    for (int at = 0; at < 2; at++) watch(one->streams[at].kept.size < window + one->more ? one->streams[at].fd : -1, POLLIN);
  }
  if (poll(polled, polled_count, wait) < 0 && errno != EINTR) die("poll");
}

static void serve_attempts(void) {
  struct pollfd *at = polled + 2;
  for (struct attempt *one = attempts; one; one = one->next, at += 4) {
    if (at[0].revents) read_keeper(one);
    if (at[1].revents && one->input >= 0) give_input(one);
    for (int index = 0; index < 2; index++)
      if (at[2 + index].revents) read_stream(one, index);
  }
}

static void reap(void) {
  int status;
  for (pid_t pid; (pid = waitpid(-1, &status, WNOHANG)) > 0;) {
    if (pid == runner.pid) runner_ended();
    else keeper_ended(pid, status);
  }
}

/* Without its folder no runner could go on: what runs ends with the spawner. */
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
#ifdef __linux__
  prctl(PR_SET_CHILD_SUBREAPER, 1);
#endif
  int ended = watch_children();
  start_runner();
  for (;;) {
    int wait = kill_strangers(runner.pid);
    if (!runner.pid && is_runner_needed()) {
      if (is_folder_gone(lock)) return;
      int64_t until = runner.start_at - now_ms();
      if (until <= 0) start_runner();
      else if (wait < 0 || until < wait) wait = (int)until;
    } else if (!runner.pid) {
      /* It stays for what was left behind; new attempts are for another spawner. */
      close_file(&lock);
      if (!attempts) return;
    }
    write_runner();
    await_all(ended, wait);
    read_all_signals(ended);
    serve_attempts();
    if (polled[1].revents && runner.fd >= 0 && !read_runner()) drop_runner();
    reap();
    forget_done();
  }
}
