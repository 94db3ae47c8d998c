import Foundation
import Testing

@testable import MediaKit

/// What a terminal makes of sixel, by the protocol's own words (DEC STD 070).
struct ReferenceSixel {
  var width = 0
  var height = 0
  /// 0xRRGGBB in percent; nil where nothing was drawn.
  var pixels: [UInt32?] = []

  init?(_ bytes: [UInt8]) {
    var text = Substring(String(decoding: bytes, as: UTF8.self))
    guard text.hasPrefix("\u{1b}P0;1;0q"), text.hasSuffix("\u{1b}\\") else { return nil }
    text = text.dropFirst(8).dropLast(2)
    var registers: [Int: UInt32] = [:]
    var color = 0
    var (x, y) = (0, 0)
    func numbers() -> [Int] {
      let digits = text.prefix { $0.isNumber || $0 == ";" }
      text = text.dropFirst(digits.count)
      return digits.split(separator: ";").compactMap { Int($0) }
    }
    while let first = text.popFirst() {
      switch first {
      case "\"":
        let values = numbers()
        guard values.count == 4 else { return nil }
        (width, height) = (values[2], values[3])
        pixels = Array(repeating: nil, count: width * height)
      case "#":
        let values = numbers()
        guard let register = values.first else { return nil }
        if values.count == 5 {
          registers[register] = UInt32(values[2] << 16 | values[3] << 8 | values[4])
        }
        color = register
      case "$": x = 0
      case "-": (x, y) = (0, y + 6)
      default:
        var count = 1
        var sign = first
        if first == "!" {
          guard let repeats = numbers().first, let next = text.popFirst() else { return nil }
          (count, sign) = (repeats, next)
        }
        guard let value = sign.asciiValue, (0x3f...0x7e).contains(value) else { return nil }
        for _ in 0..<count {
          for bit in 0..<6 where (value - 0x3f) >> bit & 1 == 1 {
            guard x < width, y + bit < height else { return nil }
            pixels[(y + bit) * width + x] = registers[color]
          }
          x += 1
        }
      }
    }
  }
}

struct PixelSequenceTests {
  private func picture(_ width: Int, _ height: Int, seed: UInt64) throws -> RGBPicture {
    var random = PixelRandom(seed: seed)
    let bytes = (0..<width * height * 3).map { _ in UInt8.random(in: 0...255, using: &random) }
    return try #require(
      RGBPicture(size: PixelSize(width: width, height: height), bytes: bytes))
  }

  private func percent(_ index: UInt8) -> UInt32 {
    let color = SixelPalette.color(index)
    func percent(_ value: Int) -> UInt32 { UInt32((value * 100 + 127) / 255) }
    return percent(color.red) << 16 | percent(color.green) << 8 | percent(color.blue)
  }

  @Test(arguments: [(1, 1), (7, 5), (64, 6), (33, 50), (200, 13)])
  func `sixel says every pixel`(width: Int, height: Int) throws {
    let indexed = IndexedPicture(diffusing: try picture(width, height, seed: 5))
    let all = SixelEncoder.Part(left: 0, top: 0, width: width, height: height)
    let shown = try #require(ReferenceSixel(SixelEncoder.encode(indexed, all)))
    #expect(shown.width == width && shown.height == height)
    #expect(shown.pixels == indexed.indices.map { percent($0) })
  }

  @Test func `a part is that part, and what is outside is nothing`() throws {
    let indexed = IndexedPicture(diffusing: try picture(40, 30, seed: 9))
    let part = SixelEncoder.Part(left: 11, top: 7, width: 20, height: 15)
    let shown = try #require(ReferenceSixel(SixelEncoder.encode(indexed, part)))
    for y in 0..<15 {
      for x in 0..<20 {
        #expect(shown.pixels[y * 20 + x] == percent(indexed.indices[(y + 7) * 40 + x + 11]))
      }
    }
    let over = SixelEncoder.Part(left: 30, top: 20, width: 99, height: 99)
    let cut = try #require(ReferenceSixel(SixelEncoder.encode(indexed, over)))
    #expect(cut.width == 10 && cut.height == 10)
    let outside = SixelEncoder.Part(left: 40, top: 0, width: 5, height: 5)
    #expect(SixelEncoder.encode(indexed, outside).isEmpty)
  }

  @Test func `what is one colour is few bytes`() throws {
    let grey = try #require(
      RGBPicture(
        size: PixelSize(width: 300, height: 60), bytes: [UInt8](repeating: 255, count: 54_000)))
    let all = SixelEncoder.Part(left: 0, top: 0, width: 300, height: 60)
    #expect(SixelEncoder.encode(IndexedPicture(diffusing: grey), all).count < 150)
  }

  @Test func `on the whole both ways of choosing colours keep what the picture is`() throws {
    // A ramp: each twentieth of it must be as light as it was.
    let (width, height) = (200, 40)
    let bytes = (0..<height).flatMap { _ in
      (0..<width).flatMap { x in [UInt8](repeating: UInt8(x * 255 / (width - 1)), count: 3) }
    }
    let ramp = try #require(
      RGBPicture(size: PixelSize(width: width, height: height), bytes: bytes))
    let frame = PixelFrame(
      size: ramp.size,
      pixels: (0..<width * height).map {
        UInt32(bytes[$0 * 3]) * 0x010101
      })
    for indexed in [IndexedPicture(diffusing: ramp), IndexedPicture(ordering: frame)] {
      for part in 0..<20 {
        let columns = part * 10..<part * 10 + 10
        var (wanted, got) = (0, 0)
        for y in 0..<height {
          for x in columns {
            wanted += Int(bytes[(y * width + x) * 3])
            got += SixelPalette.color(indexed.indices[y * width + x]).green
          }
        }
        #expect(abs(wanted - got) / (height * 10) < 8, "part \(part)")
      }
    }
    let doubled = IndexedPicture(ordering: frame, scale: 2)
    #expect(doubled.size == PixelSize(width: 400, height: 80))
  }

  @Test func `kitty gets its picture in chunks that make up the whole`() throws {
    var random = PixelRandom(seed: 3)
    let png = (0..<10_000).map { _ in UInt8.random(in: 0...255, using: &random) }
    let chunks = KittySequence.transmit(png: png, id: 77)
    var payload = ""
    for (index, chunk) in chunks.enumerated() {
      let text = String(decoding: chunk, as: UTF8.self)
      #expect(text.hasPrefix("\u{1b}_G") && text.hasSuffix("\u{1b}\\"))
      let halves = text.dropFirst(3).dropLast(2).split(separator: ";")
      try #require(halves.count == 2)
      let keys = Set(halves[0].split(separator: ","))
      #expect(keys.contains(index < chunks.count - 1 ? "m=1" : "m=0"))
      // "The first has all keys, the others only m."
      #expect(
        index == 0
          ? keys.isSuperset(of: ["a=t", "f=100", "i=77", "q=2"]) : keys.count == 1)
      #expect(halves[1].utf8.count <= 4096)
      if index < chunks.count - 1 { #expect(halves[1].utf8.count % 4 == 0) }
      payload += halves[1]
    }
    #expect(Data(base64Encoded: payload).map { [UInt8]($0) } == png)
  }

  @Test func `iTerm2's picture is one sequence`() {
    let text = String(
      decoding: ITermSequence.show(png: [1, 2, 3, 4], columns: 7, rows: 3), as: UTF8.self)
    #expect(
      text == "\u{1b}]1337;File=inline=1;size=4;width=7;height=3;preserveAspectRatio=0"
        + ";doNotMoveCursor=1:AQIDBA==\u{7}")
  }

  @Test func `shared memory is gone when nobody holds it`() throws {
    var shared = SharedPicture([1, 2, 3])
    let name = try #require(shared?.name)
    var info = stat()
    #expect(stat("/dev/shm" + name, &info) == 0 && info.st_size == 3 && info.st_mode & 0o77 == 0)
    shared = nil
    #expect(stat("/dev/shm" + name, &info) != 0)
  }
}

