#define _GNU_SOURCE
#include "attempts.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* The most that is buffered for the runner. */
enum { FULL = 512 * 1024, LONGEST_PAUSE_MS = 30000 };

struct runner runner = {.fd = -1};

/* The command that starts a runner, as the latest engine wrote it into the folder: words that each end with NUL. */
static char *const *words_of_runner(int folder) {
  static struct bytes text;
  static char **words;
  text.size = 0;
  int fd = openat(folder, "command", O_RDONLY | O_CLOEXEC);
  while (fd >= 0 && text.size < CHUNK && read_some(fd, &text, CHUNK) > 0) continue;
  close_file(&fd);
  if (text.size == 0 || text.data[text.size - 1] != 0) return runner.words;
  free(words);
  words = room_for(text.size + 1, sizeof *words);
  size_t count = 0;
  for (size_t at = 0; at < text.size; at += strlen(words[count - 1]) + 1) words[count++] = (char *)text.data + at;
  return words;
}

/* Back off, unless the last runner got further than the one before. */
static void start_later(void) {
  runner.start_at = now_ms() + runner.pause_ms;
  runner.pause_ms = runner.pause_ms ? runner.pause_ms * 2 : 1000;
  if (runner.pause_ms > LONGEST_PAUSE_MS) runner.pause_ms = LONGEST_PAUSE_MS;
}

void start_runner(int folder) {
  int pair[2] = {-1, -1};
  char *const *words = words_of_runner(folder);
  runner.pid = socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) == 0 ? fork() : -1;
  if (runner.pid == 0) {
    dup2(fcntl(pair[1], F_DUPFD_CLOEXEC, 10), 3);
    signal(SIGPIPE, SIG_DFL);
    sigprocmask(SIG_SETMASK, &(sigset_t){0}, NULL);
    execvp(words[0], words);
    die(words[0]);
  }
  close_file(&pair[1]);
  if (runner.pid < 0) {
    /* The process limit is reached: attempts go on without a runner. */
    close_file(&pair[0]);
    runner.pid = 0;
    start_later();
    return;
  }
  runner.fd = pair[0];
  set_nonblocking(runner.fd);
}

void drop_runner(void) {
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

void runner_ended(void) {
  runner.pid = 0;
  drop_runner();
  start_later();
}

static int greet(struct reader *from) {
  /* A newer runner learns the version from the answer. */
  if (get_number(from, 2) < PROTOCOL_VERSION || from->bad) return 0;
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

int read_runner(void) {
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

/* ---- output to the runner ---- */

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

void write_runner(void) {
  for (;;) {
    put_all();
    ssize_t size = runner.out.size ? write(runner.fd, runner.out.data, runner.out.size) : 0;
    if (size <= 0) return;
    drop_front(&runner.out, (size_t)size);
  }
}
