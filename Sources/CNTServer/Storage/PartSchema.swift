/// Uploads that come in parts.
enum PartSchema {
  /// `received` is what is known to be on the disk, bytes. `answer` is null until all was made of it
  /// that was to be made; from then on the row has no file.
  static let sql = """
    CREATE TABLE part_uploads (
      id TEXT PRIMARY KEY,
      user_id INTEGER NOT NULL REFERENCES users(id) ON DELETE CASCADE,
      length INTEGER NOT NULL, received INTEGER NOT NULL DEFAULT 0, metadata TEXT NOT NULL,
      touched_at INTEGER NOT NULL, answer BLOB
    ) WITHOUT ROWID;
    CREATE INDEX part_uploads_user ON part_uploads(user_id);
    CREATE INDEX part_uploads_age ON part_uploads(touched_at);
    """
}
