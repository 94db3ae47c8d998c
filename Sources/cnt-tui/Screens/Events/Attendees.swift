import CNTKit
import SyncEngine
import TermKit

/// Who comes to an event; its host answers those who asked.
struct AttendeesState: Sendable, Hashable {
  var event: Int
  var title: String
  var isHost: Bool
  var selected = 0
}

extension AppState {
  /// Those of the event on the screen, as far as they were fetched.
  func attendees(of event: Int) -> [EventAttendee] {
    guard case .detail(let detail)? = screen, detail.ref == ItemRef(kind: .event, id: event) else {
      return []
    }
    return detail.attendees
  }
}

extension Updater {
  /// What hosts and guests do with an event.
  func event(_ state: inout AppState, _ command: Command, _ event: Event) -> [Effect] {
    let isHost = event.hostID == state.account?.userID
    switch command {
    case .attendees:
      let ref = ItemRef(kind: .event, id: event.id)
      var effects: [Effect] = []
      if case .detail(let detail)? = state.screen, detail.ref == ref {
      } else {
        effects = state.push(.detail(DetailScreen(ref: ref, row: state.target)))
      }
      state.overlay = .attendees(
        AttendeesState(event: event.id, title: event.title, isHost: isHost))
      return effects
    case .edit where isHost:
      state.overlay = .form(EventForm.form(event))
      return []
    case .remove where isHost:
      state.overlay = .confirm(
        ConfirmState(
          question: tr("Delete “\(event.title)”?"),
          detail: tr("Those who are coming see it no more. This cannot be taken back."),
          yes: tr("delete it"), effects: [.submit(.deleteEvent(event.id))],
          said: tr("The event is deleted as soon as there is a network"), closesDetail: true))
      return []
    case .edit, .remove:
      state.say(tr("Only its host can change an event"))
      return []
    case .exportEvent:
      guard event.eventDate != nil else {
        state.say(tr("This event has no date that a calendar could take"), .error)
        return []
      }
      return [.exportEvents([event])]
    default: return []
    }
  }

  func attendees(
    _ state: inout AppState, _ box: inout AttendeesState, _ key: KeyPress
  ) -> [Effect] {
    let all = state.attendees(of: box.event)
    box.selected = min(box.selected, max(0, all.count - 1))
    switch state.keymap.command(for: key) {
    case .up: box.selected = max(0, box.selected - 1)
    case .down, .nextFocus: box.selected = min(max(0, all.count - 1), box.selected + 1)
    case .top, .pageUp: box.selected = 0
    case .bottom, .pageDown: box.selected = max(0, all.count - 1)
    case .approve: return decide(&state, box, all, "approved")
    case .reject: return decide(&state, box, all, "rejected")
    case .back, .left, .quit, .attendees, .open:
      state.overlay = nil
      return []
    default: return []
    }
    state.overlay = .attendees(box)
    return []
  }

  private func decide(
    _ state: inout AppState, _ box: AttendeesState, _ all: [EventAttendee], _ status: String
  ) -> [Effect] {
    guard all.indices.contains(box.selected) else { return [] }
    guard box.isHost else {
      state.say(tr("Only the host decides who comes"))
      return []
    }
    let attendee = all[box.selected]
    guard attendee.status != status else { return [] }
    let name = attendee.user?.name ?? attendee.user?.username ?? tr("Somebody")
    state.say(
      status == "approved" ? tr("\(name) has a place") : tr("\(name) was declined"), .success)
    return [
      .submit(.decideAttendee(event: box.event, user: attendee.userID, status: status)),
      .loadDetail(ItemRef(kind: .event, id: box.event)),
    ]
  }
}

/// Draws the list of those who come.
struct AttendeesView {
  let box: AttendeesState

  func draw(_ painter: inout Painter, _ state: AppState) {
    let all = state.attendees(of: box.event)
    let inside = painter.box(
      columns: 60, rows: min(24, max(8, all.count + 6)), title: " \(tr("Who comes")) ")
    let width = inside.size.columns
    func line(_ spans: [Painter.Span], _ row: Int, selected: ThemeRole? = nil) {
      painter.line(
        spans, column: inside.origin.column, row: inside.origin.row + row, width: width,
        selected: selected, on: .panel)
    }
    line([.init(DisplayText.truncated(box.title, to: max(1, width)), .secondary)], 0)
    let room = max(1, inside.size.rows - 4)
    if all.isEmpty { line([.init(tr("Nobody yet, or not fetched yet."), .tertiary)], 2) }
    let selected = min(box.selected, max(0, all.count - 1))
    let first = max(0, min(selected - room + 1, all.count - room))
    for (row, attendee) in all.dropFirst(first).prefix(room).enumerated() {
      let isSelected = first + row == selected
      if isSelected {
        painter.fill(
          Rect(
            column: inside.origin.column, row: inside.origin.row + 2 + row, columns: width,
            rows: 1), .selection)
        if state.isPlain {
          painter.canvas.cursor = Point(
            column: inside.origin.column, row: inside.origin.row + 2 + row)
        }
      }
      let (word, role) = Self.status(attendee.status)
      let name = attendee.user?.name ?? attendee.user?.username ?? tr("Somebody")
      line(
        [
          .init(DisplayText.padded(word, to: Self.statusColumns), role),
          .init(DisplayText.truncated(name, to: max(1, width - Self.statusColumns - 1)), .text),
        ], 2 + row, selected: isSelected ? .selection : nil)
    }
    let approve = state.keymap.keys(for: .approve).first ?? ""
    let reject = state.keymap.keys(for: .reject).first ?? ""
    let hint =
      box.isHost
      ? tr("\(approve) gives a place · \(reject) declines · Esc closes") : tr("Esc closes")
    line([.init(hint, .tertiary)], inside.size.rows - 1)
  }

  /// The columns of the longest of them, and a gap.
  static var statusColumns: Int {
    ["approved", "rejected", ""].map { DisplayText.width(of: status($0).0) + 2 }.reduce(10, max)
  }

  static func status(_ status: String) -> (String, ThemeRole) {
    switch status {
    case "approved": (tr("coming"), .success)
    case "rejected": (tr("declined"), .error)
    default: (tr("asked"), .warning)
    }
  }
}
