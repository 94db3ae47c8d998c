import Testing

@testable import MediaKit

/// xorshift64*, so that a failing picture can be made again from its seed.
struct PixelRandom: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed &* 0x9e37_79b9_7f4a_7c15 | 1 }
  mutating func next() -> UInt64 {
    state ^= state >> 12
    state ^= state << 25
    state ^= state >> 27
    return state &* 0x2545_f491_4f6c_dd1d
  }
}

struct CellEncoderTests {
  private let red: UInt32 = 0x0000ff
  private let blue: UInt32 = 0xff0000

  private func picture(
    _ columns: Int, _ rows: Int, _ color: (_ x: Int, _ y: Int) -> UInt32
  ) -> PixelFrame {
    let size = PixelSize(width: columns, height: rows * 2)
    return PixelFrame(
      size: size,
      pixels: (0..<size.height).flatMap { y in (0..<columns).map { color($0, y) } })
  }

  private func text(_ bytes: [UInt8]) -> String {
    String(decoding: bytes, as: UTF8.self).replacing("\u{1b}", with: "^")
  }

  @Test func `the same picture again is no bytes`() {
    var encoder = CellEncoder(columns: 8, rows: 3, colors: .trueColor)
    let frame = picture(8, 3) { x, y in UInt32(x * 30 | y * 20 << 8) }
    #expect(!encoder.encode(frame, column: 0, row: 0).isEmpty)
    // The colours that stood in for near ones are mended, then nothing is left.
    var rounds = 0
    while !encoder.encode(frame, column: 0, row: 0).isEmpty, rounds < 100 { rounds += 1 }
    #expect(rounds < 100)
    #expect(encoder.encode(frame, column: 0, row: 0).isEmpty)
  }

  @Test func `colours that hardly differ come to rest`() {
    var encoder = CellEncoder(columns: 16, rows: 6, colors: .trueColor)
    let frame = picture(16, 6) { x, y in UInt32(100 + x) | UInt32(100 + y) << 8 | 10 << 16 }
    var rounds = 0
    while !encoder.encode(frame, column: 0, row: 0).isEmpty, rounds < 200 { rounds += 1 }
    #expect(rounds < 200)
  }

  @Test func `a picture of one colour is its colour once and a space a cell`() {
    var encoder = CellEncoder(columns: 4, rows: 2, colors: .trueColor)
    let bytes = encoder.encode(picture(4, 2) { _, _ in red }, column: 0, row: 0)
    #expect(text(bytes) == "^[m^[1;1H^[48;2;255;0;0m    ^[2;1H    ")
  }

  @Test func `one changed pixel is one cell`() {
    var encoder = CellEncoder(columns: 10, rows: 4, colors: .trueColor)
    _ = encoder.encode(picture(10, 4) { _, _ in red }, column: 5, row: 7)
    let bytes = encoder.encode(
      picture(10, 4) { x, y in x == 3 && y == 5 ? blue : red }, column: 5, row: 7)
    #expect(text(bytes) == "^[m^[10;9H^[38;2;255;0;0;48;2;0;0;255m▀")
  }

  @Test func `gaps are jumped over and pens are kept`() {
    var encoder = CellEncoder(columns: 12, rows: 1, colors: .trueColor)
    _ = encoder.encode(picture(12, 1) { _, _ in red }, column: 0, row: 0)
    let bytes = encoder.encode(
      picture(12, 1) { x, _ in [0, 2, 11].contains(x) ? blue : red }, column: 0, row: 0)
    #expect(text(bytes) == "^[m^[1;1H^[48;2;0;0;255m ^[C ^[8C ")
  }

  @Test func `the other half block is taken where the pen has its colours`() {
    var encoder = CellEncoder(columns: 3, rows: 1, colors: .trueColor)
    let bytes = encoder.encode(
      picture(3, 1) { x, y in (x + y) % 2 == 0 ? red : blue }, column: 0, row: 0)
    #expect(text(bytes) == "^[m^[1;1H^[38;2;255;0;0;48;2;0;0;255m▀▄▀")
  }

