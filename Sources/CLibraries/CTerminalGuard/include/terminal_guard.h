// Gives the terminal back when the process dies, and turns signals into bytes on a pipe.
//
// This is C because a signal handler may call only async-signal-safe functions, which Swift code
// cannot promise (its globals are lazily initialised, its values are reference counted).
#ifndef CNT_TERMINAL_GUARD_H
#define CNT_TERMINAL_GUARD_H

#include <stddef.h>
#include <termios.h>

// Arms the guard: `reset` (at most 256 bytes) and `original` are what the terminal `fd` gets back.
// Signals that the program should see as events are written to `pipe_fd` as one byte each.
// Returns 0, or -1 when `reset` is too long.
int cnt_guard_arm(int fd, int pipe_fd, const char *reset, size_t length,
                  const struct termios *original);

// Gives the terminal back now. Does nothing when the guard is not armed.
void cnt_guard_restore(void);

// Gives the terminal back and puts the signal handlers back as they were.
void cnt_guard_disarm(void);

// A pipe whose ends neither block nor reach child processes. Returns 0, or -1 with errno set.
int cnt_guard_pipe(int ends[2]);

// Says that another program has the terminal (1), or that it is taken again (0). While it is lent
// nothing is given back, however the process ends: it was given back already.
void cnt_guard_lend(int on);

// Stops this process as a terminal's Ctrl-Z does (SIGTSTP) and returns 1 when it was continued. Returns
// 0 at once where nobody could continue it: POSIX has the kernel leave SIGTSTP out for a process group
// that is orphaned.
int cnt_guard_stop_self(void);

#endif
