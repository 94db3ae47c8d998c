import CNTKit
import Foundation
import GRDB
import Testing

@testable import SyncEngine

/// Lists in other orders, and parts of lists.
struct ArrangementTests {
  private func walk(_ rig: Rig, _ query: ListQuery, limit: Int) throws -> [Int] {
    var window = try rig.mirror.window(query, anchor: .first, limit: limit)
    var ids = window.rows.map(\.item.ref.id)
    while window.hasAfter, let last = window.rows.last {
      window = try rig.mirror.window(query, anchor: .after(last.key), limit: limit)
      ids += window.rows.map(\.item.ref.id)
    }
    return ids
  }

  private func walkBack(_ rig: Rig, _ query: ListQuery, limit: Int) throws -> [Int] {
    var window = try rig.mirror.window(query, anchor: .last, limit: limit)
    var ids = window.rows.map(\.item.ref.id)
    while window.hasBefore, let first = window.rows.first {
      window = try rig.mirror.window(query, anchor: .before(first.key), limit: limit)
      ids = window.rows.map(\.item.ref.id) + ids
    }
    return ids
  }

  /// Ties, missing values and titles in both cases, so that every order has its hard places.
  private func podcasts() -> [Podcast] {
    (1...40).map { id in
      Podcast(
        id: id, title: (id % 3 == 0 ? "ark " : "Ark ") + "\(id % 7)", audioURL: "/a.mp3",
        categoryID: id % 4 == 0 ? 9 : 1, duration: id % 5 == 0 ? nil : id % 6, status: "approved",
        playsCount: id % 8, createdAt: Timestamp(secondsSince1970: id / 4))
    }
  }

  @Test(arguments: ListOrder.offered(for: .podcasts(nil)), [1, 7, 40])
  func `every order is walked in both directions without gap or repeat`(
    order: ListOrder, limit: Int
  ) throws {
    let rig = try Rig()
    let all = podcasts()
    _ = try rig.mirror.apply(all, now: rig.now)
    let expected = all.sorted { a, b in
      switch order {
      case .oldest: (a.createdAt.sortKey, a.id) < (b.createdAt.sortKey, b.id)
      case .title: (a.title.lowercased(), a.id) < (b.title.lowercased(), b.id)
      case .mostPlayed: (a.playsCount, a.id) > (b.playsCount, b.id)
      case .longest: (a.duration ?? -1, a.id) > (b.duration ?? -1, b.id)
      default: (a.createdAt.sortKey, a.id) > (b.createdAt.sortKey, b.id)
      }
    }.map(\.id)
    let query = ListQuery(source: .podcasts(nil), order: order)
    #expect(try walk(rig, query, limit: limit) == expected)
    #expect(try walkBack(rig, query, limit: limit) == expected)
    let middle = ItemRef(kind: .podcast, id: expected[20])
    let window = try rig.mirror.window(query, anchor: .at(middle), limit: 3)
    #expect(window.rows.map(\.item.ref.id) == Array(expected[20..<23]))
  }

