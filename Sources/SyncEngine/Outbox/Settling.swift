import CNTKit
import Foundation

/// Finds out whether a write that was not answered was carried out after all.
struct Settling: Sendable {
  let sender: Sender
  let entry: OutboxEntry

  init(_ sender: Sender, _ entry: OutboxEntry) {
    self.sender = sender
    self.entry = entry
  }

  /// The highest id of its kind that the server shows now, where the write makes a row. What it makes
  /// will have a higher one: so a twin is told from an older row with the same words without asking
  /// either side's clock.
  func floor() async throws -> Int? {
    switch entry.write {
    case .comment(let post, _):
      return try await sender.api.call(Endpoint<[Comment]>.comments(post: post)).map(\.id).max()
        ?? 0
    case .post:
      return try await sender.api.proven {
        var highest = 0
        for isApproved in [false, true] {
          let posts = try await ownPosts(isApproved: isApproved)
          highest = max(highest, posts.map(\.id).max() ?? 0)
        }
        return highest
      } unless: { _ in
        false
      }
    case .askSupport: return try await ownQuestions().map(\.id).max() ?? 0
    case .addDocument: return 0
    case .make(let making): return try await floor(of: making)
    case .createPlaylist: return try await playlists().map(\.id).max() ?? 0
    case .addToPlaylist(let playlist, _, _):
      return try await items(of: playlist).map { $0.map(\.id).max() ?? 0 }
    default: return nil
    }
  }

  /// What the server made of it, or nil when it has nothing of the kind. What may be repeated needs no
  /// look.
  func answer() async throws -> Sender.Answer? {
    switch entry.write {
    case .comment(let post, let text):
      let comments = try await sender.api.call(Endpoint<[Comment]>.comments(post: post))
      let strangers = try sender.mirror.cannotBeTwins(comments.map(\.id), of: entry)
      return comments.last {
        $0.userID == sender.userID && isSame($0.content, text) && !strangers.contains($0.id)
          && isRecent($0.createdAt)
      }.map(Sender.Answer.comment)
    case .post(let new):
      // A guest does not see posts that wait: that there is none must be certain.
      return try await sender.api.proven {
        try await post(new)
      } unless: { twin in
        twin != nil
      }.map(Sender.Answer.post)
    case .setAdmin, .deleteUser, .archive, .deleteContent:
      return try await isAsWanted(entry.write) ? Sender.Answer.nothing : nil
    case .like(let post, let wanted):
      return try await sender.knownLike(post, wanted).map(Sender.Answer.like)
    case .askSupport(let new): return try await twin(of: new).map(Sender.Answer.support)
    case .answerSupport(let id, let text, _):
      guard let there = try await question(id)?.adminResponse, isSame(there, text) else {
        return nil
      }
      return .nothing
    case .addDocument(let new): return try await twin(of: new).map(Sender.Answer.document)
    case .make(let making): return try await twin(of: making).map(Sender.Answer.made)
    case .createPlaylist(let new):
      let lists = try await playlists()
      let strangers = try sender.mirror.cannotBeTwins(lists.map(\.id), of: entry)
      return lists.last {
        isSame($0.name, new.name) && !strangers.contains($0.id) && isRecent($0.createdAt)
      }.map(Sender.Answer.playlist)
    case .addToPlaylist(let playlist, let type, let id):
      guard let items = try await items(of: playlist) else { return nil }
      let strangers = try sender.mirror.cannotBeTwins(items.map(\.id), of: entry)
      return items.last {
        $0.contentID == id && $0.isSameKind(as: type) && !strangers.contains($0.id)
      }.map(Sender.Answer.playlistItem)
    default: return nil
    }
  }

  private func playlists() async throws -> [Playlist] {
    var walk = PageWalk(.end)
    var lists: [Playlist] = []
    while let skip = walk.nextSkip {
      let page = try await sender.api.call(.playlists(skip: skip, limit: 100))
      lists += page
      _ = walk.take(page.map(\.id), asked: 100)
      walk.step(total: nil, isNews: true)
    }
    return lists.sorted { $0.id < $1.id }
  }

  /// nil where the server does not show them.
  private func items(of playlist: Int) async throws -> [PlaylistItem]? {
    try await sender.items(of: playlist)?.sorted { $0.id < $1.id }
  }

  /// A post waits for approval, so it may be in one list, in the other, or in both.
  private func post(_ new: CommunityPostCreate) async throws -> CommunityPost? {
    for isApproved in [false, true] {
      let posts = try await ownPosts(isApproved: isApproved)
      let strangers = try sender.mirror.cannotBeTwins(posts.map(\.id), of: entry)
      let twin = posts.first {
        $0.userID == sender.userID && isSame($0.content, new.content)
          && isSame($0.title, new.title) && !strangers.contains($0.id) && isRecent($0.createdAt)
      }
      if let twin { return twin }
    }
    return nil
  }

  /// Pages of posts that are looked through for a twin. Builds that do not know the parameters answer
  /// with everybody's.
  private static let mostPages = 20

  /// The newest posts down to those that were there before the write was sent.
  private func ownPosts(isApproved: Bool) async throws -> [CommunityPost] {
    var walk = PageWalk(.news(pages: Self.mostPages))
    var posts: [CommunityPost] = []
    while let skip = walk.nextSkip {
      let page = try await sender.api.call(
        .posts(skip: skip, limit: 100, approvedOnly: isApproved, userID: sender.userID))
      if page.contains(where: { $0.isApproved == false }) { try sender.mirror.noteShowsPending() }
      posts += page
      _ = walk.take(page.map(\.id), asked: 100)
      let isOld = entry.sentAt == nil || page.contains { $0.id <= entry.floorID ?? .max }
      walk.step(total: nil, isNews: !isOld)
    }
    return posts
  }

  /// What was sent with a key has no floor; where the key does not help any more, only what was made
  /// since counts. Clocks may differ by so much, seconds.
  private static let slack: TimeInterval = 600

  func isRecent(_ created: Timestamp?) -> Bool {
    guard entry.floorID == nil, let created else { return true }
    return created.date >= entry.createdAt.addingTimeInterval(-Self.slack)
  }

  /// Whether a post that is not found is certainly not there: what waits for approval may be hidden
  /// even from its author.
  func seesAll() async throws -> Bool {
    if case .addToPlaylist(let playlist, _, _) = entry.write {
      return try await items(of: playlist) != nil
    }
    // Its list is the same for everybody.
    if case .make(.movie) = entry.write { return sender.isAdmin }
    guard case .post = entry.write else { return true }
    return try sender.isAdmin || sender.mirror.showsPending()
  }

  /// Servers trim.
  func isSame(_ a: String, _ b: String) -> Bool {
    a.trimmingCharacters(in: .whitespacesAndNewlines)
      == b.trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
