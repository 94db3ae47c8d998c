/// Something that came from the terminal, or that woke the UI thread.
public enum InputEvent: Hashable, Sendable {
  case key(KeyPress)
  case mouse(MouseEvent)
  /// Pasted text, at most ``InputDecoder/longestPaste`` bytes; not sanitised.
  case paste(String)
  case resize(Size)
  /// An answer to a question; ``Terminal`` keeps it to itself.
  case reply(TerminalReply)
  /// What the terminal can show besides characters is known now.
  case graphics(TerminalGraphics)
  /// The terminal window got or lost the focus.
  case focus(Bool)
  case signal(TerminalSignal)
  /// Another thread has something for this one.
  case wake
  /// The terminal is gone.
  case eof
}

/// A signal that a program with a screen reacts to.
public enum TerminalSignal: Hashable, Sendable {
  case interrupt, terminate, hangup, suspend, resume
}

/// A mouse button, wheel or movement with a button held.
public struct MouseEvent: Hashable, Sendable {
  public enum Kind: Hashable, Sendable { case press, release, drag, wheelUp, wheelDown }
  public enum Button: Hashable, Sendable { case left, middle, right, none }

  public var kind: Kind
  public var button: Button
  public var position: Point
  public var modifiers: KeyPress.Modifiers
  /// 1, or more when the same place was clicked again at once.
  public var clicks: Int

  public init(
    kind: Kind, button: Button = .none, position: Point, modifiers: KeyPress.Modifiers = [],
    clicks: Int = 1
  ) {
    self.kind = kind
    self.button = button
    self.position = position
    self.modifiers = modifiers
    self.clicks = clicks
  }
}
