/// Makes texts that try to drive, confuse or smear a terminal, each from a seed and a number.
struct HostileText {
  private var random: SeededRandom

  /// The text with a number under a seed; always the same.
  static func make(seed: UInt64, number: Int) -> String {
    var maker = HostileText(
      random: SeededRandom(seed: seed &* 0x1_0000_0001 &+ UInt64(number)))
    var text = ""
    for _ in 0...maker.random.below(5) { text += maker.piece() }
    return maker.random.chance(30) ? maker.mutated(text) : text
  }

  private mutating func piece() -> String {
    switch random.below(16) {
    case 0: control()
    case 1, 2: controlSequence()
    case 3: stringSequence()
    case 4: shortEscape()
    case 5: eightBit()
    case 6: invisible()
    case 7: joined()
    case 8: pile()
    case 9: scripts()
    case 10: wide()
    case 11: anything()
    case 12: jamo()
    case 13: flagsAndTags()
    default: words()
    }
  }

  private mutating func control() -> String {
    String((0...random.below(3)).map { _ in Character(random.scalar(0...0x1f)) })
  }

  /// CSI with parameters, intermediates and a final byte (ECMA-48, 5.4), sometimes broken off.
  private mutating func controlSequence() -> String {
    let known = [
      "2J", "3J", "H", "1;1H", "999;999H", "10A", "10B", "10C", "10D", "5n", "6n", "c", ">c", ">q",
      "=c", "?25l", "?1049l", "?1049h", "?47h", "?7l", "?6h", "4h", "20h", "5;10r", "?1000h",
      "?2004h", "?2026h", "?5h", "31m", "7m", "8m", "0m", "38;2;1;2;3m", "s", "u", "2;1T", "3S",
      "2L", "2M", "9@", "9P", "9X", "22;0t", "21t", "18t", "14t", "?1$p", "!p", "\"p", " q",
      "99999999999999b", "5b", "g", "?1006h", "?69h", "1;5s", "x",
    ]
    if random.chance(70) { return "\u{1b}[" + random.pick(known) }
    var text = "\u{1b}["
    for _ in 0..<random.below(8) { text.unicodeScalars.append(random.scalar(0x20...0x3f)) }
    if random.chance(85) { text.unicodeScalars.append(random.scalar(0x40...0x7e)) }
    return text
  }

  /// OSC, DCS, APC, PM and SOS, ended by BEL, ST, 8-bit ST, or not at all.
  private mutating func stringSequence() -> String {
    let bodies = [
      "]0;owned", "]2;owned", "]4;1;?", "]10;?", "]11;#000000", "]52;c;ZXZpbA==", "]52;c;?",
      "]8;;http://evil/", "]7;file:///", "]9;hello", "]777;notify;a;b", "]1337;File=inline=1:AAAA",
      "]133;A", "]50;?", "]104", "]99;i=1;x", "P+q544e", "P$qm", "Pq#0;2;0;0;0~~", "P1$r0m",
      "Ptmux;\u{1b}\u{1b}[2J", "_Ga=T,f=24;AAAA", "_Gi=31,a=q;AAAA", "^message", "Xstring",
      "kname",
    ]
    let ends = ["\u{7}", "\u{1b}\\", "\u{9c}", "", "\u{18}", "\u{1a}"]
    return "\u{1b}" + random.pick(bodies) + random.pick(ends)
  }

  private mutating func shortEscape() -> String {
    let known = [
      "c", "7", "8", "D", "E", "H", "M", "N", "O", "Z", "=", ">", "#8", "#3", "#6", "(0", "(B",
      ")0",
      "*A", "n", "o", "|", "}", "~", "%G", "%@", " F", " G", "l", "m",
    ]
    return "\u{1b}" + random.pick(known) + (random.chance(20) ? "\u{e}lqk\u{f}" : "")
  }

  /// C1 controls: as the scalars U+0080 to U+009F, or as raw bytes that are no UTF-8.
  private mutating func eightBit() -> String {
    if random.chance(50) {
      return String(Character(random.scalar(0x80...0x9f)))
        + random.pick(["2J", "0;t\u{9c}", "31m", "6n"])
    }
    let bytes = (0...random.below(6)).map { _ in UInt8(random.below(256)) }
    return String(decoding: bytes + Array("[2J".utf8), as: UTF8.self)
  }

  private mutating func invisible() -> String {
    let ranges: [ClosedRange<UInt32>] = [
      0x200b...0x200f, 0x202a...0x202e, 0x2060...0x206f, 0xfe00...0xfe0f, 0xe0100...0xe01ef,
      0xe0000...0xe007f, 0xfff9...0xfffb, 0x180b...0x180f, 0x061c...0x061c, 0x034f...0x034f,
      0xad...0xad, 0x2028...0x2029, 0xfeff...0xfeff, 0x115f...0x1160, 0x3164...0x3164,
      0x1d173...0x1d17a, 0x1bca0...0x1bca3, 0x2800...0x2800, 0x85...0x85,
    ]
    var text = ""
    for _ in 0...random.below(30) {
      text.unicodeScalars.append(random.scalar(random.pick(ranges)))
      if random.chance(30) { text += "x" }
    }
    return text
  }

