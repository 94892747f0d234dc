#define _GNU_SOURCE
#include "spawner.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void run_program(const struct order *order, const char *path, char **shell_words) {
  execve(path, order->arguments, order->environment);
  if (errno != ENOEXEC) return;
  /* A script without a #! line: what execvp does. */
  shell_words[0] = "/bin/sh";
  shell_words[1] = (char *)path;
  execve(shell_words[0], shell_words, order->environment);
}

/* In the memory of the keeper, whose signals are blocked: nothing but what leads to the program. */
static enum stage become(const struct order *order, const char *const *paths, char **shell_words) {
  setsid();
  if (chdir(order->folder) != 0) return AT_FOLDER;
  if (dup2(INPUT, 0) < 0 || dup2(OUT, 1) < 0 || dup2(ERR, 2) < 0) return AT_INPUT;
  for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
#ifdef __linux__
  int score = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
  if (score >= 0 && write(score, "200", 3) < 0) errno = 0;
#endif
  struct rlimit files;
  if (order->open_files && getrlimit(RLIMIT_NOFILE, &files) == 0 && order->open_files <= files.rlim_max) {
    files.rlim_cur = order->open_files;
    setrlimit(RLIMIT_NOFILE, &files);
  }
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  int error = ENOENT;
  for (; *paths; paths++) {
    run_program(order, *paths, shell_words);
    if (errno != ENOENT && errno != ENOTDIR) error = errno;
    if (errno != ENOENT && errno != ENOTDIR && errno != EACCES) break;
  }
  errno = error;
  return AT_PROGRAM;
}

static const char *path_of(char *const *environment) {
  for (; *environment; environment++)
    if (strncmp(*environment, "PATH=", 5) == 0) return *environment + 5;
  return "/usr/local/bin:/usr/bin:/bin";
}

/* Where the program may be: in the folders of the PATH that it is given. */
static const char **paths_of(const struct order *order) {
  const char *from = path_of(order->environment);
  const char **paths = room_for(strlen(from) + 2, sizeof *paths);
  paths[0] = order->file;
  for (size_t count = 0; !strchr(order->file, '/'); from++) {
    int size = (int)strcspn(from, ":");
    char *one = room_for((size_t)size + strlen(order->file) + 3, 1);
    sprintf(one, "%.*s/%s", size ? size : 1, size ? from : ".", order->file);
    paths[count++] = one;
    from += size;
    if (!*from) break;
  }
  return paths;
}

pid_t start_job(const struct order *order, enum stage *stage) {
  int failed[2], said[2] = {AT_FORK, 0};
  size_t count = 0;
  while (order->arguments[count]) count++;
  const char **paths = paths_of(order);
  char **shell_words = room_for(count + 2, sizeof *shell_words);
  memcpy(shell_words + 2, order->arguments + 1, (count - 1) * sizeof *shell_words);
  if (pipe(failed) != 0) return 0;
  fcntl(failed[1], F_SETFD, FD_CLOEXEC);
  sigset_t all, before;
  sigfillset(&all);
  sigprocmask(SIG_SETMASK, &all, &before);
  pid_t job = vfork();
  if (job == 0) {
    int told[] = {(int)become(order, paths, shell_words), errno};
    _exit(write(failed[1], told, sizeof told) < 0 ? 126 : 127);
  }
  if (job < 0) said[1] = errno;
  sigprocmask(SIG_SETMASK, &before, NULL);
  close(failed[1]);
  ssize_t size = job > 0 ? read(failed[0], said, sizeof said) : 1;
  close(failed[0]);
  if (size == 0) return job;
  if (job > 0) waitpid(job, NULL, 0);
  *stage = (enum stage)said[0];
  errno = said[1];
  return 0;
}