  @Test func `covered cells are left alone, and drawn when they are free again`() {
    var encoder = CellEncoder(columns: 4, rows: 2, colors: .trueColor)
    for column in 1...2 { encoder.setCovered(true, column: column, row: 1) }
    let terminal = ReferenceTerminal(columns: 4, rows: 2)
    terminal.feed(Array("\u{1b}[2;2HXY".utf8))
    terminal.feed(encoder.encode(picture(4, 2) { _, _ in red }, column: 0, row: 0))
    #expect(terminal.halves(column: 0, row: 1)?.top == red)
    #expect(terminal.scalar(column: 1, row: 1) == UInt32(("X" as Unicode.Scalar).value))
    #expect(terminal.scalar(column: 2, row: 1) == UInt32(("Y" as Unicode.Scalar).value))
    for column in 1...2 { encoder.setCovered(false, column: column, row: 1) }
    let bytes = encoder.encode(picture(4, 2) { _, _ in red }, column: 0, row: 0)
    #expect(text(bytes) == "^[m^[2;2H^[48;2;255;0;0m  ")
  }

  @Test func `a forgotten row is drawn again`() {
    var encoder = CellEncoder(columns: 2, rows: 3, colors: .trueColor)
    let frame = picture(2, 3) { _, _ in blue }
    _ = encoder.encode(frame, column: 0, row: 0)
    encoder.forget(row: 1)
    encoder.forget(row: 9)
    #expect(text(encoder.encode(frame, column: 0, row: 0)) == "^[m^[2;1H^[48;2;0;0;255m  ")
  }

  @Test(arguments: UInt64(1)...12)
  func `a terminal shows the picture, whatever came before`(seed: UInt64) throws {
    var random = PixelRandom(seed: seed)
    let (columns, rows) = (
      Int.random(in: 1...40, using: &random), Int.random(in: 1...12, using: &random)
    )
    let origin = (
      column: Int.random(in: 0...5, using: &random), row: Int.random(in: 0...4, using: &random)
    )
    let terminal = ReferenceTerminal(columns: columns + 8, rows: rows + 6)
    var encoder = CellEncoder(columns: columns, rows: rows, colors: .trueColor)
    var frame = picture(columns, rows) { _, _ in UInt32.random(in: 0...0xff_ffff, using: &random) }
    for _ in 0..<6 {
      for _ in 0..<columns * rows / 3 {
        let index = Int.random(in: 0..<frame.pixels.count, using: &random)
        // Small changes and large ones.
        frame.pixels[index] =
          Bool.random(using: &random)
          ? UInt32.random(in: 0...0xff_ffff, using: &random)
          : frame.pixels[index] ^ UInt32.random(in: 0...3, using: &random)
      }
      terminal.feed(encoder.encode(frame, column: origin.column, row: origin.row))
      try expect(terminal, shows: frame, at: origin, within: CellEncoder.movingTolerance)
    }
    var rounds = 0
    while rounds < 1000 {
      let bytes = encoder.encode(frame, column: origin.column, row: origin.row)
      guard !bytes.isEmpty else { break }
      terminal.feed(bytes)
      rounds += 1
    }
    try expect(terminal, shows: frame, at: origin, within: 0)
  }

