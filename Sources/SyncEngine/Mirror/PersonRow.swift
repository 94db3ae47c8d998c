import CNTKit
import Foundation
import GRDB

/// Other people, and who follows an artist: fetched for those that somebody looks at.
enum PersonRow {
  static let schema = """
    CREATE TABLE person (
      id INTEGER PRIMARY KEY, person TEXT NOT NULL,  -- JSON
      seen_at INTEGER NOT NULL                       -- seconds since 1970
    );
    CREATE TABLE follower (
      artist_id INTEGER NOT NULL, place INTEGER NOT NULL, follower TEXT NOT NULL,  -- JSON
      PRIMARY KEY (artist_id, place)
    ) WITHOUT ROWID;
    """

  /// People that are kept, those looked at last; and followers of one artist.
  static let (mostPeople, mostFollowers) = (2000, 500)
}

extension Mirror {
  /// Somebody as the server last told; nil before that.
  public func person(_ id: Int) throws -> PublicUser? {
    try read { db in
      try String.fetchOne(db, sql: "SELECT person FROM person WHERE id = ?", arguments: [id])
    }.flatMap { try? JSONDecoder().decode(PublicUser.self, from: Data($0.utf8)) }
  }

  /// The artist page of a person, if there is one.
  public func artist(ofUser id: Int) throws -> Artist? {
    let row = try read { db in
      try Int.fetchOne(
        db, sql: "SELECT id FROM artist WHERE user_id = ? LIMIT 1", arguments: [id]
      ).flatMap { try Artist.model(db, $0) }
    }
    if case .artist(let artist)? = row { return artist }
    return nil
  }

  /// Who follows an artist, as far as it was fetched.
  public func followers(artist id: Int) throws -> [ArtistFollower] {
    try read { db in
      try String.fetchAll(
        db, sql: "SELECT follower FROM follower WHERE artist_id = ? ORDER BY place",
        arguments: [id])
    }.compactMap { try? JSONDecoder().decode(ArtistFollower.self, from: Data($0.utf8)) }
  }

  /// How many posts of a person are mirrored; counting stops at `limit`.
  public func postCount(of user: Int, upTo limit: Int) throws -> Int {
    try count(ListQuery(source: .feed(category: nil), filter: .author(user)), upTo: limit)
  }

  func setPerson(_ person: PublicUser, now: Date) throws {
    guard try self.person(person.id) != person else { return }
    let json = String(decoding: try JSONEncoder().encode(person), as: UTF8.self)
    try write(durably: false) { db in
      try db.execute(
        sql: "INSERT OR REPLACE INTO person (id, person, seen_at) VALUES (?, ?, ?)",
        arguments: [person.id, json, Int(now.timeIntervalSince1970)])
      try db.execute(
        sql: """
          DELETE FROM person WHERE id NOT IN
            (SELECT id FROM person ORDER BY seen_at DESC, id LIMIT \(PersonRow.mostPeople))
          """)
    }
  }

  func setFollowers(_ followers: [ArtistFollower], artist id: Int) throws {
    let followers = Array(followers.prefix(PersonRow.mostFollowers))
    guard try self.followers(artist: id) != followers else { return }
    let rows = try followers.map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) }
    try write(durably: false) { db in
      try db.execute(sql: "DELETE FROM follower WHERE artist_id = ?", arguments: [id])
      for (place, row) in rows.enumerated() {
        try db.execute(
          sql: "INSERT INTO follower (artist_id, place, follower) VALUES (?, ?, ?)",
          arguments: [id, place, row])
      }
    }
  }
}
