import SyncEngine
import TermKit

/// Moving about in the month.
extension Updater {
  /// A movement while the calendar is shown; nil where it means what it does in every list.
  func moveInCalendar(
    _ state: inout AppState, _ list: inout ListScreen, _ command: Command
  ) -> [Effect]? {
    guard case .calendar = list.current.content, var calendar = list.calendar else { return nil }
    if calendar.isInDay {
      return moveInDay(&state, &list, &calendar, command)
    }
    let target: CivilDay
    switch command {
    case .left: target = calendar.day + -1
    case .right: target = calendar.day + 1
    case .up: target = calendar.day + -7
    case .down: target = calendar.day + 7
    case .pageUp: target = calendar.day.adding(months: -1)
    case .pageDown: target = calendar.day.adding(months: 1)
    case .top: target = CivilDay(state.now, in: state.timeZone)
    case .bottom: target = calendar.day.firstOfMonth.adding(months: 1) + -1
    case .open:
      if calendar.dayEvents.isEmpty {
        state.say(tr("There are no events on this day"))
      } else {
        calendar.isInDay = true
      }
      return keep(&state, &list, calendar)
    default: return nil
    }
    return go(&state, &list, &calendar, to: target)
  }

  private func go(
    _ state: inout AppState, _ list: inout ListScreen, _ calendar: inout CalendarState,
    to day: CivilDay
  ) -> [Effect] {
    let isOtherMonth = calendar.go(to: day)
    return keep(&state, &list, calendar)
      + (isOtherMonth ? [.loadCalendar(calendar.load(token: list.token))] : [])
  }

  private func moveInDay(
    _ state: inout AppState, _ list: inout ListScreen, _ calendar: inout CalendarState,
    _ command: Command
  ) -> [Effect]? {
    let count = calendar.dayEvents.count
    switch command {
    case .up: calendar.selected = max(0, calendar.selected - 1)
    case .down: calendar.selected = max(0, min(count - 1, calendar.selected + 1))
    case .top, .pageUp: calendar.selected = 0
    case .bottom, .pageDown: calendar.selected = max(0, count - 1)
    case .left, .back: calendar.isInDay = false
    case .open, .right:
      let row = calendar.selectedRow
      let effects = keep(&state, &list, calendar)
      return effects + (row.map { open(&state, $0) } ?? [])
    default: return nil
    }
    return keep(&state, &list, calendar)
  }

  private func keep(
    _ state: inout AppState, _ list: inout ListScreen, _ calendar: CalendarState
  ) -> [Effect] {
    list.calendar = calendar
    state.screen = .list(list)
    return []
  }

  func receive(
    _ state: inout AppState, _ load: CalendarState.Load, _ rows: [Row], isCut: Bool
  ) {
    let zone = state.timeZone
    state.withList(token: load.token) { list in
      // The person may have gone on to another month.
      guard list.calendar?.days == load.days else { return }
      list.calendar?.receive(rows, isCut: isCut, timeZone: zone)
    }
  }

  func clickCalendar(
    _ state: inout AppState, _ list: ListScreen, _ point: Point, _ clicks: Int
  ) -> [Effect] {
    guard var calendar = list.calendar else { return [] }
    var list = list
    let view = CalendarView(state: state, calendar: calendar)
    switch view.target(at: point, Frame(state).detail) {
    case .day(let day): return go(&state, &list, &calendar, to: day)
    case .event(let index):
      let wasSelected = calendar.isInDay && calendar.selected == index
      calendar.isInDay = true
      calendar.selected = index
      _ = keep(&state, &list, calendar)
      guard wasSelected || clicks > 1, let row = calendar.selectedRow else { return [] }
      return open(&state, row)
    case nil: return []
    }
  }
}
