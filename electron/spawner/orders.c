#define _GNU_SOURCE
#include "attempts.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct environment {
  uint32_t number;
  struct bytes body;
  char **texts;
};

static struct environment *environment;

void forget_environment(void) {
  if (!environment) return;
  free(environment->body.data);
  free(environment->texts);
  free(environment);
  environment = NULL;
}

static int open_pipe(int *read_end, int *write_end) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return -1;
  *read_end = ends[0];
  *write_end = ends[1];
  return 0;
}

/* A later variable replaces an earlier one of the same name. */
static char **merged(char *const *base, char *const *over) {
  size_t count = 0, from = 0, at = 0;
  while (base[count]) count++;
  while (over[from]) from++;
  char **all = room_for(count + from + 1, sizeof *all);
  for (size_t each = 0; each < count; each++) {
    size_t size = strcspn(base[each], "="), other = 0;
    while (other < from && (strncmp(over[other], base[each], size) != 0 || over[other][size] != '=')) other++;
    if (other == from) all[at++] = base[each];
  }
  memcpy(all + at, over, from * sizeof *all);
  return all;
}

static void begin(struct attempt *one, const struct order *order, const struct reader *given) {
  int out = -1, err = -1, input = -1;
  enum stage stage = AT_FORK;
  if (open_pipe(&one->streams[0].fd, &out) == 0 && open_pipe(&one->streams[1].fd, &err) == 0) {
    stage = AT_INPUT;
    if (given) open_pipe(&input, &one->input);
    else input = open(order->input, O_RDONLY | O_CLOEXEC);
    if (input >= 0) {
      stage = AT_FORK;
      one->keeper = start_keeper(order, out, err, input, &one->control);
    }
  }
  int error = errno;
  close_file(&out);
  close_file(&err);
  close_file(&input);
  if (one->keeper <= 0) {
    one->keeper = 0;
    put_report(&one->said, one->id, &(struct report){.kind = FAILED, .stage = stage, .error = error});
    for (int at = 0; at < 2; at++) close_file(&one->streams[at].fd);
    close_file(&one->input);
    return;
  }
  set_nonblocking(one->control);
  for (int at = 0; at < 2; at++) set_nonblocking(one->streams[at].fd);
  if (!given) return;
  set_nonblocking(one->input);
  put(&one->given, given->at, (size_t)(given->end - given->at));
}

static int start(struct reader *from) {
  struct order order = {.id = get_text(from)};
  order.timeout_ms = (int64_t)get_number(from, 8);
  order.grace_ms = (int64_t)get_number(from, 8);
  order.stop_signal = (int)get_number(from, 4);
  order.open_files = get_number(from, 8);
  order.file = get_text(from);
  order.folder = get_text(from);
  uint32_t number = (uint32_t)get_number(from, 4);
  char **over = get_texts(from);
  order.arguments = get_texts(from);
  order.memo = get_text(from);
  order.input = get_text(from);
  int is_good = !from->bad && environment && environment->number == number && *order.id &&
                strlen(order.id) <= LONGEST_ID && order.arguments[0] && order.stop_signal > 0 && order.stop_signal < NSIG;
  /* The attempt is known already: the runner repeated the order. */
  if (is_good && !find_attempt(order.id)) {
    order.environment = merged(environment->texts, over);
    failpoint("before-start");
    /* If no input file is named, the rest of the frame is the input. */
    begin(add_attempt(order.id, order.memo), &order, *order.input ? NULL : from);
    failpoint("after-start");
    free(order.environment);
  }
  free(over);
  free(order.arguments);
  return is_good;
}

static int keep_environment(struct reader *from) {
  struct environment *one = room_for(1, sizeof *one);
  one->number = (uint32_t)get_number(from, 4);
  put(&one->body, from->at, (size_t)(from->end - from->at));
  struct reader own = {.at = one->body.data, .end = one->body.data + one->body.size, .bad = from->bad};
  one->texts = get_texts(&own);
  /* Orders name only the latest one. */
  forget_environment();
  environment = one;
  return !own.bad;
}

static int acknowledge(struct reader *from) {
  struct attempt *one = find_attempt(get_text(from));
  uint64_t offsets[2] = {get_number(from, 8), 0};
  offsets[1] = get_number(from, 8);
  uint32_t more = (uint32_t)get_number(from, 4);
  size_t size = (size_t)(from->end - from->at);
  if (from->bad || size > LONGEST_NOTE) return 0;
  if (!one || one->is_done) return 1;
  for (int at = 0; at < 2; at++)
    if (offsets[at] < one->streams[at].acked || offsets[at] - one->streams[at].acked > one->streams[at].sent) return 0;
  for (int at = 0; at < 2; at++) {
    struct stream *stream = &one->streams[at];
    size_t count = (size_t)(offsets[at] - stream->acked);
    drop_front(&stream->kept, count);
    stream->acked = offsets[at];
    stream->sent -= count;
  }
  one->more = more < LONGEST_FRAME ? more : LONGEST_FRAME;
  memcpy(one->note, from->at, size);
  one->note_size = size;
  return 1;
}

static int stop(struct reader *from) {
  struct attempt *one = find_attempt(get_text(from));
  unsigned char cause = (unsigned char)get_number(from, 1);
  if (from->bad || cause < CAUSE_STOP || cause > CAUSE_LIMIT) return 0;
  if (one && one->keeper && write(one->control, &cause, 1) < 0) errno = 0;
  return 1;
}

static int end(struct reader *from) {
  struct attempt *one = find_attempt(get_text(from));
  if (one) one->is_done = 1;
  for (int at = 0; one && at < 2; at++) one->streams[at].kept.size = one->streams[at].sent = 0;
  return !from->bad;
}

int take_order(char type, struct reader *from) {
  switch (type) {
  case 'E': return keep_environment(from);
  case 'S': return start(from);
  case 'A': return acknowledge(from);
  case 'X': return stop(from);
  case 'D': return end(from);
  default: return 0;
  }
}
