import CNTKit
import Foundation
import GRDB
import Testing

@testable import SyncEngine

/// What is written for an edit, and how many statements stay in memory
/// (https://sqlite.org/stmt.html).
struct StatementTests {
  private static let count = "SELECT count(*) FROM sqlite_stmt"

  @Test func `texts that only Swift takes for equal are written`() async throws {
    let rig = try Rig()
    var podcast = Podcast.sample(1, "Caf\u{E9}")
    _ = try rig.mirror.apply([podcast], now: rig.now)
    podcast.title = "Cafe\u{301}"
    #expect(try rig.mirror.apply([podcast], now: rig.now).changed == 1)
    let stored = try rig.mirror.read { db in
      try Data.fetchOne(db, sql: "SELECT CAST(title AS BLOB) FROM podcast WHERE id = 1")
    }
    #expect(stored == Data("Cafe\u{301}".utf8))
  }

  @Test func `a search that is typed letter by letter leaves no statement for each`() throws {
    let rig = try Rig(isAdmin: true)
    let words = (0..<26).map { "word\($0)" }
    _ = try rig.mirror.apply(
      words.enumerated().map { Podcast.sample($0 + 1, $1) }, now: rig.now)
    _ = try rig.mirror.apply(
      words.enumerated().map { AdminUser(id: $0 + 1, name: $1, email: "a@x.org") }, now: rig.now)
    func find(_ word: String) throws {
      let id = try #require(words.firstIndex(of: word)) + 1
      let found = try rig.rows(.podcasts(nil), match: word + " ").map(\.item.ref.id)
      #expect(found == [id])
      #expect(
        try rig.rows(.content(DeskContent(.approved)), match: word).contains {
          $0.item.ref.id == id
        })
      #expect(
        try rig.rows(.content(DeskContent(type: "podcast", .approved)), match: word).contains {
          $0.item.ref.id == id
        })
    }
    try find("word25")
    let before = try rig.mirror.read { try Int.fetchOne($0, sql: Self.count) ?? 0 }
    for word in words.dropFirst(10) { try find(word) }
    #expect(try rig.mirror.read { try Int.fetchOne($0, sql: Self.count) } == before)
  }

  @Test func `edits of many columns leave no statement for each set of them`() async throws {
    let rig = try Rig()
    func statements() throws -> Int {
      try rig.mirror.database.writeWithoutTransaction { db in
        // The full-text index has statements of its own on the connection.
        try Int.fetchOne(db, sql: Self.count + " WHERE sql LIKE 'UPDATE podcast%'") ?? 0
      }
    }
    /// Changes those of six columns whose bit is set.
    func edit(_ bits: Int, _ round: Int) throws {
      var podcast = Podcast.sample(1)
      if bits & 1 != 0 { podcast.title = "T\(round)" }
      if bits & 2 != 0 { podcast.description = "D\(round)" }
      if bits & 4 != 0 { podcast.audioURL = "/\(round).mp3" }
      if bits & 8 != 0 { podcast.duration = round }
      if bits & 16 != 0 { podcast.playsCount = round }
      if bits & 32 != 0 { podcast.categoryID = round }
      _ = try rig.mirror.apply([podcast], now: rig.now)
      guard case .podcast(let stored)? = try rig.mirror.row(ItemRef(kind: .podcast, id: 1))?.item
      else {
        Issue.record("the podcast is gone")
        return
      }
      #expect(stored == podcast)
      _ = try rig.mirror.apply([Podcast.sample(1)], now: rig.now)
    }
    try edit(0b111111, 1)
    let before = try statements()
    let many = (0..<64).filter { $0.nonzeroBitCount > 1 }
    for (round, bits) in many.enumerated() { try edit(bits, round + 2) }
    #expect(try statements() == before)
    // A count that rises is written alone: its index is all that changes.
    let changes = rig.mirror.totalChanges()
    try edit(16, 100)
    #expect(rig.mirror.totalChanges() - changes == 2)
  }

  @Test func `a count that lists order by is written by one statement that stays`() async throws {
    let rig = try Rig()
    func statements() throws -> [String] {
      try rig.mirror.database.writeWithoutTransaction { db in
        try String.fetchAll(db, sql: "SELECT sql FROM sqlite_stmt WHERE sql LIKE 'UPDATE artist%'")
      }
    }
    for followers in 1...3 {
      _ = try rig.mirror.apply(
        [Artist(id: 1, userID: 3, artistName: "Ruth", followersCount: followers)], now: rig.now)
    }
    #expect(
      try statements() == [
        "UPDATE artist SET followers_count = ?, sort_key = ?, hash = ?, seen_at = ? WHERE id = ?"
      ])
  }
}
