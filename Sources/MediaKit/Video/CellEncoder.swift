/// Turns pictures into half-block cells, two pixels a cell, and sends only cells that changed.
///
/// A pure value: pictures in, bytes out. What is compared is what the terminal shows, so an error
/// that was let pass is seen again with the next picture and never adds up. Cells that look nearly
/// right may wait: the largest errors go first, as many as there are bytes for, and where little
/// moves, the small ones follow until the picture is exact.
public struct CellEncoder: Sendable {
  /// An error that is not worth a cell while things move, in levels of 255.
  static let movingTolerance = 5
  /// About what a cell costs, for the choice of how many to send.
  public static let typicalCellBytes = 24
  /// Of so many cells, one may be made exact with each picture.
  static let refinedShare = 32

  public let columns: Int
  public let rows: Int
  public let colors: CellColors
  /// 0xBBGGRR of each half, ``unknown`` where the terminal shows something else.
  private var top: [UInt32]
  private var bottom: [UInt32]
  /// Cells that something lies on.
  private var covered: [Bool]
  /// By how many levels each cell is off; ``unknownLevel`` where it is not the picture's.
  private var levels: [UInt8]
  /// The row that is looked at first, so that all have their turn.
  private var firstRow = 0
  private static let unknown: UInt32 = 0xff00_0000
  private static let unknownLevel = UInt8.max

  public init(columns: Int, rows: Int, colors: CellColors) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
    self.colors = colors
    let count = self.columns * self.rows
    top = Array(repeating: Self.unknown, count: count)
    bottom = top
    covered = Array(repeating: false, count: count)
    levels = Array(repeating: 0, count: count)
  }

  /// The size that pictures must have.
  public var pictureSize: PixelSize { PixelSize(width: columns, height: rows * 2) }

  /// Nothing of the picture is on the screen any more.
  public mutating func forget() {
    for row in 0..<rows { forget(row: row) }
  }

  /// The cells of one row were drawn over.
  public mutating func forget(row: Int) {
    guard (0..<rows).contains(row) else { return }
    for index in row * columns..<(row + 1) * columns {
      top[index] = Self.unknown
      bottom[index] = Self.unknown
    }
  }

  /// Says whether something else lies on a cell; when it goes, the picture is drawn there again.
  public mutating func setCovered(_ isCovered: Bool, column: Int, row: Int) {
    let index = row * columns + column
    guard covered[index] != isCovered else { return }
    covered[index] = isCovered
    top[index] = Self.unknown
    bottom[index] = Self.unknown
  }

  /// The bytes that make the terminal show the picture, with the first cell at a place on the
  /// screen that is counted from 0. Empty where nothing need be sent.
  ///
  /// `budget` is about the most bytes that this picture may take; what does not fit waits for the
  /// next. Leaves cursor and pen anywhere.
  public mutating func encode(
    _ frame: PixelFrame, column: Int, row: Int, budget: Int = .max
  ) -> [UInt8] {
    precondition(frame.size == pictureSize, "two pixels for every cell")
    let choice = choose(measure(frame), budget: budget)
    guard choice.count > 0 else { return [] }
    var partial = choice.partial
    let reuse = UInt32(min(choice.level, Self.movingTolerance)) * 3 / 4
    var writer = CellWriter(
      colors: colors, capacity: choice.count * Self.typicalCellBytes * 3 / 2 + 64)
    writer.begin()
    for offset in 0..<rows {
      let cellRow = (firstRow + offset) % rows
      for cellColumn in 0..<columns {
        let index = cellRow * columns + cellColumn
        let level = Int(levels[index])
        guard level >= choice.level, level > 0 else { continue }
        if level == choice.level {
          guard partial > 0 else { continue }
          partial -= 1
        }
        let pixel = cellRow * 2 * columns + cellColumn
        let shown = writer.put(
          top: nearest(frame.pixels[pixel]), bottom: nearest(frame.pixels[pixel + columns]),
          column: column + cellColumn, row: row + cellRow, tolerance: reuse * reuse)
        top[index] = shown.top
        bottom[index] = shown.bottom
      }
    }
    if choice.partial > 0 { firstRow = (firstRow + rows / 4 + 1) % rows }
    return writer.bytes
  }

  /// How many cells are off by how many levels.
  private mutating func measure(_ frame: PixelFrame) -> [Int] {
    var counts = [Int](repeating: 0, count: 256)
    for row in 0..<rows {
      for column in 0..<columns {
        let index = row * columns + column
        let pixel = row * 2 * columns + column
        let level: UInt8 =
          covered[index] ? 0 : level(index, frame.pixels[pixel], frame.pixels[pixel + columns])
        levels[index] = level
        counts[Int(level)] += 1
      }
    }
    return counts
  }

  @inline(__always)
  private func level(_ index: Int, _ upper: UInt32, _ lower: UInt32) -> UInt8 {
    guard top[index] != Self.unknown else { return Self.unknownLevel }
    if top[index] == upper, bottom[index] == lower { return 0 }
    var error = max(
      ColorDistance.squared(upper, top[index]), ColorDistance.squared(lower, bottom[index]))
    if colors == .palette256 {
      // No cell can be better than the palette.
      let best = max(
        ColorDistance.squared(upper, nearest(upper)), ColorDistance.squared(lower, nearest(lower)))
      guard error > best else { return 0 }
      error -= best
    }
    // A difference too small for the metric is one level all the same.
    let level = Float(error).squareRoot().rounded(.up)
    return UInt8(max(colors == .palette256 ? 0 : 1, min(254, level)))
  }

  /// The colour as the terminal can show it.
  @inline(__always)
  private func nearest(_ color: UInt32) -> UInt32 {
    colors == .trueColor ? color : XtermPalette.color(XtermPalette.match(color))
  }

  /// Which cells are sent: all that are off by more than `level`, and `partial` of those that are
  /// off by just that.
  private func choose(_ counts: [Int], budget: Int) -> (level: Int, partial: Int, count: Int) {
    let room = max(0, budget / Self.typicalCellBytes)
    var level = Int(Self.unknownLevel)
    var count = 0
    while level > Self.movingTolerance, count + counts[level] <= room {
      count += counts[level]
      level -= 1
    }
    var allowed = room
    if level <= Self.movingTolerance {
      allowed = min(room, max(4, columns * rows / Self.refinedShare))
      while level > 0, count + counts[level] <= allowed {
        count += counts[level]
        level -= 1
      }
    }
    let partial = level > 0 ? max(0, min(counts[level], allowed - count)) : 0
    return (level, partial, count + partial)
  }
}
