import CNTKit
import Foundation
import SyncEngine
import TermKit
import Testing

@testable import cnt_tui

struct HistoryTests {
  @Test func `back and forward go over screens of all sections`() {
    var app = AppHarness()
    app.press("2")
    app.answer(AppHarness.podcasts(3))
    app.press("j", "enter", "6")
    app.answer([AppHarness.post(5)])
    app.press("alt-left")
    #expect(app.state.section == .podcasts && app.screen.contains("‹ Podcasts"))
    #expect(app.effects.contains(.loadDetail(ItemRef(kind: .podcast, id: 2))))
    app.press("H")
    #expect(app.state.section == .podcasts && !app.screen.contains("‹ Podcasts"))
    app.press("ctrl-o")
    #expect(app.state.section == .home)
    app.press("ctrl-o")
    #expect(app.screen.contains("This is where you began"))
    app.press("alt-right", "alt-right", "I")
    #expect(app.state.section == .community)
    app.press("I")
    #expect(app.screen.contains("There is nothing ahead"))
  }

  @Test func `what was closed with Esc opens again`() {
    var app = AppHarness()
    app.press("2")
    app.answer(AppHarness.podcasts(3))
    app.press("enter", "escape", "alt-left")
    #expect(app.effects.contains(.loadDetail(ItemRef(kind: .podcast, id: 1))))
    #expect(app.screen.contains("‹ Podcasts"))
  }

  @Test func `going on from an earlier place forgets what was ahead`() {
    var app = AppHarness()
    app.press("2", "3", "alt-left", "4")
    #expect(app.state.history.forward.isEmpty)
    app.press("alt-left")
    #expect(app.state.section == .podcasts)
  }

  @Test func `sections passed in the sidebar are not visits, tabs are no places`() {
    var app = AppHarness()
    app.press("tab", "j", "j", "j", "enter", "]")
    #expect(app.state.history.back.map(\.section) == [.home])
    app.press("alt-left")
    #expect(app.state.section == .home)
  }

  @Test func `a playlist is a place`() {
    var app = AppHarness()
    app.press("9", "]", "]")
    app.answer([Row(item: .playlist(Playlist(id: 4, name: "Sunday")))])
    app.press("enter")
    app.press("1", "alt-left")
    #expect(app.screen.contains("Sunday"))
    app.press("escape", "1", "alt-left", "alt-left", "alt-left")
    #expect(app.screen.contains("Sunday"))
    #expect(app.effects.contains { if case .load = $0 { true } else { false } })
  }

  @Test func `the history does not grow without end`() {
    var app = AppHarness()
    for _ in 0..<200 { app.press("2", "3") }
    #expect(app.state.history.back.count == History.longest)
  }
}

struct CountTests {
  private func selected(_ app: AppHarness) -> Int? {
    if case .list(let list)? = app.state.screen { list.selectedRow?.item.ref.id } else { nil }
  }

  private func app() -> AppHarness {
    var app = AppHarness()
    app.press("2")
    app.answer(AppHarness.podcasts(40))
    return app
  }

  @Test func `a count begun with Alt repeats a movement`() {
    var app = app()
    app.press("alt-1", "2", "j")
    #expect(selected(app) == 13)
    app.press("alt-5", "k")
    #expect(selected(app) == 8)
    app.press("alt-2", "0")
    #expect(app.screen.contains(" 20 times"))
    app.press("G")
    #expect(selected(app) == 20)
    app.press("alt-9", "9", "9", "9", "9", "9", "j")
    #expect(selected(app) == 40)
    app.press("alt-2", "]")
    #expect(app.screen.contains("[Video]"))
  }

  @Test func `plain digits go to sections at once, and after a count they do again`() {
    var app = app()
    app.press("6")
    #expect(app.state.section == .community)
    app.press("alt-3", "escape", "2")
    #expect(app.state.section == .podcasts && app.state.count == nil)
    app.press("alt-3", "4", "p")
    #expect(app.state.count == nil)
  }

  @Test func `digits that the keymap gives to nothing begin a count`() throws {
    var app = app()
    app.state.keymap = try Keymap(toml: "section3 = []")
    app.press("3", "j")
    #expect(selected(app) == 4 && app.state.section == .podcasts)
  }
}

struct PlaceMarkTests {
  private func app() -> AppHarness {
    var app = AppHarness()
    app.press("2")
    app.answer(AppHarness.podcasts(40))
    return app
  }

  @Test func `a letter comes back to a row of a list`() throws {
    var app = app()
    app.press("alt-9", "j", "`", "a")
    #expect(app.screen.contains("'a comes back here"))
    let saved = app.effects.compactMap { effect -> String? in
      if case .saveSetting(key: "places", let value) = effect { value } else { nil }
    }
    let text = try #require(saved.last)
    let places = try JSONDecoder().decode([String: PlaceMark].self, from: Data(text.utf8))
    let mark = try #require(places["a"])
    let row = try #require(mark.row.flatMap(ThingNames.reference))
    app.press("6", "'", "a")
    #expect(app.state.section == .podcasts && app.state.placeMarks.asked == nil)
    let anchors = app.effects.compactMap { effect -> Anchor? in
      if case .load(let load) = effect { load.anchor } else { nil }
    }
    #expect(anchors.last == .at(row))
  }

  @Test func `a letter comes back to a page, also after a restart`() throws {
    var app = app()
    app.press("enter", "`", "7")
    let page = app.state.place
    var other = AppHarness()
    other.send(.placesLoaded(app.state.placeMarks.places))
    other.press("'", "7")
    #expect(other.state.place == page)
  }

  @Test func `a letter that is none, and a place without one, change nothing`() {
    var app = app()
    app.press("'")
    #expect(app.screen.contains("no places with a letter yet"))
    app.press("`", "f1")
    #expect(app.screen.contains("A letter or a digit") && app.state.placeMarks.places.isEmpty)
    app.press("`", "a", "'", "b")
    #expect(app.screen.contains("No place is called b"))
    app.press("'", "escape", "j")
    #expect(app.state.placeMarks.asked == nil && app.state.section == .podcasts)
  }
}
