import CNTKit
import Foundation
import MediaKit
import SyncEngine
import TermKit
import Testing

@testable import cnt_tui

struct VideoTests {
  private static let film = Row(
    item: .movie(
      Movie(
        id: 4, title: "The film", videoURL: "/media/video/4.mp4", director: "Somebody",
        duration: 600, status: "approved")))

  /// A film of 16:9 plays in the movies' section.
  private func playing(columns: Int = 80, rows: Int = 24) -> AppHarness {
    var app = AppHarness(columns: columns, rows: rows)
    app.press("3")
    app.answer([Self.film])
    app.press("p")
    app.send(.player(.loaded(duration: 600)))
    app.send(.player(.picture(PixelSize(width: 1280, height: 720))))
    return app
  }

  private func pictureCells(_ app: AppHarness) -> Int {
    let canvas = AppView().draw(app.state)
    var count = 0
    for row in 0..<canvas.size.rows {
      for column in 0..<canvas.size.columns
      where canvas[Point(column: column, row: row)].isPicture { count += 1 }
    }
    return count
  }

  @Test(arguments: [(80, 24, 224), (120, 40, 500), (200, 60, 1748)])
  func `a pane leaves room for the list and has the film's shape`(
    columns: Int, rows: Int, cells: Int
  ) throws {
    let app = playing(columns: columns, rows: rows)
    let rect = try #require(app.state.pictureRect)
    #expect(pictureCells(app) == rect.size.columns * rect.size.rows)
    #expect(rect.size.columns * rect.size.rows >= cells)
    let shape = Double(rect.size.columns) / Double(rect.size.rows) / 2
    #expect(abs(shape - 16 / 9.0) < 0.2)
    #expect(Frame(app.state).list.size.rows >= 10)
    #expect(app.screen.contains("The film"))
  }

  @Test func `sound alone has no pane and no pictures`() {
    var app = AppHarness()
    app.press("2")
    app.answer(AppHarness.podcasts(1))
    app.press("p")
    guard case .play(let entry)? = app.effects.last else {
      Issue.record("nothing plays")
      return
    }
    #expect(!entry.hasPictures)
    #expect(app.state.pictureRect == nil)
    app.press("v")
    #expect(app.screen.contains("This has no picture"))
  }

  @Test func `v takes the whole screen and gives it back`() {
    var app = playing()
    app.press("v")
    #expect(app.state.isFullScreen)
    // 80 columns of 16:9 are 22 or 23 rows.
    #expect(pictureCells(app) >= 80 * 22)
    #expect(!app.screen.contains("The film"))
    app.press("v")
    #expect(!app.state.isFullScreen)
    app.press("v", "escape")
    #expect(!app.state.isFullScreen)
    #expect(app.screen.contains("The film"))
  }

  @Test func `controls come with a key and go by themselves`() {
    var app = playing()
    app.press("v")
    app.press("right")
    #expect(app.effects == [.seek(to: 10)])
    #expect(app.screen.contains("The film") && app.screen.contains("0:10 / 10:00"))
    app.state.now += VideoState.controlsStay + 0.1
    app.send(.tick)
    #expect(!app.screen.contains("The film"))
    app.send(
      .input(.mouse(MouseEvent(kind: .drag, position: Point(column: 3, row: 3)))))
    #expect(app.screen.contains("The film"))
    // Half way along the seek bar.
    app.send(
      .input(
        .mouse(MouseEvent(kind: .press, button: .left, position: Point(column: 40, row: 23)))))
    #expect(app.effects == [.seek(to: 300)])
  }

  @Test func `the help covers the film`() {
    var app = playing()
    app.press("v")
    let before = pictureCells(app)
    app.press("?")
    #expect(app.screen.contains("Keys"))
    #expect(pictureCells(app) < before - 1000)
    app.press("escape")
    #expect(app.state.isFullScreen)
    #expect(pictureCells(app) >= before - 160)
  }

