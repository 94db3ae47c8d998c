-- The mirror's tables as version 1 made them, with some rows. Never changed: later versions must open it.
CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
CREATE TABLE podcast ( id INTEGER PRIMARY KEY, title TEXT NOT NULL, description TEXT,
  audio_url TEXT, video_url TEXT, cover_image TEXT, creator_id INTEGER, category_id INTEGER,
  duration INTEGER, status TEXT NOT NULL, plays_count INTEGER NOT NULL, created_at TEXT,
  sort_key INTEGER NOT NULL, hash INTEGER NOT NULL, first_seen INTEGER NOT NULL,
  seen_at INTEGER NOT NULL );
CREATE INDEX podcast_order ON podcast(sort_key, id);
CREATE TABLE movie ( id INTEGER PRIMARY KEY, title TEXT NOT NULL, description TEXT,
  video_url TEXT, cover_image TEXT, preview_url TEXT, preview_start_time INTEGER,
  preview_end_time INTEGER, director TEXT, "cast" TEXT, release_date TEXT, rating REAL,
  category_id INTEGER, creator_id INTEGER, duration INTEGER, status TEXT NOT NULL,
  plays_count INTEGER NOT NULL, is_featured INTEGER NOT NULL, created_at TEXT,
  sort_key INTEGER NOT NULL, hash INTEGER NOT NULL, first_seen INTEGER NOT NULL,
  seen_at INTEGER NOT NULL , is_kids INTEGER NOT NULL DEFAULT 0 );
CREATE INDEX movie_order ON movie(sort_key, id);
CREATE TABLE track ( id INTEGER PRIMARY KEY, title TEXT NOT NULL, artist TEXT NOT NULL,
  album TEXT, genre TEXT, audio_url TEXT, cover_image TEXT, duration INTEGER, lyrics TEXT,
  is_featured INTEGER NOT NULL, is_published INTEGER NOT NULL, plays_count INTEGER NOT NULL,
  created_at TEXT, sort_key INTEGER NOT NULL, hash INTEGER NOT NULL, first_seen INTEGER NOT NULL,
  seen_at INTEGER NOT NULL );
CREATE INDEX track_order ON track(sort_key, id);
CREATE TABLE story ( id INTEGER PRIMARY KEY, title TEXT NOT NULL,
  scripture_reference TEXT NOT NULL, content TEXT NOT NULL, audio_url TEXT, cover_image TEXT,
  created_at TEXT, sort_key INTEGER NOT NULL, hash INTEGER NOT NULL, first_seen INTEGER NOT NULL,
  seen_at INTEGER NOT NULL );
CREATE INDEX story_order ON story(sort_key, id);
CREATE TABLE document ( id INTEGER PRIMARY KEY, title TEXT NOT NULL, description TEXT,
  file_path TEXT NOT NULL, thumbnail_path TEXT, category TEXT NOT NULL,
  is_featured INTEGER NOT NULL, file_type TEXT, file_size INTEGER, created_at TEXT,
  sort_key INTEGER NOT NULL, hash INTEGER NOT NULL, first_seen INTEGER NOT NULL,
  seen_at INTEGER NOT NULL );
CREATE INDEX document_order ON document(sort_key, id);
CREATE TABLE post ( id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL, user_name TEXT,
  user_avatar TEXT, title TEXT NOT NULL, content TEXT NOT NULL, image_url TEXT,
  category TEXT NOT NULL, post_type TEXT NOT NULL, is_approved INTEGER, show_in_carousel INTEGER,
  likes_count INTEGER NOT NULL, comments_count INTEGER NOT NULL, is_liked INTEGER NOT NULL,
  created_at TEXT, sort_key INTEGER NOT NULL, hash INTEGER NOT NULL, first_seen INTEGER NOT NULL,
  seen_at INTEGER NOT NULL , comments_fetched INTEGER );
CREATE INDEX post_order ON post(sort_key, id);
CREATE TABLE comment ( id INTEGER PRIMARY KEY, post_id INTEGER NOT NULL, user_id INTEGER NOT NULL,
  user_name TEXT, user_avatar TEXT, content TEXT NOT NULL, created_at TEXT,
  sort_key INTEGER NOT NULL, hash INTEGER NOT NULL, first_seen INTEGER NOT NULL,
  seen_at INTEGER NOT NULL );
