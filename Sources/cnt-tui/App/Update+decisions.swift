import CNTKit
import Foundation
import SyncEngine

/// Decisions of an admin that were made here and can still be taken back.
struct Undoable: Sendable, Hashable {
  var ids: [OutboxID]
  /// What was done, in one sentence.
  var title: String
}

extension Updater {
  /// Seconds for which a decision can be taken back before it is sent.
  static let holdTime: TimeInterval = 8

  /// Approves or rejects what is marked, or what is selected where nothing is.
  func decide(_ state: inout AppState, _ command: Command) -> [Effect] {
    let items = state.chosenRows.compactMap { row -> AdminContentItem? in
      if case .adminItem(let item) = row.item { item } else { nil }
    }
    guard !items.isEmpty else {
      _ = state.hasLostMarks()
      return []
    }
    guard command == .approve else {
      state.overlay = .reject(
        RejectState(
          items: items,
          reasons: state.rejectReasons ?? RejectState.standardReasons.map { tr($0) }))
      return []
    }
    return submit(
      &state, items.map { .approve(type: $0.type, id: $0.id) },
      title: tr("Approved \(Self.name(items))"))
  }

  /// Puts decisions into the outbox, where they can be taken back for a while.
  func submit(_ state: inout AppState, _ writes: [Write], title: String) -> [Effect] {
    state.clearMarks()
    leaveDecided(&state)
    return [.decide(writes, title: title)]
  }

  /// Takes the last decision back.
  func undo(_ state: inout AppState) -> [Effect] {
    guard let last = state.undoable else {
      state.say(tr("There is nothing to take back"))
      return []
    }
    state.undoable = nil
    return [.takeBack(last)]
  }

  static func name(_ items: [AdminContentItem]) -> String {
    items.count == 1
      ? "“\(items[0].title.isEmpty ? tr("(no title)") : items[0].title)”"
      : tr(items.count, one: "\(items.count) item", other: "\(items.count) items")
  }
}

extension Undoable {
  /// What the person is told once some or all of it was taken back.
  func answer(takenBack count: Int) -> (text: String, kind: AppState.Toast.Kind) {
    switch count {
    case 0: (tr("It was sent already: it cannot be taken back"), .error)
    case ids.count: (tr("Taken back: \(title)"), .success)
    default: (tr("Taken back \(count) of \(ids.count); the others were sent already"), .error)
    }
  }
}
