import CNTKit
import Foundation

extension Puller {
  /// Fetches one collection.
  func pull(
    _ collection: PullCollection, _ depth: PullDepth = .full
  ) async throws -> SyncReport.Collection {
    switch collection {
    case .me:
      let asked = try mirror.asking()
      let user = try await api.call(.me)
      if !user.isAdmin { try mirror.clearDesk() }
      if let name = user.name { try mirror.setOwner(id: userID, name: name) }
      return report(collection, 1, try mirror.setProfile(user, asked: asked))
    case .categories: return try await categories()
    case .podcasts:
      return try await pages(
        collection, depth,
        list({ .podcasts(skip: $0, limit: $1) }, single: { .podcast($0) }))
    case .movies:
      return try await pages(
        collection, depth, list({ .movies(skip: $0, limit: $1) }, single: { .movie($0) }))
    case .featuredMovies: return try await whole(collection, .featuredMovies(limit: 100))
    case .kidsMovies: return try await kidsMovies()
    case .posts:
      return try await pages(
        collection, depth, list({ .posts(skip: $0, limit: $1) }, single: { .post($0) }))
    case .ownPosts: return try await ownPosts()
    case .events: return try await pages(collection, depth, events())
    case .myEvents:
      var report = try await whole(collection, .hostedEvents)
      report.add(try await whole(collection, .attendingEvents))
      return report
    case .notifications:
      return try await pages(
        collection, depth,
        Paged { skip, limit in
          Page(
            rows: try await api.call(.notifications(limit: limit, offset: skip)).notifications)
        })
    case .favorites: return try await favorites()
    case .playlists: return try await playlists()
    case .music:
      return try await pages(
        collection, depth, list({ .tracks(skip: $0, limit: $1) }, single: { .track($0) }))
    case .stories:
      return try await pages(
        collection, depth,
        list({ .bibleStories(skip: $0, limit: $1) }, single: { .bibleStory($0) }))
    case .documents:
      return try await truth(collection) { try await api.call(.documents) }
    case .artists: return try await artists()
    case .comments: return try await recentComments()
    case .support: return try await truth(collection) { try await supportMessages() }
    case .adminQueue: return try await truth(collection) { try await adminQueue() }
    case .users:
      return try await pages(
        collection, depth,
        list({ .adminUsers(skip: $0, limit: $1) }, single: { .adminUser($0) }))
    case .commission:
      return report(collection, 1, try mirror.setCommission(try await api.call(.commission)))
    case .dashboard:
      return report(collection, 1, try mirror.setDashboard(try await api.call(.adminDashboard)))
    }
  }

  private func list<E: MirrorEntity>(
    _ endpoint: @escaping @Sendable (_ skip: Int, _ limit: Int) -> Endpoint<[E]>,
    single: @escaping @Sendable (Int) -> Endpoint<E>
  ) -> Paged<E> {
    Paged(
      fetch: { Page(rows: try await api.call(endpoint($0, $1))) }, single: single)
  }

  /// What one hosts or attends may be missing from the list for everybody.
  private func events() -> Paged<Event> {
    Paged(
      fetch: { skip, limit in
        let page = try await api.call(.events(skip: skip, limit: limit))
        return Page(rows: page.events, total: page.total)
      },
      elsewhere: {
        let hosted = try await api.call(.hostedEvents)
        let attending = try await api.call(.attendingEvents)
        return (hosted + attending).map(\.id)
      },
      single: { .event($0) })
  }

  private func categories() async throws -> SyncReport.Collection {
    var rows = try await api.call(Endpoint<[CNTKit.Category]>.categories)
    let ids = Set(rows.map(\.id))
    if try !mirror.categoryRows().keys.allSatisfy(ids.contains) {
      rows = try await api.call(Endpoint<[CNTKit.Category]>.categories)
    }
    return report(.categories, rows.count, try mirror.replaceCategories(rows))
  }

  /// A film that left this list is a film like others; whether it is gone, the films' own list tells.
  private func kidsMovies() async throws -> SyncReport.Collection {
    let endpoint = Endpoint<[Movie]>.animatedBibleStories(limit: 1000)
    let asked = try mirror.asking()
    var rows = try await api.call(endpoint)
    var left = try mirror.absent(rows, where: "is_kids = 1", asked: asked)
    if !left.isEmpty {
      rows = try await api.call(endpoint)
      left = try mirror.absent(rows, where: "is_kids = 1", asked: asked).intersection(left)
    }
    let isKids = OwnColumn(name: "is_kids", value: 1)
    var result = try mirror.apply(rows, now: now(), asked: asked, own: isKids)
    result.changed += try mirror.set(OwnColumn(name: "is_kids", value: 0), Movie.self, left)
    return report(.kidsMovies, rows.count, result)
  }

