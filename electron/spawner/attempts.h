/* The state of attempts and of the runner. */
#ifndef LOCALFLOW_ATTEMPTS_H
#define LOCALFLOW_ATTEMPTS_H

#include "spawner.h"

enum { CHUNK = 64 * 1024 };

/* Output that the runner has not acknowledged; `acked` is the offset of its first byte. */
struct stream {
  int fd, place, is_end_sent;
  struct bytes kept;
  uint64_t acked;
  size_t sent;
};

struct attempt {
  struct attempt *next;
  char id[LONGEST_ID + 1];
  pid_t keeper;
  /* `is_done`: the runner has recorded the end. */
  int control, input, control_place, input_place, is_done, is_lost;
  /* Standard input still to be written, and reports of the keeper for the runner. */
  struct bytes given, said;
  size_t said_sent;
  struct stream streams[2];
  char *memo;
  unsigned char note[LONGEST_NOTE];
  size_t note_size;
  /* Bytes to read beyond the window, so that what the runner holds back does not block the rest. */
  size_t more;
};
extern struct attempt *attempts;

extern struct runner {
  pid_t pid;
  int fd, place, is_greeted;
  struct bytes in, out;
  char *const *words;
  int64_t began_at, start_at, pause_ms;
} runner;

/* `folder` holds the start command that the latest engine wrote. */
void start_runner(int folder);
/* The next runner gets everything that this one has not acknowledged. */
void drop_runner(void);
void runner_ended(void);
/* False: the bytes are not valid frames, or the stream has ended. */
int read_runner(void);
void write_runner(void);

void close_file(int *fd);
/* Null if there is none. */
struct attempt *find_attempt(const char *id);
struct attempt *add_attempt(const char *id, const char *memo);
/* Handles an order of the runner; 0: the bytes are not a valid order. */
int take_order(char type, struct reader *from);
/* The next runner sends its own. */
void forget_environment(void);
void forget_done(void);
/* Reads at most this many bytes; returns what read returns. */
ssize_t read_some(int fd, struct bytes *to, size_t most);
void read_keeper(struct attempt *one);
void read_stream(struct attempt *one, int index);
void give_input(struct attempt *one);
void keeper_ended(pid_t pid, int status);
/* Kills processes that belong to no keeper; returns how long to wait before the next call, or -1 if none are left. */
int kill_strangers(void);
#endif
