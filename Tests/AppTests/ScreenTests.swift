import CNTKit
import Foundation
import MediaKit
import SyncEngine
import TermKit
import Testing

@testable import cnt_tui

/// Screens as text: what a person sees at 80x24.
struct ScreenTests {
  @Test func `the list of podcasts`() {
    var app = AppHarness(columns: 80, rows: 14)
    app.press("2")
    app.answer(AppHarness.podcasts(2))
    let lines = app.screen.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 14)
    #expect(lines[0] == " cnt                 [All]  Audio   Video")
    #expect(lines[2].hasSuffix("1:00") && lines[2].hasPrefix(" ⌂ Home               ♪ Reading 1"))
    #expect(lines[3] == " ◉ Podcasts             Podcast · 1 h ago · 1 play")
    #expect(lines[11].hasPrefix(" ■ Nothing is playing."))
    #expect(lines[13].hasSuffix("● online"))
  }

  @Test func `a post in detail with its comments`() {
    var app = AppHarness(columns: 100, rows: 30)
    app.press("6")
    app.answer([AppHarness.post(5, liked: true)])
    app.press("enter")
    #expect(app.effects.contains(.loadDetail(ItemRef(kind: .post, id: 5))))
    #expect(app.effects.contains(.focus(.comments(post: 5))))
    let comment = Row(
      item: .comment(
        Comment(id: 1, postID: 5, userID: 7, userName: "Grace", content: "Amen")), pending: true)
    app.send(
      .detailLoaded(
        ItemRef(kind: .post, id: 5), row: AppHarness.post(5, liked: true), related: [comment]))
    for text in [
      "‹ Community", "Post 5", "Miriam", "Prayer request", "3, yours too", "The text of post 5.",
      "L Like or unlike", "Comments", "Grace", "waiting to be sent", "Amen",
    ] {
      #expect(app.screen.contains(text), "\(text) is missing in\n\(app.screen)")
    }
    app.press("escape")
    #expect(app.screen.contains("[All]"))
  }

  @Test func `hostile text stays text`() {
    var app = AppHarness()
    app.press("6")
    var row = AppHarness.post(1)
    if case .post(var post) = row.item {
      post.title = "\u{1b}]0;owned\u{7}\u{1b}[2J\u{202e}title"
      post.content = "a\u{9b}31mb\u{0}c"
      row.item = .post(post)
    }
    app.answer([row])
    let scalars = AppView().draw(app.state).snapshot().unicodeScalars
    #expect(
      scalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 && !(0x7f...0x9f).contains($0.value) })
    #expect(!scalars.contains("\u{202e}"))
  }

  @Test(arguments: [(20, 5), (1, 1), (39, 9), (40, 10), (63, 24), (80, 24), (300, 100), (64, 14)])
  func `any size draws`(columns: Int, rows: Int) {
    var app = AppHarness(columns: columns, rows: rows, isAdmin: true)
    for section in ["1", "2", "6", "0"] {
      app.press(section)
      app.answer(AppHarness.podcasts(40))
      app.press("G", "g", "enter", "escape", "?", "escape", "n", "escape")
      #expect(app.screen.split(separator: "\n", omittingEmptySubsequences: false).count == rows)
    }
  }

  @Test(arguments: [
    (8.25, "8.3"), (7, "7"), (-1.5, "-1.5"), (1e300, "–"), (.infinity, "–"), (.nan, "–"),
    (-1e300, "–"), (-0.01, "0"),
  ])
  func `a rating is a number, or none`(rating: Double, text: String) {
    var movie = Movie(id: 1, title: "m")
    movie.rating = rating
    let presenter = Presenter(dates: DateText(now: Date(), timeZone: .current))
    #expect(
      presenter.text(for: Row(item: .movie(movie))).facts.contains {
        $0 == .init(label: "Rating", value: "\(text) of 10")
      })
  }

  @Test func `texts without an end are cut before they are laid out`() {
    let long = "a" + String(repeating: "\u{335}", count: 1_000_000)
    let movie = Movie(id: 1, title: long, description: long, director: long)
    let text = Presenter(dates: DateText(now: Date(), timeZone: .current)).text(
      for: Row(item: .movie(movie)))
    #expect(text.title.unicodeScalars.count == 500 && text.subtitle.unicodeScalars.count == 500)
    #expect(text.body.unicodeScalars.count == 200_000)
    #expect(text.facts.allSatisfy { $0.value.unicodeScalars.count <= 5000 })
  }

  @Test func `the player bar follows the player`() {
    var app = AppHarness()
    app.press("2")
    app.answer(AppHarness.podcasts(3))
    app.press("p")
    guard case .play(let entry)? = app.effects.last else {
      Issue.record("nothing plays: \(app.effects)")
      return
    }
    #expect(entry.media == "/media/audio/1.mp3")
    app.send(.playing(entry.ref, startedAt: 0))
    app.send(.player(.loaded(duration: 60)))
    app.send(.player(.position(12.4)))
    #expect(app.screen.contains("▶ Reading 1"))
    #expect(app.screen.contains("0:12 / 1:00"))
    app.press("space")
    #expect(app.effects.contains(.setPaused(true)))
    #expect(app.screen.contains("‖ Reading 1"))
    app.press("+")
    #expect(app.screen.contains("vol 85"))
    app.send(.player(.ended))
    #expect(
      app.effects.contains {
        if case .play(let next) = $0 { next.title == "Reading 2" } else { false }
      })
  }
}
