/// The tables of the downloads: a migration of their own.
enum DownloadSchema {
  static let sql = """
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
    """
}
