import CNTKit
import Foundation

/// The collections, in the order in which a person misses them.
enum PullCollection: String, CaseIterable, Sendable {
  case categories, podcasts, movies, kidsMovies = "kids movies", posts, events, myEvents =
    "my events"
  case notifications, favorites, playlists, music, stories = "bible stories", documents, artists
  case comments, adminQueue = "admin queue"

  /// Whether only admins may ask.
  var isForAdmins: Bool { self == .adminQueue }
}

extension Puller {
  /// Fetches one collection.
  func pull(_ collection: PullCollection) async throws -> SyncReport.Collection {
    let name = collection.rawValue
    switch collection {
    case .categories:
      let rows = try await api.call(Endpoint<[CNTKit.Category]>.categories)
      return report(name, rows.count, try mirror.replaceCategories(rows))
    case .podcasts: return try await pages(name) { .podcasts(skip: $0, limit: $1) }
    case .movies: return try await pages(name, extra: 0) { .movies(skip: $0, limit: $1) }
    case .kidsMovies:
      return try await whole(name, .animatedBibleStories(limit: 1000), extra: 1)
    case .posts: return try await pages(name) { .posts(skip: $0, limit: $1) }
    case .events:
      return try await pages(name) { skip, limit in
        try await api.call(.events(skip: skip, limit: limit)).events
      }
    case .myEvents:
      var hosted = try await whole(name, .hostedEvents)
      let attending = try await whole(name, .attendingEvents)
      hosted.fetched += attending.fetched
      hosted.added += attending.added
      hosted.changed += attending.changed
      return hosted
    case .notifications:
      return try await pages(name) { skip, limit in
        try await api.call(.notifications(limit: limit, offset: skip)).notifications
      }
    case .favorites:
      let rows = try await api.call(.favorites)
      return report(name, rows.count, try mirror.replaceFavorites(rows))
    case .playlists: return try await playlists(name)
    case .music: return try await pages(name) { .tracks(skip: $0, limit: $1) }
    case .stories: return try await pages(name) { .bibleStories(skip: $0, limit: $1) }
    case .documents: return try await whole(name, .documents)
    case .artists: return try await artists(name)
    case .comments: return try await recentComments(name)
    case .adminQueue: return try await adminQueue(name)
    }
  }

  /// The list has no entries on some builds: each playlist is asked for, too.
  private func playlists(_ name: String) async throws -> SyncReport.Collection {
    var rows = try await api.call(.playlists())
    for index in rows.indices where rows[index].items == nil {
      if let whole = try? await api.call(.playlist(rows[index].id)) {
        rows[index].items = whole.items
        rows[index].itemCount = rows[index].itemCount ?? whole.items?.count
      }
    }
    return report(name, rows.count, try mirror.replaceAll(rows, now: now()))
  }

  /// The platform has no list of artists: those of the creators that one can see are asked for.
  private func artists(_ name: String) async throws -> SyncReport.Collection {
    let creators = try mirror.creatorsWithoutFreshArtist(now: now(), limit: 100)
    var found: [Artist] = []
    for creator in creators {
      try Task.checkCancellation()
      if let artist = try await api.callIfFound(.artist(ofUser: creator)) { found.append(artist) }
    }
    return report(name, found.count, try mirror.apply(found, now: now()))
  }

  /// Comments of the newest posts whose count is not what is here, so that they can be read offline.
  private func recentComments(_ name: String) async throws -> SyncReport.Collection {
    var total = SyncReport.Collection(name: name)
    for post in try mirror.postsMissingComments(among: 200, limit: 60) {
      try Task.checkCancellation()
      do {
        let report = try await comments(of: post)
        total.fetched += report.fetched
        total.added += report.added
        total.changed += report.changed
      } catch let error as APIError where error.reason == .notFound {
        continue
      }
    }
    return total
  }

  /// The whole list is the truth: a comment that is gone there goes here.
  func comments(of post: Int) async throws -> SyncReport.Collection {
    let rows = try await api.call(Endpoint<[Comment]>.comments(post: post))
    let result = try mirror.replaceComments(of: post, rows.filter { $0.postID == post }, now: now())
    return report("comments", rows.count, result)
  }

  /// The pending list, or, where a build lacks it, the pending ones of each type.
  private func adminQueue(_ name: String) async throws -> SyncReport.Collection {
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
    return report(name, rows.count, try mirror.replaceAll(rows, now: now()))
  }
}
