/// What the sequences of terminals mean.
enum SequenceTable {
  static func ss3(_ letter: UInt8) -> InputEvent? {
    switch letter {
    case UInt8(ascii: "P")...UInt8(ascii: "S"):
      .key(KeyPress(.function(Int(letter - UInt8(ascii: "P")) + 1)))
    case UInt8(ascii: "M"): .key(KeyPress(.enter))
    default: cursor(letter).map { .key(KeyPress($0)) }
    }
  }

  static func csi(_ parameters: String, _ letter: UInt8) -> InputEvent? {
    if parameters.hasPrefix("<") { return mouse(parameters.dropFirst(), letter) }
    if let reply = TerminalReply(parameters: parameters, letter: letter) { return .reply(reply) }
    if parameters.isEmpty {
      switch letter {
      case UInt8(ascii: "I"): return .focus(true)
      case UInt8(ascii: "O"): return .focus(false)
      case UInt8(ascii: "Z"): return .key(KeyPress(.backTab))
      default: break
      }
    }
    let numbers = parameters.split(separator: ";", omittingEmptySubsequences: false).map {
      Int($0) ?? 0
    }
    let modifiers = numbers.count > 1 ? self.modifiers(numbers[1]) : []
    let key: Key? =
      switch letter {
      case UInt8(ascii: "~"): tilde(numbers.first ?? 0)
      case UInt8(ascii: "P")...UInt8(ascii: "S"):
        .function(Int(letter - UInt8(ascii: "P")) + 1)
      default: cursor(letter)
      }
    return key.map { .key(KeyPress($0, modifiers)) }
  }

  private static func cursor(_ letter: UInt8) -> Key? {
    switch letter {
    case UInt8(ascii: "A"): .up
    case UInt8(ascii: "B"): .down
    case UInt8(ascii: "C"): .right
    case UInt8(ascii: "D"): .left
    case UInt8(ascii: "H"): .home
    case UInt8(ascii: "F"): .end
    default: nil
    }
  }

  private static func tilde(_ number: Int) -> Key? {
    switch number {
    case 1, 7: .home
    case 2: .insert
    case 3: .delete
    case 4, 8: .end
    case 5: .pageUp
    case 6: .pageDown
    case 11...15: .function(number - 10)
    case 17...21: .function(number - 11)
    case 23, 24: .function(number - 12)
    default: nil
    }
  }

  /// xterm: the parameter is 1 plus a sum of shift 1, alt 2, control 4.
  private static func modifiers(_ parameter: Int) -> KeyPress.Modifiers {
    KeyPress.Modifiers(rawValue: UInt8(truncatingIfNeeded: max(0, parameter - 1) & 7))
  }

  /// SGR mouse: `< button ; column ; row`, counted from 1; `M` press or movement, `m` release.
  private static func mouse(_ parameters: Substring, _ letter: UInt8) -> InputEvent? {
    let numbers = parameters.split(separator: ";").compactMap { Int($0) }
    guard numbers.count == 3, numbers[1] > 0, numbers[2] > 0 else { return nil }
    let code = numbers[0]
    var modifiers: KeyPress.Modifiers = []
    if code & 4 != 0 { modifiers.insert(.shift) }
    if code & 8 != 0 { modifiers.insert(.alt) }
    if code & 16 != 0 { modifiers.insert(.control) }
    let position = Point(column: numbers[1] - 1, row: numbers[2] - 1)
    if code & 64 != 0 {
      guard code & 3 < 2 else { return nil }
      return .mouse(
        MouseEvent(
          kind: code & 1 == 0 ? .wheelUp : .wheelDown, position: position, modifiers: modifiers))
    }
    let button: MouseEvent.Button =
      switch code & 3 {
      case 0: .left
      case 1: .middle
      case 2: .right
      default: .none
      }
    let kind: MouseEvent.Kind =
      letter == UInt8(ascii: "m") ? .release : code & 32 != 0 ? .drag : .press
    return .mouse(
      MouseEvent(kind: kind, button: button, position: position, modifiers: modifiers))
  }
}
