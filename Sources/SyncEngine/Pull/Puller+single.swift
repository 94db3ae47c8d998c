import CNTKit
import Foundation

extension Puller {
  /// Fetches one thing anew. A 404 of its own means that it is gone, and it goes here, too; where a
  /// build may lack the whole route, it says nothing.
  func refresh(_ ref: ItemRef) async throws {
    guard ref.id > 0 else { return }
    switch ref.kind {
    case .podcast: try await refresh(ref, Endpoint<Podcast>.podcast(ref.id))
    case .movie: try await refresh(ref, Endpoint<Movie>.movie(ref.id))
    case .track: try await refresh(ref, Endpoint<MusicTrack>.track(ref.id))
    case .story: try await refresh(ref, Endpoint<BibleStory>.bibleStory(ref.id))
    case .event: try await refresh(ref, Endpoint<Event>.event(ref.id))
    case .artist: try await refresh(ref, Endpoint<Artist>.artist(ref.id))
    case .post: _ = try await comments(of: ref.id)
    case .user: try await refresh(ref, Endpoint<AdminUser>.adminUser(ref.id))
    case .document, .comment, .notification, .playlist, .adminItem, .support: break
    }
  }

  /// Whether it is there; nil where the build lacks the route.
  @discardableResult
  func refresh<E: MirrorEntity>(_ ref: ItemRef, _ endpoint: Endpoint<E>) async throws -> Bool? {
    let asked = try mirror.asking()
    do {
      let rows = try await believed { [try await api.call(endpoint)] }
      guard rows.first?.mirrorID == ref.id else { return true }
      _ = try mirror.apply(rows, now: now(), asked: asked)
      return true
    } catch let error as APIError {
      guard error.reason == .notFound else { throw error }
      // The framework's own words for a path that it does not have.
      if error.detail == "Not Found" { return nil }
      try mirror.remove(ref)
      return false
    }
  }
}
