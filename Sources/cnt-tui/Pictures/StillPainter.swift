import MediaKit
import TermKit

/// Brings pictures of pixels into the picture cells of the canvas; the UI thread's.
///
/// What is sent at a time is bounded, so that a picture on a slow line comes in parts and keys are answered
/// in between. A value: canvases in, bytes out.
struct StillPainter {
  /// A picture on the screen.
  private struct Shown {
    var placed: PictureLayout.Placed
    var cell: CellPixels
    /// The free columns of each row of the screen.
    var free: [Int: [Range<Int>]] = [:]
    /// Rows of the screen that must be sent.
    var stale: Set<Int> = []
    /// How many placements kitty has of it.
    var placements = 0
  }

  /// Pictures that kitty keeps; the one that was used longest ago is removed first.
  static let mostKept = 24
  /// Rows of sixel that are sent as one.
  private static let stripRows = 2

  private var shown: [UInt32: Shown] = [:]
  /// Deletions to be sent.
  private var outgoing: [UInt8] = []
  /// Pictures that kitty has, the one that was used last at the end.
  private var kept: [UInt32] = []
  /// What is being handed over to kitty.
  private var upload: (id: UInt32, chunks: ArraySlice<[UInt8]>)?

  /// Whether a picture is half handed over: no other command of kitty's may come between.
  var isUploading: Bool { upload.map { !$0.chunks.isEmpty } ?? false }

  /// Whether the screen is not yet what it should be.
  var isBehind: Bool {
    !outgoing.isEmpty || isUploading || shown.values.contains { !$0.stale.isEmpty }
  }

  /// Takes the pictures of a new canvas and what covers them there.
  mutating func layOut(_ placed: [PictureLayout.Placed], cell: CellPixels, in canvas: Canvas) {
    var next: [UInt32: Shown] = [:]
    for item in placed {
      if case .symbols = item.picture.content { continue }
      var new = Shown(placed: item, cell: cell)
      let area = item.visible
      let columns = area.origin.column..<area.origin.column + area.size.columns
      for row in area.origin.row..<area.origin.row + area.size.rows {
        new.free[row] = canvas.pictureColumns(row: row, in: columns)
      }
      if let old = shown[item.picture.id], old.placed.rect == item.rect, old.cell == cell {
        new.placements = old.placements
        new.stale = old.stale.filter { new.free[$0] != nil }
        if case .kitty = item.picture.content {
          // All parts are placed anew where one changes.
          if old.free != new.free { new.stale = Set(new.free.keys) }
        } else {
          new.stale.formUnion(
            new.free.filter { !Self.covers(old.free[$0.key] ?? [], $0.value) }.map(\.key))
        }
      } else {
        new.placements = shown[item.picture.id]?.placements ?? 0
        new.stale = Set(new.free.keys)
      }
      next[item.picture.id] = new
    }
    for (id, old) in shown where next[id] == nil && old.placements > 0 {
      outgoing += KittySequence.hide(id)
    }
    shown = next
  }

  /// Whether all of these columns were free before.
  private static func covers(_ old: [Range<Int>], _ new: [Range<Int>]) -> Bool {
    new.allSatisfy { new in
      old.contains { $0.lowerBound <= new.lowerBound && $0.upperBound >= new.upperBound }
    }
  }

  /// What ncurses draws in these rows of the screen may have passed over the pictures.
  mutating func forget(rows: Set<Int>) {
    for (id, item) in shown {
      shown[id]?.stale.formUnion(rows.filter { item.free[$0]?.isEmpty == false })
    }
  }

  /// The terminal was somebody else's, or cleared: what it still has is removed, and all comes anew.
  mutating func forgetAll() {
    outgoing = isUploading ? KittySequence.end : []
    if !kept.isEmpty { outgoing += KittySequence.deleteAll }
    kept = []
    upload = nil
    for (id, item) in shown {
      shown[id]?.placements = 0
      shown[id]?.stale = Set(item.free.keys)
    }
  }

  /// The next bytes, about `room` of them; empty where there is nothing to send.
  mutating func bytes(room: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    giveUpUpload(&bytes)
    if !isUploading {
      bytes += outgoing
      outgoing = []
    }
    var order = shown.keys.sorted {
      let (a, b) = (shown[$0]?.placed.rect.origin.row ?? 0, shown[$1]?.placed.rect.origin.row ?? 0)
      return (a, $0) < (b, $1)
    }
    // What was begun is ended first.
    if let begun = upload?.id, let index = order.firstIndex(of: begun) {
      order.insert(order.remove(at: index), at: 0)
    }
    for id in order {
      guard bytes.count < room, let item = shown[id], !item.stale.isEmpty else { continue }
      switch item.placed.picture.content {
      case .symbols: break
      case .sixel(let picture): bytes += sixel(id, picture, room: room - bytes.count)
      case .kitty(let png, let size):
        bytes += kitty(id, png, size, room: room - bytes.count)
        // One after the other: nothing may come between the parts of one.
        if isUploading { return bytes }
      case .iterm(let png): bytes += iterm(id, png)
      }
    }
    return bytes
  }

