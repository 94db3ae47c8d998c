extension Cell {
  /// Whether it is left to a picture.
  public var isPicture: Bool {
    text == Canvas.pictureCell.text && style.background == Canvas.pictureCell.style.background
  }
}

extension Canvas {
  /// How many kinds of picture cells there are.
  public static let pictureTags = 8

  /// Picture cells that look the same and are not: a blank in bold is no other blank to the eye.
  static func pictureCell(_ tag: Int) -> Cell {
    var cell = pictureCell
    cell.style.attributes = Style.Attributes(rawValue: UInt8(tag & (pictureTags - 1)))
    return cell
  }

  /// The columns of a row that are left to a picture, inside `columns`.
  public func pictureColumns(row: Int, in columns: Range<Int>) -> [Range<Int>] {
    guard row >= 0, row < size.rows else { return [] }
    let columns = columns.clamped(to: 0..<size.columns)
    var result: [Range<Int>] = []
    var start: Int?
    for column in columns {
      let isFree = self[Point(column: column, row: row)].isPicture
      if isFree {
        start = start ?? column
      } else if let begun = start {
        result.append(begun..<column)
        start = nil
      }
    }
    if let begun = start { result.append(begun..<columns.upperBound) }
    return result
  }
}
