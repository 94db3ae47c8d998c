// libcurl for Swift, opened when the first request is made: with what it needs itself it is most of
// the libraries of the program, and nothing on the screen waits for it.
//
// Every function but cnt_curl_load has the meaning of libcurl's of the same name and may be called
// only after cnt_curl_load gave 1. `curl_easy_setopt` and `curl_easy_getinfo` are variadic and do not
// import, so each argument type that is used has a function of its own.
#ifndef CNT_CURL_H
#define CNT_CURL_H

#include <curl/curl.h>

/// Opens libcurl.so.4 and prepares it; 0 where there is none, or one without what is used here. May be
/// called again, from any thread.
int cnt_curl_load(void);

CURL *cnt_curl_easy_init(void);
void cnt_curl_easy_cleanup(CURL *h);
CURLcode cnt_curl_easy_perform(CURL *h);

CURLcode cnt_curl_set_long(CURL *h, CURLoption o, long v);
CURLcode cnt_curl_set_offset(CURL *h, CURLoption o, curl_off_t v);
CURLcode cnt_curl_set_string(CURL *h, CURLoption o, const char *v);
CURLcode cnt_curl_set_pointer(CURL *h, CURLoption o, void *v);
CURLcode cnt_curl_set_list(CURL *h, CURLoption o, struct curl_slist *v);
typedef size_t (*cnt_curl_data_callback)(char *data, size_t size, size_t count, void *context);
CURLcode cnt_curl_set_data_callback(CURL *h, CURLoption o, cnt_curl_data_callback f);
typedef int (*cnt_curl_progress_callback)(void *context, curl_off_t dltotal, curl_off_t dlnow,
                                          curl_off_t ultotal, curl_off_t ulnow);
CURLcode cnt_curl_set_progress_callback(CURL *h, cnt_curl_progress_callback f);
typedef curl_socket_t (*cnt_curl_open_callback)(void *context, curlsocktype purpose,
                                                struct curl_sockaddr *address);
CURLcode cnt_curl_set_open_callback(CURL *h, cnt_curl_open_callback f);
static inline curl_socket_t cnt_curl_no_socket(void) { return CURL_SOCKET_BAD; }

CURLcode cnt_curl_get_long(CURL *h, CURLINFO i, long *v);
CURLcode cnt_curl_get_string(CURL *h, CURLINFO i, const char **v);

struct curl_slist *cnt_curl_slist_append(struct curl_slist *list, const char *text);
void cnt_curl_slist_free_all(struct curl_slist *list);

curl_mime *cnt_curl_mime_init(CURL *h);
void cnt_curl_mime_free(curl_mime *form);
curl_mimepart *cnt_curl_mime_addpart(curl_mime *form);
CURLcode cnt_curl_mime_name(curl_mimepart *part, const char *name);
CURLcode cnt_curl_mime_data(curl_mimepart *part, const char *data, size_t size);
CURLcode cnt_curl_mime_filedata(curl_mimepart *part, const char *path);
CURLcode cnt_curl_mime_filename(curl_mimepart *part, const char *name);
CURLcode cnt_curl_mime_type(curl_mimepart *part, const char *type);

CURLM *cnt_curl_multi_init(void);
CURLMcode cnt_curl_multi_cleanup(CURLM *m);
CURLMcode cnt_curl_multi_set_long(CURLM *m, CURLMoption o, long v);
CURLMcode cnt_curl_multi_add_handle(CURLM *m, CURL *h);
CURLMcode cnt_curl_multi_remove_handle(CURLM *m, CURL *h);
CURLMcode cnt_curl_multi_perform(CURLM *m, int *running);
CURLMcode cnt_curl_multi_poll(CURLM *m, int milliseconds);
CURLMcode cnt_curl_multi_wakeup(CURLM *m);
CURLMsg *cnt_curl_multi_info_read(CURLM *m, int *left);
static inline CURLcode cnt_curl_message_result(const CURLMsg *m) { return m->data.result; }

#endif