CREATE INDEX comment_order ON comment(sort_key, id);
CREATE TABLE event ( id INTEGER PRIMARY KEY, host_id INTEGER NOT NULL, title TEXT NOT NULL,
  description TEXT, event_date TEXT, location TEXT, latitude REAL, longitude REAL,
  max_attendees INTEGER NOT NULL, status TEXT NOT NULL, cover_image TEXT, created_at TEXT,
  updated_at TEXT, host TEXT, attendees_count INTEGER NOT NULL, is_attending INTEGER NOT NULL,
  my_attendance_status TEXT, sort_key INTEGER NOT NULL, hash INTEGER NOT NULL,
  first_seen INTEGER NOT NULL, seen_at INTEGER NOT NULL );
CREATE INDEX event_order ON event(sort_key, id);
CREATE TABLE artist ( id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL, artist_name TEXT,
  cover_image TEXT, bio TEXT, social_links TEXT, followers_count INTEGER NOT NULL,
  total_plays INTEGER NOT NULL, is_verified INTEGER NOT NULL, created_at TEXT, updated_at TEXT,
  is_following INTEGER, sort_key INTEGER NOT NULL, hash INTEGER NOT NULL,
  first_seen INTEGER NOT NULL, seen_at INTEGER NOT NULL );
CREATE INDEX artist_order ON artist(sort_key, id);
CREATE TABLE notification ( id INTEGER PRIMARY KEY, type TEXT NOT NULL, title TEXT NOT NULL,
  message TEXT NOT NULL, data TEXT, read INTEGER NOT NULL, created_at TEXT,
  sort_key INTEGER NOT NULL, hash INTEGER NOT NULL, first_seen INTEGER NOT NULL,
  seen_at INTEGER NOT NULL );
CREATE INDEX notification_order ON notification(sort_key, id);
CREATE TABLE playlist ( id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL, name TEXT NOT NULL,
  description TEXT, cover_image TEXT, item_count INTEGER, items TEXT, created_at TEXT,
  sort_key INTEGER NOT NULL, hash INTEGER NOT NULL, first_seen INTEGER NOT NULL,
  seen_at INTEGER NOT NULL );
CREATE INDEX playlist_order ON playlist(sort_key, id);
CREATE TABLE admin_item ( id INTEGER PRIMARY KEY, type TEXT NOT NULL, title TEXT NOT NULL,
  creator_name TEXT, status TEXT, created_at TEXT, description TEXT, cover_image TEXT,
  thumbnail_url TEXT, image_url TEXT, audio_url TEXT, video_url TEXT, duration INTEGER,
  content_id INTEGER, sort_key INTEGER NOT NULL, hash INTEGER NOT NULL, first_seen INTEGER NOT NULL,
  seen_at INTEGER NOT NULL , decided INTEGER NOT NULL DEFAULT 0 );
CREATE INDEX admin_item_order ON admin_item(sort_key, id);
CREATE INDEX comment_post ON comment(post_id, sort_key, id);
CREATE INDEX post_category ON post(category COLLATE NOCASE, sort_key, id);
CREATE INDEX notification_unread ON notification(sort_key, id) WHERE read = 0;
CREATE TABLE category (id INTEGER PRIMARY KEY, name TEXT NOT NULL, type TEXT NOT NULL);
CREATE TABLE favorite ( id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL,
  content_id INTEGER NOT NULL, content TEXT, sort_key INTEGER NOT NULL, UNIQUE (kind,
  content_id) );
CREATE INDEX favorite_order ON favorite(sort_key, id);
CREATE TABLE playback ( kind TEXT NOT NULL, id INTEGER NOT NULL, seconds REAL NOT NULL,
  duration REAL, played_at INTEGER NOT NULL, PRIMARY KEY (kind, id) );
