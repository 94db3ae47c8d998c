#define _GNU_SOURCE 1
#include "terminal_guard.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t armed = 0;
// The terminal is somebody else's for a while: it is given back already.
static volatile sig_atomic_t lent = 0;
static volatile sig_atomic_t continued = 0;
static int terminal_fd = -1;
static int event_fd = -1;
static char reset_bytes[256];
static size_t reset_length = 0;
static struct termios original_mode;
static char alternate_stack[16384];

static const int event_signals[] = {SIGWINCH, SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT};
static const int fatal_signals[] = {SIGSEGV, SIGABRT, SIGILL, SIGTRAP, SIGBUS, SIGFPE, SIGQUIT};
#define COUNT(a) ((int)(sizeof(a) / sizeof(a[0])))
static struct sigaction event_before[COUNT(event_signals)];
static struct sigaction fatal_before[COUNT(fatal_signals)];

static int watchdog_fd = -1;
static pid_t watchdog = -1;

static void give_back(void) {
  size_t done = 0;
  while (done < reset_length) {
    ssize_t n = write(terminal_fd, reset_bytes + done, reset_length - done);
    if (n <= 0) break;
    done += (size_t)n;
  }
  tcsetattr(terminal_fd, TCSANOW, &original_mode);
}

// A watchdog that is gone must not end this process by SIGPIPE.
static void tell_watchdog(char what) {
  if (watchdog_fd >= 0 && send(watchdog_fd, &what, 1, MSG_NOSIGNAL) < 0) {
  }
}

void cnt_guard_restore(void) {
  if (!armed) return;
  armed = 0;
  if (!lent) give_back();
  // The watchdog is not needed any more.
  tell_watchdog('q');
}

void cnt_guard_lend(int on) {
  lent = on;
  tell_watchdog(on ? 'l' : 't');
}

// A process that outlives a `kill -9` of this one and then gives the terminal back. It shares only a
// pair of sockets: "q" on it means that all is well, "l" that the terminal is lent, "t" that it is taken again,
// and its end that nobody is left to give it back.
static void start_watchdog(void) {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return;
  watchdog = fork();
  if (watchdog < 0) {
    close(ends[0]);
    close(ends[1]);
    return;
  }
  if (watchdog > 0) {
    close(ends[0]);
    watchdog_fd = ends[1];
    return;
  }
  // From here on only async-signal-safe calls: other threads of the parent may have held locks.
  prctl(PR_SET_NAME, "cnt-guard");
  const int ignored[] = {SIGHUP, SIGINT, SIGTERM, SIGQUIT, SIGTSTP, SIGTTOU, SIGWINCH, SIGPIPE};
  for (int i = 0; i < COUNT(ignored); i++) signal(ignored[i], SIG_IGN);
  if (ends[0] > 3) close_range(3, (unsigned)ends[0] - 1, 0);
  close_range((unsigned)ends[0] + 1, ~0U, 0);
  char byte = 't', last = 't';
  ssize_t n;
  while ((n = read(ends[0], &byte, 1)) != 0) {
    if (n < 0 && errno != EINTR) _exit(0);
    if (n > 0 && byte == 'q') _exit(0);
    if (n > 0) last = byte;
  }
  if (last == 't') give_back();
  _exit(0);
}

static void on_event(int number) {
  int saved = errno;
  unsigned char byte = (unsigned char)number;
  if (number == SIGCONT) continued = 1;
  // The pipe does not block; when it is full, enough wake-ups are under way already.
  if (write(event_fd, &byte, 1) < 0) {
  }
  errno = saved;
}

static void on_fatal(int number) {
  cnt_guard_restore();
  // SA_RESETHAND put the default action back: the process now dies of its own cause.
  raise(number);
}

int cnt_guard_arm(int fd, int pipe_fd, const char *reset, size_t length,
                  const struct termios *original) {
  if (length > sizeof reset_bytes) return -1;
  static int at_exit_registered = 0;
  terminal_fd = fd;
  event_fd = pipe_fd;
  memcpy(reset_bytes, reset, length);
  reset_length = length;
  original_mode = *original;
  start_watchdog();

  stack_t stack = {.ss_sp = alternate_stack, .ss_size = sizeof alternate_stack, .ss_flags = 0};
  sigaltstack(&stack, NULL);
  struct sigaction action;
  memset(&action, 0, sizeof action);
  sigemptyset(&action.sa_mask);
  action.sa_handler = on_event;
  action.sa_flags = SA_RESTART;
  for (int i = 0; i < COUNT(event_signals); i++)
    sigaction(event_signals[i], &action, &event_before[i]);
  action.sa_handler = on_fatal;
  action.sa_flags = SA_RESETHAND | SA_NODEFER | SA_ONSTACK;
  for (int i = 0; i < COUNT(fatal_signals); i++)
    sigaction(fatal_signals[i], &action, &fatal_before[i]);
  if (!at_exit_registered) {
    at_exit_registered = 1;
    atexit(cnt_guard_restore);
  }
  lent = 0;
  armed = 1;
  return 0;
}

void cnt_guard_disarm(void) {
  if (event_fd < 0) return;
  cnt_guard_restore();
  if (watchdog_fd >= 0) close(watchdog_fd);
  watchdog_fd = -1;
  if (watchdog > 0) waitpid(watchdog, NULL, 0);
  watchdog = -1;
  for (int i = 0; i < COUNT(event_signals); i++)
    sigaction(event_signals[i], &event_before[i], NULL);
  for (int i = 0; i < COUNT(fatal_signals); i++)
    sigaction(fatal_signals[i], &fatal_before[i], NULL);
  event_fd = -1;
}

int cnt_guard_pipe(int ends[2]) { return pipe2(ends, O_NONBLOCK | O_CLOEXEC); }

int cnt_guard_stop_self(void) {
  struct sigaction usual, before;
  memset(&usual, 0, sizeof usual);
  sigemptyset(&usual.sa_mask);
  usual.sa_handler = SIG_DFL;
  sigset_t stop, mask;
  sigemptyset(&stop);
  sigaddset(&stop, SIGTSTP);
  continued = 0;
  sigaction(SIGTSTP, &usual, &before);
  // Threads of libdispatch have every signal blocked: there it would stay pending.
  pthread_sigmask(SIG_UNBLOCK, &stop, &mask);
  // The whole job, as the terminal does: what started this program waits for it.
  kill(0, SIGTSTP);
  // Signals may be handled by another thread, a moment later.
  for (int i = 0; i < 50 && !continued; i++) usleep(1000);
  pthread_sigmask(SIG_SETMASK, &mask, NULL);
  sigaction(SIGTSTP, &before, NULL);
  return continued;
}
