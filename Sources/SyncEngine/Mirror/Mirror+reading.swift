import Foundation
import GRDB

/// Where somebody stopped reading, and how wide the text was.
public struct ReadingPlace: Hashable, Sendable {
  public var place: Int
  public var zoom: Int

  public init(place: Int, zoom: Int) {
    self.place = place
    self.zoom = zoom
  }
}

/// A place that somebody wants to find again.
public struct Bookmark: Hashable, Sendable {
  public var place: Int
  /// What is there, in words.
  public var label: String

  public init(place: Int, label: String) {
    self.place = place
    self.label = label
  }
}

extension Mirror {
  /// Where reading stopped; nil where it never began. `book`: the text's name, such as `document/4`.
  public func readingPlace(_ book: String) throws -> ReadingPlace? {
    try read { db in
      try GRDB.Row.fetchOne(
        db, sql: "SELECT place, zoom FROM reading WHERE book = ?", arguments: [book]
      ).map { ReadingPlace(place: $0["place"], zoom: $0["zoom"]) }
    }
  }

  public func saveReadingPlace(_ book: String, _ place: ReadingPlace, now: Date) throws {
    try write { db in
      try db.execute(
        sql: """
          INSERT INTO reading (book, place, zoom, read_at) VALUES (?, ?, ?, ?)
          ON CONFLICT (book) DO UPDATE SET place = excluded.place, zoom = excluded.zoom,
            read_at = excluded.read_at
          """, arguments: [book, place.place, place.zoom, now.microseconds])
    }
  }

  /// In the order of the text.
  public func bookmarks(_ book: String) throws -> [Bookmark] {
    try read { db in
      try GRDB.Row.fetchAll(
        db, sql: "SELECT place, label FROM bookmark WHERE book = ? ORDER BY place",
        arguments: [book]
      ).map { Bookmark(place: $0["place"], label: $0["label"]) }
    }
  }

  public func addBookmark(_ book: String, _ bookmark: Bookmark, now: Date) throws {
    try write { db in
      try db.execute(
        sql: "INSERT OR REPLACE INTO bookmark (book, place, label, made_at) VALUES (?, ?, ?, ?)",
        arguments: [book, bookmark.place, bookmark.label, now.microseconds])
    }
  }

  public func removeBookmark(_ book: String, place: Int) throws {
    try write { db in
      try db.execute(
        sql: "DELETE FROM bookmark WHERE book = ? AND place = ?", arguments: [book, place])
    }
  }
}
