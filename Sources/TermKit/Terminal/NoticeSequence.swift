import Foundation

/// How a terminal is asked to show a notice on the desktop; each has its own way, and one that does not
/// know it could print it.
public enum NoticeSequence: String, Hashable, Sendable {
  /// iTerm2, WezTerm: `OSC 9 ; text`.
  case osc9
  /// rxvt-unicode, foot, Ghostty: `OSC 777 ; notify ; title ; text`.
  case osc777
  /// kitty: `OSC 99` ("Desktop notifications" in kitty's documentation).
  case osc99

  /// What the environment says of the terminal; nil where it is not known to have any. A multiplexer in
  /// between does not pass it on.
  public init?(environment: [String: String]) {
    let term = environment["TERM"] ?? ""
    guard environment["TMUX"] == nil, environment["STY"] == nil, !term.hasPrefix("screen"),
      !term.hasPrefix("tmux")
    else { return nil }
    switch environment["TERM_PROGRAM"] {
    case "iTerm.app", "WezTerm": self = .osc9
    case "ghostty": self = .osc777
    default:
      if term == "xterm-kitty" {
        self = .osc99
      } else if term.hasPrefix("foot") || term.hasPrefix("rxvt-unicode") {
        self = .osc777
      } else {
        return nil
      }
    }
  }

  /// Characters of a title and of a text.
  static let longest = 200

  /// The bytes for a notice. Nothing in either text can end the sequence, or begin another.
  public func text(title: String, body: String) -> String {
    let (title, body) = (Self.clean(title), Self.clean(body))
    switch self {
    case .osc9:
      return "\u{1b}]9;\(body.isEmpty ? title : title + ": " + body)\u{1b}\\"
    case .osc777:
      return "\u{1b}]777;notify;\(title.replacing(";", with: ","));\(body)\u{1b}\\"
    case .osc99:
      func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }
      return "\u{1b}]99;i=cnt:d=0:e=1:p=title;\(base64(title))\u{1b}\\"
        + "\u{1b}]99;i=cnt:e=1:p=body;\(base64(body))\u{1b}\\"
    }
  }

  private static func clean(_ text: String) -> String {
    String(DisplayText.plain(text).prefix(longest))
  }
}

extension Terminal {
  /// Asks the terminal to show a notice on the desktop.
  public func notify(_ sequence: NoticeSequence, title: String, body: String) {
    sendAside(sequence.text(title: title, body: body))
  }
}