  /// Those that wait for approval, which the feed leaves out. Builds that do not know the parameters
  /// answer with everybody's; some leave out what waits. Only where the list was seen to hold posts
  /// that wait does their absence say that they were rejected.
  private func ownPosts() async throws -> SyncReport.Collection {
    var isOnlyMine = true
    func fetch() async throws -> [CommunityPost] {
      var walk = PageWalk(.end)
      var mine: [CommunityPost] = []
      while let skip = walk.nextSkip, isOnlyMine {
        let page = try await api.call(
          .posts(skip: skip, limit: 100, approvedOnly: false, userID: userID))
        if page.contains(where: { $0.isApproved == false }) { try mirror.noteShowsPending() }
        isOnlyMine = page.allSatisfy { $0.userID == userID }
        let fresh = walk.take(page.map(\.id), asked: 100)
        mine += page.indices.filter(fresh.contains).map { page[$0] }.filter { $0.userID == userID }
        walk.step(total: nil, isNews: true)
      }
      return mine
    }
    let asked = try mirror.asking()
    let rows = try await believed(fetch)
    guard isOnlyMine, try mirror.showsPending() else {
      return report(.ownPosts, rows.count, try mirror.apply(rows, now: now(), asked: asked))
    }
    return try await truth(
      .ownPosts, where: "user_id = \(userID) AND is_approved = 0", first: rows, fetch)
  }

  private func favorites() async throws -> SyncReport.Collection {
    var asked = try mirror.asking()
    var rows = try await api.call(Endpoint<[Favorite]>.favorites)
    let gone = try mirror.absentFavorites(rows, asked: asked)
    if !gone.isEmpty {
      asked = try mirror.asking()
      rows = try await api.call(Endpoint<[Favorite]>.favorites)
    }
    let result = try mirror.replaceFavorites(rows, asked: asked, removing: gone)
    return report(.favorites, rows.count, result)
  }

  /// The list has no entries on some builds: each playlist is asked for, too.
  private func playlists() async throws -> SyncReport.Collection {
    try await truth(.playlists) {
      var rows: [Playlist] = []
      var walk = PageWalk(.end)
      while let skip = walk.nextSkip {
        let page = try await api.call(.playlists(skip: skip, limit: 100))
        let fresh = walk.take(page.map(\.id), asked: 100)
        rows += page.indices.filter(fresh.contains).map { page[$0] }
        walk.step(total: nil, isNews: true)
      }
      for index in rows.indices where rows[index].items == nil {
        rows[index] = try await whole(rows[index])
      }
      return rows
    }
  }

  private func whole(_ playlist: Playlist) async throws -> Playlist {
    var playlist = playlist
    do {
      let whole = try await api.callIfFound(Endpoint<Playlist>.playlist(playlist.id))
      playlist.items = whole?.items
    } catch {
      if error.isOffline || error.isSignedOut { throw error }
      // Better the entries of yesterday than none.
      playlist.items = try mirror.itemsOfServer(playlist.id)
    }
    playlist.itemCount = playlist.itemCount ?? playlist.items?.count
    return playlist
  }

  /// One playlist that somebody looks at.
  func playlist(_ id: Int) async throws {
    let asked = try mirror.asking()
    guard var row = try await api.callIfFound(Endpoint<Playlist>.playlist(id)) else { return }
    row.itemCount = row.itemCount ?? row.items?.count
    _ = try mirror.apply([row], now: now(), asked: asked)
  }

  /// The platform has no list of artists: those of the creators that one can see are asked for, and
  /// one's own.
  private func artists() async throws -> SyncReport.Collection {
    var report = SyncReport.Collection(name: PullCollection.artists.rawValue)
    for creator in try mirror.creatorsToAsk(besides: userID, now: now(), limit: 100) {
      try Task.checkCancellation()
      let (count, result) = try await artist(ofUser: creator)
      report.count(count, result)
      try mirror.didAsk(creator: creator, now: now())
    }
    return report
  }

  /// The artist page of a person, where there is one.
  func artist(ofUser id: Int) async throws -> (count: Int, result: ApplyResult) {
    let asked = try mirror.asking()
    let rows = try await believed {
      try await api.callIfFound(.artist(ofUser: id)).map { [$0] } ?? []
    }
    return (rows.count, try mirror.apply(rows, now: now(), asked: asked))
  }

  /// Comments of the newest posts whose count is not what it was, so that they can be read offline,
  /// and of a few others in turn: a comment that goes as another comes leaves the count as it was.
  private func recentComments() async throws -> SyncReport.Collection {
    var report = SyncReport.Collection(name: PullCollection.comments.rawValue)
    let changed = try mirror.postsWithNewComments(among: 200, limit: 60)
    let others = try mirror.postsToCheck(among: 200, below: memory.lastChecked, limit: 3)
    memory.lastChecked = others.last
    for post in changed + others.filter({ !changed.contains($0) }) {
      try Task.checkCancellation()
      do {
        report.add(try await comments(of: post))
      } catch let error as APIError where error.reason == .notFound {
        try mirror.didFetchComments(of: post)
      }
    }
    return report
  }

  /// The whole list is the truth: a comment that is gone there goes here.
  func comments(of post: Int) async throws -> SyncReport.Collection {
    let result = try await truth(.comments, where: "post_id = \(post)") {
      try await api.call(Endpoint<[Comment]>.comments(post: post)).filter { $0.postID == post }
    }
    try mirror.didFetchComments(of: post)
    return result
  }

  /// The pending list, or, where a build lacks it, the pending ones of each type.
  private func adminQueue() async throws -> [AdminContentItem] {
    var rows: [AdminContentItem] = []
    if let pending = try await api.callIfFound(.adminPending) {
      rows = pending
    } else {
      for type in AdminContentItem.types {
        rows += try await api.call(
          .adminContent(type: type, status: "pending", skip: 0, limit: 1000))
      }
    }
    return rows.filter { ($0.status ?? "pending") == "pending" }
  }
}
