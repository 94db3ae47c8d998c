/// Turns the bytes of a terminal into events.
///
/// Understands UTF-8, the CSI and SS3 sequences of xterm and its kin ("XTerm Control Sequences",
/// PC-style function keys), SGR mouse reports (mode 1006), bracketed paste (2004) and focus reports
/// (1004). Sequences may arrive split anywhere. A lone Esc is ambiguous until time passes: the
/// caller calls ``flush()`` when nothing followed.
public struct InputDecoder: Sendable {
  /// Bytes of a paste that are kept; the rest is dropped.
  public static let longestPaste = 1 << 20
  /// Bytes of a sequence after which it is not one.
  static let longestSequence = 64

  private var buffer: [UInt8] = []
  private var pasted: [UInt8]?
  private var events: [InputEvent] = []
  /// Whether answers are on their way: then time does not tell what the start of one is, because a
  /// slow line splits them.
  var awaitsReplies = false

  public init() {}

  /// Whether bytes wait that may be the start of something.
  public var isPending: Bool { !buffer.isEmpty && pasted == nil }

  /// Takes in bytes and returns what they complete.
  public mutating func feed(_ bytes: some Sequence<UInt8>) -> [InputEvent] {
    buffer += bytes
    while step(final: false) {}
    defer { events = [] }
    return events
  }

  /// Nothing followed in time: what waits is taken for what it is by itself.
  public mutating func flush() -> [InputEvent] {
    guard pasted == nil, !(awaitsReplies && beginsReply) else { return [] }
    while !buffer.isEmpty, step(final: true) {}
    defer { events = [] }
    return events
  }

  /// Consumes one unit; false when more bytes are needed.
  private mutating func step(final: Bool) -> Bool {
    if pasted != nil { return stepPaste() }
    guard let first = buffer.first else { return false }
    if first == 0x1b { return stepEscape(final: final) }
    if first < 0x20 || first == 0x7f {
      buffer.removeFirst()
      if let key = Self.control(first) { events.append(.key(key)) }
      return true
    }
    return stepCharacter(modifiers: [], final: final)
  }

  private mutating func stepEscape(final: Bool) -> Bool {
    guard buffer.count > 1 else {
      guard final else { return false }
      buffer.removeFirst()
      events.append(.key(KeyPress(.escape)))
      return true
    }
    switch buffer[1] {
    case UInt8(ascii: "["), UInt8(ascii: "O"): return stepSequence(final: final)
    case UInt8(ascii: "P") where buffer.count == 2 || buffer[2] == UInt8(ascii: ">"),
      UInt8(ascii: "_") where buffer.count == 2 || buffer[2] == UInt8(ascii: "G"):
      return stepString(final: final)
    case 0x1b:
      buffer.removeFirst()
      events.append(.key(KeyPress(.escape)))
      return true
    case 0..<0x20, 0x7f:
      let byte = buffer[1]
      buffer.removeFirst(2)
      if var key = Self.control(byte) {
        key.modifiers.insert(.alt)
        events.append(.key(key))
      }
      return true
    default:
      let escape = buffer.removeFirst()
      if stepCharacter(modifiers: .alt, final: final) { return true }
      buffer.insert(escape, at: 0)
      return false
    }
  }

  /// ESC [ parameters final, or ESC O final.
  private mutating func stepSequence(final: Bool) -> Bool {
    let end = buffer.dropFirst(2).firstIndex { (0x40...0x7e).contains($0) }
    guard let end, end < Self.longestSequence else {
      guard final || buffer.count >= Self.longestSequence else { return false }
      // Not a sequence after all: Alt with the bracket or the letter, or noise.
      let byte = buffer[1]
      if buffer.count == 2 {
        events.append(.key(KeyPress(.character(Character(Unicode.Scalar(byte))), .alt)))
      }
      buffer.removeFirst(min(buffer.count, Self.longestSequence))
      return true
    }
    let parameters = buffer[2..<end]
    let letter = buffer[end]
    let isSS3 = buffer[1] == UInt8(ascii: "O")
    if parameters.contains(where: { $0 < 0x20 || $0 > 0x3f }) {
      // A control character inside: the sequence was broken off.
      buffer.removeFirst(2)
      return true
    }
    let text = String(decoding: parameters, as: UTF8.self)
    buffer.removeFirst(end + 1)
    if !isSS3, letter == UInt8(ascii: "~"), text == "200" {
      pasted = []
      return true
    }
    if let event = isSS3 ? SequenceTable.ss3(letter) : SequenceTable.csi(text, letter) {
      events.append(event)
    }
    return true
  }

