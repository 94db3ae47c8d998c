import CNTKit
import Foundation

/// Finds out whether a write that was not answered was carried out after all.
struct Settling: Sendable {
  private let sender: Sender
  private let entry: OutboxEntry

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
      var highest = 0
      for isApproved in [false, true] {
        let posts = try await ownPosts(isApproved: isApproved)
        highest = max(highest, posts.map(\.id).max() ?? 0)
      }
      return highest
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
      }.map(Sender.Answer.comment)
    case .post(let new): return try await post(new).map(Sender.Answer.post)
    case .like(let post, let wanted):
      return try await sender.knownLike(post, wanted).map(Sender.Answer.like)
    default: return nil
    }
  }

  /// A post waits for approval, so it may be in one list, in the other, or in both.
  private func post(_ new: CommunityPostCreate) async throws -> CommunityPost? {
    for isApproved in [false, true] {
      let posts = try await ownPosts(isApproved: isApproved)
      let strangers = try sender.mirror.cannotBeTwins(posts.map(\.id), of: entry)
      let twin = posts.first {
        $0.userID == sender.userID && isSame($0.content, new.content)
          && isSame($0.title, new.title) && !strangers.contains($0.id)
      }
      if let twin { return twin }
    }
    return nil
  }

  private func ownPosts(isApproved: Bool) async throws -> [CommunityPost] {
    let posts = try await sender.api.call(
      .posts(skip: 0, limit: 100, approvedOnly: isApproved, userID: sender.userID))
    if posts.contains(where: { $0.isApproved == false }) { try sender.mirror.noteShowsPending() }
    return posts
  }

  /// Whether a post that is not found is certainly not there: what waits for approval may be hidden
  /// even from its author.
  func seesAll() throws -> Bool {
    guard case .post = entry.write else { return true }
    return try sender.isAdmin || sender.mirror.showsPending()
  }

  /// Servers trim.
  private func isSame(_ a: String, _ b: String) -> Bool {
    a.trimmingCharacters(in: .whitespacesAndNewlines)
      == b.trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
