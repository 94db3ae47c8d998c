// libcurl for Swift: `curl_easy_setopt` and `curl_easy_getinfo` are variadic and do not import, so
// each argument type that is used has a typed inline here.
#ifndef CNT_CCURL_SHIM_H
#define CNT_CCURL_SHIM_H

#include <curl/curl.h>

static inline CURLcode cnt_curl_set_long(CURL *h, CURLoption o, long v) {
  return curl_easy_setopt(h, o, v);
}
static inline CURLcode cnt_curl_set_offset(CURL *h, CURLoption o, curl_off_t v) {
  return curl_easy_setopt(h, o, v);
}
static inline CURLcode cnt_curl_set_string(CURL *h, CURLoption o, const char *v) {
  return curl_easy_setopt(h, o, v);
}
static inline CURLcode cnt_curl_set_pointer(CURL *h, CURLoption o, void *v) {
  return curl_easy_setopt(h, o, v);
}
static inline CURLcode cnt_curl_set_list(CURL *h, CURLoption o, struct curl_slist *v) {
  return curl_easy_setopt(h, o, v);
}
typedef size_t (*cnt_curl_data_callback)(char *data, size_t size, size_t count, void *context);
static inline CURLcode cnt_curl_set_data_callback(CURL *h, CURLoption o, cnt_curl_data_callback f) {
  return curl_easy_setopt(h, o, f);
}
typedef int (*cnt_curl_progress_callback)(void *context, curl_off_t dltotal, curl_off_t dlnow,
                                          curl_off_t ultotal, curl_off_t ulnow);
static inline CURLcode cnt_curl_set_progress_callback(CURL *h, cnt_curl_progress_callback f) {
  return curl_easy_setopt(h, CURLOPT_XFERINFOFUNCTION, f);
}
typedef curl_socket_t (*cnt_curl_open_callback)(void *context, curlsocktype purpose,
                                                struct curl_sockaddr *address);
static inline CURLcode cnt_curl_set_open_callback(CURL *h, cnt_curl_open_callback f) {
  return curl_easy_setopt(h, CURLOPT_OPENSOCKETFUNCTION, f);
}
static inline curl_socket_t cnt_curl_no_socket(void) { return CURL_SOCKET_BAD; }
static inline CURLcode cnt_curl_get_long(CURL *h, CURLINFO i, long *v) {
  return curl_easy_getinfo(h, i, v);
}
static inline CURLcode cnt_curl_get_string(CURL *h, CURLINFO i, const char **v) {
  return curl_easy_getinfo(h, i, (char **)v);
}
static inline CURLcode cnt_curl_get_pointer(CURL *h, CURLINFO i, void **v) {
  return curl_easy_getinfo(h, i, v);
}
static inline CURLMcode cnt_curl_multi_set_long(CURLM *m, CURLMoption o, long v) {
  return curl_multi_setopt(m, o, v);
}
static inline CURLcode cnt_curl_message_result(const CURLMsg *m) { return m->data.result; }

#endif
