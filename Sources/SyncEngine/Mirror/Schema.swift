import GRDB

/// The tables of the mirror and how they came to be.
enum Schema {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("v1") { db in
      for entity in MirrorEntities.first { try create(entity, db) }
      try db.execute(sql: library)
      try db.execute(sql: outbox)
      try db.execute(sql: search)
    }
    migrator.registerMigration("v2") { db in try db.execute(sql: v2) }
    migrator.registerMigration("downloads") { db in try db.execute(sql: DownloadSchema.sql) }
    migrator.registerMigration("held writes") { db in
      // Microseconds since 1970 until which it can still be taken back.
      try db.execute(sql: "ALTER TABLE outbox ADD COLUMN held_until INTEGER")
    }
    migrator.registerMigration("arrangements") { db in try db.execute(sql: ArrangementSchema.sql) }
    migrator.registerMigration("people") { db in
      try db.execute(sql: AttendeeRow.schema + PersonRow.schema)
    }
    migrator.registerMigration("admin desk") { db in try DeskSchema.migrate(db) }
    migrator.registerMigration("support and documents") { db in try SupportSchema.make(db) }
    migrator.registerMigration("reading") { db in try db.execute(sql: ReadingSchema.sql) }
    migrator.registerMigration("queue") { db in try db.execute(sql: QueueSchema.sql) }
    migrator.registerMigration("shared positions") { db in
      try db.execute(sql: SharedPlaces.sql)
    }
    migrator.registerMigration("publications") { db in
      try db.execute(sql: PublicationRow.sql)
    }
    return migrator
  }

  static func create(_ entity: any MirrorEntity.Type, _ db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE \(entity.table) (
          id INTEGER PRIMARY KEY,
          \(entity.columns),
          sort_key INTEGER NOT NULL,    -- what lists order by
          hash INTEGER NOT NULL,        -- of the server's words, to tell an edit from a repeat;
                                        -- 0 when something done here changed the row since
          first_seen INTEGER NOT NULL,  -- seconds since 1970
          seen_at INTEGER NOT NULL      -- seconds since 1970 of the last change seen
          \(entity.ownColumns.map { ", " + $0 } ?? "")
        );
        CREATE INDEX \(entity.table)_order ON \(entity.table)(sort_key, id);
        """)
  }

  private static let library = """
    CREATE INDEX comment_post ON comment(post_id, sort_key, id);
    CREATE INDEX post_category ON post(category COLLATE NOCASE, sort_key, id);
    CREATE INDEX notification_unread ON notification(sort_key, id) WHERE read = 0;
    CREATE TABLE category (id INTEGER PRIMARY KEY, name TEXT NOT NULL, type TEXT NOT NULL);
    CREATE TABLE favorite (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      kind TEXT NOT NULL, content_id INTEGER NOT NULL,
      content TEXT,                 -- JSON, of things that are not mirrored themselves
      sort_key INTEGER NOT NULL,
      UNIQUE (kind, content_id)
    );
    CREATE INDEX favorite_order ON favorite(sort_key, id);
    CREATE TABLE playback (
      kind TEXT NOT NULL, id INTEGER NOT NULL, seconds REAL NOT NULL, duration REAL,
      played_at INTEGER NOT NULL,   -- microseconds since 1970
      PRIMARY KEY (kind, id)
    );
    CREATE INDEX playback_order ON playback(played_at);
    CREATE TABLE creator (          -- whose artist page was asked for
      user_id INTEGER PRIMARY KEY, asked_at INTEGER NOT NULL
    );
    -- The app's own small values, and the mirror's.
    CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE state (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
    """

  private static let outbox = """
    CREATE TABLE outbox (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      "write" TEXT NOT NULL,        -- JSON
      state TEXT NOT NULL,
      created_at INTEGER NOT NULL,  -- microseconds since 1970
      sent_at INTEGER,              -- of the first try that may have arrived, microseconds
      attempts INTEGER NOT NULL DEFAULT 0,
      failure TEXT,
      title TEXT NOT NULL,
      target_kind TEXT, target_id INTEGER,
      local_id INTEGER,             -- the negative id of the row that it made
      server_id INTEGER,            -- the id that this row got
      floor_id INTEGER,             -- the highest id of its kind that was known before it was sent
      undo TEXT,                    -- JSON, what discarding it restores
      settled INTEGER               -- the counter's value when it was done
    );
    CREATE INDEX outbox_open ON outbox(id) WHERE state <> 'done';
    CREATE INDEX outbox_local ON outbox(local_id) WHERE local_id IS NOT NULL;
    CREATE INDEX outbox_settled ON outbox(settled) WHERE settled IS NOT NULL;
    """

  private static let search = """
    CREATE VIRTUAL TABLE search USING fts5(
      title, body, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3'
    );
    """

  /// Passes that survive a restart, indexing that may wait, keys of writes.
  private static let v2 = """
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
    """
}
