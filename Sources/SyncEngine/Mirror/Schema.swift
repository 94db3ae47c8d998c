import GRDB

/// The tables of the mirror and how they came to be.
enum Schema {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("v1") { db in
      for entity in MirrorEntities.all {
        try db.execute(
          sql: """
            CREATE TABLE \(entity.table) (
              id INTEGER PRIMARY KEY,
              \(entity.columns),
              sort_key INTEGER NOT NULL,  -- what lists order by
              hash INTEGER NOT NULL,      -- of the server's words, to tell an edit from a repeat
              seen_at INTEGER NOT NULL,   -- seconds since 1970 of the last change seen
              extra INTEGER NOT NULL DEFAULT 0
            )
            """)
        try db.execute(
          sql: "CREATE INDEX \(entity.table)_order ON \(entity.table)(sort_key, id)")
      }
      try db.execute(
        sql: """
          CREATE INDEX comment_post ON comment(post_id, sort_key, id);
          CREATE INDEX post_category ON post(category, sort_key, id);
          CREATE INDEX notification_unread ON notification(sort_key, id) WHERE read = 0;
          CREATE TABLE category (id INTEGER PRIMARY KEY, name TEXT NOT NULL, type TEXT NOT NULL);
          CREATE TABLE favorite (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            kind TEXT NOT NULL, content_id INTEGER NOT NULL, content TEXT,
            sort_key INTEGER NOT NULL,
            UNIQUE (kind, content_id)
          );
          CREATE TABLE playback (
            kind TEXT NOT NULL, id INTEGER NOT NULL, seconds REAL NOT NULL, duration REAL,
            played_at INTEGER NOT NULL,   -- microseconds since 1970
            PRIMARY KEY (kind, id)
          ) WITHOUT ROWID;
          CREATE INDEX playback_order ON playback(played_at);
          CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
          CREATE TABLE outbox (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            "write" TEXT NOT NULL,        -- JSON
            state TEXT NOT NULL,
            created_at INTEGER NOT NULL,  -- microseconds since 1970
            sent_at INTEGER,              -- of the first try, microseconds since 1970
            attempts INTEGER NOT NULL DEFAULT 0,
            failure TEXT,
            title TEXT NOT NULL,
            target_kind TEXT, target_id INTEGER,
            local_id INTEGER              -- the negative id of the row that it made
          );
          CREATE INDEX outbox_open ON outbox(id) WHERE state <> 'done';
          CREATE VIRTUAL TABLE search USING fts5(
            title, body, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3'
          );
          """)
    }
    return migrator
  }
}
