import MediaKit
import TermKit

/// A film in pixels, in the picture cells of the canvas: kitty's protocol or sixel. A value; the UI
/// thread's.
///
/// The renderer's thread has turned the picture into what is sent; here it is decided what of it goes, and
/// when.
struct PixelFilm {
  /// What kitty knows the film by: no still has this number.
  static let id: UInt32 = 0x0c4d_ffff
  /// Pictures in shared memory that the terminal may not have read yet.
  private static let mostShared = 4
  /// So many refusals in a row show that the line is too slow for this size.
  private static let patience = 12
  /// More pixels than these are sent in half the size: sixel costs time for each.
  static let mostSixels = 260_000
  private static let mostShown = (shared: 1_300_000, inStream: 140_000)
  private static let smallest = 20_000

  let rect: Rect
  let cell: CellPixels
  /// What the box is asked for.
  private(set) var form: FilmForm
  private(set) var size: PixelSize
  /// The blocks of cells that nothing lies on.
  private var blocks: [Rect]
  private var picture: FilmPicture?
  /// What of each part the screen shows.
  private var shown: [[UInt8]]
  private var isNew = false
  private var isPlaced = false
  private var shared: [SharedPicture] = []
  private var refused = 0
  private var firstPart = 0

  /// nil where the terminal did not say that it can.
  init?(_ rect: Rect, way: FilmWay, graphics: TerminalGraphics?, canvas: Canvas, pixels: Int? = nil)
  {
    guard let graphics, rect.size.columns > 0, rect.size.rows > 0 else { return nil }
    self.rect = rect
    let cell = graphics.cell ?? PictureState.usualCell
    self.cell = cell
    let full = PixelSize(
      width: rect.size.columns * cell.width, height: rect.size.rows * cell.height)
    switch way {
    case .cells: return nil
    case .kitty:
      guard graphics.kitty else { return nil }
      blocks = PictureBlocks.blocks(PictureBlocks.free(canvas, rect))
      form = .kitty(shared: graphics.sharedMemory)
      let most = graphics.sharedMemory ? Self.mostShown.shared : Self.mostShown.inStream
      size = Self.shrunk(full, to: pixels ?? most)
      shown = []
    case .sixel:
      guard graphics.sixel, graphics.cell != nil else { return nil }
      blocks = PictureBlocks.blocks(PictureBlocks.free(canvas, rect), mostRows: 2)
      let scale = full.width * full.height > Self.mostSixels ? 2 : 1
      size = PixelSize(
        width: (full.width + scale - 1) / scale, height: (full.height + scale - 1) / scale)
      let parts = blocks.map { Self.part($0, of: rect, cell, screen: canvas.size) }
      form = .sixel(scale: scale, parts: parts)
      shown = Array(repeating: [], count: parts.count)
    }
  }

  /// How many pixels the picture has, where it was made smaller for a slow line.
  var pixels: Int { size.width * size.height }

  /// Whether the line is too slow even for a small picture: cells are better then.
  var isHopeless: Bool { refused > Self.patience && pixels <= Self.smallest }

  /// Whether a smaller one would get through.
  var wantsLess: Bool { refused > Self.patience && pixels > Self.smallest }

  /// Whether something of the picture is not on the screen yet.
  var isBehind: Bool {
    if case .sixel(let parts)? = picture?.content { return parts != shown }
    return isNew || !isPlaced && picture != nil
  }

  /// The same film after the canvas changed.
  func moved(
    to rect: Rect, way: FilmWay, graphics: TerminalGraphics?, canvas: Canvas
  ) -> PixelFilm? {
    let isKept = rect == self.rect
    guard
      var next = PixelFilm(
        rect, way: way, graphics: graphics, canvas: canvas, pixels: isKept ? pixels : nil)
    else { return nil }
    next.shared = shared
    guard isKept, next.form == form, next.size == size, next.cell == cell else {
      return next
    }
    // What lies over it is another: kitty's parts are placed anew.
    next.picture = picture
    next.shown = shown
    next.isNew = isNew
    next.isPlaced = isPlaced && next.blocks == blocks
    next.refused = refused
    return next
  }

