import CNTKit
import Foundation
import GRDB
import Testing

@testable import SyncEngine

/// What pulling takes over, and what it leaves alone.
struct PullTests {
  @Test func `every collection arrives where its list reads it`() async throws {
    let rig = try Rig(isAdmin: true)
    rig.platform.with { world in
      world.podcasts = [.sample(1)]
      world.movies = [Movie(id: 1, title: "Film", videoURL: "/v.mp4", status: "approved")]
      world.kids = [Movie(id: 2, title: "Jonah", videoURL: "/j.mp4", status: "approved")]
      world.tracks = [MusicTrack(id: 1, title: "Hymn", artist: "Choir", isPublished: true)]
      world.stories = [BibleStory(id: 1, title: "Ark", scriptureReference: "Gen 6", content: "…")]
      world.documents = [DocumentAsset(id: 1, title: "Bible", filePath: "documents/b.pdf")]
      world.categories = [CNTKit.Category(id: 9, name: "Talks", type: "podcast")]
      world.posts = [.sample(1)]
      world.posts[0].commentsCount = 1
      world.comments = [Comment(id: 1, postID: 1, userID: 3, content: "Yes")]
      world.events = [Event(id: 1, hostID: 7, title: "Picnic", eventDate: Timestamp(Rig.start))]
      world.favorites = [
        Favorite(
          contentType: "music", contentID: 55, content: ContentSummary(title: "Unmirrored"))
      ]
      world.playlists = [
        Playlist(
          id: 1, name: "Morning",
          items: [PlaylistItem(id: 1, contentType: "audio_podcast", contentID: 1)])
      ]
      world.artists = [Artist(id: 1, userID: 3, artistName: "Ruth")]
      world.notifications = [UserNotification(id: 1, type: "system", title: "Hi", message: "")]
      world.pending = [AdminContentItem(id: 3, type: "podcast", title: "Psalm")]
    }
    let report = await rig.engine.syncOnce()
    #expect(report.failure == nil)
    #expect(report.collections.allSatisfy { $0.failure == nil && !$0.isMissing })
    let sources: [ListQuery.Source] = [
      .podcasts(.audio), .movies(.feature), .movies(.kids), .music, .stories, .documents,
      .feed(category: nil), .comments(post: 1), .events(.upcoming), .events(.hosting), .favorites,
      .playlists, .playlist(1), .artists, .notifications(unreadOnly: true),
      .adminQueue(type: "podcast"),
    ]
    for source in sources { #expect(try rig.rows(source).count == 1, "\(source)") }
    #expect(try rig.mirror.categoryName(9) == "Talks")
    #expect(try rig.mirror.categoryName(4) == "Prayer")
    #expect(try rig.mirror.profile()?.name == "Miriam")
    #expect(try rig.mirror.dashboard()?.pendingPosts == 1)
  }

  @Test func `an unchanged pull writes nothing`() async throws {
    let rig = try Rig(isAdmin: true)
    rig.platform.with { world in
      world.podcasts = (1...250).map { .sample($0) }
      world.kids = [Movie(id: 2, title: "Jonah", status: "approved")]
      world.movies = world.kids
      world.posts = (1...120).reversed().map { .sample($0) }
      world.favorites = [Favorite(contentType: "podcast", contentID: 3)]
      world.playlists = [Playlist(id: 1, name: "Morning", items: [])]
      world.artists = [Artist(id: 1, userID: 3, artistName: "Ruth")]
      world.pending = [AdminContentItem(id: 3, type: "podcast", title: "Psalm")]
    }
    _ = await rig.engine.syncOnce()
    let before = try await rig.mirror.database.write { $0.totalChangesCount }
    let report = await rig.engine.syncOnce()
    let after = try await rig.mirror.database.write { $0.totalChangesCount }
    #expect(after == before)
    #expect(report.collections.allSatisfy { $0.added == 0 && $0.changed == 0 })
    #expect(report.collections.first { $0.name == "podcasts" }?.unchanged == 250)
  }

  @Test func `an edit without a time is seen`() async throws {
    let rig = try Rig()
    rig.platform.with { $0.podcasts = (1...3).map { .sample($0) } }
    _ = await rig.engine.syncOnce()
    rig.platform.with { $0.podcasts[1].playsCount = 40 }
    let report = await rig.engine.syncOnce()
    #expect(report.collections.first { $0.name == "podcasts" }?.changed == 1)
    guard case .podcast(let row)? = try rig.mirror.row(ItemRef(kind: .podcast, id: 2))?.item else {
      return #expect(Bool(false))
    }
    #expect(row.playsCount == 40)
  }

  @Test(arguments: [
    FakePlatform.Fault.html, .cutOff, .status(500, detail: "Internal server error: x"),
  ])
  func `a bad page changes nothing and is reported`(fault: FakePlatform.Fault) async throws {
    let rig = try Rig()
    rig.platform.with { $0.podcasts = (1...3).map { .sample($0) } }
    _ = await rig.engine.syncOnce()
    rig.platform.with { $0.podcasts = (4...9).map { .sample($0) } }
    rig.platform.fail("GET /podcasts/", fault)
    let report = await rig.engine.syncOnce()
    #expect(report.collections.first { $0.name == "podcasts" }?.failure != nil)
    #expect(try rig.rows(.podcasts(nil)).map(\.item.ref.id) == [3, 2, 1])
    #expect(report.failure == nil)
  }

  @Test func `one row that cannot be read refuses its page`() async throws {
    let rig = try Rig()
    rig.platform.with { $0.podcasts = [.sample(1), Podcast(id: -5, title: "No id")] }
    let report = await rig.engine.syncOnce()
    #expect(report.collections.first { $0.name == "podcasts" }?.failure != nil)
    #expect(try rig.rows(.podcasts(nil)).isEmpty)
  }

  @Test func `ids that no computer could count are refused, not trusted`() async throws {
    let rig = try Rig()
    rig.platform.with { $0.podcasts = [.sample(Int.max, at: 1)] }
    let report = await rig.engine.syncOnce()
    #expect(report.collections.first { $0.name == "podcasts" }?.failure != nil)
  }

  @Test func `posts that come in while paging are neither lost nor doubled`() async throws {
    let rig = try Rig()
    rig.platform.with { $0.posts = (1...350).reversed().map { .sample($0) } }
    for page in 0..<3 {
      let first = 400 + page * 10
      rig.platform.before("GET /community/posts") { world in
        world.posts.insert(contentsOf: (first..<first + 3).reversed().map { .sample($0) }, at: 0)
      }
    }
    _ = await rig.engine.syncOnce()
    _ = await rig.engine.syncOnce()
    let ids = try rig.rows(.feed(category: nil)).map(\.item.ref.id)
    #expect(ids.count == 359 && Set(ids) == rig.platform.with { Set($0.posts.map(\.id)) })
  }

  @Test func `a list that is not offered is skipped quietly and not asked for again`() async throws
  {
    let rig = try Rig()
    rig.platform.with { _ = $0.missing.insert("documents") }
    let report = await rig.engine.syncOnce()
    #expect(report.failure == nil)
    #expect(report.lines.contains("documents: not offered by this server"))
    _ = await rig.engine.syncOnce()
    #expect(rig.platform.calls("GET /documents") == 1)
  }

  @Test func `what waits to be sent is not overwritten by what was asked for meanwhile`()
    async throws
  {
    let rig = try Rig()
    rig.platform.with { $0.posts = [.sample(1)] }
    _ = await rig.engine.syncOnce()
    try rig.mirror.submit(.like(post: 1, liked: true), now: rig.now)
    try rig.mirror.submit(.comment(post: 1, text: "Amen"), now: rig.now)
    rig.platform.with { $0.posts[0].content = "Edited" }
    await rig.engine.focus(.feed(category: nil))
    let post = try #require(try rig.post(1))
    #expect(post.content == "Edited" && post.isLiked && post.likesCount == 1)
    #expect(post.commentsCount == 1)
  }

  @Test func `an answer that was asked for before a like was done does not take it back`()
    async throws
  {
    let rig = try Rig()
    rig.platform.with { $0.posts = [.sample(1)] }
    _ = await rig.engine.syncOnce()
    let stale = rig.platform.with { $0.posts }
    let asked = try rig.mirror.asking()
    try rig.mirror.submit(.like(post: 1, liked: true), now: rig.now)
    _ = await rig.engine.syncOnce()
    _ = try rig.mirror.apply(stale, now: rig.now, asked: asked)
    #expect(try rig.post(1)?.isLiked == true)
  }

  @Test func `an answer that was asked for before a comment was done does not remove it`()
    async throws
  {
    let rig = try Rig()
    rig.platform.with { $0.posts = [.sample(1)] }
    _ = await rig.engine.syncOnce()
    let asked = try rig.mirror.asking()
    try rig.mirror.submit(.comment(post: 1, text: "Amen"), now: rig.now)
    _ = await rig.engine.syncOnce()
    let none: [CNTKit.Comment] = []
    #expect(try rig.mirror.absent(none, where: "post_id = 1", asked: asked).isEmpty)
    #expect(try rig.rows(.comments(post: 1)).count == 1)
  }

  @Test func `an unlike on another device is seen although the row is as it was before the like`()
    async throws
  {
    let rig = try Rig()
    rig.platform.with { $0.posts = [.sample(1)] }
    _ = await rig.engine.syncOnce()
    try rig.mirror.submit(.like(post: 1, liked: true), now: rig.now)
    _ = await rig.engine.syncOnce()
    rig.platform.with {
      $0.likes = []
      $0.posts[0].likesCount = 0
    }
    _ = await rig.engine.syncOnce()
    #expect(try rig.post(1)?.isLiked == false)
    #expect(try rig.post(1)?.likesCount == 0)
  }

  @Test func `full lists are the truth, but for what waits`() async throws {
    let rig = try Rig()
    rig.platform.with { world in
      world.podcasts = (1...3).map { .sample($0) }
      world.favorites = [1, 2].map { Favorite(contentType: "podcast", contentID: $0) }
      world.playlists = [Playlist(id: 1, name: "A", items: []), Playlist(id: 2, name: "B")]
    }
    _ = await rig.engine.syncOnce()
    rig.platform.with {
      $0.favorites.removeFirst()
      $0.playlists.removeLast()
    }
    try rig.mirror.submit(.favorite(ItemRef(kind: .podcast, id: 3), true), now: rig.now)
    await rig.engine.focus(.favorites)
    await rig.engine.focus(.playlists)
    #expect(try Set(rig.rows(.favorites).map(\.item.ref.id)) == [2, 3])
    #expect(try rig.rows(.playlists).map(\.item.ref.id) == [1])
  }

  @Test func `a row that a pass misses is asked for by itself before it goes`() async throws {
    let rig = try Rig()
    rig.platform.with { $0.podcasts = (1...3).map { .sample($0) } }
    _ = await rig.engine.syncOnce()
    rig.platform.with { _ = $0.podcasts.removeFirst() }
    rig.platform.fail("GET /podcasts/1", .status(500, detail: "x"))
    _ = await rig.engine.syncOnce()
    #expect(try rig.rows(.podcasts(nil)).count == 3)
    rig.platform.online()
    rig.platform.fail("GET /podcasts/1", .answerLost)
    rig.platform.with { $0.podcasts.insert(.sample(1), at: 0) }
    _ = await rig.engine.syncOnce()
    #expect(try rig.rows(.podcasts(nil)).count == 3)
    rig.platform.online()
    rig.platform.with { _ = $0.podcasts.removeFirst() }
    _ = await rig.engine.syncOnce()
    #expect(try rig.rows(.podcasts(nil)).map(\.item.ref.id) == [3, 2])
  }

  @Test func `a row without an address goes after two complete passes without it`() async throws {
    let rig = try Rig()
    rig.platform.with { $0.posts = (1...3).map { .sample($0) } }
    _ = await rig.engine.syncOnce()
    rig.platform.with { $0.posts.removeAll { $0.id == 2 } }
    _ = await rig.engine.syncOnce()
    #expect(try rig.rows(.feed(category: nil)).count == 3)
    // It comes back between two passes: absence must be in a row.
    rig.platform.with { $0.posts.append(.sample(2)) }
    _ = await rig.engine.syncOnce()
    rig.platform.with { $0.posts.removeAll { $0.id == 2 } }
    _ = await rig.engine.syncOnce()
    #expect(try rig.rows(.feed(category: nil)).count == 3)
    _ = await rig.engine.syncOnce()
    #expect(try Set(rig.rows(.feed(category: nil)).map(\.item.ref.id)) == [1, 3])
    #expect(try rig.rows(.search("post")).count == 2)
  }

  @Test func `a pass goes on after a restart`() async throws {
    let rig = try Rig()
    rig.platform.with { $0.posts = (1...4000).reversed().map { .sample($0) } }
    _ = try await rig.engine.puller.pull(.posts, .slice(pages: 3))
    let first = try rig.mirror.count(ListQuery(source: .feed(category: nil)), upTo: 9999)
    #expect(first > 0 && first < 4000)
    let calls = rig.platform.calls("GET /community/posts")
    let other = try rig.afterKill()
    let report = try await other.engine.puller.pull(.posts, .slice(pages: 1000))
    #expect(report.isComplete && report.added == 4000 - first)
    #expect(calls == 3)
  }

  @Test func `a rejected post of one's own goes where the server shows what waits`() async throws {
    let rig = try Rig()
    try rig.mirror.submit(
      .post(CommunityPostCreate(title: "A", content: "B", category: "general")), now: rig.now)
    try rig.mirror.submit(
      .post(CommunityPostCreate(title: "C", content: "D", category: "general")), now: rig.now)
    _ = await rig.engine.syncOnce()
    #expect(try rig.rows(.feed(category: nil)).count == 2)
    rig.platform.with { $0.posts.removeAll { $0.title == "A" } }
    _ = await rig.engine.syncOnce()
    #expect(try rig.rows(.feed(category: nil)).count == 1)
  }

  @Test func `an answer as to a guest takes no likes back`() async throws {
    let rig = try Rig()
    rig.platform.with {
      $0.posts = [.sample(1)]
      $0.likes = [1]
    }
    _ = await rig.engine.syncOnce()
    #expect(try rig.post(1)?.isLiked == true)
    // The token is revoked in the middle of a round: open routes answer as to a guest.
    rig.platform.before("GET /community/posts") { $0.likes = [] }
    rig.platform.fail("GET /users/me", .status(401, detail: "x"), times: 2)
    rig.platform.fail("POST /auth/refresh", .status(401, detail: "x"), times: 3)
    await rig.engine.focus(.feed(category: nil))
    #expect(try rig.post(1)?.isLiked == true)
  }

  @Test func `two answers are needed to take a full list's row away`() async throws {
    let rig = try Rig()
    rig.platform.with {
      $0.posts = [.sample(1)]
      $0.posts[0].commentsCount = 1
      $0.comments = [Comment(id: 1, postID: 1, userID: 3, content: "Yes")]
    }
    _ = await rig.engine.syncOnce()
    let all = rig.platform.with { $0.comments }
    rig.platform.before("GET /community/posts/1/comments") { world in world.comments = [] }
    await rig.engine.focus(.comments(post: 1))
    #expect(try rig.rows(.comments(post: 1)).isEmpty)
    rig.platform.with { $0.comments = all }
    await rig.engine.focus(.comments(post: 1))
    rig.platform.before("GET /community/posts/1/comments") { world in
      world.comments = []
    }
    rig.platform.before("GET /community/posts/1/comments") { world in world.comments = all }
    await rig.engine.focus(.comments(post: 1))
    #expect(try rig.rows(.comments(post: 1)).count == 1)
  }

  @Test func `a thing goes when its own address says that it is gone`() async throws {
    let rig = try Rig()
    rig.platform.with { $0.podcasts = (1...3).map { .sample($0) } }
    _ = await rig.engine.syncOnce()
    rig.platform.with { _ = $0.podcasts.removeFirst() }
    await rig.engine.refresh(ItemRef(kind: .podcast, id: 1))
    #expect(try rig.rows(.podcasts(nil)).map(\.item.ref.id) == [3, 2])
    rig.platform.with { _ = $0.missing.insert("podcasts") }
    await rig.engine.refresh(ItemRef(kind: .podcast, id: 2))
    #expect(try rig.rows(.podcasts(nil)).count == 2)
  }

  @Test func `rows that are not for everybody are filtered here, too`() async throws {
    let rig = try Rig()
    rig.platform.with { world in
      world.podcasts = [.sample(1), .sample(2), .sample(3)]
      world.podcasts[0].status = "pending"
      world.podcasts[1].status = "rejected"
      world.podcasts[1].creatorID = 7
    }
    _ = await rig.engine.syncOnce()
    #expect(try rig.rows(.podcasts(nil)).map(\.item.ref.id) == [3, 2])
    #expect(try rig.rows(.search("podcast")).map(\.item.ref.id) == [3, 2])
  }

  @Test func `a server that holds down the page size is read to the end`() async throws {
    let rig = try Rig()
    rig.platform.with { world in
      world.mostRows = 20
      world.podcasts = (1...130).map { .sample($0) }
    }
    _ = await rig.engine.syncOnce()
    #expect(try rig.mirror.count(ListQuery(source: .podcasts(nil)), upTo: 1000) == 130)
  }
}