CREATE INDEX playback_order ON playback(played_at);
CREATE TABLE creator ( user_id INTEGER PRIMARY KEY, asked_at INTEGER NOT NULL );
CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE state (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE outbox ( id INTEGER PRIMARY KEY AUTOINCREMENT, "write" TEXT NOT NULL,
  state TEXT NOT NULL, created_at INTEGER NOT NULL, sent_at INTEGER,
  attempts INTEGER NOT NULL DEFAULT 0, failure TEXT, title TEXT NOT NULL, target_kind TEXT,
  target_id INTEGER, local_id INTEGER, server_id INTEGER, floor_id INTEGER, undo TEXT,
  settled INTEGER );
CREATE INDEX outbox_open ON outbox(id) WHERE state <> 'done';
CREATE INDEX outbox_local ON outbox(local_id) WHERE local_id IS NOT NULL;
CREATE INDEX outbox_settled ON outbox(settled) WHERE settled IS NOT NULL;
CREATE VIRTUAL TABLE search USING fts5( title, body, tokenize = "unicode61 remove_diacritics 2",
  prefix = '2 3' );
INSERT INTO grdb_migrations VALUES ('v1');
INSERT INTO state VALUES ('user_id', 7), ('user_name', 'Miriam'), ('settled', 4), ('wishes', 6);
INSERT INTO setting VALUES ('volume', '70');
INSERT INTO podcast VALUES (3, 'Psalm 23', 'Read aloud', '/media/audio/3.mp3', NULL, NULL, 3, 1, 300,
  'approved', 12, '2026-01-02T03:04:05', 1767323045000000, 4711, 1767400000, 1767400000);
INSERT INTO post VALUES (5, 3, 'Ruth', NULL, 'Thanks', 'For the day', NULL, 'general', 'text', 1, 1, 3, 1, 1,
  '2026-01-03T03:04:05', 1767409445000000, 0, 1767410000, 1767410000, 0);
INSERT INTO comment VALUES (-1, 5, 7, 'Miriam', NULL, 'Amen', '2026-01-03T04:00:00', 1767412800000000, 99,
  1767412800, 1767412800);
INSERT INTO search (rowid, title, body) VALUES (48, 'Psalm 23', 'Read aloud');
INSERT INTO favorite (kind, content_id, content, sort_key) VALUES ('podcast', 3, NULL, 1767400000000000);
INSERT INTO playback VALUES ('podcast', 3, 61.5, 300, 1767400001000000);
INSERT INTO outbox (id, "write", state, created_at, attempts, title, target_kind, target_id, local_id)
  VALUES (1, '{"comment":{"post":5,"text":"Amen"}}', 'queued', 1767412800000000, 0, 'Comment: Amen',
  'comment', -1, -1);
INSERT INTO outbox (id, "write", state, created_at, sent_at, attempts, failure, title, target_kind, target_id)
  VALUES (2, '{"like":{"liked":true,"post":5}}', 'failed', 1767412801000000, 1767412802000000, 1, 'No',
  'Like a post', 'post', 5);

-- What version 2 added.
CREATE TABLE pass (             -- a walk through a whole list that is not over
  collection TEXT PRIMARY KEY, skip INTEGER NOT NULL, farthest INTEGER NOT NULL,
  steps_back INTEGER NOT NULL, is_clean INTEGER NOT NULL,
  slice INTEGER NOT NULL,       -- the number of the last one written to pass_seen
  settled INTEGER NOT NULL      -- the counter's value when it began
) WITHOUT ROWID;
CREATE TABLE pass_seen (        -- the ids that it saw; see IDList
  collection TEXT NOT NULL, slice INTEGER NOT NULL, ids BLOB NOT NULL,
  PRIMARY KEY (collection, slice)
) WITHOUT ROWID;
CREATE TABLE absent (           -- rows that the last complete pass did not see
  collection TEXT NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (collection, id)
) WITHOUT ROWID;
CREATE TABLE base (             -- the server's words about rows that were changed here
  kind TEXT NOT NULL, id INTEGER NOT NULL, row TEXT NOT NULL,  -- JSON
  PRIMARY KEY (kind, id)
) WITHOUT ROWID;
CREATE TABLE unindexed (id INTEGER PRIMARY KEY);  -- rows of search that are still to come
ALTER TABLE outbox ADD COLUMN "key" TEXT;         -- sent as Idempotency-Key
ALTER TABLE outbox ADD COLUMN tried_at INTEGER;   -- microseconds since 1970 of the last try
-- Whether every try was made with the key, by a server that honours it.
ALTER TABLE outbox ADD COLUMN keyed INTEGER NOT NULL DEFAULT 0;
-- Whether a person wants it sent although it cannot be seen whether it arrived.
ALTER TABLE outbox ADD COLUMN insisted INTEGER NOT NULL DEFAULT 0;
UPDATE outbox SET "key" = lower(hex(randomblob(16)));
INSERT INTO grdb_migrations VALUES ('v2');
INSERT INTO pass VALUES ('podcast', 20, 40, 0, 1, 1, 4);
INSERT INTO absent VALUES ('podcast', 9);

-- What downloads added.
CREATE TABLE download (
  kind TEXT NOT NULL, id INTEGER NOT NULL,
  part TEXT NOT NULL DEFAULT 'media',   -- what of the thing; one part so far
  title TEXT NOT NULL,
  url TEXT NOT NULL,                    -- as the platform gave it
  name TEXT NOT NULL,                   -- the file's, without its extension
  extension TEXT,                       -- once it is known
  state TEXT NOT NULL,
  priority INTEGER NOT NULL,            -- the higher goes first
  pinned INTEGER NOT NULL,
  is_auto INTEGER NOT NULL,             -- nobody asked for this one
  bytes INTEGER NOT NULL DEFAULT 0,     -- that are flushed to the disk
  total INTEGER,
  validator TEXT,                       -- ETag or date of what the bytes are of
  digests TEXT,                         -- JSON, what the whole is to be checked against
  attempts INTEGER NOT NULL DEFAULT 0,  -- failed ones since bytes last came
  faults INTEGER NOT NULL DEFAULT 0,    -- those of them that are the server's
  not_before INTEGER,                   -- microseconds since 1970
  failure TEXT,
  lacks TEXT,                           -- 'quota' or 'disk', where it waits for room
  generation INTEGER NOT NULL DEFAULT (random()),  -- tells it from one that was removed before
  requested_at INTEGER NOT NULL, finished_at INTEGER, used_at INTEGER,  -- microseconds
  PRIMARY KEY (kind, id, part)
);
CREATE INDEX download_queue ON download(priority DESC, requested_at) WHERE state = 'queued';
-- What was queued unasked once is never queued unasked again, or what somebody removed, or what
-- made room for others, would come back.
CREATE TABLE download_offered (
  kind TEXT NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (kind, id)
) WITHOUT ROWID;
CREATE INDEX podcast_creator ON podcast(creator_id, sort_key, id);
INSERT INTO grdb_migrations VALUES ('downloads');

-- What decisions that can be taken back added.
ALTER TABLE outbox ADD COLUMN held_until INTEGER;  -- microseconds since 1970
INSERT INTO grdb_migrations VALUES ('held writes');
INSERT INTO download_offered VALUES ('podcast', 4);

-- What lists that sort and filter, people, the admin desk, support, reading and the queue added.
ALTER TABLE document ADD COLUMN removed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE playback ADD COLUMN shared_at INTEGER NOT NULL DEFAULT 0;
CREATE INDEX podcast_title ON podcast(title COLLATE NOCASE, id);
CREATE INDEX podcast_plays ON podcast(plays_count, id);
CREATE INDEX podcast_length ON podcast(ifnull(duration, -1), id);
CREATE INDEX podcast_category ON podcast(category_id, sort_key, id);
CREATE INDEX movie_title ON movie(title COLLATE NOCASE, id);
CREATE INDEX movie_plays ON movie(plays_count, id);
CREATE INDEX movie_length ON movie(ifnull(duration, -1), id);
CREATE INDEX movie_rating ON movie(ifnull(CAST(round(rating * 100) AS INTEGER), -1), id);
CREATE INDEX movie_release ON movie(ifnull(release_date, ''), id);
CREATE INDEX movie_category ON movie(category_id, sort_key, id);
CREATE INDEX movie_featured ON movie(sort_key, id) WHERE is_featured = 1;
CREATE INDEX movie_kids ON movie(sort_key, id) WHERE is_kids = 1;
CREATE INDEX track_title ON track(title COLLATE NOCASE, id);
CREATE INDEX track_artist ON track(artist COLLATE NOCASE, id);
CREATE INDEX track_plays ON track(plays_count, id);
CREATE INDEX track_length ON track(ifnull(duration, -1), id);
CREATE INDEX track_genre ON track(genre COLLATE NOCASE, sort_key, id);
CREATE INDEX post_likes ON post(likes_count, id);
CREATE INDEX post_comments ON post(comments_count, id);
CREATE INDEX post_user ON post(user_id, sort_key, id);
CREATE INDEX event_title ON event(title COLLATE NOCASE, id);
CREATE INDEX event_coming ON event(attendees_count, id);
CREATE TABLE attendee (
  event_id INTEGER NOT NULL, user_id INTEGER NOT NULL, id INTEGER NOT NULL,
  status TEXT NOT NULL,
  told TEXT NOT NULL,           -- the status as the server gave it
  created_at TEXT, user TEXT,   -- JSON
  PRIMARY KEY (event_id, user_id)
) WITHOUT ROWID;
CREATE TABLE person (
  id INTEGER PRIMARY KEY, person TEXT NOT NULL,  -- JSON
  seen_at INTEGER NOT NULL                       -- seconds since 1970
);
CREATE TABLE follower (
  artist_id INTEGER NOT NULL, place INTEGER NOT NULL, follower TEXT NOT NULL,  -- JSON
  PRIMARY KEY (artist_id, place)
) WITHOUT ROWID;
CREATE TABLE admin_user (
  id INTEGER PRIMARY KEY,
  username TEXT, name TEXT, email TEXT NOT NULL, avatar TEXT, phone TEXT, date_of_birth TEXT,
bio TEXT, is_admin INTEGER NOT NULL, auth_provider TEXT, has_artist_profile INTEGER NOT NULL,
created_at TEXT, updated_at TEXT,
  sort_key INTEGER NOT NULL,    -- what lists order by
  hash INTEGER NOT NULL,        -- of the server's words, to tell an edit from a repeat;
                                -- 0 when something done here changed the row since
  first_seen INTEGER NOT NULL,  -- seconds since 1970
  seen_at INTEGER NOT NULL      -- seconds since 1970 of the last change seen
  , leaving INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX admin_user_order ON admin_user(sort_key, id);
CREATE INDEX podcast_hidden ON podcast(sort_key, id)
  WHERE status NOT IN ('approved', 'pending', 'deleted');
CREATE INDEX movie_hidden ON movie(sort_key, id)
  WHERE status NOT IN ('approved', 'pending', 'deleted');
CREATE INDEX event_hidden ON event(sort_key, id)
  WHERE status NOT IN ('approved', 'published', 'pending', 'deleted here');
CREATE INDEX track_hidden ON track(sort_key, id) WHERE is_published = 0;
CREATE INDEX post_hidden ON post(sort_key, id) WHERE is_approved = 0;
CREATE INDEX admin_user_admins ON admin_user(sort_key, id) WHERE is_admin = 1;
CREATE INDEX admin_user_artists ON admin_user(sort_key, id) WHERE has_artist_profile = 1;
CREATE TABLE support_message (
  id INTEGER PRIMARY KEY,
  subject TEXT NOT NULL, message TEXT NOT NULL, status TEXT NOT NULL, admin_response TEXT,
user_id INTEGER NOT NULL, admin_id INTEGER, admin_seen INTEGER NOT NULL,
user_seen INTEGER NOT NULL, created_at TEXT, updated_at TEXT, responded_at TEXT, user TEXT,
  sort_key INTEGER NOT NULL,    -- what lists order by
  hash INTEGER NOT NULL,        -- of the server's words, to tell an edit from a repeat;
                                -- 0 when something done here changed the row since
  first_seen INTEGER NOT NULL,  -- seconds since 1970
  seen_at INTEGER NOT NULL      -- seconds since 1970 of the last change seen
  
);
CREATE INDEX support_message_order ON support_message(sort_key, id);
CREATE INDEX support_message_unread ON support_message(user_id)
  WHERE admin_seen = 0 OR user_seen = 0;
CREATE TABLE reading (
  book TEXT PRIMARY KEY, place INTEGER NOT NULL, zoom INTEGER NOT NULL,
  read_at INTEGER NOT NULL      -- microseconds since 1970
) WITHOUT ROWID;
CREATE TABLE bookmark (
  book TEXT NOT NULL, place INTEGER NOT NULL, label TEXT NOT NULL,
  made_at INTEGER NOT NULL,     -- microseconds since 1970
  PRIMARY KEY (book, place)
) WITHOUT ROWID;
CREATE TABLE queue (
  place INTEGER PRIMARY KEY,
  entry TEXT NOT NULL           -- JSON
);
CREATE TABLE queue_state (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  state TEXT NOT NULL,          -- JSON
  revision INTEGER NOT NULL
);
CREATE INDEX playback_unshared ON playback(played_at) WHERE played_at > shared_at;
INSERT INTO grdb_migrations VALUES ('arrangements');
INSERT INTO grdb_migrations VALUES ('people');
INSERT INTO grdb_migrations VALUES ('admin desk');
INSERT INTO grdb_migrations VALUES ('support and documents');
INSERT INTO grdb_migrations VALUES ('reading');
INSERT INTO grdb_migrations VALUES ('queue');
INSERT INTO grdb_migrations VALUES ('shared positions');
