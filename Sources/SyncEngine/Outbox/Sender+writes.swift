import CNTKit
import Foundation

/// The request of each kind of write.
extension Sender {
  func carryOut(_ entry: OutboxEntry, key: String?) async throws -> Answer {
    func send<Answer>(_ endpoint: Endpoint<Answer>) async throws -> Answer {
      try await api.call(endpoint.with(idempotencyKey: key))
    }
    switch entry.write {
    case .like(let post, let liked): return .like(try await like(post, liked, key: key))
    case .comment(let post, let text):
      return .comment(try await send(.createComment(post: post, CommentCreate(content: text))))
    case .post(let new): return .post(try await send(.createPost(new)))
    case .make(.podcast(let new)): return .made(.podcast(try await send(.createPodcast(new))))
    case .make(.movie(let new)): return .made(.movie(try await send(.createMovie(new))))
    case .make(.track(let new)): return .made(.track(try await send(.createTrack(new))))
    case .make(.event(let new)): return .made(.event(try await send(.createEvent(new))))
    case .favorite(let ref, let on):
      let word = ref.kind.favoriteWord ?? ref.kind.rawValue
      if on {
        try await send(.addFavorite(FavoriteCreate(contentType: word, contentID: ref.id)))
      } else {
        try await send(.removeFavorite(contentType: word, id: ref.id))
      }
    case .attend(let event, let on): try await send(on ? .joinEvent(event) : .leaveEvent(event))
    case .decideAttendee(let event, let user, let status):
      try await send(.decideAttendee(event: event, user: user, status: status))
    case .editEvent(let event, let changes): try await send(.updateEvent(event, changes))
    case .deleteEvent(let event): try await send(.deleteEvent(event))
    case .editProfile(let changes): try await send(.updateMe(changes))
    case .follow(let artist, let on):
      try await send(on ? .follow(artist: artist) : .unfollow(artist: artist))
    case .markRead(let ids): try await send(.markNotificationsRead(ids))
    case .markAllRead: try await send(.markAllNotificationsRead)
    case .approve(let type, let id):
      try await send(.approve(type: type, id: id, expecting: "pending"))
    case .reject(let type, let id, let reason):
      try await send(.reject(type: type, id: id, reason: reason, expecting: "pending"))
    case .setAdmin(let user, let on): try await send(.setAdmin(user: user, on))
    case .deleteUser(let user, _): try await send(.deleteUser(user))
    case .archive(let type, let id): try await send(.archive(type: type, id: id))
    case .restore(let type, let id): try await send(.approve(type: type, id: id))
    case .deleteContent(let type, let id): try await send(.deleteContent(type: type, id: id))
    case .setCarousel(let post, let on): try await send(.setCarousel(post: post, on))
    case .setCommission(let change, let seen):
      try await setCommission(change, seen: seen, of: entry.id, key: key)
    case .askSupport(let new): return .support(try await send(.askSupport(new)))
    case .answerSupport(let id, let text, _):
      try await send(.answerSupport(id, SupportReply(response: text)))
    case .seeSupport(let id, let asAdmin): try await send(.seeSupport(id, asAdmin: asAdmin))
    case .closeSupport(let id): try await send(.closeSupport(id))
    case .addDocument(let new): return .document(try await send(.createDocument(new)))
    case .editDocument(let id, let edit): try await send(.editDocument(id, edit))
    case .deleteDocument(let id): try await send(.deleteDocument(id))
    case .createPlaylist(let new): return .playlist(try await send(.createPlaylist(new)))
    case .addToPlaylist(let playlist, let type, let id):
      let body = PlaylistItemCreate(contentType: type, contentID: id)
      let answer = try await send(
        Endpoint<AddedPlaylistItem>.addPlaylistItem(playlist: playlist, body))
      return .playlistItem(answer.item)
    case .removeFromPlaylist(let playlist, let item, _, _):
      try await send(.removePlaylistItem(playlist: playlist, item: item))
    }
    return .nothing
  }

  /// The platform has only a toggle; that the state differs from the one that is wanted was seen just
  /// before.
  private func like(_ post: Int, _ wanted: Bool, key: String?) async throws -> LikeResult {
    var result = try await api.call(.toggleLike(post: post).with(idempotencyKey: key))
    // The state was another than the one that was read, or could not be read: toggle back.
    if result.liked != wanted {
      result = try await api.call(
        .toggleLike(post: post).with(idempotencyKey: key.map { $0 + "-back" }))
      guard result.liked == wanted else { throw APIError(.undecodable) }
    }
    return result
  }

  /// The write with the ids that the server has for what it is about; nil when that is not there.
  ///
  /// An entry of a playlist that was added here and whose id the server never told is looked for, and
  /// its id written down before anything leaves: what is found anew after a lost answer may be another
  /// entry with the same content. One that never got there is not looked for.
  func named(_ entry: OutboxEntry) async throws -> Write? {
    guard case .removeFromPlaylist(let playlist, let item, let type, let id) = entry.write, item < 0
    else { return entry.write }
    if try mirror.isUnsent(item) { return nil }
    // An earlier version sent it by its content, and did not write down which that was.
    if entry.sentAt != nil, !entry.isInsisted {
      throw APIError(.refused, detail: Self.unclearRemoval)
    }
    guard let items = try await items(of: playlist) else {
      throw APIError(.refused, detail: Self.hiddenItems)
    }
    let found = items.last { $0.id > 0 && $0.contentID == id && $0.isSameKind(as: type) }
    guard let found else { return nil }
    let write = Write.removeFromPlaylist(playlist: playlist, item: found.id, type: type, id: id)
    try mirror.rename(entry.id, write)
    return write
  }

  /// nil where the server does not show them: some builds have no such route.
  func items(of playlist: Int) async throws -> [PlaylistItem]? {
    do throws(APIError) {
      return try await api.call(Endpoint<Playlist>.playlist(playlist)).items
    } catch {
      if error.isUnknownRoute { return nil }
      throw error
    }
  }

  /// What is said when a removal without an answer would be looked for by what the entry holds.
  static let unclearRemoval =
    "No answer came, and another entry with the same in it could go in its place: retry if it is still "
    + "in the playlist, or discard this."

  /// What is said when an entry cannot be removed because nobody can see its id.
  static let hiddenItems =
    "This server does not show what is in a playlist: remove it on the web, then discard this."

  /// The like's state, if it is what is wanted.
  func knownLike(_ post: Int, _ wanted: Bool) async throws -> LikeResult? {
    // A guest is told of no likes; that one is missing where it is wanted, the toggle's answer shows.
    let found = try await api.proven {
      try await findPost(post)
    } unless: { post in
      wanted || post?.isLiked != false
    }
    guard let found, found.isLiked == wanted else { return nil }
    return LikeResult(liked: wanted, likesCount: found.likesCount)
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
}
