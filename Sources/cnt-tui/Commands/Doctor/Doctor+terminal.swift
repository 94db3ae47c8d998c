import Foundation
import TermKit

extension Doctor {
  /// Terminal, locale and colours.
  func terminal() -> [Finding] {
    Self.judge(TerminalFacts.look(environment: environment))
  }

  static func judge(_ facts: TerminalFacts) -> [Finding] {
    let size = facts.size.map { ", \($0.columns)x\($0.rows)" } ?? ""
    let terminal: Finding
    if !facts.isTerminal {
      terminal = .warn(
        "terminal", "none", "The app needs a terminal; the subcommands work without one.")
    } else if let problem = facts.problem {
      terminal = .bad("terminal", facts.term, problem.recovery)
    } else if let size = facts.size, size.columns < 40 || size.rows < 10 {
      terminal = .warn(
        "terminal", "\(facts.term), \(size.columns)x\(size.rows)", "Make the window larger.")
    } else {
      terminal = .ok("terminal", facts.term + size)
    }
    let locale: Finding =
      facts.codeset == "UTF-8"
      ? .ok("locale", facts.codeset)
      : .bad("locale", facts.codeset, TerminalError(.notUTF8(codeset: facts.codeset)).recovery)
    return [terminal, locale, colors(facts)]
  }

  private static func colors(_ facts: TerminalFacts) -> Finding {
    switch facts.colorDepth {
    case .trueColor: .ok("colours", "16 million")
    case .palette256: .ok("colours", "256")
    case .palette16:
      .warn(
        "colours", "16",
        "Where the terminal shows more, say so: COLORTERM=truecolor, or TERM=xterm-256color.")
    case .none:
      .warn("colours", "none", "Unset NO_COLOR, or set TERM=xterm-256color, to see colours.")
    }
  }
}
