import MediaKit
import TermKit

/// The blocks of cells that a picture has on the screen, and the pixels that belong to them.
enum PictureBlocks {
  /// Rows of the screen with their free columns, as blocks: rows that are free in the same columns are one,
  /// at most so many.
  static func blocks(_ free: [Int: [Range<Int>]], mostRows: Int = .max) -> [Rect] {
    var blocks: [Rect] = []
    var open: (columns: [Range<Int>], rows: Range<Int>) = ([], 0..<0)
    func close() {
      for columns in open.columns {
        blocks.append(
          Rect(
            column: columns.lowerBound, row: open.rows.lowerBound, columns: columns.count,
            rows: open.rows.count))
      }
    }
    for (row, columns) in free.sorted(by: { $0.key < $1.key }) {
      if columns == open.columns, open.rows.upperBound == row, open.rows.count < mostRows {
        open.rows = open.rows.lowerBound..<row + 1
      } else {
        close()
        open = (columns, row..<row + 1)
      }
    }
    close()
    return blocks
  }

  /// The free columns of the rows of a rectangle.
  static func free(_ canvas: Canvas, _ rect: Rect) -> [Int: [Range<Int>]] {
    let columns = rect.origin.column..<rect.origin.column + rect.size.columns
    var free: [Int: [Range<Int>]] = [:]
    for row in rect.origin.row..<rect.origin.row + rect.size.rows {
      free[row] = canvas.pictureColumns(row: row, in: columns)
    }
    return free
  }

  /// The part of a picture over `rect` that belongs to one of its blocks.
  static func cut(_ block: Rect, of rect: Rect, _ size: PixelSize) -> SixelEncoder.Part {
    func edge(_ cell: Int, _ cells: Int, _ pixels: Int) -> Int { cell * pixels / max(1, cells) }
    let column = block.origin.column - rect.origin.column
    let row = block.origin.row - rect.origin.row
    let left = edge(column, rect.size.columns, size.width)
    let top = edge(row, rect.size.rows, size.height)
    return SixelEncoder.Part(
      left: left, top: top,
      width: max(1, edge(column + block.size.columns, rect.size.columns, size.width) - left),
      height: max(1, edge(row + block.size.rows, rect.size.rows, size.height) - top))
  }

  /// What puts the cursor on the first cell of a block (ECMA-48, CUP).
  static func address(_ block: Rect) -> [UInt8] {
    Array("\u{1b}[\(block.origin.row + 1);\(block.origin.column + 1)H".utf8)
  }
}
