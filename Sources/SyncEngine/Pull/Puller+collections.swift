import CNTKit
import Foundation

extension Puller {
  /// Fetches one collection.
  func pull(
    _ collection: PullCollection, _ depth: PullDepth = .full
  ) async throws -> SyncReport.Collection {
    switch collection {
    case .me:
      let user = try await api.call(.me)
      if let name = user.name { try mirror.setOwner(id: userID, name: name) }
      return report(collection, 1, try mirror.setProfile(user))
    case .categories:
      let rows = try await api.call(Endpoint<[CNTKit.Category]>.categories)
      return report(collection, rows.count, try mirror.replaceCategories(rows))
    case .podcasts: return try await pages(collection, depth) { .podcasts(skip: $0, limit: $1) }
    case .movies: return try await pages(collection, depth) { .movies(skip: $0, limit: $1) }
    case .featuredMovies: return try await whole(collection, .featuredMovies(limit: 100))
    case .kidsMovies:
      return try await whole(
        collection, .animatedBibleStories(limit: 1000), own: OwnColumn(name: "is_kids", value: 1))
    case .posts: return try await pages(collection, depth) { .posts(skip: $0, limit: $1) }
    case .ownPosts:
      // Those that wait for approval, which the feed leaves out. Builds that do not know the
      // parameters answer with everybody's.
      return try await pages(collection, .recent, keep: { $0.userID == userID }) {
        .posts(skip: $0, limit: $1, approvedOnly: false, userID: userID)
      }
    case .events:
      return try await pages(collection, depth) { skip, limit in
        let page = try await api.call(.events(skip: skip, limit: limit))
        return Page(rows: page.events, total: page.total)
      }
    case .myEvents:
      var report = try await whole(collection, .hostedEvents)
      report.add(try await whole(collection, .attendingEvents))
      return report
    case .notifications:
      return try await pages(collection, depth) { skip, limit in
        Page(
          rows: try await api.call(.notifications(limit: limit, offset: skip)).notifications)
      }
    case .favorites:
      let asked = try mirror.asking()
      let rows = try await api.call(.favorites)
      return report(collection, rows.count, try mirror.replaceFavorites(rows, asked: asked))
    case .playlists: return try await playlists()
    case .music: return try await pages(collection, depth) { .tracks(skip: $0, limit: $1) }
    case .stories: return try await pages(collection, depth) { .bibleStories(skip: $0, limit: $1) }
    case .documents: return try await whole(collection, .documents)
    case .artists: return try await artists()
    case .comments: return try await recentComments()
    case .adminQueue: return try await adminQueue()
    case .dashboard:
      return report(collection, 1, try mirror.setDashboard(try await api.call(.adminDashboard)))
    }
  }

  /// The list has no entries on some builds: each playlist is asked for, too.
  private func playlists() async throws -> SyncReport.Collection {
    let asked = try mirror.asking()
    var rows = try await everything(.playlists) { .playlists(skip: $0, limit: $1) }
    for index in rows.indices where rows[index].items == nil {
      do {
        let whole = try await api.callIfFound(Endpoint<Playlist>.playlist(rows[index].id))
        rows[index].items = whole?.items
      } catch {
        if error.isOffline || error.isSignedOut { throw error }
        // Better the entries of yesterday than none.
        rows[index].items = try mirror.playlist(rows[index].id)?.items
      }
      rows[index].itemCount = rows[index].itemCount ?? rows[index].items?.count
    }
    return report(
      .playlists, rows.count, try mirror.replaceAll(rows, now: now(), asked: asked))
  }

  /// The platform has no list of artists: those of the creators that one can see are asked for, and
  /// one's own.
  private func artists() async throws -> SyncReport.Collection {
    var report = SyncReport.Collection(name: PullCollection.artists.rawValue)
    for creator in try mirror.creatorsToAsk(besides: userID, now: now(), limit: 100) {
      try Task.checkCancellation()
      let asked = try mirror.asking()
      if let artist = try await api.callIfFound(.artist(ofUser: creator)) {
        report.count(1, try mirror.apply([artist], now: now(), asked: asked))
      }
      try mirror.didAsk(creator: creator, now: now())
    }
    return report
  }

  /// Comments of the newest posts whose count is not what it was, so that they can be read offline.
  private func recentComments() async throws -> SyncReport.Collection {
    var report = SyncReport.Collection(name: PullCollection.comments.rawValue)
    for post in try mirror.postsWithNewComments(among: 200, limit: 60) {
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
    let asked = try mirror.asking()
    let rows = try await api.call(Endpoint<[Comment]>.comments(post: post))
      .filter { $0.postID == post }
    let result = try mirror.replaceAll(rows, where: "post_id = \(post)", now: now(), asked: asked)
    try mirror.didFetchComments(of: post)
    return report(.comments, rows.count, result)
  }

  /// The pending list, or, where a build lacks it, the pending ones of each type.
  private func adminQueue() async throws -> SyncReport.Collection {
    let asked = try mirror.asking()
    var rows: [AdminContentItem] = []
    if let pending = try await api.callIfFound(.adminPending) {
      rows = pending
    } else {
      for type in AdminContentItem.types {
        rows += try await api.call(
          .adminContent(type: type, status: "pending", skip: 0, limit: 1000))
      }
    }
    rows = rows.filter { ($0.status ?? "pending") == "pending" }
    return report(
      .adminQueue, rows.count, try mirror.replaceAll(rows, now: now(), asked: asked))
  }
}
