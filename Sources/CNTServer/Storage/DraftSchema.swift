/// What people have begun, and where their devices want to be told.
enum DraftSchema {
  static let sql = """
    CREATE TABLE content_drafts (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      user_id INTEGER NOT NULL REFERENCES users(id) ON DELETE CASCADE,
      draft_type TEXT NOT NULL, title TEXT, description TEXT, original_media_url TEXT,
      edited_media_url TEXT, thumbnail_url TEXT, content TEXT, category TEXT,
      editing_state TEXT, duration INTEGER, status TEXT NOT NULL DEFAULT 'editing',
      created_at TEXT NOT NULL, updated_at TEXT
    );
    CREATE INDEX content_drafts_user ON content_drafts(user_id, id);
    CREATE TABLE device_tokens (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      user_id INTEGER NOT NULL REFERENCES users(id) ON DELETE CASCADE,
      token TEXT NOT NULL UNIQUE, platform TEXT NOT NULL, created_at TEXT NOT NULL,
      last_used_at TEXT NOT NULL
    );
    CREATE INDEX device_tokens_user ON device_tokens(user_id, id);
    """
}