  private func expect(
    _ terminal: ReferenceTerminal, shows frame: PixelFrame, at origin: (column: Int, row: Int),
    within levels: Int
  ) throws {
    let limit = UInt32(levels * levels)
    for y in 0..<frame.size.height {
      for x in 0..<frame.size.width {
        let cell = try #require(
          terminal.halves(column: origin.column + x, row: origin.row + y / 2))
        let (shown, wanted) = (
          y % 2 == 0 ? cell.top : cell.bottom, frame.pixels[y * frame.size.width + x]
        )
        let isRight =
          levels == 0 ? shown == wanted : ColorDistance.squared(shown, wanted) <= limit
        try #require(isRight, "at \(x),\(y): \(shown) for \(wanted)")
      }
    }
  }

  @Test(arguments: UInt64(1)...6)
  func `with 256 colours a terminal shows the nearest`(seed: UInt64) throws {
    var random = PixelRandom(seed: seed)
    let terminal = ReferenceTerminal(columns: 20, rows: 6)
    var encoder = CellEncoder(columns: 20, rows: 6, colors: .palette256)
    let frame = picture(20, 6) { _, _ in UInt32.random(in: 0...0xff_ffff, using: &random) }
    let bytes = encoder.encode(frame, column: 0, row: 0)
    #expect(!text(bytes).contains("8;2;"))
    terminal.feed(bytes)
    for y in 0..<12 {
      for x in 0..<20 {
        let cell = try #require(terminal.halves(column: x, row: y / 2))
        let wanted = XtermPalette.color(XtermPalette.match(frame.pixels[y * 20 + x]))
        try #require((y % 2 == 0 ? cell.top : cell.bottom) == wanted)
      }
    }
    #expect(encoder.encode(frame, column: 0, row: 0).isEmpty)
  }

  @Test func `no palette entry is far nearer than the one that is taken`() {
    var random = PixelRandom(seed: 7)
    for _ in 0..<2000 {
      let color = UInt32.random(in: 0...0xff_ffff, using: &random)
      let taken = ColorDistance.squared(color, XtermPalette.color(XtermPalette.match(color)))
      let best = (16...255).map {
        ColorDistance.squared(color, XtermPalette.color(UInt8($0)))
      }.min()
      #expect(Double(taken).squareRoot() <= Double(best ?? 0).squareRoot() + 12)
    }
  }

  @Test func `a budget sends what is most wrong first, and the rest later`() {
    var encoder = CellEncoder(columns: 40, rows: 10, colors: .trueColor)
    _ = encoder.encode(picture(40, 10) { _, _ in 0 }, column: 0, row: 0)
    // The left half by a lot, the right half by less.
    let frame = picture(40, 10) { x, _ in x < 20 ? 0xffffff : 0x404040 }
    let first = text(
      encoder.encode(frame, column: 0, row: 0, budget: 200 * CellEncoder.typicalCellBytes))
    #expect(first.contains("255;255;255") && !first.contains("64;64;64"))
    let second = text(
      encoder.encode(frame, column: 0, row: 0, budget: 200 * CellEncoder.typicalCellBytes))
    #expect(second.contains("64;64;64") && !second.contains("255;255;255"))
    #expect(encoder.encode(frame, column: 0, row: 0).isEmpty)
  }

  @Test func `a picture comes in parts where there is little room`() {
    let frame = picture(40, 10) { x, y in UInt32(x * 6 | y * 12 << 8) }
    var encoder = CellEncoder(columns: 40, rows: 10, colors: .trueColor)
    let terminal = ReferenceTerminal(columns: 40, rows: 10)
    var parts = 0
    while true {
      let bytes = encoder.encode(frame, column: 0, row: 0, budget: 2400)
      guard !bytes.isEmpty, parts < 100 else { break }
      #expect(bytes.count < 4000)
      terminal.feed(bytes)
      parts += 1
    }
    #expect((4..<60).contains(parts))
    #expect(throws: Never.self) {
      try expect(terminal, shows: frame, at: (column: 0, row: 0), within: 0)
    }
  }

  @Test func `a picture that moves everywhere stays within its budget and is not starved`() {
    var random = PixelRandom(seed: 3)
    var encoder = CellEncoder(columns: 60, rows: 20, colors: .trueColor)
    func noise() -> PixelFrame {
      picture(60, 20) { _, _ in UInt32.random(in: 0...0xff_ffff, using: &random) }
    }
    _ = encoder.encode(noise(), column: 0, row: 0)
    for _ in 0..<10 {
      let bytes = encoder.encode(noise(), column: 0, row: 0, budget: 6000)
      #expect((3000...12_000).contains(bytes.count))
    }
  }
}
