/* What the spawner knows of attempts and of the runner. */
#ifndef LOCALFLOW_ATTEMPTS_H
#define LOCALFLOW_ATTEMPTS_H

#include "spawner.h"

enum { CHUNK = 64 * 1024 };

/* What a child wrote and the runner has not acknowledged; `acked` is the offset of its first byte. */
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
  /* `is_done`: the runner has its end written down. */
  int control, input, control_place, input_place, is_done, is_lost;
  /* What goes to its input, and what was told of it. */
  struct bytes given, said;
  size_t said_sent;
  struct stream streams[2];
  char *memo;
  unsigned char note[LONGEST_NOTE];
  size_t note_size;
  /* What the runner holds back may not stop what follows it. */
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

/* `folder` holds what the latest engine wrote of how to start it. */
void start_runner(int folder);
/* What it has not acknowledged is for the next one. */
void drop_runner(void);
void runner_ended(void);
/* False: these bytes are none of ours, or there are no more. */
int read_runner(void);
void write_runner(void);

void close_file(int *fd);
/* Null: there is none. */
struct attempt *find_attempt(const char *id);
struct attempt *add_attempt(const char *id, const char *memo);
/* What a runner orders; 0: these bytes are none of ours. */
int take_order(char type, struct reader *from);
/* The next runner gives its own. */
void forget_environment(void);
void forget_done(void);
/* Reads at most so many bytes; gives what read gives. */
ssize_t read_some(int fd, struct bytes *to, size_t most);
void read_keeper(struct attempt *one);
void read_stream(struct attempt *one, int index);
void give_input(struct attempt *one);
void keeper_ended(pid_t pid, int status);
/* Kills what belongs to no keeper, again and again; gives how long to wait, or -1: there is none. */
int kill_strangers(void);
#endif
