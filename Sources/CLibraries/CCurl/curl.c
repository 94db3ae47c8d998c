#include "cnt_curl.h"

#include <dlfcn.h>
#include <pthread.h>

// Without the checks of arguments, which are macros of the same names.
#undef curl_easy_setopt
#undef curl_easy_getinfo
#undef curl_multi_setopt

#define FUNCTIONS(USE)                                                                        \
  USE(curl_global_init)                                                                       \
  USE(curl_easy_init)                                                                         \
  USE(curl_easy_cleanup)                                                                      \
  USE(curl_easy_perform)                                                                      \
  USE(curl_easy_setopt)                                                                       \
  USE(curl_easy_getinfo)                                                                      \
  USE(curl_slist_append)                                                                      \
  USE(curl_slist_free_all)                                                                    \
  USE(curl_mime_init)                                                                         \
  USE(curl_mime_free)                                                                         \
  USE(curl_mime_addpart)                                                                      \
  USE(curl_mime_name)                                                                         \
  USE(curl_mime_data)                                                                         \
  USE(curl_mime_filedata)                                                                     \
  USE(curl_mime_filename)                                                                     \
  USE(curl_mime_type)                                                                         \
  USE(curl_multi_init)                                                                        \
  USE(curl_multi_cleanup)                                                                     \
  USE(curl_multi_setopt)                                                                      \
  USE(curl_multi_add_handle)                                                                  \
  USE(curl_multi_remove_handle)                                                               \
  USE(curl_multi_perform)                                                                     \
  USE(curl_multi_poll)                                                                        \
  USE(curl_multi_wakeup)                                                                      \
  USE(curl_multi_info_read)

#define POINTER(name) __typeof__(&name) name##_;
static struct { FUNCTIONS(POINTER) } curl;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static int loaded;

static void load(void) {
  void *library = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) return;
#define FIND(name) \
  if ((curl.name##_ = (__typeof__(&name))dlsym(library, #name)) == NULL) return;
  FUNCTIONS(FIND)
  loaded = curl.curl_global_init_(CURL_GLOBAL_DEFAULT) == CURLE_OK;
}

int cnt_curl_load(void) {
  pthread_once(&once, load);
  return loaded;
}

CURL *cnt_curl_easy_init(void) { return curl.curl_easy_init_(); }
void cnt_curl_easy_cleanup(CURL *h) { curl.curl_easy_cleanup_(h); }
CURLcode cnt_curl_easy_perform(CURL *h) { return curl.curl_easy_perform_(h); }

CURLcode cnt_curl_set_long(CURL *h, CURLoption o, long v) {
  return curl.curl_easy_setopt_(h, o, v);
}
CURLcode cnt_curl_set_offset(CURL *h, CURLoption o, curl_off_t v) {
  return curl.curl_easy_setopt_(h, o, v);
}
CURLcode cnt_curl_set_string(CURL *h, CURLoption o, const char *v) {
  return curl.curl_easy_setopt_(h, o, v);
}
CURLcode cnt_curl_set_pointer(CURL *h, CURLoption o, void *v) {
  return curl.curl_easy_setopt_(h, o, v);
}
CURLcode cnt_curl_set_list(CURL *h, CURLoption o, struct curl_slist *v) {
  return curl.curl_easy_setopt_(h, o, v);
}
CURLcode cnt_curl_set_data_callback(CURL *h, CURLoption o, cnt_curl_data_callback f) {
  return curl.curl_easy_setopt_(h, o, f);
}
CURLcode cnt_curl_set_progress_callback(CURL *h, cnt_curl_progress_callback f) {
  return curl.curl_easy_setopt_(h, CURLOPT_XFERINFOFUNCTION, f);
}
CURLcode cnt_curl_set_open_callback(CURL *h, cnt_curl_open_callback f) {
  return curl.curl_easy_setopt_(h, CURLOPT_OPENSOCKETFUNCTION, f);
}

CURLcode cnt_curl_get_long(CURL *h, CURLINFO i, long *v) {
  return curl.curl_easy_getinfo_(h, i, v);
}
CURLcode cnt_curl_get_string(CURL *h, CURLINFO i, const char **v) {
  return curl.curl_easy_getinfo_(h, i, (char **)v);
}

struct curl_slist *cnt_curl_slist_append(struct curl_slist *list, const char *text) {
  return curl.curl_slist_append_(list, text);
}
void cnt_curl_slist_free_all(struct curl_slist *list) { curl.curl_slist_free_all_(list); }

curl_mime *cnt_curl_mime_init(CURL *h) { return curl.curl_mime_init_(h); }
void cnt_curl_mime_free(curl_mime *form) { curl.curl_mime_free_(form); }
curl_mimepart *cnt_curl_mime_addpart(curl_mime *form) { return curl.curl_mime_addpart_(form); }
CURLcode cnt_curl_mime_name(curl_mimepart *part, const char *name) {
  return curl.curl_mime_name_(part, name);
}
CURLcode cnt_curl_mime_data(curl_mimepart *part, const char *data, size_t size) {
  return curl.curl_mime_data_(part, data, size);
}
CURLcode cnt_curl_mime_filedata(curl_mimepart *part, const char *path) {
  return curl.curl_mime_filedata_(part, path);
}
CURLcode cnt_curl_mime_filename(curl_mimepart *part, const char *name) {
  return curl.curl_mime_filename_(part, name);
}
CURLcode cnt_curl_mime_type(curl_mimepart *part, const char *type) {
  return curl.curl_mime_type_(part, type);
}

CURLM *cnt_curl_multi_init(void) { return curl.curl_multi_init_(); }
CURLMcode cnt_curl_multi_cleanup(CURLM *m) { return curl.curl_multi_cleanup_(m); }
CURLMcode cnt_curl_multi_set_long(CURLM *m, CURLMoption o, long v) {
  return curl.curl_multi_setopt_(m, o, v);
}
CURLMcode cnt_curl_multi_add_handle(CURLM *m, CURL *h) {
  return curl.curl_multi_add_handle_(m, h);
}
CURLMcode cnt_curl_multi_remove_handle(CURLM *m, CURL *h) {
  return curl.curl_multi_remove_handle_(m, h);
}
CURLMcode cnt_curl_multi_perform(CURLM *m, int *running) {
  return curl.curl_multi_perform_(m, running);
}
CURLMcode cnt_curl_multi_poll(CURLM *m, int milliseconds) {
  return curl.curl_multi_poll_(m, NULL, 0, milliseconds, NULL);
}
CURLMcode cnt_curl_multi_wakeup(CURLM *m) { return curl.curl_multi_wakeup_(m); }
CURLMsg *cnt_curl_multi_info_read(CURLM *m, int *left) {
  return curl.curl_multi_info_read_(m, left);
}