  /// Emoji joined by ZWJ, with skin tones and variation selectors, in long chains.
  private mutating func joined() -> String {
    var text = ""
    for _ in 0...(random.chance(5) ? 200 : random.below(6)) {
      text.unicodeScalars.append(random.scalar(random.pick([0x1f300...0x1faff, 0x2600...0x27bf])))
      if random.chance(30) { text.unicodeScalars.append(random.scalar(0x1f3fb...0x1f3ff)) }
      if random.chance(40) { text += random.pick(["\u{fe0f}", "\u{fe0e}", "\u{20e3}"]) }
      if random.chance(60) { text += "\u{200d}" }
    }
    return text
  }

  /// Marks upon marks.
  private mutating func pile() -> String {
    let ranges: [ClosedRange<UInt32>] = [
      0x300...0x36f, 0x483...0x489, 0x591...0x5c7, 0x64b...0x65f, 0x20d0...0x20f0,
      0x1ab0...0x1ace, 0xfe20...0xfe2f, 0xe31...0xe4e, 0x302a...0x302d, 0x3099...0x309a,
      0x1d165...0x1d172, 0x1e000...0x1e02a,
    ]
    var text = random.pick(["", "a", "漢", " ", "😀", "ກ", "\u{1b}"])
    for _ in 0...random.pick([1, 3, 8, 300]) {
      text.unicodeScalars.append(random.scalar(random.pick(ranges)))
    }
    return text
  }

  /// Letters with their marks, of scripts that terminals are bad at, and right-to-left ones.
  private mutating func scripts() -> String {
    let ranges: [ClosedRange<UInt32>] = [
      0x590...0x5ff, 0x600...0x6ff, 0x700...0x7ff, 0x800...0x8ff, 0x900...0x97f, 0x980...0x9ff,
      0xb80...0xbff, 0xd00...0xd7f, 0xe00...0xe7f, 0xf00...0xfff, 0x1000...0x109f, 0x1780...0x17ff,
      0x1a20...0x1aaf, 0xa980...0xa9df, 0xaa60...0xaa7f, 0x11000...0x1107f, 0x1e900...0x1e95f,
      0xfb50...0xfdff, 0x10a00...0x10a5f,
    ]
    let range = random.pick(ranges)
    var text = ""
    for _ in 0...random.below(20) { text.unicodeScalars.append(random.scalar(range)) }
    return text
  }

  private mutating func wide() -> String {
    let ranges: [ClosedRange<UInt32>] = [
      0x3000...0x30ff, 0x4e00...0x9fff, 0xac00...0xd7a3, 0xff00...0xffef, 0x1f300...0x1f6ff,
      0x1f900...0x1faff, 0x20000...0x2a6df, 0x17000...0x187f7, 0x1b000...0x1b2fb, 0x2e80...0x2fdf,
      0xfe30...0xfe6f, 0x3200...0x33ff, 0x231a...0x23f3, 0x25fd...0x27bf, 0x1f100...0x1f265,
    ]
    var text = ""
    for _ in 0...random.below(40) {
      text.unicodeScalars.append(random.scalar(random.pick(ranges)))
    }
    return text
  }

  private mutating func anything() -> String {
    var text = ""
    for _ in 0...random.below(10) { text.unicodeScalars.append(random.scalar(0...0x10ffff)) }
    return text
  }

  /// Conjoining jamo, which Unicode lets grow into one cluster without end.
  private mutating func jamo() -> String {
    var text = ""
    for _ in 0...(random.chance(10) ? 400 : random.below(8)) {
      text.unicodeScalars.append(
        random.scalar(random.pick([0x1100...0x11ff, 0xa960...0xa97c, 0xd7b0...0xd7fb])))
    }
    return text
  }

  private mutating func flagsAndTags() -> String {
    var text = ""
    for _ in 0...random.below(6) { text.unicodeScalars.append(random.scalar(0x1f1e6...0x1f1ff)) }
    if random.chance(50) {
      text += "🏴"
      for _ in 0...random.below(8) { text.unicodeScalars.append(random.scalar(0xe0020...0xe007f)) }
    }
    return text + random.pick(["", "1\u{fe0f}\u{20e3}", "#\u{20e3}", "\u{20e3}"])
  }

  private mutating func words() -> String {
    random.pick([
      "In the beginning", " ", "grace", "\n", "\t", "a\r\nb", "Ås", "naïve e\u{301}", "…", "─│",
      "\\", "%s%n", "x", "0;31m",
    ])
  }

  /// The text with bytes or scalars changed, doubled, cut out or swapped.
  private mutating func mutated(_ text: String) -> String {
    if random.chance(50) {
      var bytes = Array(text.utf8)
      for _ in 0...random.below(3) where !bytes.isEmpty {
        let place = random.below(bytes.count)
        switch random.below(3) {
        case 0: bytes[place] = UInt8(random.below(256))
        case 1: bytes.remove(at: place)
        default: bytes.insert(UInt8(random.below(256)), at: place)
        }
      }
      return String(decoding: bytes, as: UTF8.self)
    }
    var scalars = Array(text.unicodeScalars)
    for _ in 0...random.below(4) where !scalars.isEmpty {
      let (a, b) = (random.below(scalars.count), random.below(scalars.count))
      if random.chance(50) { scalars.swapAt(a, b) } else { scalars.insert(scalars[a], at: b) }
    }
    return String(String.UnicodeScalarView(scalars))
  }
}
