import MediaKit
import TermKit

/// Brings the film's pictures into the picture cells of the canvas; the UI thread's.
///
/// The newest picture wins: while the terminal is still busy with one, others are not encoded, and
/// what a slow line can take decides how many cells are sent.
struct VideoPainter {
  private let box: PictureBox
  private let colors: CellColors?
  private var encoder: CellEncoder?
  private var origin = Point(column: 0, row: 0)
  private var budget = ByteBudget(cells: 1)
  private var frame: PixelFrame?
  private let start = ContinuousClock.now
  private var last = 0.0
  private var isDamaged = false
  /// A picture that is not followed by another is improved after this time, seconds.
  static let rest = 0.1
  /// Pictures of which at least a part was sent, or that changed nothing.
  private(set) var shown = 0
  /// Whether the screen is not yet all that the last picture is.
  private(set) var isBehind = false

  init(box: PictureBox, depth: ColorDepth) {
    self.box = box
    colors =
      switch depth {
      case .trueColor: .trueColor
      case .palette256: .palette256
      case .palette16, .none: nil
      }
  }

  /// False where there are too few colours.
  var isPossible: Bool { colors != nil }

  /// Takes the place that the picture has in a new canvas, and what covers it there.
  mutating func layOut(_ rect: Rect?, in canvas: Canvas) {
    guard let rect, let colors else {
      if encoder != nil { box.setSize(.none) }
      encoder = nil
      frame = nil
      isBehind = false
      return
    }
    if encoder?.columns != rect.size.columns || encoder?.rows != rect.size.rows {
      let made = CellEncoder(columns: rect.size.columns, rows: rect.size.rows, colors: colors)
      box.setSize(made.pictureSize)
      encoder = made
      budget = ByteBudget(cells: rect.size.columns * rect.size.rows, after: budget)
      frame = nil
      isBehind = false
    } else if origin != rect.origin {
      encoder?.forget()
      isDamaged = true
    }
    origin = rect.origin
    for row in 0..<rect.size.rows {
      for column in 0..<rect.size.columns {
        let point = Point(column: rect.origin.column + column, row: rect.origin.row + row)
        let isFree = canvas.bounds.contains(point) && canvas[point] == Canvas.pictureCell
        encoder?.setCovered(!isFree, column: column, row: row)
      }
    }
  }

  /// What ncurses draws in these rows of the screen may have passed over the picture.
  mutating func forget(rows: Set<Int>) {
    for row in rows { encoder?.forget(row: row - origin.row) }
    if !rows.isEmpty { isDamaged = true }
  }

  /// The bytes for the newest picture; empty where there is nothing to send, or no room for it.
  mutating func bytes() -> [UInt8] {
    guard encoder != nil else { return [] }
    let now = (ContinuousClock.now - start) / .seconds(1)
    let new = box.take()
    if let new {
      frame = new
    } else if !isDamaged, now - last < Self.rest {
      return []
    }
    guard let frame, frame.size == encoder?.pictureSize else { return [] }
    let room = budget.available(now: now)
    let bytes =
      encoder?.encode(frame, column: origin.column, row: origin.row, budget: room) ?? []
    budget.spend(bytes.count)
    let hasRoom = room >= CellEncoder.typicalCellBytes
    if new != nil, hasRoom { shown += 1 }
    isBehind = !bytes.isEmpty || !hasRoom
    isDamaged = false
    last = now
    return bytes
  }

  /// How long the terminal needed for the last picture decides how much the next may be.
  mutating func drained(_ drain: (bytes: Int, seconds: Double)) {
    budget.drained(bytes: drain.bytes, seconds: drain.seconds)
  }
}
