import Foundation

/// What asks a terminal to put a text on the clipboard: OSC 52 ("XTerm Control Sequences", Manipulate
/// Selection Data). Terminals do not answer it, and some do not allow it.
enum ClipboardSequence {
  /// Bytes of text that xterm and its kin take; longer ones are cut by some and refused by others.
  static let longest = 74_994

  /// nil for a text that is too long. The text is in base64: nothing in it can end the sequence.
  static func setting(_ text: String) -> String? {
    guard text.utf8.count <= longest else { return nil }
    return "\u{1b}]52;c;" + Data(text.utf8).base64EncodedString() + "\u{1b}\\"
  }
}

extension Terminal {
  /// Asks the terminal to put a text on the clipboard; false where it is too long to be asked.
  public func copy(_ text: String) -> Bool {
    guard let sequence = ClipboardSequence.setting(text) else { return false }
    // Between two updates ncurses has nothing unsent.
    sendAside(sequence)
    return true
  }
}
