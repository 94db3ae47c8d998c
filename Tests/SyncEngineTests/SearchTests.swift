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

  @Test func `a text in quotation marks is a phrase`() throws {
    #expect(ids(try rig().rows(.search("\"amazing grace\""))) == [ItemRef(kind: .post, id: 1)])
    #expect(try rig().rows(.search("\"grace amazing\"")).isEmpty)
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
