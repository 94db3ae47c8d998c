// The numbers of <chafa.h> (1.8 and later) that are used. The library is opened with dlopen at the
// first picture and its functions are looked up by name: neither its headers nor the library are
// needed to build, and a machine without it only shows no pictures made of characters.
#ifndef CNT_CCHAFA_SHIM_H
#define CNT_CCHAFA_SHIM_H

#include <dlfcn.h>

enum cnt_chafa_symbols {
  CNT_CHAFA_SPACE = 1 << 0,
  CNT_CHAFA_SOLID = 1 << 1,
  CNT_CHAFA_BLOCK = 1 << 3,
  CNT_CHAFA_QUAD = 1 << 7,
  CNT_CHAFA_HHALF = 1 << 8,
  CNT_CHAFA_VHALF = 1 << 9,
};

enum {
  CNT_CHAFA_MODE_TRUECOLOR = 0,
  CNT_CHAFA_PIXEL_RGB8 = 8,
};

#endif
