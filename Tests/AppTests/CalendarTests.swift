import CNTKit
import Foundation
import SyncEngine
import TermKit
import Testing

@testable import cnt_tui

/// The month of events, what one does with an event, and its calendar file.
struct CalendarTests {
  /// 24 November 2026, 10:40 UTC, is the harness's now.
  private func event(
    _ id: Int, _ date: String, host: Int = 3, title: String? = nil, status: String = "published"
  ) -> Row {
    Row(
      item: .event(
        Event(
          id: id, hostID: host, title: title ?? "Event \(id)", eventDate: Timestamp(date),
          status: status)))
  }

  private func calendar(_ rows: [Row], columns: Int = 80, rows height: Int = 24) throws
    -> AppHarness
  {
    var app = AppHarness(columns: columns, rows: height)
    app.press("7", "]")
    let load = try #require(
      app.effects.compactMap { effect -> CalendarState.Load? in
        if case .loadCalendar(let load) = effect { load } else { nil }
      }.first)
    app.send(.calendarLoaded(load, rows, isCut: false))
    return app
  }

  private func day(_ app: AppHarness) -> String {
    guard case .list(let list)? = app.state.screen, let day = list.calendar?.day else { return "" }
    let parts = day.parts
    return "\(parts.year)-\(parts.month)-\(parts.day)"
  }

  @Test func `civil days agree with Foundation's calendar`() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
    for number in stride(from: -150_000, through: 150_000, by: 997) {
      let date = Date(timeIntervalSince1970: Double(number) * 86_400)
      let parts = calendar.dateComponents([.year, .month, .day, .weekday, .era], from: date)
      guard parts.era == 1, date.timeIntervalSince1970 > -12_000_000_000 else { continue }
      let day = CivilDay(number: number)
      #expect(
        day.parts == (parts.year ?? 0, parts.month ?? 0, parts.day ?? 0), "\(number)")
      #expect(day.weekday == (parts.weekday ?? 0) - 1)
      let (year, month, dayOfMonth) = day.parts
      #expect(CivilDay(year: year, month: month, day: dayOfMonth) == day)
    }
  }

  @Test func `months of other lengths keep the day or take their last`() {
    let day = CivilDay(year: 2028, month: 1, day: 31)
    #expect(day.adding(months: 1).parts == (2028, 2, 29))
    #expect(day.adding(months: -2).parts == (2027, 11, 30))
    #expect(day.adding(months: 12).parts == (2029, 1, 31))
  }

  @Test func `the month is drawn with today and days that have events`() throws {
    let app = try calendar([event(1, "2026-11-28T18:30:00"), event(2, "2026-11-24T09:00:00")])
    #expect(app.screen.contains("November 2026"))
    #expect(app.screen.contains(" Mo  Tu  We  Th  Fr  Sa  Su"))
    #expect(app.screen.contains("[24]"))
    #expect(app.screen.contains(" 28•"))
    #expect(app.screen.contains("Tuesday 24 November 2026"))
    #expect(app.screen.contains("Event 2"))
  }

  @Test func `weeks begin where the locale begins them`() {
    func start(_ lang: String) -> WeekStart { WeekStart(environment: ["LANG": lang]) }
    #expect(start("en_US.UTF-8") == .sunday)
    #expect(start("de_DE.UTF-8") == .monday)
    #expect(start("ar_EG.UTF-8") == .saturday)
    #expect(start("C") == .monday)
    #expect(WeekStart(environment: ["LC_ALL": "", "LC_TIME": "pt_BR", "LANG": "de_DE"]) == .sunday)
    var calendar = CalendarState(day: CivilDay(year: 2026, month: 11, day: 24), weekStart: .sunday)
    #expect(calendar.firstInGrid.parts == (2026, 11, 1))
    calendar = CalendarState(day: calendar.day, weekStart: .monday)
    #expect(calendar.firstInGrid.parts == (2026, 10, 26))
  }

  @Test func `keys go by day, week and month, and another month is read`() throws {
    var app = try calendar([])
    app.press("right", "down")
    #expect(day(app) == "2026-12-2")
    #expect(app.effects.contains { if case .loadCalendar = $0 { true } else { false } })
    app.press("pageup", "left")
    #expect(day(app) == "2026-11-1")
    app.press("left")
    #expect(day(app) == "2026-10-31")
    app.press("g")
    #expect(day(app) == "2026-11-24")
    app.press("G")
    #expect(day(app) == "2026-11-30")
  }

  @Test func `Enter goes into the day's events and Esc comes back`() throws {
    var app = try calendar([event(1, "2026-11-24T18:30:00"), event(2, "2026-11-24T09:00:00")])
    app.press("enter", "down", "enter")
    #expect(app.effects.contains(.loadDetail(ItemRef(kind: .event, id: 1))))
    app.press("escape", "escape", "right")
    #expect(day(app) == "2026-11-25")
    app.press("enter")
    #expect(app.state.toast?.text == "There are no events on this day")
  }

  @Test func `answers for another month are dropped`() throws {
    var app = try calendar([])
    let old = CalendarState(day: CivilDay(year: 2026, month: 11, day: 1), weekStart: .monday)
    app.press("pagedown")
    guard case .list(let list)? = app.state.screen else { return #expect(Bool(false)) }
    app.send(
      .calendarLoaded(old.load(token: list.token), [event(9, "2026-12-24T09:00:00")], isCut: false))
    #expect(!app.screen.contains("Event 9"))
  }

  @Test func `an event with a zone is on the day that it is here`() throws {
    var calendar = CalendarState(day: CivilDay(year: 2026, month: 11, day: 24), weekStart: .monday)
    let zone = try #require(TimeZone(secondsFromGMT: 3 * 3600))
    calendar.receive(
      [event(1, "2026-11-23T22:30:00Z"), event(2, "2026-11-24T00:10:00")], isCut: false,
      timeZone: zone)
    #expect(calendar.dayEvents.map(\.item.ref.id) == [2, 1])
  }

  @Test func `a click chooses a day, and an event opens at the second one`() throws {
    var app = try calendar([event(1, "2026-11-24T18:30:00")])
    let rect = Frame(app.state).detail
    func click(_ column: Int, _ row: Int) {
      app.send(
        .input(
          .mouse(
            MouseEvent(kind: .press, button: .left, position: Point(column: column, row: row)))))
    }
    // The first of November is the Sunday of the first week.
    click(rect.origin.column + 6 * 4 + 1, rect.origin.row + 2)
    #expect(day(app) == "2026-11-1")
    app.press("g")
    click(rect.origin.column + 32, rect.origin.row + 2)
    click(rect.origin.column + 32, rect.origin.row + 2)
    #expect(app.effects.contains(.loadDetail(ItemRef(kind: .event, id: 1))))
  }

  @Test func `the smallest terminal shows the month, too`() throws {
    let app = try calendar([event(1, "2026-11-24T18:30:00")], columns: 40, rows: 18)
    #expect(app.screen.contains("November 2026"))
    #expect(app.screen.contains("Event 1"))
  }

  // MARK: - Hosting

  private func detail(host: Int) -> AppHarness {
    var app = AppHarness()
    app.press("7")
    app.answer([event(5, "2026-12-24T18:30:00", host: host, title: "Carols")])
    app.press("enter")
    return app
  }

  private let guests = [
    EventAttendee(id: 1, userID: 20, user: UserSummary(id: 20, name: "Ruth")),
    EventAttendee(id: 2, userID: 21, status: "approved", user: UserSummary(id: 21, name: "Boaz")),
  ]

  @Test func `looking at an artist asks who follows and lists them`() {
    var app = AppHarness()
    app.press("8")
    app.answer([Row(item: .artist(Artist(id: 4, userID: 3, artistName: "Choir")))])
    app.press("enter")
    #expect(app.effects.contains(.lookAtFollowers(artist: 4)))
    app.send(
      .followersLoaded(artist: 4, [ArtistFollower(id: 1, userID: 20, userName: "Ruth")]))
    #expect(app.screen.contains("Ruth"))
    app.send(.followersLoaded(artist: 5, []))
    #expect(app.screen.contains("Ruth"))
  }

  @Test func `looking at an event asks who comes and lists them`() {
    var app = detail(host: 3)
    #expect(app.effects.contains(.lookAtAttendees(event: 5)))
    app.send(.attendeesLoaded(event: 5, guests))
    #expect(app.screen.contains("asked     Ruth"))
    #expect(app.screen.contains("coming    Boaz"))
  }

  @Test func `the host answers those who asked, nobody else does`() {
    var app = detail(host: 7)
    app.send(.attendeesLoaded(event: 5, guests))
    app.press("C", "a")
    #expect(
      app.effects.first == .submit(.decideAttendee(event: 5, user: 20, status: "approved")))
    app.press("down", "x")
    #expect(
      app.effects.first == .submit(.decideAttendee(event: 5, user: 21, status: "rejected")))
    var other = detail(host: 3)
    other.send(.attendeesLoaded(event: 5, guests))
    other.press("C", "a")
    #expect(other.effects.isEmpty)
  }

  @Test func `the host changes an event, and only what was changed is sent`() {
    var app = detail(host: 7)
    app.press("alt-e")
    app.press("tab")
    for _ in 0..<16 { app.press("backspace") }
    app.type("2026-02-30 18:00")
    app.press("ctrl-s")
    #expect(app.screen.contains("Write the date and the time like"))
    for _ in 0..<16 { app.press("backspace") }
    app.type("2026-12-25 9:05")
    app.press("ctrl-s")
    #expect(
      app.effects == [
        .submit(.editEvent(5, MemberChanges(["event_date": .string("2026-12-25T09:05:00")])))
      ])
    #expect(app.state.overlay == nil)
  }

  @Test func `a form that was not changed sends nothing, and Esc forgets`() {
    var app = detail(host: 7)
    app.press("alt-e", "ctrl-s")
    #expect(app.effects.isEmpty)
    app.press("alt-e")
    app.type("x")
    app.press("escape")
    #expect(app.effects.isEmpty && app.state.overlay == nil)
  }

  @Test func `deleting asks, and Enter is not a yes`() {
    var app = detail(host: 7)
    app.press("delete")
    #expect(app.screen.contains("Delete “Carols”?"))
    app.press("enter")
    #expect(app.effects.isEmpty && app.state.overlay == nil)
    app.press("delete", "y")
    #expect(app.effects == [.submit(.deleteEvent(5))])
    guard case .list? = app.state.screen else { return #expect(Bool(false)) }
  }

  @Test func `a day shows no marks, and none are set there`() throws {
    var app = try calendar([event(1, "2026-11-24T18:00:00")])
    app.press("T")
    #expect(app.screen.contains("There is nothing to mark here"))
    app.press("t")
    #expect(app.state.chosenRows.count <= 1 && app.screen.contains("There is nothing to mark here"))
  }

  @Test func `a letter comes back to the month after a restart`() throws {
    var app = try calendar([event(1, "2026-11-24T18:00:00")])
    app.press("`", "c")
    var other = AppHarness()
    other.send(.placesLoaded(app.state.placeMarks.places))
    other.press("'", "c")
    #expect(other.effects.contains { if case .loadCalendar = $0 { true } else { false } })
  }

  @Test func `there is nothing to type into in the month`() throws {
    var app = try calendar([event(1, "2026-11-24T18:00:00")])
    app.press("/")
    #expect(app.screen.contains("There is nothing to filter here"))
  }
}