  /// ESC P or ESC _, and what is an answer of the terminal up to ST. By itself it is a key with Alt.
  private mutating func stepString(final: Bool) -> Bool {
    guard buffer.count > 2 else {
      guard final else { return false }
      events.append(.key(KeyPress(.character(Character(Unicode.Scalar(buffer[1]))), .alt)))
      buffer.removeAll()
      return true
    }
    guard let end = buffer.firstRange(of: [0x1b, UInt8(ascii: "\\")]) else {
      guard final || buffer.count > TerminalReply.longest else { return false }
      buffer.removeAll()
      return true
    }
    if let reply = TerminalReply(string: buffer[1..<end.lowerBound]) {
      events.append(.reply(reply))
    }
    buffer.removeFirst(end.upperBound)
    return true
  }

  /// Whether what waits may be an answer that is not whole yet.
  private var beginsReply: Bool {
    guard buffer.count > 1, buffer[0] == 0x1b else { return false }
    switch buffer[1] {
    case UInt8(ascii: "P"), UInt8(ascii: "_"): return true
    case UInt8(ascii: "["): return buffer.count == 2 || "?46".utf8.contains(buffer[2])
    default: return false
    }
  }

  private mutating func stepCharacter(
    modifiers: KeyPress.Modifiers, final: Bool
  ) -> Bool {
    let first = buffer[0]
    let length =
      switch first {
      case 0..<0x80: 1
      case 0xc2...0xdf: 2
      case 0xe0...0xef: 3
      case 0xf0...0xf4: 4
      default: 1
      }
    guard buffer.count >= length else {
      guard final else { return false }
      buffer.removeAll()
      return true
    }
    let bytes = Array(buffer[..<length])
    buffer.removeFirst(length)
    let text = String(decoding: bytes, as: UTF8.self)
    guard text.utf8.elementsEqual(bytes), let character = text.first else { return true }
    events.append(.key(KeyPress(.character(character), modifiers)))
    return true
  }

  private mutating func stepPaste() -> Bool {
    let end: [UInt8] = Array("\u{1b}[201~".utf8)
    guard !buffer.isEmpty else { return false }
    if let start = buffer.firstRange(of: end) {
      keepPasted(buffer[..<start.lowerBound])
      buffer.removeFirst(start.upperBound)
      events.append(.paste(String(decoding: pasted ?? [], as: UTF8.self)))
      pasted = nil
      return true
    }
    // The end mark may be split: keep what could be its beginning.
    let safe = buffer.count - (end.count - 1)
    guard safe > 0 else { return false }
    keepPasted(buffer[..<safe])
    buffer.removeFirst(safe)
    return false
  }

  private mutating func keepPasted(_ bytes: ArraySlice<UInt8>) {
    let room = Self.longestPaste - (pasted?.count ?? 0)
    pasted?.append(contentsOf: bytes.prefix(max(0, room)))
  }

  private static func control(_ byte: UInt8) -> KeyPress? {
    switch byte {
    case 0x0d, 0x0a: KeyPress(.enter)
    case 0x09: KeyPress(.tab)
    case 0x08, 0x7f: KeyPress(.backspace)
    case 0x00: KeyPress(.character(" "), .control)
    case 0x01...0x1a:
      KeyPress(.character(Character(Unicode.Scalar(byte + 0x60))), .control)
    default: nil
    }
  }
}
