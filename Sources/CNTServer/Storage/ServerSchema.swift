import GRDB

/// The tables of the server.
enum ServerSchema {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("v1") { db in try db.execute(sql: v1) }
    migrator.registerMigration("v2") { db in try db.execute(sql: ChangeLogSchema.sql) }
    migrator.registerMigration("v3") { db in try db.execute(sql: v3) }
    migrator.registerMigration("admin desk") { db in try db.execute(sql: DeskTables.sql) }
    migrator.registerMigration("support") { db in try db.execute(sql: SupportSchema.sql) }
    migrator.registerMigration("playback positions") { db in
      try db.execute(sql: PositionSchema.sql)
    }
    migrator.registerMigration("content in libraries") { db in
      try db.execute(sql: LibraryVisibility.sql)
    }
    migrator.registerMigration("positions as they were said") { db in
      try db.execute(sql: PositionSchema.asSaid)
    }
    migrator.registerMigration("indexes of people") { db in
      try db.execute(sql: peopleIndexes)
    }
    migrator.registerMigration("integers of 53 bits") { db in
      try db.execute(sql: IntegerBounds.sql)
    }
    migrator.registerMigration("drafts and devices") { db in
      try db.execute(sql: DraftSchema.sql)
    }
    migrator.registerMigration("live, money and codes") { db in
      try db.execute(sql: LiveSchema.sql)
    }
    migrator.registerMigration("uploads in parts") { db in
      try db.execute(sql: PartSchema.sql)
    }
    return migrator
  }

  /// Times are texts in the platform's form, UTC without a zone.
  private static let v1 = """
    CREATE TABLE users (
      id INTEGER PRIMARY KEY AUTOINCREMENT, username TEXT NOT NULL UNIQUE COLLATE NOCASE,
      name TEXT, email TEXT NOT NULL UNIQUE COLLATE NOCASE, avatar TEXT, phone TEXT,
      date_of_birth TEXT, bio TEXT, password_hash TEXT, is_admin INTEGER NOT NULL DEFAULT 0,
      auth_provider TEXT NOT NULL DEFAULT 'email', created_at TEXT NOT NULL, updated_at TEXT
    );
    CREATE TABLE refresh_tokens (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      user_id INTEGER NOT NULL REFERENCES users(id) ON DELETE CASCADE,
      family TEXT NOT NULL, hash BLOB NOT NULL UNIQUE, expires_at INTEGER NOT NULL,
      spent_at INTEGER, created_at INTEGER NOT NULL
    );
    CREATE INDEX refresh_tokens_family ON refresh_tokens(family);
    CREATE TABLE categories (
      id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, type TEXT NOT NULL
    );
    CREATE TABLE artists (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      user_id INTEGER NOT NULL UNIQUE REFERENCES users(id) ON DELETE CASCADE,
      artist_name TEXT, cover_image TEXT, bio TEXT, social_links TEXT,
      total_plays INTEGER NOT NULL DEFAULT 0, is_verified INTEGER NOT NULL DEFAULT 0,
      created_at TEXT NOT NULL, updated_at TEXT
    );
    CREATE TABLE artist_followers (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      artist_id INTEGER NOT NULL REFERENCES artists(id) ON DELETE CASCADE,
      user_id INTEGER NOT NULL REFERENCES users(id) ON DELETE CASCADE,
      created_at TEXT NOT NULL, UNIQUE (artist_id, user_id)
    );
    CREATE TABLE podcasts (
      id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT NOT NULL, description TEXT, audio_url TEXT,
      video_url TEXT, cover_image TEXT, creator_id INTEGER REFERENCES users(id) ON DELETE SET NULL,
      category_id INTEGER, duration INTEGER, status TEXT NOT NULL DEFAULT 'pending',
      plays_count INTEGER NOT NULL DEFAULT 0, created_at TEXT NOT NULL
    );
    CREATE INDEX podcasts_status ON podcasts(status, id);
    CREATE TABLE movies (
      id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT NOT NULL, description TEXT,
      video_url TEXT NOT NULL, cover_image TEXT, preview_url TEXT, preview_start_time INTEGER,
      preview_end_time INTEGER, director TEXT, "cast" TEXT, release_date TEXT, rating REAL,
      category_id INTEGER, creator_id INTEGER REFERENCES users(id) ON DELETE SET NULL,
      duration INTEGER, status TEXT NOT NULL DEFAULT 'pending',
      plays_count INTEGER NOT NULL DEFAULT 0, is_featured INTEGER NOT NULL DEFAULT 0,
      created_at TEXT NOT NULL
    );
    CREATE TABLE music_tracks (
      id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT NOT NULL, artist TEXT NOT NULL, album TEXT,
      genre TEXT, audio_url TEXT NOT NULL, cover_image TEXT, duration INTEGER, lyrics TEXT,
      is_featured INTEGER NOT NULL DEFAULT 0, is_published INTEGER NOT NULL DEFAULT 1,
      plays_count INTEGER NOT NULL DEFAULT 0, created_at TEXT NOT NULL
    );
    CREATE TABLE bible_stories (
      id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT NOT NULL, scripture_reference TEXT NOT NULL,
      content TEXT NOT NULL, audio_url TEXT, cover_image TEXT, created_at TEXT NOT NULL
    );
    CREATE TABLE document_assets (
      id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT NOT NULL, description TEXT,
      file_path TEXT NOT NULL, thumbnail_path TEXT, category TEXT NOT NULL DEFAULT 'Bible',
      is_featured INTEGER NOT NULL DEFAULT 0, file_type TEXT, file_size INTEGER,
      created_at TEXT NOT NULL
    );
    CREATE TABLE community_posts (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      user_id INTEGER NOT NULL REFERENCES users(id) ON DELETE CASCADE,
      title TEXT NOT NULL, content TEXT NOT NULL, image_url TEXT, category TEXT NOT NULL,
      post_type TEXT NOT NULL DEFAULT 'image', is_approved INTEGER NOT NULL DEFAULT 0,
      show_in_carousel INTEGER NOT NULL DEFAULT 1, likes_count INTEGER NOT NULL DEFAULT 0,
      comments_count INTEGER NOT NULL DEFAULT 0, created_at TEXT NOT NULL
    );
    CREATE INDEX community_posts_order ON community_posts(created_at, id);
    CREATE INDEX community_posts_approved ON community_posts(is_approved, created_at, id);
    CREATE TABLE comments (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      post_id INTEGER NOT NULL REFERENCES community_posts(id) ON DELETE CASCADE,
      user_id INTEGER NOT NULL REFERENCES users(id) ON DELETE CASCADE,
      content TEXT NOT NULL, created_at TEXT NOT NULL
    );
    CREATE INDEX comments_post ON comments(post_id, created_at, id);
    CREATE TABLE likes (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      post_id INTEGER NOT NULL REFERENCES community_posts(id) ON DELETE CASCADE,
      user_id INTEGER NOT NULL REFERENCES users(id) ON DELETE CASCADE,
      created_at TEXT NOT NULL, UNIQUE (post_id, user_id)
    );
    CREATE TABLE playlists (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      user_id INTEGER NOT NULL REFERENCES users(id) ON DELETE CASCADE,
      name TEXT NOT NULL, description TEXT, cover_image TEXT, created_at TEXT NOT NULL
    );
    CREATE TABLE playlist_items (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      playlist_id INTEGER NOT NULL REFERENCES playlists(id) ON DELETE CASCADE,
      content_type TEXT NOT NULL, content_id INTEGER NOT NULL, position INTEGER NOT NULL
    );
    CREATE TABLE favorites (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      user_id INTEGER NOT NULL REFERENCES users(id) ON DELETE CASCADE,
      content_type TEXT NOT NULL, content_id INTEGER NOT NULL, created_at TEXT NOT NULL,
      UNIQUE (user_id, content_type, content_id)
    );
    CREATE TABLE events (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      host_id INTEGER NOT NULL REFERENCES users(id) ON DELETE CASCADE,
      title TEXT NOT NULL, description TEXT, event_date TEXT NOT NULL, location TEXT,
      latitude REAL, longitude REAL, max_attendees INTEGER NOT NULL DEFAULT 0,
      status TEXT NOT NULL DEFAULT 'pending', cover_image TEXT, created_at TEXT NOT NULL,
      updated_at TEXT
    );
    CREATE TABLE event_attendees (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      event_id INTEGER NOT NULL REFERENCES events(id) ON DELETE CASCADE,
      user_id INTEGER NOT NULL REFERENCES users(id) ON DELETE CASCADE,
      status TEXT NOT NULL DEFAULT 'pending', created_at TEXT NOT NULL,
      UNIQUE (event_id, user_id)
    );
    CREATE TABLE notifications (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      user_id INTEGER NOT NULL REFERENCES users(id) ON DELETE CASCADE,
      type TEXT NOT NULL, title TEXT NOT NULL, message TEXT NOT NULL, data TEXT,
      read INTEGER NOT NULL DEFAULT 0, created_at TEXT NOT NULL
    );
    CREATE INDEX notifications_user ON notifications(user_id, id);
    CREATE TABLE server_info (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    """

  /// What hangs on an account is found without reading whole tables when the account is deleted.
  private static let peopleIndexes = """
    CREATE INDEX likes_user ON likes(user_id);
    CREATE INDEX event_attendees_user ON event_attendees(user_id);
    CREATE INDEX artist_followers_user ON artist_followers(user_id);
    CREATE INDEX refresh_tokens_user ON refresh_tokens(user_id);
    CREATE INDEX support_messages_admin ON support_messages(admin_id);
    """

  /// Writes that were carried out under a key, with what they were answered.
  private static let v3 = """
    CREATE TABLE idempotency_keys (
      id INTEGER PRIMARY KEY,
      user_id INTEGER NOT NULL REFERENCES users(id) ON DELETE CASCADE,
      key TEXT NOT NULL, fingerprint BLOB NOT NULL, status INTEGER NOT NULL,
      content_type TEXT NOT NULL, body BLOB NOT NULL, created_at INTEGER NOT NULL,
      UNIQUE (user_id, key)
    );
    CREATE INDEX idempotency_keys_age ON idempotency_keys(created_at);
    """
}
