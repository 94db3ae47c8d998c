import CNTKit
import SyncEngine

extension Updater {
  /// Films that have something in common with the one on the screen.
  func openSimilar(_ state: inout AppState) -> [Effect] {
    guard case .movie(let movie)? = state.target?.item else {
      state.say(tr("This is for movies"))
      return []
    }
    let tab = TabSpec.list(
      Phrase("Like “\(movie.title)”"), .similar(movie: movie.id),
      empty: Phrase("No other film is like this one."))
    return openPage(&state, tab.name, [tab])
  }
}

/// Commands about people and what is theirs.
extension Updater {
  func members(_ state: inout AppState, _ command: Command) -> [Effect] {
    switch command {
    case .profile: return openProfile(&state)
    case .author: return openAuthor(&state)
    case .openArtist: return openArtist(&state)
    case .about:
      return openPage(
        &state, Phrase("About"),
        [TabSpec(title: Phrase("About"), content: .page(.about), isFixed: true)])
    case .attendees, .edit, .remove, .exportEvent:
      guard case .event(let event)? = state.target?.item else {
        if command == .edit { return editPage(&state) }
        state.say(tr("This is for events"))
        return []
      }
      return self.event(&state, command, event)
    default: return []
    }
  }
}
