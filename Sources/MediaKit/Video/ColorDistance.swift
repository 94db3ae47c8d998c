/// Colours as 0xBBGGRR, and how far apart they look.
enum ColorDistance {
  /// The square of the difference in levels of 255, weighted by what eyes see most (green), least
  /// (blue): a grey that is 5 levels lighter is 25 away.
  @inline(__always)
  static func squared(_ a: UInt32, _ b: UInt32) -> UInt32 {
    let red = Int32(truncatingIfNeeded: a & 0xff) - Int32(truncatingIfNeeded: b & 0xff)
    let green = Int32(truncatingIfNeeded: a >> 8 & 0xff) - Int32(truncatingIfNeeded: b >> 8 & 0xff)
    let blue =
      Int32(truncatingIfNeeded: a >> 16 & 0xff) - Int32(truncatingIfNeeded: b >> 16 & 0xff)
    return UInt32(truncatingIfNeeded: (2 * red * red + 5 * green * green + blue * blue) >> 3)
  }

  /// The colour half way between.
  @inline(__always)
  static func middle(_ a: UInt32, _ b: UInt32) -> UInt32 {
    // The lowest bit of each channel is shifted out, so that none runs into the next.
    (a & b) &+ (((a ^ b) & 0xfe_fefe) >> 1)
  }
}

/// Entries 16 to 255 of xterm's palette, the ones that every terminal with 256 colours shares.
enum XtermPalette {
  private static let levels: [UInt32] = [0, 95, 135, 175, 215, 255]

  /// 0xBBGGRR of an entry: the 6x6x6 cube (16 to 231), the grey ramp (232 to 255).
  static func color(_ index: UInt8) -> UInt32 {
    if index >= 232 {
      let grey = 8 + 10 * UInt32(index - 232)
      return grey << 16 | grey << 8 | grey
    }
    let cube = Int(index) - 16
    guard cube >= 0 else { return 0 }
    return levels[cube % 6] << 16 | levels[cube / 6 % 6] << 8 | levels[cube / 36]
  }

  /// The nearest entry for each colour of five bits a channel, at 0bBBBBBGGGGGRRRRR.
  static let nearest: [UInt8] = (0..<1 << 15).map { packed in
    func channel(_ shift: Int) -> UInt32 {
      let five = UInt32(packed >> shift & 31)
      return five << 3 | five >> 2
    }
    let (red, green, blue) = (channel(0), channel(5), channel(10))
    let color = blue << 16 | green << 8 | red
    func step(_ value: UInt32) -> UInt32 { value < 48 ? 0 : value < 115 ? 1 : (value - 35) / 40 }
    let cube = UInt8(16 + 36 * step(red) + 6 * step(green) + step(blue))
    let mean = (2 * red + 5 * green + blue) / 8
    let grey = UInt8(232 + min(23, mean > 3 ? (mean - 3) / 10 : 0))
    return ColorDistance.squared(XtermPalette.color(cube), color)
      <= ColorDistance.squared(XtermPalette.color(grey), color) ? cube : grey
  }

  private static let indices = [UInt32: UInt8](
    uniqueKeysWithValues: (UInt8(16)...255).map { (color($0), $0) })

  /// The entry of this very colour, else the nearest.
  static func index(of color: UInt32) -> UInt8 { indices[color] ?? match(color) }

  /// The nearest entry, to five bits a channel.
  static func match(_ color: UInt32) -> UInt8 {
    let (red, green, blue) = (color >> 3 & 31, color >> 11 & 31, color >> 19 & 31)
    return nearest[Int(blue << 10 | green << 5 | red)]
  }
}