  /// The same film with half the pixels.
  func smaller(way: FilmWay, graphics: TerminalGraphics?, canvas: Canvas) -> PixelFilm? {
    var next = PixelFilm(
      rect, way: way, graphics: graphics, canvas: canvas, pixels: max(Self.smallest, pixels / 2))
    next?.shared = shared
    return next
  }

  mutating func take(_ picture: FilmPicture) {
    guard picture.form == form, picture.size == size else { return }
    self.picture = picture
    isNew = true
  }

  /// ncurses may have drawn over these rows of the screen.
  mutating func forget(rows: Set<Int>) {
    if case .kitty = form {
      if rows.contains(where: { $0 >= rect.origin.row && $0 < rect.origin.row + rect.size.rows }) {
        isPlaced = false
      }
      return
    }
    for (index, block) in blocks.enumerated() where shown.indices.contains(index) {
      if rows.contains(where: {
        $0 >= block.origin.row && $0 < block.origin.row + block.size.rows
      }) {
        shown[index] = []
      }
    }
  }

  /// The terminal was somebody else's.
  mutating func forgetAll() {
    isNew = picture != nil
    isPlaced = false
    shown = Array(repeating: [], count: shown.count)
  }

  /// The bytes for the newest picture, at most about `room` of them.
  mutating func bytes(room: Int) -> [UInt8] {
    switch picture?.content {
    case .sixel(let parts): return sixel(parts, room)
    case .kitty(let rgb):
      guard isNew else { return isPlaced ? [] : place() }
      let bytes = KittySequence.transmit(rgb: rgb, size: size, id: Self.id)
      guard bytes.count <= room else {
        refused += 1
        return []
      }
      isNew = false
      refused = 0
      return bytes + place()
    case .kittyShared(let memory):
      guard isNew else { return isPlaced ? [] : place() }
      isNew = false
      shared.append(memory)
      if shared.count > Self.mostShared { shared.removeFirst() }
      return KittySequence.transmit(sharedMemory: memory.name, size: size, id: Self.id) + place()
    case .cells, nil: return []
    }
  }

  private mutating func sixel(_ parts: [[UInt8]], _ room: Int) -> [UInt8] {
    guard parts.count == shown.count, !parts.isEmpty else { return [] }
    var bytes: [UInt8] = []
    // Where not all fits, the others have their turn next.
    for offset in parts.indices {
      let index = (firstPart + offset) % parts.count
      guard parts[index] != shown[index] else { continue }
      guard bytes.isEmpty ? room > 0 : bytes.count + parts[index].count <= room else {
        firstPart = index
        break
      }
      bytes += PictureBlocks.address(blocks[index]) + parts[index]
      shown[index] = parts[index]
    }
    isNew = false
    return bytes
  }

  private mutating func place() -> [UInt8] {
    isPlaced = true
    var bytes: [UInt8] = isNew ? [] : KittySequence.hide(Self.id)
    for (index, block) in blocks.enumerated() {
      let cut = PictureBlocks.cut(block, of: rect, size)
      bytes += PictureBlocks.address(block)
      bytes += KittySequence.place(
        Self.id, placement: index + 1, part: cut, columns: block.size.columns,
        rows: block.size.rows)
    }
    return bytes
  }
}

extension PixelFilm {
  /// The pixels of a block. A sixel that reaches below the last row makes the terminal scroll: there it ends
  /// with its last whole band of six.
  private static func part(
    _ block: Rect, of rect: Rect, _ cell: CellPixels, screen: Size
  ) -> SixelEncoder.Part {
    var part = SixelEncoder.Part(
      left: (block.origin.column - rect.origin.column) * cell.width,
      top: (block.origin.row - rect.origin.row) * cell.height,
      width: block.size.columns * cell.width, height: block.size.rows * cell.height)
    if block.origin.row + block.size.rows >= screen.rows { part.height -= part.height % 6 }
    return part
  }

  private static func shrunk(_ size: PixelSize, to most: Int) -> PixelSize {
    let area = size.width * size.height
    guard area > most else { return size }
    let factor = (Double(most) / Double(area)).squareRoot()
    return PixelSize(
      width: max(16, Int(Double(size.width) * factor)),
      height: max(16, Int(Double(size.height) * factor)))
  }
}
