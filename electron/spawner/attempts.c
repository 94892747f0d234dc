#define _GNU_SOURCE
#include "attempts.h"
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { KILL_MS = 2000, ROUND_MS = 20 };

struct attempt *attempts;
static int64_t killing_until;

void close_file(int *fd) {
  if (*fd >= 0) close(*fd);
  *fd = -1;
}

struct attempt *find_attempt(const char *id) {
  struct attempt *one = attempts;
  while (one && strcmp(one->id, id) != 0) one = one->next;
  return one;
}

struct attempt *add_attempt(const char *id, const char *memo) {
  struct attempt *one = room_for(1, sizeof *one);
  strcpy(one->id, id);
  one->memo = strdup(memo);
  if (!one->memo) die("memory");
  one->control = one->input = one->streams[0].fd = one->streams[1].fd = -1;
  one->next = attempts;
  return attempts = one;
}

/* Attempts whose end is recorded and whose processes are all gone. */
void forget_done(void) {
  for (struct attempt **at = &attempts; *at;) {
    struct attempt *one = *at;
    if (!one->is_done || one->keeper) {
      at = &one->next;
      continue;
    }
    *at = one->next;
    for (int index = 0; index < 2; index++) {
      close_file(&one->streams[index].fd);
      free(one->streams[index].kept.data);
    }
    close_file(&one->input);
    close_file(&one->control);
    free(one->given.data);
    free(one->said.data);
    free(one->memo);
    free(one);
  }
}

/* ---- keepers and their children ---- */

ssize_t read_some(int fd, struct bytes *to, size_t most) {
  static unsigned char chunk[CHUNK * 4];
  ssize_t size = read(fd, chunk, most < sizeof chunk ? most : sizeof chunk);
  if (size > 0) put(to, chunk, (size_t)size);
  return size;
}

/* Keepers write whole frames, which are passed on unchanged. */
void read_keeper(struct attempt *one) {
  ssize_t size = 1;
  while (one->control >= 0 && size > 0) size = read_some(one->control, &one->said, CHUNK);
  if (size == 0) close_file(&one->control);
}

void read_stream(struct attempt *one, int index) {
  struct stream *stream = &one->streams[index];
  ssize_t size = read_some(stream->fd, &stream->kept, CHUNK * 4);
  /* Keep the read end open: processes left behind would get SIGPIPE. */
  if (one->is_done) stream->kept.size = 0;
  if (size == 0 || (size < 0 && errno != EAGAIN && errno != EINTR)) close_file(&stream->fd);
}

void give_input(struct attempt *one) {
  ssize_t size = one->given.size ? write(one->input, one->given.data, one->given.size) : 0;
  if (size > 0) drop_front(&one->given, (size_t)size);
  if (one->given.size == 0 || (size < 0 && errno != EAGAIN && errno != EINTR)) close_file(&one->input);
}

void keeper_ended(pid_t pid, int status) {
  struct attempt *one = attempts;
  while (one && one->keeper != pid) one = one->next;
  if (!one) return;
  read_keeper(one);
  one->keeper = 0;
  close_file(&one->control);
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return;
  one->is_lost = 1;
  killing_until = now_ms() + KILL_MS;
}

static void kill_stranger(pid_t pid, void *count) {
  if (pid == runner.pid) return;
  for (struct attempt *one = attempts; one; one = one->next)
    if (one->keeper == pid) return;
  ++*(int *)count;
  kill_tree(pid);
}

int kill_strangers(void) {
  if (!killing_until) return -1;
  int count = 0;
  for_children(getpid(), kill_stranger, &count);
  if (count > 0 && now_ms() < killing_until) return ROUND_MS;
  killing_until = 0;
  /* The next attempt may start only once all of these processes are gone. */
  for (struct attempt *one = attempts; one; one = one->next) {
    if (one->is_lost) put_report(&one->said, one->id, &(struct report){.kind = LOST, .count = count});
    one->is_lost = 0;
  }
  return -1;
}
