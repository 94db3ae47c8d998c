/// Why there is no screen to draw on.
public struct TerminalError: Error, Hashable, Sendable {
  public enum Reason: Hashable, Sendable {
    case notATerminal
    /// `TERM` is unset, or names a terminal that cannot move its cursor.
    case unusable(term: String)
    /// terminfo has no entry for `TERM`.
    case unknown(term: String)
    case notUTF8(codeset: String)
    case system(String)
  }

  public var reason: Reason

  public init(_ reason: Reason) { self.reason = reason }

  /// The sentence that says what to do.
  public var recovery: String {
    switch reason {
    case .notATerminal:
      "The app needs a terminal for its input and output; in scripts use the subcommands"
        + " (cnt --help)."
    case .unusable(let term):
      "The terminal type “\(term)” cannot show a full screen: use a real terminal, or set TERM,"
        + " for example TERM=xterm-256color."
    case .unknown(let term):
      "The terminal type “\(term)” is not known here: set TERM to one that is, for example"
        + " TERM=xterm-256color, or install ncurses-term."
    case .notUTF8(let codeset):
      "The locale uses \(codeset), not UTF-8: start it with LANG=C.UTF-8, for example"
        + " LANG=C.UTF-8 cnt."
    case .system(let what):
      "The terminal could not be prepared: \(what). Open another and try again."
    }
  }
}

/// How the screen is to be used.
public struct TerminalOptions: Sendable {
  /// nil takes what the environment promises.
  public var colorDepth: ColorDepth?
  public var mouse: Bool
  /// Whether the terminal is asked what it can show besides characters.
  public var asksGraphics: Bool
  /// The name of a shared memory object with three bytes, to find out whether the terminal sees it.
  public var sharedMemory: String?

  public init(
    colorDepth: ColorDepth? = nil, mouse: Bool = true, asksGraphics: Bool = false,
    sharedMemory: String? = nil
  ) {
    self.colorDepth = colorDepth
    self.mouse = mouse
    self.asksGraphics = asksGraphics
    self.sharedMemory = sharedMemory
  }
}
