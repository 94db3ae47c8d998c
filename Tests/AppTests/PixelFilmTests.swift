import MediaKit
import TermKit
import Testing

@testable import cnt_tui

struct PixelFilmTests {
  private let cell = CellPixels(width: 10, height: 20)
  private let rect = Rect(column: 4, row: 2, columns: 16, rows: 5)
  private let screen = Size(columns: 40, rows: 12)

  private func canvas(_ rect: Rect, covering box: Rect? = nil, in size: Size? = nil) -> Canvas {
    var canvas = Canvas(size: size ?? screen)
    canvas.fillPicture(rect)
    if let box { canvas.fill(box, style: Style(background: .rgb(9, 9, 9))) }
    return canvas
  }

  private var kitty: TerminalGraphics { TerminalGraphics(kitty: true, cell: cell) }
  private var sixel: TerminalGraphics { TerminalGraphics(sixel: true, cell: cell) }

  /// The renderer's part: a picture of what the film asks for.
  private func picture(of film: PixelFilm, _ color: UInt32) throws -> FilmPicture {
    let box = PictureBox()
    box.setWish(film.size, film.form)
    box.put(PixelFrame(size: film.size, filledWith: color), isNew: true)
    return try #require(box.takePicture())
  }

  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  @Test func `nothing is made for a terminal that did not say it can`() {
    for way in FilmWay.allCases {
      for graphics in [nil, TerminalGraphics(), TerminalGraphics(sixel: true)] {
        #expect(PixelFilm(rect, way: way, graphics: graphics, canvas: canvas(rect)) == nil)
      }
    }
    #expect(PixelFilm(rect, way: .kitty, graphics: sixel, canvas: canvas(rect)) == nil)
    #expect(PixelFilm(rect, way: .sixel, graphics: kitty, canvas: canvas(rect)) == nil)
  }

  @Test func `sixel sends the strips that changed, at their places`() throws {
    var film = try #require(PixelFilm(rect, way: .sixel, graphics: sixel, canvas: canvas(rect)))
    film.take(try picture(of: film, 0x0000ff))
    let first = text(film.bytes(room: .max))
    #expect(first.hasPrefix("\u{1b}[3;5H\u{1b}P0;1;0q\"1;1;160;40"))
    #expect(first.contains("\u{1b}[5;5H\u{1b}P") && first.contains("\u{1b}[7;5H\u{1b}P"))
    film.take(try picture(of: film, 0x0000ff))
    #expect(film.bytes(room: .max).isEmpty, "the same picture again is no bytes")
    film.forget(rows: [4, 11])
    let again = text(film.bytes(room: .max))
    #expect(again.matches(of: /\x1bP/).count == 1 && again.hasPrefix("\u{1b}[5;5H"))
    // With little room a strip at a time, and each has its turn.
    film.take(try picture(of: film, 0x00ff00))
    var places: Set<Substring> = []
    for _ in 0..<3 { places.insert(text(film.bytes(room: 1)).prefix(6)) }
    #expect(places.count == 3 && !film.isBehind)
  }

  @Test func `sixel leaves out what lies on it, and never scrolls the screen`() throws {
    let box = Rect(column: 10, row: 4, columns: 30, rows: 1)
    let film = try #require(
      PixelFilm(rect, way: .sixel, graphics: sixel, canvas: canvas(rect, covering: box)))
    guard case .sixel(_, let parts) = film.form else {
      Issue.record("no sixel")
      return
    }
    #expect(parts.contains(SixelEncoder.Part(left: 0, top: 40, width: 60, height: 20)))
    #expect(parts.reduce(0) { $0 + $1.width * $1.height } == (80 - 10) * 200)
    let whole = Rect(column: 0, row: 0, columns: 40, rows: 12)
    let full = try #require(PixelFilm(whole, way: .sixel, graphics: sixel, canvas: canvas(whole)))
    guard case .sixel(_, let strips) = full.form, let last = strips.last else {
      Issue.record("no sixel")
      return
    }
    #expect(last.height % 6 == 0 && last.top + last.height > 230)
  }

  @Test func `kitty's picture replaces the one before under its number`() throws {
    var film = try #require(PixelFilm(rect, way: .kitty, graphics: kitty, canvas: canvas(rect)))
    #expect(film.size == PixelSize(width: 160, height: 100))
    film.take(try picture(of: film, 0x0000ff))
    let first = text(film.bytes(room: .max))
    #expect(first.hasPrefix("\u{1b}_Ga=t,f=24,s=160,v=100,i=\(PixelFilm.id)"))
    #expect(
      first.contains("\u{1b}[3;5H\u{1b}_Ga=p,i=\(PixelFilm.id),p=1,x=0,y=0,w=160,h=100,c=16,r=5"))
    #expect(film.bytes(room: .max).isEmpty)
    // Something lies on it now: new places, no new picture.
    let box = Rect(column: 4, row: 5, columns: 16, rows: 2)
    film = try #require(
      film.moved(to: rect, way: .kitty, graphics: kitty, canvas: canvas(rect, covering: box)))
    let placed = text(film.bytes(room: .max))
    #expect(!placed.contains("a=t") && placed.contains("p=1,x=0,y=0,w=160,h=60,c=16,r=3"))
  }

  @Test func `through shared memory a picture is a name`() throws {
    var graphics = kitty
    graphics.sharedMemory = true
    var film = try #require(PixelFilm(rect, way: .kitty, graphics: graphics, canvas: canvas(rect)))
    film.take(try picture(of: film, 0x0000ff))
    let bytes = film.bytes(room: 1)
    #expect(text(bytes).contains("t=s;") && bytes.count < 300)
  }

  @Test func `on a slow line the picture gets smaller, then it is given up`() throws {
    let large = Rect(column: 0, row: 0, columns: 120, rows: 40)
    let canvas = canvas(large, in: Size(columns: 120, rows: 41))
    var film = try #require(PixelFilm(large, way: .kitty, graphics: kitty, canvas: canvas))
    let before = film.pixels
    var rounds = 0
    while !film.isHopeless, rounds < 1000 {
      rounds += 1
      film.take(try picture(of: film, UInt32(rounds)))
      #expect(film.bytes(room: 100).isEmpty)
      if film.wantsLess {
        film = try #require(film.smaller(way: .kitty, graphics: kitty, canvas: canvas))
      }
    }
    #expect(film.isHopeless && film.pixels < before / 4)
  }

  @Test func `a film takes pixels by itself where the terminal is near, and B changes that`() {
    var app = AppHarness(columns: 120, rows: 40)
    #expect(app.state.filmWay == .cells)
    app.send(.input(.graphics(kitty)))
    #expect(app.state.filmWay == .kitty)
    app.state.video.isRemote = true
    #expect(app.state.filmWay == .cells)
    app.state.video.isRemote = false
    app.state.pictures.setting = .off
    #expect(app.state.filmWay == .cells)
    app.state.pictures.setting = .auto
    _ = Updater().nextFilmWay(&app.state)
    #expect(app.state.filmWay == .cells)
    _ = Updater().nextFilmWay(&app.state)
    #expect(app.state.filmWay == .kitty)
  }
}
