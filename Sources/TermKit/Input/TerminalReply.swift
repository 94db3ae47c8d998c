/// What a terminal answers when it is asked what it can do.
public enum TerminalReply: Hashable, Sendable {
  /// DA1 (`CSI ? … c`): every terminal answers it, so it ends a round of questions. 4 is sixel.
  case attributes([Int])
  /// XTVERSION: name and version, in the terminal's own words.
  case version(String)
  /// The kitty graphics protocol: what became of the command with this number.
  case graphics(id: Int, isGood: Bool)
  /// `CSI 16 t`: the pixels of a cell.
  case cell(CellPixels)
  /// `CSI 14 t`: the pixels of all cells.
  case area(CellPixels)

  /// Bytes of a string after which it is none.
  static let longest = 512

  /// A CSI sequence that is an answer.
  init?(parameters: String, letter: UInt8) {
    switch letter {
    case UInt8(ascii: "c"):
      guard parameters.hasPrefix("?") else { return nil }
      self = .attributes(parameters.dropFirst().split(separator: ";").compactMap { Int($0) })
    case UInt8(ascii: "t"):
      let numbers = parameters.split(separator: ";").compactMap { Int($0) }
      guard numbers.count == 3 else { return nil }
      let pixels = CellPixels(width: numbers[2], height: numbers[1])
      switch numbers[0] {
      case 4: self = .area(pixels)
      case 6: self = .cell(pixels)
      default: return nil
      }
    default: return nil
    }
  }

  /// What stands between ESC and ST of a string that is an answer: `P>|…` or `_G…`.
  init?(string: some Collection<UInt8>) {
    let text = String(decoding: string, as: UTF8.self)
    if text.hasPrefix("P>|") {
      self = .version(String(text.dropFirst(3)))
    } else if text.hasPrefix("_G") {
      let halves = text.dropFirst(2).split(separator: ";", maxSplits: 1)
      let id = halves.first?.split(separator: ",").first { $0.hasPrefix("i=") }
      guard let id, let number = Int(id.dropFirst(2)), halves.count == 2 else { return nil }
      self = .graphics(id: number, isGood: halves[1] == "OK")
    } else {
      return nil
    }
  }
}

/// Pixels across and down: of a cell, or of many.
public struct CellPixels: Hashable, Sendable {
  public var width: Int
  public var height: Int

  public init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }

  /// Whether it can be a cell's size.
  var isPlausible: Bool { (2...200).contains(width) && (2...400).contains(height) }
}
