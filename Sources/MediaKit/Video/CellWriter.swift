/// The colours that half-block pictures are sent in.
public enum CellColors: Hashable, Sendable {
  /// SGR 38;2 and 48;2.
  case trueColor
  /// SGR 38;5 and 48;5, entries 16 to 255 of xterm's palette.
  case palette256
}

/// Turns cells into the bytes that a terminal is sent: knows the cursor and the pen, and sends
/// neither again (ECMA-48: CUP, CUF, SGR).
struct CellWriter {
  private(set) var bytes: [UInt8] = []
  private let colors: CellColors
  /// No colour: the pen is not known.
  private static let unknown: UInt32 = 0xff00_0000
  private var foreground = Self.unknown
  private var background = Self.unknown
  private var cursor = (column: -1, row: -1)

  init(colors: CellColors, capacity: Int) {
    self.colors = colors
    bytes.reserveCapacity(capacity)
  }

  /// Attributes that were in use before do not belong to the picture.
  mutating func begin() { append("\u{1b}[m") }

  /// What a cell shows after it was put: the colours of its upper and its lower half.
  typealias Halves = (top: UInt32, bottom: UInt32)

  /// Puts a cell; where a colour in the pen is within `tolerance` (squared levels) of one that is
  /// wanted, it is taken instead.
  mutating func put(
    top: UInt32, bottom: UInt32, column: Int, row: Int, tolerance: UInt32
  ) -> Halves {
    move(to: column, row)
    defer { cursor.column += 1 }
    if isClose(top, bottom, tolerance) { return putPlain(top, bottom, tolerance) }
    let topIsForeground = isClose(top, foreground, tolerance)
    let topIsBackground = isClose(top, background, tolerance)
    let bottomIsForeground = isClose(bottom, foreground, tolerance)
    let bottomIsBackground = isClose(bottom, background, tolerance)
    let upper = (topIsForeground ? 1 : 0) + (bottomIsBackground ? 1 : 0)
    let lower = (bottomIsForeground ? 1 : 0) + (topIsBackground ? 1 : 0)
    if upper >= lower {
      setPen(topIsForeground ? nil : top, bottomIsBackground ? nil : bottom)
      append(0xe2, 0x96, 0x80)  // ▀
      return (foreground, background)
    }
    setPen(bottomIsForeground ? nil : bottom, topIsBackground ? nil : top)
    append(0xe2, 0x96, 0x84)  // ▄
    return (background, foreground)
  }

  /// One colour in both halves: a space, or a full block where the colour is in the pen already.
  private mutating func putPlain(_ top: UInt32, _ bottom: UInt32, _ tolerance: UInt32) -> Halves {
    let color = top == bottom ? top : ColorDistance.middle(top, bottom)
    if !isClose(color, background, tolerance) {
      if isClose(color, foreground, tolerance) {
        append(0xe2, 0x96, 0x88)  // █
        return (foreground, foreground)
      }
      setPen(nil, color)
    }
    bytes.append(0x20)
    return (background, background)
  }

  @inline(__always)
  private func isClose(_ a: UInt32, _ b: UInt32, _ tolerance: UInt32) -> Bool {
    // The distance of neighbours is 0, too: exact is only what is equal.
    a == b || tolerance > 0 && b != Self.unknown && ColorDistance.squared(a, b) <= tolerance
  }

  private mutating func move(to column: Int, _ row: Int) {
    if cursor == (column, row) { return }
    let gap = column - cursor.column
    if cursor.row == row, gap > 0, cursor.column >= 0 {
      append("\u{1b}[")
      if gap > 1 { append(number: gap) }
      bytes.append(UInt8(ascii: "C"))
    } else {
      append("\u{1b}[")
      append(number: row + 1)
      bytes.append(UInt8(ascii: ";"))
      append(number: column + 1)
      bytes.append(UInt8(ascii: "H"))
    }
    cursor = (column, row)
  }

  private mutating func setPen(_ newForeground: UInt32?, _ newBackground: UInt32?) {
    guard newForeground != nil || newBackground != nil else { return }
    append("\u{1b}[")
    if let newForeground {
      append("38;")
      foreground = append(color: newForeground)
      if newBackground != nil { bytes.append(UInt8(ascii: ";")) }
    }
    if let newBackground {
      append("48;")
      background = append(color: newBackground)
    }
    bytes.append(UInt8(ascii: "m"))
  }

  /// Returns the colour that the terminal shows for it.
  private mutating func append(color: UInt32) -> UInt32 {
    switch colors {
    case .trueColor:
      append("2;")
      append(number: Int(color & 0xff))
      bytes.append(UInt8(ascii: ";"))
      append(number: Int(color >> 8 & 0xff))
      bytes.append(UInt8(ascii: ";"))
      append(number: Int(color >> 16 & 0xff))
      return color
    case .palette256:
      let index = XtermPalette.index(of: color)
      append("5;")
      append(number: Int(index))
      return XtermPalette.color(index)
    }
  }

  @inline(__always)
  private mutating func append(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  @inline(__always)
  private mutating func append(_ a: UInt8, _ b: UInt8, _ c: UInt8) {
    bytes.append(a)
    bytes.append(b)
    bytes.append(c)
  }

  private mutating func append(number: Int) {
    if number >= 1000 { return bytes.append(contentsOf: String(number).utf8) }
    let zero = UInt8(ascii: "0")
    if number >= 100 { bytes.append(zero + UInt8(truncatingIfNeeded: number / 100)) }
    if number >= 10 { bytes.append(zero + UInt8(truncatingIfNeeded: number / 10 % 10)) }
    bytes.append(zero + UInt8(truncatingIfNeeded: number % 10))
  }
}
