/// How many colours a terminal can show.
public enum ColorDepth: Hashable, Sendable {
  case trueColor, palette256, palette16, none

  /// What the environment promises: `NO_COLOR` (no-color.org), `COLORTERM`, then the number of
  /// colours in the terminal's terminfo entry.
  public static func detect(environment: [String: String], terminfoColors: Int) -> ColorDepth {
    if let value = environment["NO_COLOR"], !value.isEmpty { return .none }
    switch environment["COLORTERM"] {
    case "truecolor", "24bit": return .trueColor
    default: break
    }
    switch terminfoColors {
    case (1 << 24)...: return .trueColor
    case 256...: return .palette256
    case 8...: return .palette16
    default: return .none
    }
  }
}

extension Color {
  /// The nearest entry of the xterm 256-colour palette: the 6x6x6 cube (16 to 231) or the grey ramp
  /// (232 to 255); -1 for the terminal's own colour.
  func index256() -> Int {
    guard case .rgb(let r, let g, let b) = self else { return -1 }
    let levels = [0, 95, 135, 175, 215, 255]
    func nearest(_ value: UInt8) -> Int {
      levels.indices.min { abs(levels[$0] - Int(value)) < abs(levels[$1] - Int(value)) } ?? 0
    }
    let (ri, gi, bi) = (nearest(r), nearest(g), nearest(b))
    let cube = (levels[ri], levels[gi], levels[bi])
    let grey = min(23, max(0, (Int(r) + Int(g) + Int(b) - 24 + 15) / 30))
    let greyLevel = 8 + 10 * grey
    func distance(_ c: (Int, Int, Int)) -> Int {
      let (dr, dg, db) = (c.0 - Int(r), c.1 - Int(g), c.2 - Int(b))
      return dr * dr + dg * dg + db * db
    }
    return distance((greyLevel, greyLevel, greyLevel)) < distance(cube)
      ? 232 + grey : 16 + 36 * ri + 6 * gi + bi
  }

  /// The nearest of the six ANSI hues (1 red to 6 cyan), by xterm's default values; -1 for the
  /// terminal's own colour. The greys are left to the terminal: which of them can be read depends on
  /// a background that nobody knows.
  func indexANSI() -> Int {
    guard case .rgb(let r, let g, let b) = self else { return -1 }
    let hues: [(Int, Int, Int)] = [
      (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205),
    ]
    func distance(_ c: (Int, Int, Int)) -> Int {
      let (dr, dg, db) = (c.0 - Int(r), c.1 - Int(g), c.2 - Int(b))
      return 3 * dr * dr + 4 * dg * dg + 2 * db * db
    }
    return 1 + (hues.indices.min { distance(hues[$0]) < distance(hues[$1]) } ?? 0)
  }
}