  // MARK: sixel

  private mutating func sixel(_ id: UInt32, _ picture: IndexedPicture, room: Int) -> [UInt8] {
    guard let item = shown[id] else { return [] }
    var bytes: [UInt8] = []
    for rows in strips(of: item) {
      guard bytes.isEmpty || bytes.count < room else { break }
      for columns in item.free[rows.lowerBound] ?? [] {
        let part = SixelEncoder.Part(
          left: (columns.lowerBound - item.placed.rect.origin.column) * item.cell.width,
          top: (rows.lowerBound - item.placed.rect.origin.row) * item.cell.height,
          width: columns.count * item.cell.width, height: rows.count * item.cell.height)
        bytes += PictureBlocks.address(
          Rect(column: columns.lowerBound, row: rows.lowerBound, columns: 1, rows: 1))
        bytes += SixelEncoder.encode(picture, part)
      }
      shown[id]?.stale.subtract(rows)
    }
    return bytes
  }

  /// Stale rows that follow each other and are free in the same columns.
  private func strips(of item: Shown) -> [Range<Int>] {
    var strips: [Range<Int>] = []
    for row in item.stale.sorted() {
      if let last = strips.last, last.upperBound == row, last.count < Self.stripRows,
        item.free[last.lowerBound] == item.free[row]
      {
        strips[strips.count - 1] = last.lowerBound..<row + 1
      } else {
        strips.append(row..<row + 1)
      }
    }
    return strips
  }

  // MARK: kitty

  private mutating func kitty(
    _ id: UInt32, _ png: [UInt8], _ size: PixelSize, room: Int
  ) -> [UInt8] {
    var bytes: [UInt8] = []
    if !kept.contains(id) {
      if upload?.id != id { upload = (id, KittySequence.transmit(png: png, id: id)[...]) }
      while bytes.count < room, let chunk = upload?.chunks.popFirst() { bytes += chunk }
      if isUploading { return bytes }
      upload = nil
      if kept.count >= Self.mostKept,
        let oldest = kept.firstIndex(where: { shown[$0] == nil })
      {
        bytes += KittySequence.delete(kept.remove(at: oldest))
      }
    }
    kept.removeAll { $0 == id }
    kept.append(id)
    return bytes + place(id, size)
  }

  /// Places the parts that nothing lies on.
  private mutating func place(_ id: UInt32, _ size: PixelSize) -> [UInt8] {
    guard let item = shown[id] else { return [] }
    let blocks = PictureBlocks.blocks(item.free)
    var bytes: [UInt8] = []
    if item.placements > blocks.count { bytes += KittySequence.hide(id) }
    for (index, block) in blocks.enumerated() {
      bytes += PictureBlocks.address(block)
      bytes += KittySequence.place(
        id, placement: index + 1, part: PictureBlocks.cut(block, of: item.placed.rect, size),
        columns: block.size.columns, rows: block.size.rows)
    }
    shown[id]?.placements = blocks.count
    shown[id]?.stale = []
    return bytes
  }

  /// A picture that nobody wants any more is not handed over to its end.
  private mutating func giveUpUpload(_ bytes: inout [UInt8]) {
    guard let upload, !upload.chunks.isEmpty, shown[upload.id]?.stale.isEmpty ?? true else {
      return
    }
    bytes += KittySequence.end
    self.upload = nil
  }

  // MARK: iTerm2

  /// All of it or nothing: its parts cannot be shown.
  private mutating func iterm(_ id: UInt32, _ png: [UInt8]) -> [UInt8] {
    guard let item = shown[id] else { return [] }
    shown[id]?.stale = []
    let rect = item.placed.rect
    let all = [rect.origin.column..<rect.origin.column + rect.size.columns]
    let isFree = (rect.origin.row..<rect.origin.row + rect.size.rows).allSatisfy {
      item.free[$0] == all
    }
    guard isFree else { return [] }
    return PictureBlocks.address(rect)
      + ITermSequence.show(png: png, columns: rect.size.columns, rows: rect.size.rows)
  }
}