struct SymbolPictureTests {
  private func halves() throws -> RGBPicture {
    // 16 by 16: the upper half red, the lower one blue.
    let bytes = (0..<256).flatMap { $0 < 128 ? [255, 0, 0] : [0, 0, 255] as [UInt8] }
    return try #require(RGBPicture(size: PixelSize(width: 16, height: 16), bytes: bytes))
  }

  @Test func `libchafa's cells have the picture's colours at their places`() throws {
    let picture = try #require(SymbolPicture(try halves(), columns: 2, rows: 2))
    #expect(picture.symbols.count == 4)
    func shows(_ symbol: SymbolPicture.Symbol, _ color: UInt32) -> Bool {
      symbol.character == " "
        ? symbol.background == color
        : symbol.foreground == color || symbol.background == color
    }
    #expect(picture.symbols[0...1].allSatisfy { shows($0, 0xff0000) }, "\(picture.symbols)")
    #expect(picture.symbols[2...3].allSatisfy { shows($0, 0x0000ff) }, "\(picture.symbols)")
    // One row: both halves in each cell.
    let row = try #require(SymbolPicture(try halves(), columns: 2, rows: 1))
    for symbol in row.symbols {
      #expect("▀▄".unicodeScalars.contains(symbol.character), "\(symbol)")
      #expect(Set([symbol.foreground, symbol.background]) == [0xff0000, 0x0000ff])
    }
  }

  @Test func `nothing but blocks comes out`() throws {
    var random = PixelRandom(seed: 11)
    let bytes = (0..<64 * 64 * 3).map { _ in UInt8.random(in: 0...255, using: &random) }
    let noise = try #require(RGBPicture(size: PixelSize(width: 64, height: 64), bytes: bytes))
    let picture = try #require(SymbolPicture(noise, columns: 20, rows: 10))
    #expect(
      picture.symbols.allSatisfy {
        $0.character == " " || (0x2580...0x259f).contains($0.character.value)
      })
  }

  @Test func `without the library there is no picture, and nothing worse`() throws {
    #expect(ChafaLibrary(name: "libnothing.so.9") == nil)
    #expect(SymbolPicture(try halves(), columns: 2, rows: 2, library: nil) == nil)
    // A library, but not this one.
    #expect(ChafaLibrary(name: "libc.so.6") == nil)
  }
}
