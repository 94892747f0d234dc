#define _GNU_SOURCE
#include "spawner.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Shares memory with the keeper and runs with signals blocked: call only what is needed to start the program. */
static enum stage become(const struct order *order) {
  setsid();
  if (chdir(order->folder) != 0) return AT_FOLDER;
  if (dup2(INPUT, 0) < 0 || dup2(OUT, 1) < 0 || dup2(ERR, 2) < 0) return AT_INPUT;
  for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
  int score = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
  if (score >= 0 && write(score, "200", 3) < 0) errno = 0;
  struct rlimit files;
  if (order->open_files && getrlimit(RLIMIT_NOFILE, &files) == 0 && order->open_files <= files.rlim_max) {
    files.rlim_cur = order->open_files;
    setrlimit(RLIMIT_NOFILE, &files);
  }
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  execvp(order->file, order->arguments);
  return AT_PROGRAM;
}

pid_t start_job(const struct order *order, enum stage *stage) {
  /* Written by the child, which shares this memory until exec. */
  volatile struct {
    enum stage stage;
    int error;
  } failed = {AT_FORK, 0};
  sigset_t all, before;
  /* Set here, because execvp searches the PATH of the current environment. */
  environ = order->environment;
  sigfillset(&all);
  sigprocmask(SIG_SETMASK, &all, &before);
  pid_t job = vfork();
  if (job == 0) {
    failed.stage = become(order);
    failed.error = errno;
    _exit(127);
  }
  if (job < 0) failed.error = errno;
  sigprocmask(SIG_SETMASK, &before, NULL);
  if (failed.error == 0) return job;
  if (job > 0) waitpid(job, NULL, 0);
  *stage = failed.stage;
  errno = failed.error;
  return 0;
}