  @Test func `films stand by rating and year, those without last`() throws {
    let rig = try Rig()
    let ratings: [Double?] = [nil, 7.25, 9, 7.3, nil]
    let years = ["2001-01-01", nil, "1999-05-05", "2020-01-01", nil]
    let movies = ratings.indices.map {
      Movie(
        id: $0 + 1, title: "m", releaseDate: years[$0].flatMap(Timestamp.init), rating: ratings[$0],
        status: "approved")
    }
    _ = try rig.mirror.apply(movies, now: rig.now)
    #expect(
      try walk(rig, ListQuery(source: .movies(nil), order: .bestRated), limit: 2)
        == [3, 4, 2, 5, 1])
    #expect(
      try walk(rig, ListQuery(source: .movies(nil), order: .released), limit: 2)
        == [4, 1, 3, 5, 2])
  }

  @Test(arguments: [nil, ListOrder.title, .mostPlayed])
  func `a category leaves its own, in any order`(order: ListOrder?) throws {
    let rig = try Rig()
    _ = try rig.mirror.apply(podcasts(), now: rig.now)
    let query = ListQuery(source: .podcasts(nil), order: order, filter: .category(9))
    #expect(try Set(walk(rig, query, limit: 3)) == Set((1...40).filter { $0 % 4 == 0 }))
    #expect(try rig.mirror.count(query, upTo: 100) == 10)
    #expect(try rig.mirror.facets(.podcasts(nil)) == [.category(1), .category(9)])
  }

  @Test func `genres are offered once each, however they are written`() throws {
    let rig = try Rig()
    let genres = ["Hymns", "hymns", nil, "", "Gospel", "Worship", "gospel"]
    _ = try rig.mirror.apply(
      genres.enumerated().map { MusicTrack(id: $0 + 1, title: "t", genre: $1) }, now: rig.now)
    let found = try rig.mirror.facets(.music).compactMap { filter -> String? in
      if case .genre(let name) = filter { name.lowercased() } else { nil }
    }
    #expect(found == ["gospel", "hymns", "worship"])
    let query = ListQuery(source: .music, order: .title, filter: .genre("HYMNS"))
    #expect(try walk(rig, query, limit: 1) == [1, 2])
  }

  @Test func `words narrow a list in any order`() throws {
    let rig = try Rig()
    _ = try rig.mirror.apply(podcasts(), now: rig.now)
    _ = try rig.mirror.apply(
      [Podcast(id: 50, title: "Dove", status: "approved")], now: rig.now)
    let query = ListQuery(source: .podcasts(nil), match: "dov", order: .mostPlayed)
    #expect(try walk(rig, query, limit: 3) == [50])
  }

  @Test func `stories part by testament and by the words of their titles`() throws {
    let rig = try Rig()
    let stories = [
      BibleStory(id: 1, title: "Creation", scriptureReference: "Genesis 1"),
      BibleStory(id: 2, title: "The Parable of the Sower", scriptureReference: "Matthew 13"),
      BibleStory(id: 3, title: "Jesus Heals a Leper", scriptureReference: "Mark 1:40"),
      BibleStory(id: 4, title: "Jonah", scriptureReference: "Jonah 1"),
      BibleStory(id: 5, title: "Gideon", scriptureReference: "Judges 6"),
      BibleStory(id: 6, title: "Unknown", scriptureReference: ""),
    ]
    _ = try rig.mirror.apply(stories, now: rig.now)
    func ids(_ filter: ListFilter) throws -> [Int] {
      try walk(rig, ListQuery(source: .stories, filter: filter), limit: 10).sorted()
    }
    #expect(try ids(.oldTestament) == [1, 4, 5])
    #expect(try ids(.newTestament) == [2, 3])
    #expect(try ids(.parables) == [2])
    #expect(try ids(.miracles) == [3])
  }

  @Test func `posts by author, by kind, and those for the front page`() throws {
    let rig = try Rig()
    _ = try rig.mirror.setOwner(id: 7, name: "Miriam")
    func post(_ id: Int, _ type: String, image: String? = nil, carousel: Bool? = nil)
      -> CommunityPost
    {
      CommunityPost(
        id: id, userID: id % 2 == 0 ? 7 : 99, title: "t", content: "c", imageURL: image,
        category: "general", postType: type, isApproved: true, showInCarousel: carousel,
        createdAt: Timestamp(secondsSince1970: id))
    }
    _ = try rig.mirror.apply(
      [
        post(1, "text"), post(2, "image", image: "/a.jpg"), post(3, "image"),
        post(4, "text", carousel: false),
      ], now: rig.now)
    func ids(_ filter: ListFilter) throws -> [Int] {
      try walk(rig, ListQuery(source: .feed(category: nil), filter: filter), limit: 10)
    }
    #expect(try ids(.mine) == [4, 2])
    #expect(try ids(.author(99)) == [3, 1])
    #expect(try ids(.quotes) == [4, 1])
    #expect(try ids(.pictures) == [2])
    #expect(try ids(.carousel) == [2, 1])
  }

  @Test func `favourites by kind, by title and from the other end`() throws {
    let rig = try Rig()
    _ = try rig.mirror.apply(
      [Podcast(id: 1, title: "Zeal", status: "approved")], now: rig.now)
    let favorites = [
      Favorite(
        contentType: "podcast", contentID: 1, content: nil,
        createdAt: Timestamp(secondsSince1970: 1)),
      Favorite(
        contentType: "movie", contentID: 2, content: ContentSummary(title: "ark"),
        createdAt: Timestamp(secondsSince1970: 2)),
      Favorite(
        contentType: "music", contentID: 3, content: ContentSummary(title: "Bells"),
        createdAt: Timestamp(secondsSince1970: 3)),
    ]
    for favorite in favorites { try rig.mirror.write { try FavoriteRow.take($0, favorite) } }
    func ids(_ order: ListOrder?, _ filter: ListFilter? = nil) throws -> [Int] {
      try walk(rig, ListQuery(source: .favorites, order: order, filter: filter), limit: 2)
    }
    #expect(try ids(nil) == [3, 2, 1])
    #expect(try ids(.oldest) == [1, 2, 3])
    #expect(try ids(.title) == [2, 3, 1])
    #expect(try ids(nil, .kind(.movie)) == [2])
  }

  /// The plan of SQLite for each order: a page must never sort or scan a large table.
  @Test(arguments: [
    ListQuery.Source.podcasts(nil), .movies(nil), .music, .feed(category: nil), .events(.all),
  ])
  func `orders of large lists are read from an index`(source: ListQuery.Source) throws {
    let rig = try Rig()
    for order in ListOrder.offered(for: source) {
      let steps = try rig.mirror.read { db -> [String] in
        var plan = try #require(ListPlan(source, userID: 1, now: rig.now))
        plan.arrange(by: order)
        return try GRDB.Row.fetchAll(
          db,
          sql: """
            EXPLAIN QUERY PLAN SELECT * FROM \(plan.table)
            WHERE (\(plan.order), id) < (\(plan.isText ? "'a'" : "5"), 7)
            ORDER BY \(plan.order) DESC, id DESC LIMIT 100
            """
        ).map { $0["detail"] as String }
      }
      #expect(steps.count == 1 && steps[0].contains("USING INDEX"), "\(order): \(steps)")
    }
  }
}

/// Films like another one.
struct SimilarMovieTests {
  @Test func `films by the same director come first, then by the same hand, then of the category`()
    throws
  {
    let rig = try Rig()
    func movie(
      _ id: Int, _ director: String?, _ creator: Int, _ category: Int, _ status: String = "approved"
    )
      -> Movie
    {
      Movie(
        id: id, title: "m\(id)", director: director, categoryID: category, creatorID: creator,
        status: status, createdAt: Timestamp(secondsSince1970: id))
    }
    _ = try rig.mirror.apply(
      [
        movie(1, "Ford", 3, 9), movie(2, "ford", 4, 8), movie(3, nil, 3, 8), movie(4, "Lean", 5, 9),
        movie(5, "Lean", 6, 7), movie(6, "Ford", 3, 9, "pending"), movie(7, "", 9, 1),
      ], now: rig.now)
    #expect(try rig.rows(.similar(movie: 1)).map(\.item.ref.id) == [2, 3, 4])
    #expect(try rig.rows(.similar(movie: 7)).isEmpty)
    #expect(try rig.rows(.similar(movie: 99)).isEmpty)
  }
}
