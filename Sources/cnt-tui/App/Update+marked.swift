import CNTKit
import SyncEngine

extension Updater {
  /// A command on everything that is marked; nil where nothing is, or the command is about one thing
  /// only. Like a key on one row, it undoes where all of them have it already.
  func actOnMarked(_ state: inout AppState, _ command: Command) -> [Effect]? {
    guard case .list(let list)? = state.screen, !list.marked.isEmpty else { return nil }
    let rows = state.chosenRows
    guard !rows.isEmpty else {
      _ = state.hasLostMarks()
      return []
    }
    switch command {
    case .favorite:
      return toggle(&state, rows, is: \.isFavorite) { row, wanted in
        switch row.item {
        case .podcast, .movie, .track: .favorite(row.item.ref, wanted)
        default: nil
        }
      }
    case .like:
      return toggle(
        &state, rows, is: { if case .post(let post) = $0.item { post.isLiked } else { true } }
      ) {
        row, wanted in
        if case .post(let post) = row.item { .like(post: post.id, liked: wanted) } else { nil }
      }
    case .follow:
      let me = state.account?.userID
      return toggle(
        &state, rows,
        is: { if case .artist(let artist) = $0.item { artist.isFollowing == true } else { true } }
      ) { row, wanted in
        if case .artist(let artist) = row.item, artist.userID != me {
          .follow(artist: artist.id, wanted)
        } else {
          nil
        }
      }
    case .markRead:
      let unread = rows.compactMap { row -> Int? in
        if case .notification(let notification) = row.item, !notification.read {
          notification.id
        } else {
          nil
        }
      }
      let questions = rows.flatMap { row in
        if case .support(let message) = row.item { see(state, message) } else { [Effect]() }
      }
      let effects = (unread.isEmpty ? [] : [.submit(.markRead(unread))]) + questions
      guard !effects.isEmpty else { return nothing(&state) }
      return done(&state, unread.count + questions.count, effects)
    case .download:
      let refs = rows.filter { row in
        if state.downloadMarks[row.item.ref] != nil { return false }
        switch row.item {
        case .playlist, .artist: return true
        case let item: return item.media != nil
        }
      }.map(\.item.ref)
      guard !refs.isEmpty else { return nothing(&state) }
      return done(
        &state, refs.count,
        [
          .download(
            refs, title: tr(refs.count, one: "\(refs.count) thing", other: "\(refs.count) things"))
        ])
    default: return nil
    }
  }

  private func toggle(
    _ state: inout AppState, _ rows: [Row], is isSet: (Row) -> Bool,
    _ write: (Row, Bool) -> Write?
  ) -> [Effect] {
    let able = rows.filter { write($0, true) != nil }
    let missing = able.filter { !isSet($0) }
    let wanted = !missing.isEmpty
    let writes = (wanted ? missing : able).compactMap { write($0, wanted) }
    guard !writes.isEmpty else { return nothing(&state) }
    return done(&state, writes.count, writes.map { .submit($0) })
  }

  private func done(_ state: inout AppState, _ count: Int, _ effects: [Effect]) -> [Effect] {
    state.clearMarks()
    state.say(tr("Done to \(count)"), .success)
    return effects
  }

  private func nothing(_ state: inout AppState) -> [Effect] {
    state.say(tr("There is nothing to do to what is marked"))
    return []
  }
}
