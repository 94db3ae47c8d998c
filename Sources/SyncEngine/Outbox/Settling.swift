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

  /// By how much the clocks of server and client may differ.
  static let slack: TimeInterval = 600

  /// What the server made of it, or nil when it has nothing of the kind. Likes look by themselves
  /// before every toggle; what may be repeated needs no look.
  func answer() async throws -> Sender.Answer? {
    switch entry.write {
    case .comment(let post, let text):
      let comments = try await sender.api.call(Endpoint<[Comment]>.comments(post: post))
      let strangers = try sender.mirror.cannotBeTwins(comments.map(\.id), of: entry)
      return comments.last {
        isMine($0.userID, $0.createdAt) && isSame($0.content, text) && !strangers.contains($0.id)
      }.map(Sender.Answer.comment)
    case .post(let new): return try await post(new).map(Sender.Answer.post)
    default: return nil
    }
  }

  /// A post waits for approval, so it may be in one list, in the other, or in both.
  private func post(_ new: CommunityPostCreate) async throws -> CommunityPost? {
    for isApproved in [false, true] {
      let posts = try await sender.api.call(
        .posts(skip: 0, limit: 100, approvedOnly: isApproved, userID: sender.userID))
      let strangers = try sender.mirror.cannotBeTwins(posts.map(\.id), of: entry)
      let twin = posts.first {
        isMine($0.userID, $0.createdAt) && isSame($0.content, new.content)
          && isSame($0.title, new.title) && !strangers.contains($0.id)
      }
      if let twin { return twin }
    }
    return nil
  }

  private func isMine(_ userID: Int, _ createdAt: Timestamp?) -> Bool {
    let earliest = (entry.sentAt ?? entry.createdAt).addingTimeInterval(-Self.slack)
    return userID == sender.userID && (createdAt?.date ?? .distantFuture) >= earliest
  }

  /// Servers trim.
  private func isSame(_ a: String, _ b: String) -> Bool {
    a.trimmingCharacters(in: .whitespacesAndNewlines)
      == b.trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
