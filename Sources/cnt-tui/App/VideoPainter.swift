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
  /// Instead of the encoder, where the film is shown in pixels.
  private var pixels: PixelFilm?
  private var way = FilmWay.cells
  /// Whether the line turned out to be too slow for pixels.
  private var isTooSlow = false
  /// Deletions to be sent.
  private var outgoing: [UInt8] = []
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

  /// Pixels cost far more bytes than cells do, and are drawn by a terminal that is near.
  private static let pixelWeight = 40

  /// Whether kitty's commands are sent.
  var usesKitty: Bool {
    if case .kitty? = pixels?.form { true } else { !outgoing.isEmpty }
  }

  /// Takes the place that the picture has in a new canvas, and what covers it there.
  mutating func layOut(
    _ rect: Rect?, in canvas: Canvas, way: FilmWay = .cells, graphics: TerminalGraphics? = nil
  ) {
    if way != self.way || rect == nil { isTooSlow = false }
    self.way = way
    if let rect, colors != nil, layOutPixels(rect, canvas, graphics) { return }
    if pixels != nil {
      endPixels()
      if rect != nil { isDamaged = true }
    }
    layOutCells(rect, in: canvas)
  }

  /// False where the film is not shown in pixels.
  private mutating func layOutPixels(
    _ rect: Rect, _ canvas: Canvas, _ graphics: TerminalGraphics?
  ) -> Bool {
    if pixels?.isHopeless == true { isTooSlow = true }
    guard way != .cells, !isTooSlow else { return false }
    let next: PixelFilm?
    if let old = pixels {
      next =
        old.wantsLess && old.rect == rect
        ? old.smaller(way: way, graphics: graphics, canvas: canvas)
        : old.moved(to: rect, way: way, graphics: graphics, canvas: canvas)
    } else {
      next = PixelFilm(rect, way: way, graphics: graphics, canvas: canvas)
    }
    guard let next else { return false }
    let cells = rect.size.columns * rect.size.rows * Self.pixelWeight
    if pixels?.rect.size != rect.size { budget = ByteBudget(cells: cells, after: budget) }
    if case .sixel = next.form {
      if usesKitty { endPixels() }
    } else if let pixels, pixels.rect != rect {
      // At its old place it would stay until the next picture comes.
      outgoing += KittySequence.hide(PixelFilm.id)
    }
    encoder = nil
    frame = nil
    pixels = next
    box.setWish(next.size, next.form)
    return true
  }

  private mutating func endPixels() {
    if case .kitty? = pixels?.form { outgoing += KittySequence.delete(PixelFilm.id) }
    pixels = nil
    isBehind = false
    box.setSize(.none)
  }

  private mutating func layOutCells(_ rect: Rect?, in canvas: Canvas) {
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
        let isFree = canvas.bounds.contains(point) && canvas[point].isPicture
        encoder?.setCovered(!isFree, column: column, row: row)
      }
    }
  }

  /// What ncurses draws in these rows of the screen may have passed over the picture.
  mutating func forget(rows: Set<Int>) {
    for row in rows { encoder?.forget(row: row - origin.row) }
    if !rows.isEmpty { isDamaged = true }
    pixels?.forget(rows: rows)
  }

  /// The terminal was somebody else's.
  mutating func forgetAll() {
    encoder?.forget()
    isDamaged = true
    outgoing = []
    guard pixels != nil else { return }
    pixels?.forgetAll()
    // What lay in shared memory is read and gone.
    box.renew()
  }

  /// The bytes for the newest picture; empty where there is nothing to send, or no room for it.
  mutating func bytes() -> [UInt8] {
    defer { outgoing = [] }
    let now = (ContinuousClock.now - start) / .seconds(1)
    if pixels != nil { return outgoing + pixelBytes(now) }
    return outgoing + cellBytes(now)
  }

  private mutating func pixelBytes(_ now: Double) -> [UInt8] {
    let new = box.takePicture()
    if let new { pixels?.take(new) }
    let bytes = pixels?.bytes(room: budget.available(now: now)) ?? []
    budget.spend(bytes.count)
    isBehind = pixels?.isBehind ?? false
    if new != nil, !bytes.isEmpty || !isBehind { shown += 1 }
    return bytes
  }

  private mutating func cellBytes(_ now: Double) -> [UInt8] {
    guard encoder != nil else { return [] }
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
