// libvterm: the terminal emulator that the end-to-end tests read the screen through.
#ifndef CNT_CVTERM_SHIM_H
#define CNT_CVTERM_SHIM_H

#include <pty.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <vterm.h>

#endif
