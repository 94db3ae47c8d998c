/// The fixed colours that pictures have in sixel: six levels of red, seven of green, six of blue.
///
/// Fixed, because a film whose palette changes with every picture flickers, and because a picture can
/// then be sent in parts. 252 of the 256 registers that terminals have at least.
enum SixelPalette {
  static let levels = (red: 6, green: 7, blue: 6)
  static let count = 252

  /// The entry for levels that begin at 0.
  @inline(__always)
  static func index(_ red: Int, _ green: Int, _ blue: Int) -> UInt8 {
    UInt8(truncatingIfNeeded: (red * levels.green + green) * levels.blue + blue)
  }

  /// An entry's colour, 0 to 255.
  static func color(_ index: UInt8) -> (red: Int, green: Int, blue: Int) {
    let value = Int(index)
    let blue = value % levels.blue
    let green = value / levels.blue % levels.green
    let red = value / (levels.blue * levels.green)
    return (
      red * 255 / (levels.red - 1), green * 255 / (levels.green - 1),
      blue * 255 / (levels.blue - 1)
    )
  }

  /// What defines each entry: `#n;2;r;g;b`, in percent (DEC STD 070, "Sixel Graphics").
  static let definitions: [[UInt8]] = (0..<count).map { index in
    let color = color(UInt8(index))
    func percent(_ value: Int) -> Int { (value * 100 + 127) / 255 }
    return Array(
      "#\(index);2;\(percent(color.red));\(percent(color.green));\(percent(color.blue))".utf8)
  }
}

/// A picture in the colours of ``SixelPalette``.
public struct IndexedPicture: Hashable, Sendable {
  public let size: PixelSize
  /// Row by row from the top left.
  let indices: [UInt8]

  /// Errors are passed on to the neighbours (Floyd and Steinberg, 1976): best for what stands still.
  public init(diffusing picture: RGBPicture) {
    size = picture.size
    let width = size.width
    var indices = [UInt8](repeating: 0, count: width * size.height)
    let top = (
      SixelPalette.levels.red - 1, SixelPalette.levels.green - 1, SixelPalette.levels.blue - 1
    )
    // Sixteenths of a level of 255, a margin on both sides.
    var errors = [Int32](repeating: 0, count: (width + 2) * 3)
    var next = errors
    for row in 0..<size.height {
      for index in next.indices { next[index] = 0 }
      for column in 0..<width {
        let source = (row * width + column) * 3
        let place = (column + 1) * 3
        var entry = (0, 0, 0)
        for channel in 0..<3 {
          let most = channel == 0 ? top.0 : channel == 1 ? top.1 : top.2
          let wanted = min(
            255, max(0, Int(picture.bytes[source + channel]) + Int(errors[place + channel]) / 16))
          let level = (wanted * most + 127) / 255
          let error = Int32(wanted - level * 255 / most)
          errors[place + 3 + channel] += error * 7
          next[place - 3 + channel] += error * 3
          next[place + channel] += error * 5
          next[place + 3 + channel] += error
          if channel == 0 {
            entry.0 = level
          } else if channel == 1 {
            entry.1 = level
          } else {
            entry.2 = level
          }
        }
        indices[row * width + column] = SixelPalette.index(entry.0, entry.1, entry.2)
      }
      swap(&errors, &next)
    }
    self.indices = indices
  }

  /// A pattern breaks the steps between the colours (Bayer, 1973): what does not move stays as it is
  /// from one picture of a film to the next. Each pixel of the frame becomes `scale` by `scale`.
  public init(ordering frame: PixelFrame, scale: Int = 1) {
    let scale = max(1, scale)
    let width = frame.size.width * scale
    let size = PixelSize(width: width, height: frame.size.height * scale)
    self.size = size
    let (red, green, blue) = Self.tables
    indices = [UInt8](unsafeUninitializedCapacity: size.width * size.height) { out, count in
      frame.pixels.withUnsafeBufferPointer { pixels in
        for row in 0..<size.height {
          let source = row / scale * frame.size.width
          let pattern = (row & 7) * 8
          for column in 0..<width {
            let pixel = pixels[source + (scale == 2 ? column >> 1 : column / scale)]
            let threshold = Int(Self.bayer[pattern + (column & 7)]) << 8
            out.initializeElement(
              at: row * width + column,
              to: red[threshold + Int(pixel & 0xff)] &+ green[threshold + Int(pixel >> 8 & 0xff)]
                &+ blue[threshold + Int(pixel >> 16 & 0xff)])
          }
        }
      }
      count = size.width * size.height
    }
  }

  private static let bayer: [UInt8] = (0..<64).map { index in
    let (x, y) = (index & 7, index >> 3)
    var value = 0
    for bit in 0..<3 {
      value = value << 2 | (((x ^ y) >> bit & 1) << 1 | (y >> bit & 1))
    }
    return UInt8(value)
  }

  /// For each threshold and value of a channel, what it adds to the index.
  private static let tables: ([UInt8], [UInt8], [UInt8]) = {
    func table(_ levels: Int, _ weight: Int) -> [UInt8] {
      (0..<64 * 256).map { index in
        let (threshold, value) = (index >> 8, index & 255)
        // In 64ths of a step: the threshold decides which of the two neighbours it is.
        let scaled = value * (levels - 1) * 64 / 255
        return UInt8(min(levels - 1, (scaled + threshold) / 64) * weight)
      }
    }
    let levels = SixelPalette.levels
    return (
      table(levels.red, levels.green * levels.blue), table(levels.green, levels.blue),
      table(levels.blue, 1)
    )
  }()
}
