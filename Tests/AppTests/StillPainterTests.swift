import MediaKit
import TermKit
import Testing

@testable import cnt_tui

struct StillPainterTests {
  private static let cell = CellPixels(width: 10, height: 20)
  private let screen = Size(columns: 60, rows: 20)
  private let area = Rect(column: 20, row: 2, columns: 10, rows: 6)

  private func kitty(bytes: Int = 300) -> LoadedPicture {
    LoadedPicture(
      .kitty([UInt8](repeating: 9, count: bytes), PixelSize(width: 100, height: 120)),
      cells: area.size)
  }

  private func canvas(covering box: Rect? = nil, _ rect: Rect? = nil) -> Canvas {
    var canvas = Canvas(size: screen)
    canvas.fillPicture(rect ?? area)
    if let box { canvas.fill(box, style: Style(background: .rgb(9, 9, 9))) }
    return canvas
  }

  private func placed(_ picture: LoadedPicture, _ rect: Rect? = nil) -> PictureLayout.Placed {
    PictureLayout.Placed(picture: picture, rect: rect ?? area, visible: rect ?? area)
  }

  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  private func all(_ painter: inout StillPainter, room: Int = 1 << 20) -> String {
    var result = ""
    for _ in 0..<1000 {
      let bytes = painter.bytes(room: room)
      if bytes.isEmpty { return result }
      result += text(bytes)
    }
    Issue.record("it never ends")
    return result
  }

  @Test func `kitty gets a picture once and a place for it, and it goes with its screen`() {
    var painter = StillPainter()
    let picture = kitty()
    painter.layOut([placed(picture)], cell: Self.cell, in: canvas())
    let first = all(&painter)
    #expect(first.contains("a=t,f=100,i=\(picture.id)"))
    #expect(
      first.contains(
        "\u{1b}[3;21H\u{1b}_Ga=p,i=\(picture.id),p=1,x=0,y=0,w=100,h=120,c=10,r=6"))
    #expect(!painter.isBehind)
    painter.layOut([placed(picture)], cell: Self.cell, in: canvas())
    #expect(all(&painter).isEmpty)
    painter.layOut([], cell: Self.cell, in: Canvas(size: screen))
    #expect(all(&painter).contains("a=d,d=i,i=\(picture.id)"))
    // It is in the terminal still: no second transfer.
    painter.layOut([placed(picture)], cell: Self.cell, in: canvas())
    let again = all(&painter)
    #expect(!again.contains("a=t") && again.contains("a=p"))
  }

  @Test func `kitty's picture leaves out what lies on it`() {
    var painter = StillPainter()
    let picture = kitty()
    painter.layOut([placed(picture)], cell: Self.cell, in: canvas())
    _ = all(&painter)
    // A box over the right half of the lower three rows.
    let box = Rect(column: 25, row: 5, columns: 20, rows: 10)
    painter.layOut([placed(picture)], cell: Self.cell, in: canvas(covering: box))
    let parts = all(&painter)
    #expect(parts.contains("p=1,x=0,y=0,w=100,h=60,c=10,r=3"), "\(parts)")
    #expect(parts.contains("p=2,x=0,y=60,w=50,h=60,c=5,r=3"), "\(parts)")
    painter.layOut([placed(picture)], cell: Self.cell, in: canvas())
    let whole = all(&painter)
    #expect(whole.contains("a=d,d=i") && whole.contains("p=1,x=0,y=0,w=100,h=120,c=10,r=6"))
    painter.layOut([placed(picture)], cell: Self.cell, in: canvas(covering: area))
    let none = all(&painter)
    #expect(none.contains("a=d,d=i") && !none.contains("a=p"))
  }

  @Test func `a large picture comes in parts, and one that is given up is ended`() {
    var painter = StillPainter()
    let (large, other) = (kitty(bytes: 200_000), kitty())
    painter.layOut([placed(large)], cell: Self.cell, in: canvas())
    let first = painter.bytes(room: 10_000)
    #expect(first.count < 16_000 && painter.isUploading && painter.isBehind)
    painter.layOut([placed(other)], cell: Self.cell, in: canvas())
    let rest = all(&painter)
    #expect(rest.hasPrefix("\u{1b}_Gm=0"))
    #expect(rest.contains("i=\(other.id),p=1") && !rest.contains("i=\(large.id)"))
  }

  @Test func `after somebody else had the terminal, all is sent again`() {
    var painter = StillPainter()
    let picture = kitty()
    painter.layOut([placed(picture)], cell: Self.cell, in: canvas())
    _ = all(&painter)
    painter.forgetAll()
    let again = all(&painter)
    #expect(again.contains("a=t") && again.contains("a=p"))
  }

  @Test func `the pictures that kitty keeps are bounded`() {
    var painter = StillPainter()
    var alive: Set<UInt32> = []
    for _ in 0..<StillPainter.mostKept + 30 {
      let picture = kitty()
      painter.layOut([placed(picture)], cell: Self.cell, in: canvas())
      let sent = all(&painter)
      alive.insert(picture.id)
      for match in sent.matches(of: /a=d,d=I,i=(\d+)/) {
        if let id = UInt32(match.1) { alive.remove(id) }
      }
      #expect(alive.count <= StillPainter.mostKept + 1)
    }
  }

  @Test func `sixel is sent where it is free, in strips, and again only where it was touched`()
    throws
  {
    var painter = StillPainter()
    let picture = try PictureTests.pixels(columns: 10, rows: 6)
    painter.layOut([placed(picture)], cell: Self.cell, in: canvas())
    let first = painter.bytes(room: 10)
    #expect(painter.isBehind, "a little at a time")
    #expect(text(first).hasPrefix("\u{1b}[3;21H\u{1b}P0;1;0q\"1;1;100;40"))
    let rest = all(&painter)
    #expect(rest.contains("\u{1b}[5;21H\u{1b}P") && rest.contains("\u{1b}[7;21H\u{1b}P"))
    painter.forget(rows: [0, 1, 7, 15])
    let touched = all(&painter)
    #expect(touched.hasPrefix("\u{1b}[8;21H\u{1b}P0;1;0q\"1;1;100;20"))
    #expect(touched.matches(of: /\x1bP/).count == 1)
    // What lies over it is text of its own: nothing to send until it goes.
    let box = Rect(column: 15, row: 4, columns: 10, rows: 2)
    painter.layOut([placed(picture)], cell: Self.cell, in: canvas(covering: box))
    #expect(all(&painter).isEmpty)
    painter.layOut([placed(picture)], cell: Self.cell, in: canvas())
    let freed = all(&painter)
    #expect(freed.hasPrefix("\u{1b}[5;21H\u{1b}P0;1;0q\"1;1;100;40"))
    #expect(freed.matches(of: /\x1bP/).count == 1)
  }

  @Test func `iTerm2's picture is sent whole or not at all`() {
    var painter = StillPainter()
    let picture = LoadedPicture(.iterm([1, 2, 3]), cells: area.size)
    let corner = Rect(column: 29, row: 7, columns: 5, rows: 5)
    painter.layOut([placed(picture)], cell: Self.cell, in: canvas(covering: corner))
    #expect(all(&painter).isEmpty && !painter.isBehind)
    painter.layOut([placed(picture)], cell: Self.cell, in: canvas())
    #expect(all(&painter).hasPrefix("\u{1b}[3;21H\u{1b}]1337;File=inline=1"))
  }
}
