import CNcurses

/// Gives every combination of colours its ncurses pair, as they are first used.
struct PairPalette {
  private let depth: ColorDepth
  private var codes: [Style: (attr_t, Int32)] = [:]
  private var pairs: [UInt64: Int32] = [:]

  init(depth: ColorDepth) { self.depth = depth }

  mutating func code(for style: Style) -> (attr_t, Int32) {
    if let code = codes[style] { return code }
    let code = make(style)
    codes[style] = code
    return code
  }

  private mutating func make(_ style: Style) -> (attr_t, Int32) {
    var bits: UInt32 = 0
    let table: [(Style.Attributes, UInt32)] = [
      (.bold, 1 << 21), (.dim, 1 << 20), (.italic, 1 << 31), (.underline, 1 << 17),
      (.reverse, 1 << 18),
    ]
    for (attribute, bit) in table where style.attributes.contains(attribute) { bits |= bit }
    guard depth != .none else { return (attr_t(bits), 0) }
    let (foreground, background) = (index(style.foreground), index(style.background))
    if foreground < 0, background < 0 { return (attr_t(bits), 0) }
    return (attr_t(bits), pair(foreground, background))
  }

  private func index(_ color: Color) -> Int32 {
    switch (depth, color) {
    case (_, .terminal), (.none, _): -1
    case (.trueColor, .rgb(let r, let g, let b)):
      Int32(r) << 16 | Int32(g) << 8 | Int32(b)
    case (.palette256, _): Int32(color.index256())
    case (.palette16, _): Int32(color.indexANSI())
    }
  }

  private mutating func pair(_ foreground: Int32, _ background: Int32) -> Int32 {
    let key = UInt64(UInt32(bitPattern: foreground)) << 32 | UInt64(UInt32(bitPattern: background))
    if let known = pairs[key] { return known }
    if pairs.count + 2 >= Int(cnt_color_pair_count()) {
      // More pairs than the terminal has: begin again; what is on screen keeps its looks until it
      // is next drawn.
      pairs = [:]
      codes = [:]
    }
    let number = Int32(pairs.count + 1)
    init_extended_pair(number, foreground, background)
    pairs[key] = number
    return number
  }
}
