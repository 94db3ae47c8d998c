import CNTKit
import Foundation
import SyncEngine

/// A month of events, and the day that is looked at.
struct CalendarState: Sendable, Hashable {
  /// A request for a month's events; an answer for another is dropped.
  struct Load: Sendable, Hashable {
    var token: Int
    /// The first and the last day that the grid shows.
    var days: ClosedRange<Int>
  }

  var day: CivilDay
  var weekStart: WeekStart
  /// Events by day, each day's in the order of their times.
  private(set) var events: [Int: [Row]] = [:]
  /// Whether the keys move through the day's events, or else from day to day.
  var isInDay = false
  /// Index into the day's events.
  var selected = 0
  private(set) var isLoaded = false
  /// Whether there are more events than are read.
  private(set) var isCut = false

  /// Events of one grid that are read, at most.
  static let mostEvents = 3000

  init(day: CivilDay, weekStart: WeekStart) {
    self.day = day
    self.weekStart = weekStart
  }

  /// The first day in the grid: the begin of the week in which the month begins.
  var firstInGrid: CivilDay {
    let first = day.firstOfMonth
    return first + -((first.weekday - weekStart.weekday + 7) % 7)
  }

  /// Six weeks, so that the grid is as tall in every month.
  var days: ClosedRange<Int> { firstInGrid.number...firstInGrid.number + 41 }

  func load(token: Int) -> Load { Load(token: token, days: days) }

  var dayEvents: [Row] { events[day.number] ?? [] }

  var selectedRow: Row? {
    dayEvents.indices.contains(selected) ? dayEvents[selected] : dayEvents.first
  }

  /// Goes to another day; true when that one is in another month, whose events are to be read.
  mutating func go(to new: CivilDay) -> Bool {
    // Further than any calendar that people keep.
    guard (-700_000...3_000_000).contains(new.number) else { return false }
    let before = day.firstOfMonth
    day = new
    selected = 0
    isInDay = false
    return day.firstOfMonth != before
  }

  mutating func receive(_ rows: [Row], isCut: Bool, timeZone: TimeZone) {
    let keep = selectedRow?.item.ref
    events = [:]
    for row in rows {
      guard case .event(let event) = row.item, let stamp = event.eventDate else { continue }
      events[CivilDay(entered: stamp, in: timeZone).number, default: []].append(row)
    }
    for day in events.keys {
      events[day]?.sort { Self.clock($0, timeZone) < Self.clock($1, timeZone) }
    }
    isLoaded = true
    self.isCut = isCut
    selected = keep.flatMap { ref in dayEvents.firstIndex { $0.item.ref == ref } } ?? 0
    if dayEvents.isEmpty { isInDay = false }
  }

  /// Seconds by which events of a day are sorted, whether their times have a zone or not.
  private static func clock(_ row: Row, _ zone: TimeZone) -> Int {
    guard case .event(let event) = row.item, let stamp = event.eventDate else { return 0 }
    let offset = stamp.isZoned ? zone.secondsFromGMT(for: stamp.date) : 0
    return stamp.secondsSince1970 + offset
  }
}
