// Wide-character ncurses for Swift: typed inlines for the macros and variadics that do not import.
#ifndef CNT_CNCURSES_SHIM_H
#define CNT_CNCURSES_SHIM_H

#ifndef _XOPEN_SOURCE_EXTENDED
#define _XOPEN_SOURCE_EXTENDED 1
#endif
#define NCURSES_WIDECHAR 1
#include <locale.h>
#include <ncurses.h>
#include <term.h>
#include <wchar.h>

static inline int cnt_color_pair_count(void) { return COLOR_PAIRS; }
static inline int cnt_color_count(void) { return COLORS; }
static inline int cnt_screen_rows(void) { return LINES; }
static inline int cnt_screen_columns(void) { return COLS; }
static inline WINDOW *cnt_stdscr(void) { return stdscr; }

// <wchar.h> shows wcwidth only to those who ask for XSI, which a Clang module of glibc does not.
extern int wcwidth(wchar_t c);
static inline int cnt_wcwidth(wchar_t c) { return wcwidth(c); }

// Starts a screen of the terminal type `name` on standard output and input.
static inline SCREEN *cnt_open_terminal(const char *name) { return newterm(name, stdout, stdin); }

// Writes one cell: `text` is a NUL-ended base character plus its combining marks.
static inline int cnt_put_cell(WINDOW *win, int y, int x, const wchar_t *text, attr_t attributes,
                               int pair) {
  cchar_t cell;
  if (setcchar(&cell, text, attributes, (short)(pair > 32767 ? 0 : pair), &pair) == ERR) return ERR;
  return mvwadd_wch(win, y, x, &cell);
}

// What places the cursor by absolute address, from wherever it is; NULL where the terminal cannot.
static inline const char *cnt_cursor_address(int row, int column) {
  const char *address = tigetstr("cup");
  if (address == NULL || address == (const char *)-1) return NULL;
  return tiparm(address, row, column);
}

#endif
