/// What everybody may do: a row for each route, below `/api/v1` unless it begins with `~`.
///
/// Method and path; what a guest, a member whom the thing does not concern, its owner and an admin get: `ok`,
/// or the refusal. Where owners mean something: whose it is. Where the usual path is of no use: another.
enum RightsTable {
  static let text = """
    GET ~/                                                     ok  ok  -   ok
    POST /admin/approve/{content_type}/{content_id}            401 403 -   ok  - /admin/approve/podcast/3
    POST /admin/archive/{content_type}/{content_id}            401 403 -   ok
    GET /admin/content                                         401 403 -   ok
    GET /admin/dashboard                                       401 403 -   ok
    GET /admin/google-drive/auth-url                           401 403 -   ok
    GET /admin/google-drive/files                              401 403 -   ok
    POST /admin/google-drive/import/{file_id}                  401 403 -   ok
    GET /admin/google-drive/picker-token                       401 403 -   ok
    POST /admin/movies/regenerate-all-thumbnails               401 403 -   ok
    POST /admin/movies/{movie_id}/regenerate-thumbnail         401 403 -   ok  - /admin/movies/{film}/regenerate-thumbnail
    GET /admin/pending                                         401 403 -   ok
    POST /admin/reject/{content_type}/{content_id}             401 403 -   ok  - /admin/reject/community_post/2
    GET /admin/settings/commission                             401 403 -   ok
    PUT /admin/settings/commission                             401 403 -   ok
    POST /admin/sync-images-to-posts                           401 403 -   ok
    GET /admin/users                                           401 403 -   ok
    DELETE /admin/users/{user_id}                              401 403 -   ok  - /admin/users/2
    GET /admin/users/{user_id}                                 401 403 -   ok
    PATCH /admin/users/{user_id}/admin                         401 403 -   ok
    DELETE /admin/{content_type}/{content_id}                  401 403 -   ok  - /admin/movie/1
    GET /artists/by-user/{user_id}                             ok  ok  -   ok
    GET /artists/me                                            401 ok  -   ok
    PUT /artists/me                                            401 ok  -   ok
    POST /artists/me/cover-image                               401 ok  -   ok
    GET /artists/{artist_id}                                   ok  ok  -   ok
    DELETE /artists/{artist_id}/follow                         401 ok  -   ok
    POST /artists/{artist_id}/follow                           401 ok  -   ok  - /artists/2/follow
    GET /artists/{artist_id}/followers                         ok  ok  -   ok
    GET /artists/{artist_id}/podcasts                          ok  ok  -   ok
    POST /audio-editing/fade-in                                401 ok  -   ok
    POST /audio-editing/fade-in-out                            401 ok  -   ok
    POST /audio-editing/fade-out                               401 ok  -   ok
    POST /audio-editing/merge                                  401 ok  -   ok
    POST /audio-editing/trim                                   401 ok  -   ok
    POST /auth/check-username                                  ok  ok  -   ok
    GET /auth/google-client-id                                 ok  ok  -   ok
    POST /auth/google-login                                    ok  ok  -   ok
    POST /auth/login                                           ok  ok  -   ok
    POST /auth/logout                                          ok  ok  -   ok
    GET /auth/me                                               401 ok  -   ok
    POST /auth/refresh                                         ok  ok  -   ok
    POST /auth/register                                        ok  ok  -   ok
    POST /auth/register-with-otp                               ok  ok  -   ok
    POST /auth/send-otp                                        ok  ok  -   ok
    POST /auth/verify-otp                                      ok  ok  -   ok
    DELETE /bank-details                                       401 404 ok  404 miriam
    GET /bank-details                                          401 404 ok  404 miriam
    POST /bank-details                                         401 ok  -   ok
    PUT /bank-details                                          401 404 ok  404 miriam
    GET /bible-stories/                                        ok  ok  -   ok
    GET /bible-stories/{story_id}                              ok  ok  -   ok
    GET /capabilities                                          ok  ok  -   ok
    GET /categories/                                           ok  ok  -   ok
    GET /community/posts                                       ok  ok  -   ok
    POST /community/posts                                      401 ok  -   ok
    GET /community/posts/{post_id}                             ok  ok  -   ok
    GET /community/posts/{post_id}/carousel-image              ok  ok  -   ok
    PATCH /community/posts/{post_id}/carousel-visibility       401 403 -   ok
    GET /community/posts/{post_id}/comments                    ok  ok  -   ok
    POST /community/posts/{post_id}/comments                   401 ok  -   ok
    POST /community/posts/{post_id}/like                       401 ok  -   ok
    POST /community/posts/{post_id}/regenerate-quote-image     401 403 -   ok  - /community/posts/{text}/regenerate-quote-image
    DELETE /device-tokens                                      401 ok  -   ok
    GET /device-tokens/my-tokens                               401 ok  -   ok
    POST /device-tokens/register                               401 ok  -   ok
    POST /documents                                            401 403 -   ok
    GET /documents/                                            ok  ok  -   ok
    DELETE /documents/{document_id}                            401 403 -   ok
    GET /documents/{document_id}                               ok  ok  -   ok
    PATCH /documents/{document_id}                             401 403 -   ok
    POST /donations                                            401 ok  -   ok
    GET /donations/admin/all                                   401 403 -   ok
    POST /donations/confirm/{payment_intent_id}                401 404 ok  404 grace
    POST /donations/create-payment-intent                      401 ok  -   ok
    GET /donations/history                                     401 ok  -   ok
    GET /donations/received                                    401 ok  -   ok
    GET /donations/sent                                        401 ok  -   ok
    GET /drafts/                                               401 ok  -   ok
    POST /drafts/                                              401 ok  -   ok
    GET /drafts/type/{draft_type}                              401 ok  -   ok
    DELETE /drafts/{draft_id}                                  401 404 ok  404 grace
    GET /drafts/{draft_id}                                     401 404 ok  404 grace
    PUT /drafts/{draft_id}                                     401 404 ok  404 grace
    GET /events/                                               ok  ok  -   ok
    POST /events/                                              401 ok  -   ok
    GET /events/my/attending                                   401 ok  -   ok
    GET /events/my/hosted                                      401 ok  -   ok
    DELETE /events/{event_id}                                  401 404 ok  ok  miriam /events/2
    GET /events/{event_id}                                     ok  ok  -   ok
    PUT /events/{event_id}                                     401 404 ok  ok  miriam /events/2
    GET /events/{event_id}/attendees                           401 ok  -   ok
    PUT /events/{event_id}/attendees/{user_id}                 401 404 ok  ok  miriam /events/2/attendees/1
    POST /events/{event_id}/join                               401 ok  -   ok
    DELETE /events/{event_id}/leave                            401 ok  -   ok
    GET /favorites                                             401 ok  -   ok
    POST /favorites                                            401 ok  -   ok
    GET /favorites/check/{content_type}/{content_id}           401 ok  -   ok
    DELETE /favorites/{content_type}/{content_id}              401 404 ok  404 grace
    GET ~/health                                               ok  ok  -   ok
    GET /live/streams                                          ok  ok  -   ok
    POST /live/streams                                         401 ok  -   ok
    POST /live/streams/by-room/{room_name}/join                401 ok  -   ok
    POST /live/streams/by-room/{room_name}/livekit-token       401 ok  -   ok
    DELETE /live/streams/{stream_id}                           401 403 ok  ok  grace
    PUT /live/streams/{stream_id}                              401 403 ok  ok  grace
    POST /live/streams/{stream_id}/end                         401 403 ok  ok  grace
    POST /live/streams/{stream_id}/join                        401 ok  -   ok
    POST /live/streams/{stream_id}/livekit-token               401 ok  -   ok
    GET /livekit/voice/health                                  ok  ok  -   ok
    POST /livekit/voice/room                                   ok  ok  -   ok
    DELETE /livekit/voice/room/{room_name}                     401 ok  -   ok  - /livekit/voice/room/voice-agent-1
    GET /livekit/voice/rooms                                   401 403 -   ok
    POST /livekit/voice/token                                  ok  ok  -   ok
    GET /media/proxy                                           401 ok  -   ok
    GET /media/signed-url                                      401 ok  -   ok
    GET ~/metrics                                              404 404 -   404
    GET /movies/                                               ok  ok  -   ok
    POST /movies/                                              401 ok  -   ok
    GET /movies/animated-bible-stories/                        ok  ok  -   ok
    GET /movies/featured/                                      ok  ok  -   ok
    DELETE /movies/{movie_id}                                  401 404 ok  ok  miriam /movies/3
    GET /movies/{movie_id}                                     404 404 ok  ok  miriam /movies/3
    PUT /movies/{movie_id}                                     401 404 ok  ok  miriam /movies/3
    GET /movies/{movie_id}/similar                             404 404 ok  ok  miriam /movies/3/similar
    GET /music/tracks                                          ok  ok  -   ok
    POST /music/tracks                                         401 403 -   ok
    GET /music/tracks/{track_id}                               ok  ok  -   ok
    DELETE /notifications                                      401 ok  -   ok
    GET /notifications                                         401 ok  -   ok
    POST /notifications/read                                   401 ok  -   ok
    POST /notifications/read-all                               401 ok  -   ok
    GET /notifications/unread-count                            401 ok  -   ok
    DELETE /notifications/{notification_id}                    401 404 ok  404 grace
    GET ~/openapi.json                                         ok  ok  -   ok
    GET /playlists/                                            401 ok  -   ok
    POST /playlists/                                           401 ok  -   ok
    GET /playlists/{playlist_id}                               401 404 ok  404 grace
    POST /playlists/{playlist_id}/items                        401 404 ok  404 grace
    DELETE /playlists/{playlist_id}/items/{item_id}            401 404 ok  404 grace
    GET /podcasts/                                             ok  ok  -   ok
    POST /podcasts/                                            401 ok  -   ok
    POST /podcasts/bulk/                                       401 403 -   ok
    DELETE /podcasts/{podcast_id}                              401 404 ok  ok  grace /podcasts/3
    GET /podcasts/{podcast_id}                                 404 404 ok  ok  grace /podcasts/3
    PUT /podcasts/{podcast_id}                                 401 404 ok  ok  grace /podcasts/3
    GET ~/ready                                                ok  ok  -   ok
    GET ~/rss/podcasts.xml                                     ok  ok  -   ok
    GET /search/                                               ok  ok  -   ok
    GET /stripe-connect/account-status                         401 ok  -   ok
    GET /stripe-connect/account-status/{user_id}               401 ok  -   ok
    POST /stripe-connect/create-account                        401 ok  -   ok
    POST /stripe-connect/create-onboarding-link                401 404 ok  404 miriam
    GET /stripe-connect/dashboard-link                         401 404 ok  404 miriam
    POST /stripe/webhook                                       ok  ok  -   ok
    GET /support/messages                                      401 403 -   ok
    POST /support/messages                                     401 ok  -   ok
    GET /support/messages/me                                   401 ok  -   ok
    GET /support/messages/stats                                401 ok  -   ok
    POST /support/messages/{message_id}/close                  401 404 ok  ok  grace
    POST /support/messages/{message_id}/mark-read              401 404 ok  403 grace
    POST /support/messages/{message_id}/reply                  401 403 -   ok
    GET /sync/changes                                          401 ok  -   ok
    GET /sync/positions                                        401 ok  -   ok
    PUT /sync/positions                                        401 ok  -   ok
    POST /upload/audio                                         401 ok  -   ok
    POST /upload/document                                      401 403 -   ok
    POST /upload/draft/{kind}                                  401 ok  -   ok
    POST /upload/image                                         401 ok  -   ok
    GET /upload/media/duration                                 401 ok  -   ok
    POST /upload/movie                                         401 ok  -   ok
    POST /upload/profile-image                                 401 ok  -   ok
    POST /upload/temporary-audio                               401 ok  -   ok
    POST /upload/thumbnail                                     401 ok  -   ok
    GET /upload/thumbnail/defaults                             ok  ok  -   ok
    POST /upload/thumbnail/generate-from-video                 401 ok  -   ok  - /upload/thumbnail/generate-from-video?video_url=/media/video/film.mp4
    POST /upload/video                                         401 ok  -   ok
    POST /uploads                                              401 ok  -   ok
    DELETE /uploads/{upload}                                   401 404 ok  404 grace
    HEAD /uploads/{upload}                                     401 404 ok  404 grace
    PATCH /uploads/{upload}                                    401 404 ok  404 grace
    POST /uploads/{upload}/finish                              401 404 ok  404 grace
    GET /users/me                                              401 ok  -   ok
    PUT /users/me                                              401 ok  -   ok
    GET /users/me/export                                       401 ok  -   ok
    GET /users/{user_id}/public                                ok  ok  -   ok
    POST /video-editing/add-audio                              401 ok  -   ok
    POST /video-editing/add-text-overlays                      401 ok  -   ok
    POST /video-editing/apply-filters                          401 ok  -   ok
    POST /video-editing/remove-audio                           401 ok  -   ok
    POST /video-editing/replace-audio                          401 ok  -   ok
    POST /video-editing/rotate                                 401 ok  -   ok
    POST /video-editing/trim                                   401 ok  -   ok
    """
}
