/// Tables for where a person reads: kept here and nowhere else, as the web client keeps them on its
/// device.
enum ReadingSchema {
  /// `book` is the text's name: `scripture`, or `document/4`. Places are a text's own numbers: verses or
  /// pages, from 0.
  static let sql = """
    CREATE TABLE reading (
      book TEXT PRIMARY KEY, place INTEGER NOT NULL, zoom INTEGER NOT NULL,
      read_at INTEGER NOT NULL      -- microseconds since 1970
    ) WITHOUT ROWID;
    CREATE TABLE bookmark (
      book TEXT NOT NULL, place INTEGER NOT NULL, label TEXT NOT NULL,
      made_at INTEGER NOT NULL,     -- microseconds since 1970
      PRIMARY KEY (book, place)
    ) WITHOUT ROWID;
    """
}
