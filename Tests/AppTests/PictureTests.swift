import CNTKit
import Foundation
import MediaKit
import SyncEngine
import TermKit
import Testing

@testable import cnt_tui

/// A picture of blocks: each cell light above and dark below.
private func blocks(_ columns: Int, _ rows: Int) throws -> LoadedPicture {
  let bytes = (0..<rows * 2).flatMap {
    [UInt8](repeating: $0 % 2 == 0 ? 255 : 0, count: columns * 3)
  }
  let size = PixelSize(width: columns, height: rows * 2)
  let pixels = try #require(RGBPicture(size: size, bytes: bytes))
  let symbols = try #require(SymbolPicture(pixels, columns: columns, rows: rows))
  return LoadedPicture(.symbols(symbols), cells: Size(columns: columns, rows: rows))
}

struct PictureTests {
  private static let cell = CellPixels(width: 10, height: 20)

  private static func film(cover: String? = "/media/images/4.jpg") -> Row {
    Row(
      item: .movie(
        Movie(
          id: 4, title: "The film", description: "Words about it.", videoURL: "/media/video/4.mp4",
          coverImage: cover, director: "Somebody", duration: 600, status: "approved")))
  }

  private static func post() -> Row {
    Row(
      item: .post(
        CommunityPost(
          id: 9, userID: 3, userName: "Miriam", userAvatar: "/media/images/m.jpg",
          title: "Come and rest", content: "The text.", imageURL: "/media/images/q.jpg",
          category: "general")))
  }

  private func app(
    _ rows: [Row] = [film()], columns: Int = 120, graphics: TerminalGraphics? = nil,
    section: String = "3"
  ) -> AppHarness {
    var app = AppHarness(columns: columns, rows: 30)
    if let graphics { app.send(.input(.graphics(graphics))) }
    app.press(section)
    app.answer(rows)
    return app
  }

  private var sixel: TerminalGraphics { TerminalGraphics(sixel: true, cell: Self.cell) }

  private func requests(_ app: AppHarness) -> [PictureRequest] {
    app.effects.flatMap { effect in
      if case .wantPictures(let requests) = effect { return requests }
      return []
    }
  }

  private func pictureCells(_ app: AppHarness) -> Int {
    let canvas = AppView().draw(app.state)
    return (0..<canvas.size.rows).reduce(0) { sum, row in
      canvas.pictureColumns(row: row, in: 0..<canvas.size.columns).reduce(sum) { $0 + $1.count }
    }
  }

  @Test func `a cover stands above the words, and no word moves when it comes`() throws {
    var app = app()
    let request = try #require(requests(app).first)
    #expect(request.reference == "/media/images/4.jpg")
    #expect(request.form == .symbols)
    let before = app.screen
    app.send(.picture(request, .loaded(try blocks(16, 8))))
    let after = app.screen
    #expect(before != after)
    // Whatever was there is there still, in its place.
    for (old, new) in zip(before.split(separator: "\n"), after.split(separator: "\n")) {
      let kept = zip(old, new).allSatisfy { $0 == " " || $0 == $1 }
      #expect(kept, "\(old)\n\(new)")
    }
    #expect(before.contains("Words about it."))
    let rect = try #require(PictureLayout(app.state).placed.first?.rect)
    #expect(rect.size == Size(columns: 16, rows: 8))
    #expect(rect.origin == Frame(app.state).preview.origin)
  }

  @Test func `the preview with its picture, as text`() throws {
    var app = app()
    let request = try #require(requests(app).first)
    app.send(.picture(request, .loaded(try blocks(8, 3))))
    let preview = Frame(app.state).preview
    let lines = app.screen.split(separator: "\n", omittingEmptySubsequences: false)
      .dropFirst(preview.origin.row).prefix(13).map { String($0.dropFirst(preview.origin.column)) }
    for line in lines.prefix(3) {
      #expect(line.count == 8 && line.allSatisfy { "▀▁▂▃▄▅▆▇█".contains($0) }, "\(lines)")
    }
    #expect(lines[3].isEmpty, "\(lines)")
    // The words begin under the box and a blank row, however small the picture is.
    #expect(lines[request.box.rows + 1] == "The film", "\(lines)")
  }

  @Test func `a thing without a picture has no room for one`() {
    let app = app([Self.film(cover: nil)])
    #expect(requests(app).isEmpty)
    #expect(app.screen.split(separator: "\n")[1...3].contains { $0.hasSuffix("The film") })
  }

