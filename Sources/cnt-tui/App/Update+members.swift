import CNTKit
import SyncEngine

/// Commands about people and what is theirs.
extension Updater {
  func members(_ state: inout AppState, _ command: Command) -> [Effect] {
    switch command {
    case .profile: return openProfile(&state)
    case .author: return openAuthor(&state)
    case .openArtist: return openArtist(&state)
    case .about:
      return openPage(
        &state, "About", [TabSpec(title: "About", content: .page(.about), isFixed: true)])
    case .attendees, .edit, .remove, .exportEvent:
      guard case .event(let event)? = state.target?.item else {
        if command == .edit { return editPage(&state) }
        state.say("This is for events")
        return []
      }
      return self.event(&state, command, event)
    default: return []
    }
  }
}
