import CNTKit
import SyncEngine

extension Updater {
  /// Commands on a question to support.
  func support(_ state: inout AppState, _ command: Command) -> [Effect] {
    guard let row = state.target, case .support(let message) = row.item else { return [] }
    guard message.id > 0 else {
      state.say(
        state.keymap.filled(
          tr("This was not sent yet: {outbox} shows what waits, {discard} discards it there")))
      return []
    }
    switch command {
    case .answer where message.userID != state.account?.userID:
      return compose(
        &state,
        .answer(
          question: message.id, subject: message.subject, known: message.adminResponse))
    case .closeQuestion where message.status != "closed":
      return [
        .decide([.closeSupport(id: message.id)], title: tr("Closed “\(message.subject)”"))
      ]
    default: return []
    }
  }

  /// Shows a question; what is new in it counts as read.
  func open(_ state: inout AppState, _ message: SupportMessage, _ row: Row) -> [Effect] {
    let read = see(state, message)
    return read + state.push(.detail(DetailScreen(ref: row.item.ref, row: row)))
  }

  /// Marks a question or its answer as read by this person.
  func see(_ state: AppState, _ message: SupportMessage) -> [Effect] {
    let isOwn = message.userID == state.account?.userID
    guard message.id > 0, isOwn ? !message.userSeen : !message.adminSeen else { return [] }
    return [.submit(.seeSupport(id: message.id, asAdmin: !isOwn))]
  }
}
