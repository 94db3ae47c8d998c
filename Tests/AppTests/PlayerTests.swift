import Foundation
import MediaKit
import SyncEngine
import TermKit
import Testing

@testable import cnt_tui

/// Chapters, times, what is kept and what is handed over.
struct PlayerTests {
  private func app(columns: Int = 100, rows: Int = 6) -> AppHarness {
    var app = AppHarness(columns: columns)
    app.press("2")
    app.answer(AppHarness.podcasts(rows))
    app.press("p")
    app.send(.player(.loaded(duration: 600)))
    app.answerSaves()
    return app
  }

  private func withChapters() -> AppHarness {
    var app = app()
    app.send(
      .player(
        .chapters([
          Chapter(title: "Opening", start: 0), Chapter(title: "Psalm\u{1b}[31m 4", start: 120),
          Chapter(title: "", start: 300),
        ])))
    return app
  }

  @Test func `chapters are shown, stepped through and gone to`() {
    var app = withChapters()
    app.send(.player(.position(125)))
    #expect(app.screen.contains("Psalm") && !app.screen.contains("\u{1b}"))
    #expect(app.screen.contains("┃"))
    app.press("alt-)")
    #expect(app.effects == [.seek(to: 300)])
    app.press("alt-(")
    #expect(app.effects == [.seek(to: 120)])
    app.send(.player(.position(120)))
    app.send(.player(.position(130)))
    app.press("alt-(")
    #expect(app.effects == [.seek(to: 120)])
    app.press("alt-k")
    #expect(app.screen.contains("▶ Psalm") && app.screen.contains("Chapter 3"))
    app.press("j", "enter")
    #expect(app.effects == [.seek(to: 300)] && app.state.overlay == nil)
    app.press("alt-)")
    #expect(app.screen.contains("last chapter"))
  }

  @Test func `what has no chapters says so`() {
    var app = app()
    app.press("alt-k")
    #expect(app.screen.contains("no chapters") && app.state.overlay == nil)
  }

  @Test(arguments: [
    ("1:02:30", TimeEntry.at(3750)), ("90", .at(90)), ("+30", .step(30)), ("-1:05", .step(-65)),
    ("1h2m", .at(3720)), ("45s", .at(45)), (" 0:00.5 ", .at(0.5)), ("1:60", nil), ("", nil),
    ("abc", nil), ("1m1h", nil), ("1::2", nil), ("99999999999", nil), ("+", nil), ("5m3", nil),
  ])
  func `a time is read as a person writes it`(text: String, expected: TimeEntry?) {
    #expect(TimeEntry(text) == expected)
  }

  @Test func `a typed time is gone to, one beyond the end is not`() {
    var app = app()
    app.press("@")
    app.type("5:30")
    app.press("enter")
    #expect(app.effects == [.seek(to: 330)])
    app.press("@")
    app.type("20:00")
    app.press("enter")
    #expect(app.effects.isEmpty && app.screen.contains("This ends at 10:00"))
    app.press("ctrl-u", "x", "enter")
    #expect(app.screen.contains("Write a time"))
    app.press("escape")
    #expect(app.state.overlay == nil)
  }

  @Test func `a count seeks so many seconds, and the time that is left is told`() {
    var app = app()
    app.press("alt-9", "0", ".")
    #expect(app.effects == [.seek(to: 90)])
    app.send(.player(.position(90)))
    #expect(app.screen.contains("1:30 / 10:00  -8:30"))
    app.press("}", "}", "}")
    #expect(app.state.player.speed == 2 && app.screen.contains("-4:15"))
    app.press("alt-{", "alt-{", "alt-{")
    #expect(app.state.player.speed == 1.85)
    app.press("{")
    #expect(app.state.player.speed == 1.5)
  }

  @Test func `every change of the queue is kept, with what was known`() {
    var app = app(rows: 3)
    let uids = app.state.player.queue.map(\.uid)
    #expect(Set(uids).count == 3 && !uids.contains(0))
    app.press("e")
    guard case .saveQueue(let queue, let base)? = app.effects.first else {
      Issue.record("\(app.effects)")
      return
    }
    #expect(base == uids && queue.entries.count == 4 && queue.current == uids[0])
    app.send(.player(.position(30)))
    #expect(!app.effects.contains { if case .saveQueue = $0 { true } else { false } })
  }

  @Test func `the queue of an earlier run rests until it is played`() {
    var app = app()
    var queue = app.state.player.stored
    queue.current = queue.entries[2].uid
    app = AppHarness(columns: 100)
    app.send(.queueOpened(queue, position: 75))
    #expect(app.effects.isEmpty && app.screen.contains("‖ Reading 3"))
    #expect(app.screen.contains("1:15 / 3:00"))
    app.press("space")
    #expect(app.effects.first == .play(queue.entries[2]))
    #expect(!app.state.player.isDormant)
  }

