/* LocalFlow's spawner: see ARCHITECTURE.md, "The spawner". */
#ifndef LOCALFLOW_SPAWNER_H
#define LOCALFLOW_SPAWNER_H

#include <stddef.h>
#include <stdint.h>
#include <sys/resource.h>
#include <sys/types.h>

enum { PROTOCOL_VERSION = 1, LONGEST_FRAME = 4 * 1024 * 1024, LONGEST_ID = 64, LONGEST_NOTE = 64, MOST_SURVIVORS = 16 };

/* A frame: the length of the rest (four bytes, little-endian), the type (one byte) and the body. */
struct bytes {
  unsigned char *data;
  size_t size, room;
};
void put(struct bytes *to, const void *data, size_t size);
void put_number(struct bytes *to, uint64_t value, int size);
void put_text(struct bytes *to, const char *text);
/* The offset of the length, which end_frame fills in. */
size_t begin_frame(struct bytes *to, char type);
/* A frame about an attempt. */
size_t begin_frame_of(struct bytes *to, char type, const char *id);
void end_frame(struct bytes *to, size_t frame);
void drop_front(struct bytes *from, size_t size);

/* Reads a body from its front. Past its end, `bad` is set and every read gives zero. */
struct reader {
  const unsigned char *at, *end;
  int bad;
};
uint64_t get_number(struct reader *from, int size);
/* A length of four bytes, then that many bytes, of which only the last is NUL. */
const char *get_text(struct reader *from);
/* A count of four bytes, then that many texts. Ends with NULL; the caller frees it. */
char **get_texts(struct reader *from);

/* What a keeper starts, and when it stops it. */
struct order {
  const char *id;
  /* Negative: no timeout. */
  int64_t timeout_ms, grace_ms;
  int stop_signal;
  /* The soft limit of open files; 0: unchanged. */
  uint64_t open_files;
  const char *file, *folder, *input, *memo;
  char **arguments, **environment;
};

enum cause { CAUSE_NONE, CAUSE_TIMEOUT, CAUSE_STOP, CAUSE_LIMIT };
enum kind { STARTED = 's', FAILED = 'f', ENDED = 'e', STOPPING = 'x', KILLING = 'k', LEFT = 'l', GONE = 'g', LOST = 'd' };
enum stage { AT_FORK, AT_FOLDER, AT_INPUT, AT_PROGRAM };

/* What happened to an attempt. */
struct report {
  enum kind kind;
  enum cause cause;
  enum stage stage;
  int pid, status, error, count;
  int64_t user_us, system_us, peak_kb;
  int survivors[MOST_SURVIVORS];
};
void put_report(struct bytes *to, const char *id, const struct report *said);

/* The file descriptors of a keeper. */
enum { OUT = 3, ERR = 4, INPUT = 5, CONTROL = 6, FIRST_OTHER = 7 };
/* The pid of the program, or 0 with the stage that failed and errno. */
pid_t start_job(const struct order *order, enum stage *stage);

/* Forks a keeper that starts the order; returns its pid, and its control socket in `control`. */
pid_t start_keeper(const struct order *order, int out, int err, int input, int *control);

/* Calls `each` with the children of a process. */
void for_children(pid_t parent, void (*each)(pid_t, void *), void *with);
/* Kills a process and all its descendants. */
void kill_tree(pid_t pid);

void run_spawner(char *const *runner, int lock);

int64_t now_ms(void);
int64_t wall_ms(void);
void set_nonblocking(int fd);
/* Becomes readable when a child ends. */
int watch_children(void);
void read_all_signals(int fd);
__attribute__((noreturn)) void die(const char *what);
void *room_for(size_t count, size_t size);

#ifdef FAILPOINTS
void failpoint(const char *name);
#else
#define failpoint(name) ((void)0)
#endif
#endif
