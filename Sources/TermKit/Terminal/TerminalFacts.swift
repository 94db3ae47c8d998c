import CNcurses
import Glibc

/// What the environment says of the terminal, without taking it over.
public struct TerminalFacts: Sendable, Hashable {
  /// `TERM`; empty where it is not set.
  public var term: String
  /// Standard input and output are one.
  public var isTerminal: Bool
  /// The size of the window; nil where it is not known.
  public var size: Size?
  /// The locale's character set, such as UTF-8.
  public var codeset: String
  /// The colours that would be used.
  public var colorDepth: ColorDepth
  /// What ``Terminal/make(_:)`` would say of ``term``; nil where it can be used.
  public var problem: TerminalError?

  public init(
    term: String, isTerminal: Bool, size: Size? = nil, codeset: String,
    colorDepth: ColorDepth = .none, problem: TerminalError? = nil
  ) {
    self.term = term
    self.isTerminal = isTerminal
    self.size = size
    self.codeset = codeset
    self.colorDepth = colorDepth
    self.problem = problem
  }

  /// Looks at this process's terminal.
  public static func look(environment: [String: String]) -> TerminalFacts {
    let term = environment["TERM"] ?? ""
    setlocale(LC_CTYPE, "")
    var facts = TerminalFacts(
      term: term, isTerminal: isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1,
      codeset: String(cString: nl_langinfo(nl_item(CODESET))))
    var window = winsize()
    if ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0 {
      facts.size = Size(columns: Int(window.ws_col), rows: Int(window.ws_row))
    }
    guard !term.isEmpty, term != "dumb", term != "unknown" else {
      facts.problem = TerminalError(.unusable(term: term.isEmpty ? "(unset)" : term))
      return facts
    }
    var status: Int32 = 0
    guard setupterm(term, STDOUT_FILENO, &status) == OK else {
      facts.problem = TerminalError(.unknown(term: term))
      return facts
    }
    if tigetstr("cup").map({ Int(bitPattern: $0) == -1 }) ?? true {
      facts.problem = TerminalError(.unusable(term: term))
    }
    facts.colorDepth = ColorDepth.detect(
      environment: environment, terminfoColors: Int(tigetnum("colors")))
    return facts
  }
}
