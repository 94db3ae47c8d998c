import CNTKit
import Foundation
import Testing

@testable import SyncEngine

/// Lists read piece by piece.
struct WindowTests {
  /// 57 podcasts, many of the same second.
  private func rig() throws -> (Rig, [Int]) {
    let rig = try Rig()
    let podcasts = (1...57).map { Podcast.sample($0, at: $0 / 10) }
    _ = try rig.mirror.apply(podcasts, now: rig.now)
    return (rig, podcasts.map(\.id).reversed())
  }

  private let query = ListQuery(source: .podcasts(nil))

  @Test(arguments: [1, 7, 10, 56, 57, 58])
  func `windows walk forward over ties without gap or repeat`(limit: Int) throws {
    let (rig, expected) = try rig()
    var ids: [Int] = []
    var window = try rig.mirror.window(query, anchor: .first, limit: limit)
    #expect(!window.hasBefore)
    ids += window.rows.map(\.item.ref.id)
    while window.hasAfter, let last = window.rows.last {
      window = try rig.mirror.window(query, anchor: .after(last.key), limit: limit)
      #expect(window.hasBefore)
      ids += window.rows.map(\.item.ref.id)
    }
    #expect(ids == expected)
  }

  @Test(arguments: [1, 7, 10, 56, 57, 58])
  func `windows walk backward over ties without gap or repeat`(limit: Int) throws {
    let (rig, expected) = try rig()
    var ids: [Int] = []
    var window = try rig.mirror.window(query, anchor: .last, limit: limit)
    #expect(!window.hasAfter)
    ids = window.rows.map(\.item.ref.id)
    while window.hasBefore, let first = window.rows.first {
      window = try rig.mirror.window(query, anchor: .before(first.key), limit: limit)
      #expect(window.hasAfter)
      ids = window.rows.map(\.item.ref.id) + ids
    }
    #expect(ids == expected)
  }

  @Test func `a window can begin at an item`() throws {
    let (rig, _) = try rig()
    let at = Anchor.at(ItemRef(kind: .podcast, id: 20))
    let window = try rig.mirror.window(query, anchor: at, limit: 3)
    #expect(window.rows.map(\.item.ref.id) == [20, 19, 18])
    #expect(window.hasBefore && window.hasAfter)
    let gone = Anchor.at(ItemRef(kind: .podcast, id: 999))
    #expect(try rig.mirror.window(query, anchor: gone, limit: 1).rows[0].item.ref.id == 57)
  }

  @Test func `what comes in above does not move the window below it`() throws {
    let (rig, _) = try rig()
    let first = try rig.mirror.window(query, anchor: .first, limit: 5)
    _ = try rig.mirror.apply([Podcast.sample(90)], now: rig.now)
    let next = try rig.mirror.window(query, anchor: .after(first.rows[4].key), limit: 5)
    #expect(next.rows.map(\.item.ref.id) == [52, 51, 50, 49, 48])
  }

  @Test func `counting stops where it is told to`() throws {
    let (rig, _) = try rig()
    #expect(try rig.mirror.count(query, upTo: 1000) == 57)
    #expect(try rig.mirror.count(query, upTo: 10) == 10)
  }

  @Test func `comments come oldest first`() throws {
    let rig = try Rig()
    let comments = [3, 1, 2].map {
      CNTKit.Comment(
        id: $0, postID: 1, content: "c", createdAt: Timestamp(secondsSince1970: $0))
    }
    _ = try rig.mirror.apply(comments, now: rig.now)
    #expect(try rig.rows(.comments(post: 1)).map(\.item.ref.id) == [1, 2, 3])
  }

  @Test func `favourites page in both directions and embed what is not mirrored`() throws {
    let rig = try Rig()
    _ = try rig.mirror.apply([Podcast.sample(1, "Known here")], now: rig.now)
    let favorites = (1...450).map {
      Favorite(
        contentType: "podcast", contentID: $0, content: ContentSummary(title: "Embedded \($0)"),
        createdAt: Timestamp(secondsSince1970: $0 / 10))
    }
    _ = try rig.mirror.replaceFavorites(favorites, asked: rig.mirror.asking(), removing: [])
    let query = ListQuery(source: .favorites)
    var ids: [Int] = []
    var window = try rig.mirror.window(query, anchor: .first, limit: 70)
    ids += window.rows.map(\.item.ref.id)
    while window.hasAfter {
      window = try rig.mirror.window(query, anchor: .after(window.rows.last!.key), limit: 70)
      ids += window.rows.map(\.item.ref.id)
    }
    #expect(Set(ids).count == 450 && ids.count == 450)
    #expect(ids.first.map { $0 / 10 } == 45)
    let back = try rig.mirror.window(query, anchor: .before(window.rows[0].key), limit: 5)
    #expect(Array(ids.dropLast(window.rows.count).suffix(5)) == back.rows.map(\.item.ref.id))
    guard case .podcast(let last)? = try rig.rows(.favorites, match: "known").first?.item else {
      return #expect(Bool(false))
    }
    #expect(last.id == 1 && last.title == "Known here")
    #expect(try rig.rows(.favorites, match: "embed").count == 449)
  }

  @Test func `what was played last comes first`() throws {
    let (rig, _) = try rig()
    for (offset, id) in [5, 9, 5, 2].enumerated() {
      try rig.mirror.savePosition(
        ItemRef(kind: .podcast, id: id), seconds: 12, duration: 60,
        now: rig.now.addingTimeInterval(Double(offset)))
    }
    let rows = try rig.rows(.recent)
    #expect(rows.map(\.item.ref.id) == [2, 5, 9])
    #expect(rows[0].position?.seconds == 12 && rows[0].position?.duration == 60)
    let at = Anchor.at(ItemRef(kind: .podcast, id: 5))
    let window = try rig.mirror.window(ListQuery(source: .recent), anchor: at, limit: 1)
    #expect(window.rows.map(\.item.ref.id) == [5] && window.hasBefore && window.hasAfter)
  }

  @Test func `a playlist keeps its order, with things that are in it twice`() throws {
    let rig = try Rig()
    _ = try rig.mirror.apply([Podcast.sample(1), .sample(2)], now: rig.now)
    let items = [2, 1, 2].enumerated().map {
      PlaylistItem(id: $0 + 1, contentType: "audio_podcast", contentID: $1, position: $0)
    }
    _ = try rig.mirror.apply([Playlist(id: 4, name: "A", items: items)], now: rig.now)
    #expect(try rig.rows(.playlist(4)).map(\.item.ref.id) == [2, 1, 2])
    let first = try rig.rows(.playlist(4), limit: 1)
    let rest = try rig.mirror.window(
      ListQuery(source: .playlist(4)), anchor: .after(first[0].key), limit: 9)
    #expect(rest.rows.map(\.item.ref.id) == [1, 2])
  }

  @Test func `upcoming events come nearest first, past ones last first`() throws {
    let rig = try Rig()
    let events = [-2, -1, 1, 2].map { day in
      Event(
        id: day + 10, title: "E",
        eventDate: Timestamp(rig.now.addingTimeInterval(Double(day) * 86_400)))
    }
    _ = try rig.mirror.apply(events, now: rig.now)
    #expect(try rig.rows(.events(.upcoming)).map(\.item.ref.id) == [11, 12])
    #expect(try rig.rows(.events(.past)).map(\.item.ref.id) == [9, 8])
  }
}
