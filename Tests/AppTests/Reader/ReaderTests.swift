import CNTKit
import Foundation
import SyncEngine
import TermKit
import Testing

@testable import cnt_tui

struct ReaderTests {
  private func document(_ id: Int = 4) -> Row {
    Row(
      item: .document(
        DocumentAsset(
          id: id, title: "Hymnal", filePath: "/media/documents/a.pdf", category: "Songs")))
  }

  private static let pages = DocumentText(
    output: (1...3).map { page in
      (1...40).map { "Line \($0) of page \(page)\($0 == 30 ? " needle" : "")" }.joined(
        separator: "\n")
    }.joined(separator: "\u{0c}"))

  /// The app with the documents' list shown.
  private func atDocuments(columns: Int = 80, rows: Int = 24, isAdmin: Bool = false) -> AppHarness {
    var app = AppHarness(columns: columns, rows: rows, isAdmin: isAdmin)
    app.press("5")
    app.press("]")
    app.answer([document()])
    return app
  }

  private func reading() -> AppHarness {
    var app = atDocuments()
    app.press("ctrl-r")
    app.send(.reader(.place(.document(4), nil, [])))
    app.send(.reader(.document(4, Self.pages)))
    return app
  }

  private func scripture() throws -> AppHarness {
    var app = AppHarness()
    app.press("5", "]", "]")
    app.press("enter")
    app.send(.reader(.place(.scripture, nil, [])))
    app.send(.reader(.scripture(try #require(ScriptureTests.sample))))
    return app
  }

  // MARK: Documents

  @Test func `a document that is not here is downloaded first, and then shown`() {
    var app = atDocuments()
    app.press("ctrl-r")
    #expect(app.effects.contains(.reader(.open(.document(4), restoring: true))))
    app.send(.reader(.downloading(.document(4))))
    #expect(app.screen.contains("It is being downloaded first"))
    let ref = ItemRef(kind: .document, id: 4)
    let now = app.state.now
    func told(_ state: Download.State, _ bytes: Int) -> Action {
      .downloadsLoaded(
        [
          Download(
            ref: ref, title: "Hymnal", state: state, bytes: bytes, total: 100, requestedAt: now)
        ],
        DownloadUsage(), revision: 0)
    }
    app.send(told(.running, 40))
    #expect(app.screen.contains("40%") && app.effects.isEmpty)
    app.send(told(.done, 100))
    #expect(app.effects == [.reader(.open(.document(4), restoring: false))])
    app.send(.reader(.document(4, Self.pages)))
    #expect(app.screen.contains("Line 1 of page 1") && app.screen.contains("page 1 of 3"))
  }

  @Test func `a document that was lost on its way says why`() {
    var app = atDocuments()
    app.press("ctrl-r")
    app.send(.reader(.downloading(.document(4))))
    app.send(
      .downloadsLoaded(
        [
          Download(
            ref: ItemRef(kind: .document, id: 4), title: "Hymnal", state: .failed,
            failure: "It is gone.", requestedAt: app.state.now)
        ], DownloadUsage(), revision: 0))
    #expect(app.screen.contains("It is gone."))
    app.send(.reader(.failed(.document(4), "This is no PDF.", mayBeViewed: false)))
    app.press("V")
    #expect(app.effects.isEmpty)
    app.send(.reader(.failed(.document(4), "It is locked.", mayBeViewed: true)))
    #expect(app.screen.contains("It is locked. V opens it"))
    app.press("V")
    #expect(app.effects == [.reader(.view(4))])
  }

  @Test func `pages are turned by keys, by numbers and by scrolling past their end`() {
    var app = reading()
    app.press("right")
    #expect(app.screen.contains("page 2 of 3"))
    #expect(app.effects == [.reader(.save(.document(4), ReadingPlace(place: 1, zoom: 3)))])
    app.press("pagedown", "pagedown")
    #expect(app.screen.contains("Line 40 of page 2"))
    app.press("down")
    #expect(app.screen.contains("page 3 of 3") && app.screen.contains("Line 1 of page 3"))
    app.press("up")
    #expect(app.screen.contains("page 2 of 3") && app.screen.contains("Line 40 of page 2"))
    app.press("alt-3", "G")
    #expect(app.screen.contains("page 3 of 3"))
    app.press("right", "alt-9", "G")
    #expect(app.screen.contains("page 3 of 3"))
  }

  @Test func `reading goes on where it stopped`() {
    var app = atDocuments()
    app.press("ctrl-r")
    app.send(
      .reader(
        .place(
          .document(4), ReadingPlace(place: 1, zoom: 0), [Bookmark(place: 2, label: "The end")])))
    app.send(.reader(.document(4, Self.pages)))
    #expect(app.screen.contains("page 2 of 3"))
    app.press("\"")
    #expect(app.screen.contains("Page 3") && app.screen.contains("The end"))
    app.press("enter")
    #expect(app.screen.contains("page 3 of 3") && app.screen.contains("★"))
    app.press("B")
    #expect(app.effects == [.reader(.unmark(.document(4), place: 2))])
    app.press("escape")
    #expect(app.effects.contains(.reader(.save(.document(4), ReadingPlace(place: 2, zoom: 0)))))
    // A place that a shorter file does not have any more.
    app.press("ctrl-r")
    app.send(.reader(.place(.document(4), ReadingPlace(place: 70, zoom: 90), [])))
    app.send(.reader(.document(4, Self.pages)))
    #expect(app.screen.contains("page 3 of 3"))
  }

  @Test func `words are looked for and gone through`() {
    var app = reading()
    app.press("/")
    app.type("needle")
    guard case .reader(.find(.document(4), "needle", let token))? = app.effects.first else {
      Issue.record("\(app.effects)")
      return
    }
    let hits = Self.pages.search("needle", limit: 9).map {
      FinderState.Hit(
        place: $0, title: "Page \($0 + 1)", text: Self.pages.excerpt(of: $0, "needle"))
    }
    // An answer to what was typed before is not shown.
    app.send(.reader(.found([.init(place: 0, title: "Old", text: "old")], token: token - 1)))
    #expect(!app.screen.contains("Old"))
    app.send(.reader(.found(hits, token: token)))
    #expect(app.screen.contains("Line 30 of page 2 needle"))
    app.press("down", "enter")
    #expect(app.screen.contains("page 2 of 3") && app.screen.contains("2 of 3 · n next"))
    #expect(app.screen.contains("needle"))
    app.press("n")
    #expect(app.screen.contains("page 3 of 3"))
    app.press("n")
    #expect(app.screen.contains("page 1 of 3"))
    app.press("N")
    #expect(app.screen.contains("page 3 of 3"))
    app.press("escape")
    #expect(!app.screen.contains("n next") && app.screen.contains("page 3 of 3"))
  }

  @Test func `text from a file never drives the terminal, and is as wide as one likes`() {
    var app = atDocuments()
    app.press("ctrl-r")
    let words = Array(repeating: "word", count: 60).joined(separator: " ")
    app.send(
      .reader(.document(4, DocumentText(output: "\u{1b}[31mred\u{1b}]52;c;x\u{7}\n\(words)"))))
    #expect(!app.screen.contains("\u{1b}") && app.screen.contains("[31mred"))
    let wide = app.screen
    for _ in 0..<9 { app.press("(") }
    #expect(app.screen != wide)
    let lines = app.screen.split(separator: "\n").filter { $0.contains("word word") }
    #expect(lines.count > 6)
    for _ in 0..<20 { app.press(")") }
    #expect(app.state.isReading)
  }

  // MARK: Scripture

  @Test func `the Bible is opened, gone through and copied`() throws {
    var app = try scripture()
    #expect(app.screen.contains("Genesis 1") && app.screen.contains("verse 1 of 2"))
    app.press("down")
    #expect(app.screen.contains("verse 2 of 2"))
    app.press("y")
    #expect(
      app.effects == [
        .copy(
          "“And the earth was without form, and void.” (Genesis 1:2, KJV)", what: "The verse is")
      ])
    app.press("down")
    #expect(app.screen.contains("Genesis 2"))
    app.press("right")
    #expect(app.screen.contains("Psalms 23") && app.screen.contains("my shepherd"))
    app.press("left")
    #expect(app.screen.contains("Genesis 2"))
    app.press("B")
    #expect(
      app.effects == [
        .reader(
          .mark(
            .scripture,
            Bookmark(place: 2, label: "Thus the heavens and the earth were finished.")))
      ])
  }

  @Test func `a reference is typed, completed and gone to`() throws {
    var app = try scripture()
    app.press("#")
    app.type("ps 23:2")
    #expect(app.screen.contains("Psalms 23:2"))
    app.press("enter")
    #expect(app.screen.contains("Psalms 23") && app.screen.contains("verse 2 of 2"))
    app.press("enter")
    app.type("1 co")
    app.press("tab")
    app.type("13:4")
    #expect(app.screen.contains("1 Corinthians 13:4"))
    app.press("enter")
    #expect(app.screen.contains("Charity"))
    // What names nothing leaves things as they are.
    app.press("#")
    app.type("zz")
    app.press("enter")
    #expect(app.state.overlay != nil)
    app.press("escape")
    #expect(app.screen.contains("Charity"))
  }

  @Test func `a story leads to its place, and back`() throws {
    var app = AppHarness()
    app.press("5")
    app.answer([
      Row(
        item: .story(BibleStory(id: 1, title: "The shepherd", scriptureReference: "Psalm 23:1-6")))
    ])
    app.press("ctrl-r")
    app.send(.reader(.place(.scripture, ReadingPlace(place: 0, zoom: 2), [])))
    app.send(.reader(.scripture(try #require(ScriptureTests.sample))))
    // The sample has no verse 6, so the place is not there: the text begins.
    #expect(app.screen.contains("Genesis 1"))
    app.press("escape")
    app.answer([
      Row(item: .story(BibleStory(id: 1, title: "The shepherd", scriptureReference: "Psalm 23:2")))
    ])
    app.press("ctrl-r")
    app.send(.reader(.scripture(try #require(ScriptureTests.sample))))
    #expect(app.screen.contains("Psalms 23") && app.screen.contains("verse 2 of 2"))
    app.press("escape")
    #expect(app.screen.contains("The shepherd"))
    app.press("H")
    #expect(app.state.isReading)
  }

  @Test func `without the package a sentence names it`() {
    var app = AppHarness()
    app.press("5", "]", "]", "enter")
    app.send(.reader(.failed(.scripture, ScriptureProgram.missing.sentence, mayBeViewed: false)))
    #expect(app.screen.contains("bible-kjv"))
  }

  @Test func `the mouse selects verses, and what was found`() throws {
    var app = try scripture()
    let rect = ReaderView.rect(Frame(app.state))
    app.send(
      .input(
        .mouse(
          MouseEvent(
            kind: .press, button: .left,
            position: Point(column: rect.origin.column + 8, row: rect.origin.row + 2)))))
    #expect(app.screen.contains("verse 2 of 2"))
  }

  @Test(arguments: [(40, 10), (80, 24), (200, 60)])
  func `every size shows a text`(columns: Int, rows: Int) throws {
    var app = try scripture()
    app.send(.input(.resize(Size(columns: columns, rows: rows))))
    #expect(app.screen.contains("In the beginning"))
    app.press("#", "escape", "\"", "escape", "G", "g")
  }

  // MARK: Admins

  @Test func `an admin publishes, changes and deletes documents`() {
    var app = atDocuments(isAdmin: true)
    app.press("n")
    #expect(app.screen.contains("New document"))
    app.press("enter", "enter", "enter")
    #expect(app.screen.contains("Say which file"))
    app.type("~/a.pdf")
    app.press("enter")
    app.type("Hymns")
    app.press("enter", "enter")
    #expect(
      app.effects == [.uploadDocument(path: "~/a.pdf", title: "Hymns", category: "Bible")])
    app.press("alt-e")
    app.press("ctrl-u")
    app.type("New name")
    app.press("enter", "enter")
    #expect(
      app.effects == [
        .submit(.editDocument(id: 4, DocumentEdit(title: "New name", category: "Songs")))
      ])
    app.press("delete")
    #expect(app.effects.isEmpty && app.screen.contains("for everybody"))
    app.press("y")
    #expect(app.effects == [.decide([.deleteDocument(id: 4)], title: "Deleted “Hymnal”")])
  }

  @Test func `a member can do none of that`() {
    var app = atDocuments()
    app.press("alt-e", "delete")
    #expect(app.effects.isEmpty && app.state.overlay == nil)
  }
}
