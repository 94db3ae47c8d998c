// sd-bus's one public struct, as <systemd/sd-bus.h> has it (sd-bus-errors(3)). The library is opened
// with dlopen when something is played first, and its functions are looked up by name: neither its
// headers nor the library are needed to build, and a machine without systemd only lacks media keys.
#ifndef CNT_CSDBUS_SHIM_H
#define CNT_CSDBUS_SHIM_H

#include <dlfcn.h>
#include <sys/eventfd.h>  // which Glibc's module leaves out

typedef struct {
  const char *name;
  const char *message;
  int _need_free;
} sd_bus_error;

#endif
