import CNTKit
import Foundation
import Testing

@testable import SyncEngine

/// Finding words in the mirror.
struct SearchTests {
  private func rig() throws -> Rig {
    let rig = try Rig()
    _ = try rig.mirror.apply(
      [
        Podcast.sample(1, "Grâce infinie"), .sample(2, "On graceful living"),
        .sample(3, "The good shepherd"),
      ], now: rig.now)
    _ = try rig.mirror.apply(
      [
        CommunityPost(
          id: 1, userID: 3, title: "Prayer", content: "Amazing grace tonight", category: "general",
          isApproved: true)
      ], now: rig.now)
    return rig
  }

  private func ids(_ rows: [Row]) -> [ItemRef] { rows.map(\.item.ref) }

  @Test(arguments: ["gra", "GRACE", "grace", "grâ"])
  func `a prefix finds words with and without marks`(words: String) throws {
    let found = Set(ids(try rig().rows(.search(words))))
    #expect(
      found == [
        ItemRef(kind: .podcast, id: 1), ItemRef(kind: .podcast, id: 2),
        ItemRef(kind: .post, id: 1),
      ])
  }

  @Test func `words in the title come before words in the text`() throws {
    #expect(ids(try rig().rows(.search("grace"))).last == ItemRef(kind: .post, id: 1))
  }

  @Test func `what is found shows where, with its words marked`() throws {
    let rig = try rig()
    let long = (1...60).map { "word\($0)" }.joined(separator: " ") + " then Grâce came \u{2}home"
    _ = try rig.mirror.apply(
      [Podcast(id: 9, title: "Long", description: long, status: "approved")], now: rig.now)
    let row = try #require(rig.rows(.search("grac")).first { $0.item.ref.id == 9 })
    let snippet = try #require(row.snippet)
    #expect(snippet.parts.filter(\.isMatch).map(\.text).first == "Grâce")
    #expect(snippet.text.hasPrefix("…") && snippet.text.count < 120)
    #expect(try rig.rows(.podcasts(nil)).allSatisfy { $0.snippet == nil })
  }

  @Test func `a phrase is shown where it stands`() throws {
    let rig = try rig()
    let text = "The road is long and the hills are high, but the Lord is near to the lordly"
    _ = try rig.mirror.apply(
      [Podcast(id: 9, title: "Hills", description: text, status: "approved")], now: rig.now)
    let row = try #require(rig.rows(.search("\"the lord\"")).first)
    #expect(row.snippet?.parts.filter(\.isMatch).map(\.text) == ["the", "Lord"])
  }

  @Test func `many rows at once are found as one by one`() throws {
    let rig = try Rig()
    let rows = (1...150).map { Podcast.sample($0, "Psalm number\($0)") }
    _ = try rig.mirror.apply(rows, now: rig.now)
    #expect(try rig.rows(.search("number149")).isEmpty)
    try rig.mirror.indexSearch()
    #expect(try ids(rig.rows(.search("number149"))) == [ItemRef(kind: .podcast, id: 149)])
    #expect(try rig.rows(.search("psalm")).count == 150)
  }

  @Test func `the words of every kind are the same one by one and at once`() throws {
    let rig = try Rig()
    let now = rig.now
    _ = try rig.mirror.apply(
      [Movie(id: 1, title: "T", description: "D", director: "E", cast: "C")], now: now)
    _ = try rig.mirror.apply(
      [MusicTrack(id: 1, title: "T", artist: "A", album: "B", genre: "G", lyrics: "L")], now: now)
    _ = try rig.mirror.apply(
      [BibleStory(id: 1, title: "T", scriptureReference: "S", content: "C")], now: now)
    _ = try rig.mirror.apply(
      [DocumentAsset(id: 1, title: "T", description: "D", filePath: "f")], now: now)
    _ = try rig.mirror.apply(
      [CommunityPost(id: 1, userID: 2, userName: "N", title: "T", content: "C")], now: now)
    _ = try rig.mirror.apply(
      [Comment(id: 1, postID: 1, userID: 2, userName: nil, content: "C")], now: now)
    _ = try rig.mirror.apply(
      [Event(id: 1, hostID: 2, title: "T", description: "D", location: "L")], now: now)
    _ = try rig.mirror.apply([Artist(id: 1, userID: 2, artistName: "N", bio: "B")], now: now)
    _ = try rig.mirror.apply(
      [UserNotification(id: 1, type: "t", title: "T", message: "M")], now: now)
    _ = try rig.mirror.apply([Playlist(id: 1, name: "N", description: "D")], now: now)
    _ = try rig.mirror.apply(
      [AdminContentItem(id: 1, type: "podcast", title: "T", creatorName: "C", description: "D")],
      now: now)
    _ = try rig.mirror.apply([Podcast.sample(1)], now: now)
    _ = try rig.mirror.apply([AdminUser(id: 1, name: "N", email: "e@x.org")], now: now)
    func words() throws -> [String] {
      try rig.mirror.read {
        try String.fetchAll(
          $0, sql: "SELECT rowid || '|' || title || '|' || body FROM search ORDER BY rowid")
      }
    }
    let single = try words()
    #expect(single.count == 13)
    try rig.mirror.write { db in
      for kind in ItemKind.allCases {
        let id = kind == .adminItem ? AdminContentItem(id: 1, type: "podcast").mirrorID : 1
        try SearchIndex.postpone(db, kind, [id])
      }
      try db.execute(sql: "DELETE FROM search")
    }
    try rig.mirror.indexSearch()
    #expect(try words() == single)
  }

  @Test func `a text in quotation marks is a phrase`() throws {
    #expect(ids(try rig().rows(.search("\"amazing grace\""))) == [ItemRef(kind: .post, id: 1)])
    #expect(try rig().rows(.search("\"grace amazing\"")).isEmpty)
  }

  /// Six hundred posts in which two of the words meet rarely.
  private func manyWords() throws -> Rig {
    let rig = try rig()
    let posts = (100..<700).map { id in
      CommunityPost(
        id: id, userID: 2, title: id == 101 ? "Mercé and hopeful" : "Post",
        content: "mercury \(id == 102 ? "merces hopè" : "hops") rises \(id)", category: "General",
        postType: "text", isApproved: true)
    }
    _ = try rig.mirror.apply(posts, now: rig.now)
    try rig.mirror.indexSearch()
    return rig
  }

  @Test(arguments: [
    ("merce hope", [101, 102]), ("merc hopè", [101, 102]),
    ("mercury 69", Array((690..<700).reversed())),
    ("mer hopes", []), ("mercury hopx", []), ("merce \"and hopeful\"", [101]),
    ("\"mercury hops\" 105", [105]), ("\"hops mercury\" 105", []),
  ])
  func `several words are found though their beginnings are common`(
    words: String, posts: [Int]
  ) throws {
    #expect(ids(try manyWords().rows(.search(words))).map(\.id) == posts)
  }

  @Test(arguments: [
    "\"", "\"\"\"", "*", "grace*", "grace OR", "AND", "NEAR(", "title:", "-grace", "^", "(((", "''",
    "grace'); DROP TABLE post; --", "\u{0}", "\u{202E}", "{title}", "a\u{0}b", "+", "\\",
    String(repeating: "grace ", count: 5000), String(repeating: "\"", count: 5000),
  ])
  func `nothing that is typed breaks the search`(words: String) throws {
    let rig = try rig()
    _ = try rig.rows(.search(words))
    _ = try rig.rows(.podcasts(nil), match: words)
    _ = try rig.rows(.favorites, match: words)
    #expect(try rig.rows(.search("grace")).count == 3)
  }

  @Test func `a list is narrowed within itself`() throws {
    let rig = try rig()
    #expect(try rig.rows(.podcasts(nil), match: "grac").map(\.item.ref.id) == [2, 1])
    #expect(try rig.rows(.feed(category: nil), match: "grac").map(\.item.ref.id) == [1])
    #expect(try rig.mirror.count(ListQuery(source: .podcasts(nil), match: "grac"), upTo: 9) == 2)
  }

  @Test func `an edit is found by its new words only`() throws {
    let rig = try rig()
    _ = try rig.mirror.apply([Podcast.sample(3, "The lost sheep")], now: rig.now)
    #expect(try rig.rows(.search("shepherd")).isEmpty)
    #expect(try rig.rows(.search("sheep")).count == 1)
  }

  @Test func `what was made here is found before it is sent`() throws {
    let rig = try rig()
    let new = CommunityPostCreate(title: "Rain", content: "Harvest", category: "General")
    let id = try rig.mirror.submit(.post(new), now: rig.now)
    #expect(try rig.rows(.search("harvest")).count == 1)
    try rig.mirror.discard(id)
    #expect(try rig.rows(.search("harvest")).isEmpty)
  }

  @Test func `notifications are found in their own list only`() throws {
    let rig = try rig()
    _ = try rig.mirror.apply(
      [UserNotification(id: 1, type: "system", title: "Welcome", message: "Grace to you")],
      now: rig.now)
    #expect(try rig.rows(.search("welcome")).isEmpty)
    #expect(try rig.rows(.notifications(unreadOnly: false), match: "grace").count == 1)
  }
}
