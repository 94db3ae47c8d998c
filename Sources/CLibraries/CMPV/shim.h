// libmpv's types only. The library is opened with dlopen at the first play, because linking it
// costs every start some 66 ms and 47 MB; so nothing is linked here.
#ifndef CNT_CMPV_SHIM_H
#define CNT_CMPV_SHIM_H

#include <dlfcn.h>
#include <locale.h>
#include <mpv/client.h>
#include <mpv/render.h>

#endif
