import CNTKit
import Foundation

/// Sends what waits in the outbox, in order, once.
struct Sender: Sendable {
  let mirror: Mirror
  let api: APIClient
  let userID: Int
  let now: @Sendable () -> Date

  struct Outcome: Sendable {
    var sent = 0
    var refused = 0
    /// Why sending stopped before the end.
    var stopped: APIError?
  }

  /// Sends until nothing is left or the network, the session or the server fails.
  func sendAll() async throws -> Outcome {
    var outcome = Outcome()
    var passed: OutboxID = 0
    while let entry = try mirror.nextToSend(after: passed) {
      try Task.checkCancellation()
      passed = entry.id
      switch await send(entry) {
      case .done(let answer):
        try mirror.complete(entry, answer, now: now())
        outcome.sent += 1
      case .refused(let reason):
        try mirror.mark(entry.id, .failed, failure: reason)
        outcome.refused += 1
      case .later(let error, let state):
        try mirror.mark(entry.id, state, failure: nil)
        outcome.stopped = error
        return outcome
      }
    }
    return outcome
  }

  private enum Result {
    case done(Answer)
    case refused(String)
    case later(APIError, OutboxEntry.State)
  }

  /// What the server made of a write.
  enum Answer: Sendable {
    case nothing
    case post(CommunityPost)
    case comment(Comment)
    case like(LikeResult)
  }

  private func send(_ entry: OutboxEntry) async -> Result {
    do {
      // Sent before without an answer: look before sending again.
      if entry.state != .queued, !entry.write.isIdempotent,
        let answer = try await settled(entry)
      {
        return .done(answer)
      }
      try mirror.markSending(entry.id, now: now())
      return .done(try await carryOut(entry.write))
    } catch let error as APIError {
      return judge(error, entry)
    } catch is CancellationError {
      return .later(
        APIError(.transport(TransportError(.cancelled, requestMayHaveArrived: true))), .uncertain)
    } catch {
      // The mirror itself failed (a full disk): nothing was sent that is not known to be sent.
      return .later(APIError(.storage(recovery: "\(error)")), .uncertain)
    }
  }

  private func judge(_ error: APIError, _ entry: OutboxEntry) -> Result {
    if error.isPermanent {
      // Somebody else decided, left or removed it meanwhile: what was wanted is so.
      switch (entry.write, error.reason) {
      case (.approve, .notFound), (.reject, .notFound): return .done(.nothing)
      case (.attend(_, false), .notFound), (.attend(_, false), .refused): return .done(.nothing)
      case (.attend(_, true), .refused) where error.detail.lowercased().contains("already"):
        return .done(.nothing)
      case (.follow, .refused) where error.detail.lowercased().contains("already"):
        return .done(.nothing)
      default: return .refused(error.recovery)
      }
    }
    let isUnsure = error.mayHaveArrived && !entry.write.isIdempotent
    // A fault of the server that repeats is told to the person instead of being tried for ever.
    if case .server = error.reason, entry.attempts >= 8 { return .refused(error.recovery) }
    return .later(error, isUnsure ? .uncertain : .queued)
  }

  private func carryOut(_ write: Write) async throws -> Answer {
    switch write {
    case .like(let post, let liked): return try await like(post, liked)
    case .comment(let post, let text):
      return .comment(try await api.call(.createComment(post: post, CommentCreate(content: text))))
    case .post(let new): return .post(try await api.call(.createPost(new)))
    case .favorite(let ref, let on):
      let word = ref.kind.favoriteWord ?? ref.kind.rawValue
      if on {
        try await api.call(.addFavorite(FavoriteCreate(contentType: word, contentID: ref.id)))
      } else {
        try await api.call(.removeFavorite(contentType: word, id: ref.id))
      }
    case .attend(let event, let on):
      try await api.call(on ? .joinEvent(event) : .leaveEvent(event))
    case .follow(let artist, let on):
      try await api.call(on ? .follow(artist: artist) : .unfollow(artist: artist))
    case .markRead(let ids): try await api.call(.markNotificationsRead(ids))
    case .markAllRead: try await api.call(.markAllNotificationsRead)
    case .approve(let type, let id): try await api.call(.approve(type: type, id: id))
    case .reject(let type, let id, let reason):
      try await api.call(.reject(type: type, id: id, reason: reason))
    }
    return .nothing
  }

  /// The platform has only a toggle: ask for the state first, and toggle only if it differs.
  private func like(_ post: Int, _ wanted: Bool) async throws -> Answer {
    if let current = try await findPost(post), current.isLiked == wanted {
      return .like(LikeResult(liked: wanted, likesCount: current.likesCount))
    }
    var result = try await api.call(.toggleLike(post: post))
    // The state had changed between the question and the toggle: toggle back.
    if result.liked != wanted { result = try await api.call(.toggleLike(post: post)) }
    return .like(result)
  }

  /// A post by its own route, or, where the build has none, in the newest pages of the list.
  private func findPost(_ id: Int) async throws -> CommunityPost? {
    if let post = try await api.callIfFound(.post(id)) { return post }
    for page in 0..<10 {
      let posts = try await api.call(.posts(skip: page * 100, limit: 100))
      if let post = posts.first(where: { $0.id == id }) { return post }
      if posts.count < 100 { break }
    }
    return nil
  }

  /// Whether an unanswered write was carried out after all, and with what result.
  private func settled(_ entry: OutboxEntry) async throws -> Answer? {
    // Clocks differ: a twin may look a little older than the request that made it.
    let earliest = (entry.sentAt ?? entry.createdAt).addingTimeInterval(-120)
    switch entry.write {
    case .comment(let post, let text):
      let known = try mirror.confirmedComments(of: post)
      let twin = try await api.call(Endpoint<[Comment]>.comments(post: post)).last { comment in
        comment.userID == userID && comment.content == text && !known.contains(comment.id)
          && (comment.createdAt?.date ?? .distantFuture) >= earliest
      }
      return twin.map(Answer.comment)
    case .post(let new):
      for approved in [false, true] {
        let posts = try await api.call(
          .posts(skip: 0, limit: 100, approvedOnly: approved, userID: userID))
        let known = try mirror.confirmedPosts(posts.map(\.id), before: earliest)
        let twin = posts.first { post in
          post.userID == userID && post.content == new.content && post.title == new.title
            && !known.contains(post.id)
            && (post.createdAt?.date ?? .distantFuture) >= earliest
        }
        if let twin { return .post(twin) }
      }
      return nil
    // A like looks by itself.
    default: return nil
    }
  }
}