  @Test func `words are cells at the lower edge, and sanitised`() {
    var app = playing()
    app.press("v")
    app.send(.player(.subtitle("In the \u{1b}[31mbeginning\nwas the word")))
    let lines = app.screen.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.contains { $0.contains("was the word") })
    #expect(!app.screen.contains("\u{1b}"))
    app.send(.player(.subtitle("")))
    #expect(!app.screen.contains("was the word"))
  }

  @Test func `subtitles go round: each, then none`() {
    var app = playing()
    app.press("b")
    #expect(app.screen.contains("no subtitles"))
    app.send(
      .player(
        .subtitleTracks([
          SubtitleTrack(id: 1, language: "eng", isSelected: true),
          SubtitleTrack(id: 2, title: "Kinyarwanda"),
        ])))
    app.press("b")
    #expect(app.effects == [.selectSubtitles(2)])
    #expect(app.screen.contains("Kinyarwanda"))
    app.press("b")
    #expect(app.effects == [.selectSubtitles(nil)])
    app.press("b")
    #expect(app.effects == [.selectSubtitles(1)])
  }

  @Test func `who only listens has nothing decoded`() {
    var app = playing()
    app.press("o")
    #expect(app.effects == [.setPictures(false)])
    #expect(app.state.pictureRect == nil)
    app.press("p")
    guard case .play(let entry)? = app.effects.last else {
      Issue.record("nothing plays")
      return
    }
    #expect(!entry.hasPictures)
    app.press("v")
    #expect(app.effects == [.setPictures(true)])
  }

  @Test func `without colours a film is heard, and the person is told`() {
    var app = AppHarness()
    app.state.video.isPossible = false
    app.press("3")
    app.answer([Self.film])
    app.press("p")
    guard case .play(let entry)? = app.effects.last else {
      Issue.record("nothing plays")
      return
    }
    #expect(!entry.hasPictures)
    #expect(app.screen.contains("too few colours"))
    app.press("v")
    #expect(app.screen.contains("V opens a window"))
  }

  @Test func `a window takes the film over from where it is`() {
    var app = playing()
    app.send(.player(.position(42)))
    app.press("V")
    guard case .openWindow(let entry, let seconds)? = app.effects.dropFirst().first else {
      Issue.record("no window")
      return
    }
    #expect(app.effects.first == .setPaused(true))
    #expect(entry.title == "The film" && seconds == 42)
  }

  @Test func `a window needs a display and mpv, else says so`() throws {
    func sentence(_ environment: [String: String]) -> String? {
      do {
        _ = try FilmWindow(.file(path: "/f.mp4"), at: 0, title: "F", environment: environment)
        return nil
      } catch { return (error as? Failure)?.sentence }
    }
    #expect(sentence(["PATH": "/usr/bin"])?.contains("no display") == true)
    #expect(sentence(["DISPLAY": ":1", "PATH": "/nowhere"])?.contains("apt install mpv") == true)
  }

  @Test func `the end of the film gives the screen back`() {
    var app = playing()
    app.press("v")
    app.send(.player(.ended))
    app.send(.player(.picture(nil)))
    #expect(!app.state.isFullScreen)
    #expect(app.state.video.place == .pane)
    #expect(app.screen.contains("Movies"))
  }

  @Test func `the painter draws only into free picture cells`() throws {
    let box = PictureBox()
    var painter = VideoPainter(box: box, depth: .trueColor)
    let canvas = { (covered: Bool) -> Canvas in
      var canvas = Canvas(size: Size(columns: 20, rows: 10))
      canvas.fillPicture(Rect(column: 2, row: 1, columns: 10, rows: 4))
      if covered { canvas.write("over it", at: Point(column: 2, row: 2), style: Style()) }
      return canvas
    }
    painter.layOut(Rect(column: 2, row: 1, columns: 10, rows: 4), in: canvas(true))
    #expect(painter.bytes().isEmpty)
    #expect(!VideoPainter(box: box, depth: .palette16).isPossible)
    #expect(VideoPainter(box: box, depth: .palette256).isPossible)
  }
}