  @Test func `what others change is taken in, and what plays stays`() {
    var app = app(rows: 3)
    let mine = app.state.player.stored
    var theirs = mine
    theirs.entries.swapAt(1, 2)
    theirs.entries.append(
      QueueEntry(
        ref: ItemRef(kind: .track, id: 5), title: "Song", subtitle: "", media: "/5", uid: 99))
    app.send(.queueLoaded(theirs, position: 0))
    #expect(app.state.player.queue == theirs.entries && app.effects.isEmpty)
    #expect(app.state.player.known == theirs.entries.map(\.uid))
    app.send(.queueLoaded(PlayQueue(), position: 0))
    #expect(app.state.player.queue.map(\.uid) == [mine.entries[0].uid])
    #expect(app.state.player.index == 0)
    guard case .saveQueue(let kept, since: [])? = app.effects.first else {
      Issue.record("\(app.effects)")
      return
    }
    #expect(kept.entries.count == 1)
  }

  @Test func `what could not be stored is stored with the next change`() throws {
    var app = app(rows: 3)
    let known = app.state.player.known
    app.press("e")
    app.send(.queueSaved(nil, since: known, position: 0))
    app.press("e")
    let saves = app.effects.compactMap { effect -> [UInt32]? in
      if case .saveQueue(_, let base) = effect { base } else { nil }
    }
    #expect(saves == [known] && app.state.player.queue.count == 5)
  }

  @Test func `while a change is being written nothing older is taken in`() {
    var app = app(rows: 3)
    let before = app.state.player.stored
    app.press("e")
    app.send(.queueLoaded(before, position: 0))
    #expect(app.state.player.queue.count == 4)
    app.send(.queueSaved(app.state.player.stored, since: [], position: 0))
    #expect(app.state.player.saves == 0 && app.state.player.queue.count == 4)
  }

  @Test func `the next one is in hand before the end, and goes on without a load`() {
    var app = app(rows: 3)
    app.send(.player(.position(500)))
    #expect(app.effects.isEmpty || !app.effects.contains { $0.isPrepare })
    app.send(.player(.position(585)))
    let next = app.state.player.queue[1]
    #expect(app.effects.contains(.prepareNext(next)))
    app.send(.prepared(next.uid, startedAt: 12))
    app.send(.player(.advanced(next.uid)))
    #expect(app.state.player.index == 1 && app.state.player.position == 12)
    #expect(!app.effects.contains { if case .play = $0 { true } else { false } })
    #expect(
      app.effects.contains(
        .savePosition(ItemRef(kind: .podcast, id: 1), seconds: 0, duration: 600)))
  }

  @Test func `another next one takes the place of the one in hand`() {
    var app = app(rows: 3)
    app.send(.player(.position(590)))
    let old = app.state.player.queue[1]
    app.press("j", "j", "E")
    let new = app.state.player.queue[1]
    #expect(new.uid != old.uid && app.effects.contains(.prepareNext(new)))
    // The player had gone on to the old one just before.
    app.send(.player(.advanced(old.uid)))
    #expect(app.state.player.index == 1 && app.effects.contains(.play(new)))
    app.send(.player(.loaded(duration: 180)))
    app.send(.player(.position(170)))
    app.press("Z", "Z")
    #expect(app.effects.contains(.prepareNext(new)))
    app.send(.player(.position(20)))
    #expect(app.state.player.handed == nil)
  }

  @Test func `mixing again puts back the order`() {
    var app = app(rows: 30)
    let order = app.state.player.queue
    app.press("z")
    #expect(app.state.player.queue != order && app.state.player.order != nil)
    app.press("z")
    #expect(app.state.player.queue == order && app.state.player.order == nil)
  }

  @Test func `nobody is told of what they see, and who looks away is told`() {
    var app = app(rows: 3)
    app.send(.player(.loaded(duration: 60)))
    #expect(!app.effects.contains { if case .notify = $0 { true } else { false } })
    app.send(.input(.focus(false)))
    app.send(.player(.loaded(duration: 60)))
    let notice = Notice(title: "Reading 1", body: "Podcast", subject: "track")
    #expect(app.effects.contains(.notify(notice)))
    app.send(.noticeRefused(notice))
    #expect(app.effects == [.notifyTerminal(notice)])
    var counts = MirrorCounts()
    app.send(.countsLoaded(counts, categories: [:]))
    counts.unreadNotifications = 2
    app.send(.countsLoaded(counts, categories: [:]))
    #expect(app.effects == [.loadNotices(2)])
    app.state.notices.isOn = false
    app.send(.player(.loaded(duration: 60)))
    #expect(!app.effects.contains { if case .notify = $0 { true } else { false } })
  }
}

extension Effect {
  fileprivate var isPrepare: Bool { if case .prepareNext = self { true } else { false } }
}

extension AppHarness {
  /// Answers what was written of the queue.
  mutating func answerSaves() {
    while state.player.saves > 0 { send(.queueSaved(state.player.stored, since: [], position: 0)) }
  }
}
