import CNTKit
import Foundation
import SyncEngine
import TermKit
import Testing

@testable import cnt_tui

struct UpdateTests {
  @Test func `a like asks for the state that is wanted, not for a toggle`() {
    var app = AppHarness()
    app.press("6")
    app.answer([AppHarness.post(5)])
    app.press("L")
    #expect(app.effects == [.submit(.like(post: 5, liked: true))])
  }

  @Test func `a comment is written, sent and its draft forgotten`() {
    var app = AppHarness()
    app.press("6")
    app.answer([AppHarness.post(5)])
    app.press("c")
    app.type("So be it")
    app.press("escape")
    #expect(app.effects == [.saveDrafts(["comment-5": "So be it"])])
    app.press("c")
    #expect(app.screen.contains("So be it"))
    app.press("ctrl-s")
    #expect(
      app.effects == [
        .submitText(
          .comment(post: 5, text: "So be it"), drafts: [:], key: "comment-5", text: "So be it")
      ])
    // Where that fails, the text is a draft again.
    app.send(.draftKept(key: "comment-5", text: "So be it"))
    #expect(app.effects == [.saveDrafts(["comment-5": "So be it"])])
    app.press("c")
    #expect(app.screen.contains("So be it"))
  }

  @Test func `quitting in the middle of a post keeps it`() {
    var app = AppHarness()
    app.press("6", "n")
    app.type("Title")
    app.press("tab", "tab")
    app.type("Text")
    app.press("ctrl-c")
    #expect(app.effects == [.saveDrafts(["post": "Title\nText"]), .stop, .quit])
  }

  @Test func `a session that ends in the middle of a post keeps it`() {
    var app = AppHarness()
    app.press("6", "n")
    app.type("Title")
    app.send(.signedOut(reason: "Your session has ended."))
    #expect(app.effects == [.saveDrafts(["post": "Title\n"])])
  }

  @Test func `the sidebar has the name as it is now`() {
    var app = AppHarness()
    app.send(.profileLoaded(User(id: 7, username: "grace.o")))
    #expect(app.screen.contains(" grace.o"))
    app.send(.profileLoaded(User(id: 8, username: "somebody")))
    #expect(!app.screen.contains("somebody"))
  }

  @Test func `an empty post is not sent`() {
    var app = AppHarness()
    app.press("6", "n", "ctrl-s")
    #expect(app.effects.isEmpty)
    #expect(app.screen.contains("Write something first"))
  }

  @Test func `a rejection asks for its reason`() {
    var app = AppHarness(isAdmin: true)
    app.press("0")
    app.answer([
      Row(
        item: .adminItem(AdminContentItem(id: 9, type: "podcast", title: "Loud", status: "pending"))
      )
    ])
    app.press("x")
    #expect(app.screen.contains("The author reads this"))
    app.type("Too loud")
    app.press("enter")
    #expect(
      app.effects == [
        .decide(
          [.reject(type: "podcast", id: 9, reason: "Too loud")], title: "Rejected “Loud”")
      ])
    app.press("0")
    app.press("x", "escape")
    #expect(app.effects.isEmpty)
  }

  @Test func `members have no admin desk`() {
    var app = AppHarness()
    app.press("0")
    #expect(app.state.section == .home)
    #expect(!app.screen.contains("Admin"))
  }

  @Test func `a long list asks for its next page near the end and lets the far end go`() {
    var app = AppHarness()
    app.press("2")
    app.answer(AppHarness.podcasts(100), hasAfter: true)
    for _ in 0..<60 { app.press("j") }
    var asked = false
    for case .load(let load) in app.effects { asked = asked || load.mode == .append }
    guard case .list(let list) = app.state.screen else { return }
    #expect(asked || list.blocks[0].isLoading)
    #expect(list.selected == 60)
  }

  @Test func `an answer to an older question is dropped`() {
    var app = AppHarness()
    app.press("2")
    let old = app.effects
    app.press("]")
    for case .load(let load) in old {
      app.send(
        .loaded(
          load, ListWindow(rows: AppHarness.podcasts(3), hasBefore: false, hasAfter: false)))
    }
    #expect(!app.screen.contains("Reading 1"))
  }

  @Test func `the selection stays on its row when rows come in above it`() {
    var app = AppHarness()
    app.press("2")
    app.answer(Array(AppHarness.podcasts(5).dropFirst()))
    app.press("j")
    app.send(.mirrorChanged)
    app.answer(AppHarness.podcasts(5))
    guard case .list(let list) = app.state.screen else { return }
    #expect(list.selectedRow?.item.ref.id == 3)
  }

  @Test func `a filter narrows as it is typed, and Esc clears it`() {
    var app = AppHarness()
    app.press("2")
    app.answer(AppHarness.podcasts(3))
    app.press("/")
    app.type("psq")
    guard case .load(let load)? = app.effects.first else {
      Issue.record("no load")
      return
    }
    #expect(load.query.match == "psq")
    app.press("escape")
    guard case .load(let cleared)? = app.effects.first else { return }
    #expect(cleared.query.match == nil)
  }

  @Test func `a click selects, a second one opens, and the sidebar goes elsewhere`() {
    var app = AppHarness()
    app.press("2")
    app.answer(AppHarness.podcasts(5))
    func click(_ column: Int, _ row: Int) -> Action {
      .input(
        .mouse(MouseEvent(kind: .press, button: .left, position: Point(column: column, row: row))))
    }
    app.send(click(30, 5))
    guard case .list(let list) = app.state.screen else { return }
    #expect(list.selected == 1)
    app.send(click(30, 5))
    #expect(app.screen.contains("‹ Podcasts"))
    app.send(click(5, 3 + 4))
    #expect(app.state.section == .community)
  }

  @Test func `positions on the way of a seek do not pull it back`() {
    var app = AppHarness()
    app.press("2")
    app.answer(AppHarness.podcasts(2))
    app.press("p")
    app.send(.player(.loaded(duration: 60)))
    app.send(.player(.position(2)))
    app.press(".", ".", ".")
    #expect(app.effects == [.seek(to: 32)])
    app.send(.player(.position(12)))
    #expect(app.state.player.position == 32)
    app.send(.player(.position(32.2)))
    app.send(.player(.position(33)))
    #expect(app.state.player.position == 33)
  }

  @Test func `no key is bound twice and every bound command has a title`() {
    var seen: Set<String> = []
    for (command, keys) in Keymap.standard.bindings {
      #expect(!command.title.isEmpty)
      for key in keys { #expect(seen.insert(key).inserted, "\(key)") }
    }
    #expect(Set(Keymap.standard.bindings.map(\.command)).count == Keymap.standard.bindings.count)
  }

  @Test func `a megabyte pasted into a filter is cut`() {
    var app = AppHarness()
    app.press("2", "/")
    app.send(.input(.paste(String(repeating: "x ", count: 500_000))))
    guard case .list(let list) = app.state.screen else { return }
    #expect(list.filter.count == 200)
  }

  @Test func `JSON for scripts cannot drive a terminal and reads back the same`() throws {
    let text = "a\u{9b}31m\u{202e}b\u{1b}é漢😀"
    let data = try JSONEncoder().encode([text])
    let safe = String(decoding: data, as: UTF8.self).escapingUnprintableJSON
    #expect(try JSONDecoder().decode([String].self, from: Data(safe.utf8)) == [text])
    #expect(
      !safe.unicodeScalars.contains { [.control, .format].contains($0.properties.generalCategory) })
  }

  @Test func `a filter begun in the sidebar is the list's`() {
    var app = AppHarness()
    app.press("2")
    app.answer(AppHarness.podcasts(3))
    app.press("tab", "/")
    app.type("re")
    guard case .list(let list) = app.state.screen else { return }
    #expect(app.state.focus == .main && list.filter == "re")
  }
}
