/// Turns pictures into sixel: DCS P1 ; P2 ; P3 q … ST (DEC STD 070, "Sixel Graphics").
public enum SixelEncoder {
  /// A part of a picture in pixels.
  public struct Part: Hashable, Sendable {
    public var left: Int
    public var top: Int
    public var width: Int
    public var height: Int

    public init(left: Int, top: Int, width: Int, height: Int) {
      self.left = left
      self.top = top
      self.width = width
      self.height = height
    }
  }

  /// The bytes that show a part, with its top left pixel where the cursor is. Empty where nothing of it
  /// is inside the picture.
  public static func encode(_ picture: IndexedPicture, _ part: Part) -> [UInt8] {
    let left = max(0, part.left)
    let top = max(0, part.top)
    let width = min(picture.size.width, part.left + part.width) - left
    let height = min(picture.size.height, part.top + part.height) - top
    guard width > 0, height > 0 else { return [] }
    // P2 is 1: pixels that are not named keep what they are.
    var bytes = Array("\u{1b}P0;1;0q\"1;1;\(width);\(height)".utf8)
    bytes.reserveCapacity(width * height / 2 + 256)
    var isDefined = [Bool](repeating: false, count: SixelPalette.count)
    var band = Band(width: width)
    for row in stride(from: 0, to: height, by: 6) {
      if row > 0 { bytes.append(UInt8(ascii: "-")) }
      picture.indices.withUnsafeBufferPointer { indices in
        band.collect(
          indices, start: (top + row) * picture.size.width + left, stride: picture.size.width,
          rows: min(6, height - row))
      }
      for (place, color) in band.colors.enumerated() {
        // Back to the start of the band.
        if place > 0 { bytes.append(UInt8(ascii: "$")) }
        if isDefined[Int(color)] {
          bytes.append(UInt8(ascii: "#"))
          append(Int(color), to: &bytes)
        } else {
          isDefined[Int(color)] = true
          bytes += SixelPalette.definitions[Int(color)]
          bytes.append(UInt8(ascii: "#"))
          append(Int(color), to: &bytes)
        }
        band.write(color, to: &bytes)
      }
    }
    bytes += [0x1b, UInt8(ascii: "\\")]
    return bytes
  }

  static func append(_ number: Int, to bytes: inout [UInt8]) {
    let zero = UInt8(ascii: "0")
    if number >= 1000 { return bytes.append(contentsOf: String(number).utf8) }
    if number >= 100 { bytes.append(zero + UInt8(truncatingIfNeeded: number / 100)) }
    if number >= 10 { bytes.append(zero + UInt8(truncatingIfNeeded: number / 10 % 10)) }
    bytes.append(zero + UInt8(truncatingIfNeeded: number % 10))
  }
}

/// Six rows of pixels: which bits each colour has in each column.
private struct Band: ~Copyable {
  private let width: Int
  /// The colours in it, in the order in which they were met.
  private(set) var colors: [UInt8] = []
  /// A row of columns for each entry of the palette; all 0 between two bands.
  private let bits: UnsafeMutablePointer<UInt8>
  private var isThere = [Bool](repeating: false, count: 256)

  init(width: Int) {
    self.width = width
    bits = .allocate(capacity: 256 * width)
    bits.initialize(repeating: 0, count: 256 * width)
  }

  deinit { bits.deallocate() }

  mutating func collect(
    _ indices: UnsafeBufferPointer<UInt8>, start: Int, stride: Int, rows: Int
  ) {
    colors.removeAll(keepingCapacity: true)
    isThere.withUnsafeMutableBufferPointer { isThere in
      for row in 0..<rows {
        let bit = UInt8(1) << UInt8(row)
        let line = start + row * stride
        // A colour that goes on is looked up once.
        var last = -1
        var place = bits
        for column in 0..<width {
          let color = Int(indices[line + column])
          if color != last {
            last = color
            place = bits + color * width
            if !isThere[color] {
              isThere[color] = true
              colors.append(UInt8(truncatingIfNeeded: color))
            }
          }
          place[column] |= bit
        }
      }
    }
  }

  /// One colour's sixels, runs as `!count`, and what is behind its last left out. They are gone then.
  mutating func write(_ color: UInt8, to bytes: inout [UInt8]) {
    isThere[Int(color)] = false
    let row = bits + Int(color) * width
    var end = width
    while end > 0, row[end - 1] == 0 { end -= 1 }
    var column = 0
    while column < end {
      let value = row[column]
      var next = column + 1
      while next < end, row[next] == value { next += 1 }
      Self.run(value, next - column, &bytes)
      column = next
    }
    row.update(repeating: 0, count: end)
  }

  private static func run(_ value: UInt8, _ count: Int, _ bytes: inout [UInt8]) {
    let character = value + 0x3f
    if count > 3 {
      bytes.append(UInt8(ascii: "!"))
      SixelEncoder.append(count, to: &bytes)
      bytes.append(character)
    } else {
      for _ in 0..<count { bytes.append(character) }
    }
  }
}
