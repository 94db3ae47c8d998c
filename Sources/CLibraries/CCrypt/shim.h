// libxcrypt: bcrypt through the re-entrant calls.
#ifndef CNT_CCRYPT_SHIM_H
#define CNT_CCRYPT_SHIM_H

#include <crypt.h>

#endif