  @Test func `a picture that cannot be had says so in its box`() throws {
    var app = app()
    let request = try #require(requests(app).first)
    app.send(.picture(request, .failed("The picture is damaged.")))
    #expect(app.screen.contains("The picture is damaged."))
  }

  @Test func `what the terminal said decides the form, and nothing else is sent`() throws {
    let kitty = TerminalGraphics(kitty: true, sixel: true, cell: Self.cell)
    let cases: [(TerminalGraphics?, PictureSetting, PictureForm?)] = [
      (nil, .auto, .symbols), (TerminalGraphics(), .auto, .symbols), (kitty, .auto, .kitty),
      (sixel, .auto, .sixel), (TerminalGraphics(sixel: true), .auto, .symbols),
      (TerminalGraphics(iterm: true, cell: Self.cell), .auto, .iterm),
      (sixel, .kitty, .symbols), (nil, .sixel, .symbols), (kitty, .sixel, .sixel),
      (kitty, .symbols, .symbols), (kitty, .off, nil),
    ]
    for (graphics, setting, form) in cases {
      #expect(setting.form(graphics) == form, "\(setting) on \(String(describing: graphics))")
    }
  }

  @Test func `few colours, a plain screen and a person who says no have no pictures`() {
    for change: (inout AppState) -> Void in [
      { $0.colorDepth = .palette16 }, { $0.colorDepth = .none }, { $0.isPlain = true },
      { $0.pictures.setting = .off },
    ] {
      var app = AppHarness(columns: 120, rows: 30)
      change(&app.state)
      app.press("3")
      app.answer([Self.film()])
      #expect(requests(app).isEmpty)
      #expect(PictureLayout(app.state).boxes.isEmpty)
    }
    var app = app()
    app.press("alt-i")
    #expect(app.effects.contains(.wantPictures([])), "what is on its way is given up")
    #expect(app.state.pictureForm == nil)
    app.press("alt-i")
    #expect(requests(app).count == 1)
  }

  @Test func `what is not on the screen any more is given up`() throws {
    var app = app([Self.film(), Self.film(cover: nil)])
    #expect(requests(app).count == 1)
    app.press("?")
    #expect(requests(app).isEmpty && !app.effects.contains(.wantPictures([])))
    app.press("escape", "2")
    #expect(app.effects.contains(.wantPictures([])))
  }

  @Test func `an answer for what is not wanted any more changes nothing`() throws {
    var app = app()
    let request = try #require(requests(app).first)
    app.press("2")
    app.send(.picture(request, .loaded(try blocks(4, 4))))
    #expect(app.state.pictures.loaded.isEmpty)
  }

  @Test func `an author's picture is there where the terminal shows pixels`() {
    #expect(requests(app([Self.post()], section: "6")).map(\.reference) == ["/media/images/q.jpg"])
    let pixels = app([Self.post()], graphics: sixel, section: "6")
    #expect(requests(pixels).map(\.reference) == ["/media/images/q.jpg", "/media/images/m.jpg"])
    #expect(requests(pixels).last?.fills == true)
  }

  @Test func `a detail scrolls its picture away`() throws {
    var app = app(columns: 80, graphics: sixel)
    #expect(requests(app).isEmpty, "no preview at 80 columns")
    app.press("enter")
    let request = try #require(requests(app).first)
    let picture = try Self.pixels(columns: 10, rows: request.box.rows)
    app.send(.picture(request, .loaded(picture)))
    #expect(pictureCells(app) == 10 * request.box.rows)
    guard case .detail(var detail)? = app.state.screen else {
      Issue.record("no detail")
      return
    }
    detail.scroll = 3
    app.state.screen = .detail(detail)
    #expect(pictureCells(app) == 10 * (request.box.rows - 3))
  }

  @Test func `what is missing on the machine is said, and its room is given back`() throws {
    var app = app()
    let request = try #require(requests(app).first)
    app.send(.picture(request, .impossible([.symbols], LoadedPicture.withoutLibrary)))
    #expect(PictureLayout(app.state).boxes.isEmpty)
    app.press("alt-i", "alt-i")
    #expect(app.screen.contains("libchafa"))
  }

  static func pixels(columns: Int, rows: Int) throws -> LoadedPicture {
    let size = PixelSize(width: columns * cell.width, height: rows * cell.height)
    let bytes = (0..<size.width * size.height * 3).map { UInt8(truncatingIfNeeded: $0 / 97) }
    let picture = try #require(RGBPicture(size: size, bytes: bytes))
    return LoadedPicture(
      .sixel(IndexedPicture(diffusing: picture)), cells: Size(columns: columns, rows: rows))
  }
}
