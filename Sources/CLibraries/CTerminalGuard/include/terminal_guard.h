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

// Stops this process, as the shell's Ctrl-Z does; returns when it goes on.
void cnt_guard_stop_self(void);

#endif
