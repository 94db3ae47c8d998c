import CNTKit
import Foundation

/// The change log of the simulated server: one entry for each row, the last change last.
struct SimFeed: Sendable {
  struct Entry: Hashable, Sendable {
    var key: SyncKey
    /// Whose it is; nil for what everybody sees.
    var user: Int?
  }

  private(set) var entries: [(seq: Int, entry: Entry)] = []
  private(set) var last = 0
  /// Changes when the server is restored, with the number that the log had then.
  var epochs: [(name: Int, first: Int)] = [(1, 1)]

  mutating func add(_ entry: Entry) {
    entries.removeAll { $0.entry == entry }
    last += 1
    entries.append((last, entry))
  }

  func isGood(epoch: Int, seq: Int) -> Bool {
    guard let index = epochs.firstIndex(where: { $0.name == epoch }) else { return false }
    let end = index + 1 < epochs.count ? epochs[index + 1].first - 1 : last
    return seq <= end
  }
}

extension SimWorld {
  mutating func changed(_ kind: SyncKey.Kind, _ id: Int, type: String? = nil, user: Int? = nil) {
    feed.add(SimFeed.Entry(key: SyncKey(kind: kind, id: id, type: type), user: user))
  }

  /// The row as a viewer sees it now.
  func row(_ key: SyncKey, for user: Int, isAdmin: Bool) -> SyncRow? {
    switch key.kind {
    case .podcast: podcasts.first { $0.id == key.id }.map { .podcast($0) }
    case .movie:
      movies.first { $0.id == key.id }.map { .movie($0, isKids: kids.contains($0.id)) }
    case .music: tracks.first { $0.id == key.id }.map { .music($0) }
    case .bibleStory: stories.first { $0.id == key.id }.map { .bibleStory($0) }
    case .document: documents.first { $0.id == key.id }.map { .document($0) }
    case .category: categories.first { $0.id == key.id }.map { .category($0) }
    case .post:
      posts.first { $0.id == key.id && ($0.isApproved != false || $0.userID == user || isAdmin) }
        .map { .post(post($0, for: user)) }
    case .comment:
      comments.first { comment in
        comment.id == key.id
          && self.row(SyncKey(kind: .post, id: comment.postID), for: user, isAdmin: isAdmin) != nil
      }.map { .comment($0) }
    case .event: events.first { $0.id == key.id }.map { .event(event($0, for: user)) }
    case .artist: artists.first { $0.id == key.id }.map { .artist(artist($0, for: user)) }
    case .notification:
      notifications[user]?.first { $0.id == key.id }.map { .notification($0) }
    case .playlist:
      playlists.first { $0.id == key.id && $0.userID == user }.map { .playlist($0) }
    case .favorite:
      favorites[user]?.first { $0.contentID == key.id && $0.contentType == key.type }
        .map { .favorite($0) }
    // Nobody asks support here.
    case .supportMessage: nil
    case .adminItem:
      isAdmin
        ? pending.first { $0.id == key.id && $0.type == key.type }.map { .adminItem($0) } : nil
    case .user: nil
    // This platform keeps no places.
    case .position: nil
    }
  }

  func changes(_ cursor: String?, limit: Int, for user: Int, isAdmin: Bool) -> HTTPResponse {
    var since = 0
    if let cursor {
      let parts = cursor.split(separator: ":").compactMap { Int($0) }
      guard parts.count == 2, feed.isGood(epoch: parts[0], seq: parts[1]) else {
        return .refusal(410, "This cursor is too old: start again without one.")
      }
      since = parts[1]
    }
    var page: [SyncChange] = []
    var end = since
    var hasMore = false
    for (seq, entry) in feed.entries where seq > since {
      if page.count >= limit {
        hasMore = true
        break
      }
      end = seq
      guard entry.user == nil || entry.user == user else { continue }
      if entry.key.kind == .adminItem, !isAdmin { continue }
      if let row = row(entry.key, for: user, isAdmin: isAdmin) {
        page.append(.upsert(row))
      } else {
        page.append(.delete(entry.key))
      }
    }
    let epoch = feed.epochs.last?.name ?? 0
    return .json(SyncChangePage(changes: page, cursor: "\(epoch):\(end)", hasMore: hasMore))
  }
}

extension HTTPResponse {
  static func json(_ value: some Encodable, status: Int = 200) -> HTTPResponse {
    HTTPResponse(status: status, body: (try? JSONEncoder().encode(value)) ?? Data())
  }

  static func refusal(_ status: Int, _ detail: String) -> HTTPResponse {
    .json(["detail": detail], status: status)
  }
}
