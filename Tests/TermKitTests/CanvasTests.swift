import Testing

@testable import TermKit

struct CanvasTests {
  private let style = Style(attributes: .bold)

  @Test func `text is cut at the edges and never half`() {
    var canvas = Canvas(size: Size(columns: 5, rows: 2))
    #expect(canvas.write("abcdefgh", at: Point(column: 2, row: 0), style: style) == 3)
    #expect(canvas.write("x", at: Point(column: 0, row: 9), style: style) == 1)
    #expect(canvas.write("漢字漢", at: Point(column: 0, row: 1), style: style) == 6)
    #expect(canvas.snapshot() == "  abc\n漢字")
  }

  @Test func `overwriting half of a wide cluster blanks the other half`() {
    var canvas = Canvas(size: Size(columns: 4, rows: 1))
    canvas.write("漢字", at: Point(column: 0, row: 0), style: style)
    canvas.write("x", at: Point(column: 1, row: 0), style: style)
    #expect(canvas.snapshot() == " x字")
    canvas.fill(Rect(column: 2, row: 0, columns: 1, rows: 1), style: style)
    #expect(canvas.snapshot() == " x")
  }

  @Test func `a frame carries its title`() {
    var canvas = Canvas(size: Size(columns: 10, rows: 3))
    canvas.outline(canvas.bounds, .rounded, style: style, title: " Hi ")
    #expect(canvas.snapshot() == "╭─ Hi ───╮\n│        │\n╰────────╯")
  }

  @Test func `a progress bar fills in eighths`() {
    var canvas = Canvas(size: Size(columns: 8, rows: 1))
    ProgressBar(fraction: 0.3).draw(into: &canvas, at: canvas.bounds, filled: style, empty: style)
    #expect(canvas.snapshot() == "██▍─────")
    ProgressBar(fraction: .nan).draw(into: &canvas, at: canvas.bounds, filled: style, empty: style)
    #expect(canvas.snapshot() == "────────")
  }
}

struct TextInputTests {
  private func typed(_ keys: [String]) -> TextField {
    var field = TextField("hello world")
    for key in keys { _ = KeyPress(key).map { field.handle($0) } }
    return field
  }

  @Test(arguments: [
    (["!"], "hello world!"), (["ctrl-w"], "hello "), (["ctrl-u"], ""),
    (["home", "delete"], "ello world"), (["ctrl-left", "x"], "hello xworld"),
    (["left", "backspace"], "hello word"), (["ctrl-a", "ctrl-k"], ""),
  ])
  func `the keys of a line edit it`(keys: [String], text: String) {
    #expect(typed(keys).text == text)
  }

  @Test func `what is pasted is made safe, and a text keeps its lines`() {
    var field = TextField()
    field.insert("a\u{1b}[2Jb\nc")
    #expect(field.text == "a\u{fffd}[2Jb c")
    var area = TextArea("one\ntwo")
    _ = area.handle(KeyPress(.up))
    _ = area.handle(KeyPress(.end))
    area.insert("!\r\n?")
    #expect(area.text == "one!\n?\ntwo")
  }

  @Test func `a long line scrolls to its cursor`() {
    let field = TextField("abcdefghij")
    var canvas = Canvas(size: Size(columns: 5, rows: 1))
    let cursor = field.draw(into: &canvas, at: canvas.bounds, style: Style(), mask: nil)
    #expect(canvas.snapshot() == "ghij")
    #expect(cursor == Point(column: 4, row: 0))
  }
}

struct PictureCellTests {
  @Test func `what lies over a picture differs from it, blanks too`() {
    var canvas = Canvas(size: Size(columns: 6, rows: 2))
    canvas.fillPicture(Rect(column: 1, row: -1, columns: 20, rows: 2))
    #expect(canvas[Point(column: 0, row: 0)] != Canvas.pictureCell)
    #expect(canvas[Point(column: 5, row: 0)] == Canvas.pictureCell)
    #expect(canvas[Point(column: 5, row: 1)] != Canvas.pictureCell)
    canvas.write(" ", at: Point(column: 2, row: 0), style: Canvas.pictureCell.style)
    #expect(canvas[Point(column: 2, row: 0)] != Canvas.pictureCell)
    // Text with a no-break space is not taken for one.
    canvas.write("\u{a0}", at: Point(column: 3, row: 0), style: Style())
    #expect(canvas[Point(column: 3, row: 0)] != Canvas.pictureCell)
  }
}

struct MovedRowTests {
  private func canvas(_ lines: [String]) -> Canvas {
    var canvas = Canvas(size: Size(columns: 6, rows: lines.count))
    for (row, line) in lines.enumerated() {
      canvas.write(line, at: Point(column: 0, row: row), style: Style())
    }
    return canvas
  }

  @Test func `a row that becomes another is noticed`() {
    let old = canvas(["a", "b", "c", "d"])
    #expect(canvas(["a", "x", "b", "d"]).movesRows([1, 2], since: old))
    #expect(!canvas(["a", "x", "y", "d"]).movesRows([1, 2], since: old))
    #expect(!old.movesRows([], since: old))
  }
}
