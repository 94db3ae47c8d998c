/// What a look at one thing of a server found.
public struct ServerFinding: Encodable, Hashable, Sendable {
  public enum State: String, Encodable, Sendable {
    case ok
    /// It works, though not as well as it could.
    case warn
    /// Something cannot work.
    case bad
  }

  /// What was looked at.
  public var check: String
  public var state: State
  public var detail: String
  /// What to do; nil where there is nothing to do.
  public var advice: String?

  static func ok(_ check: String, _ detail: String) -> ServerFinding {
    ServerFinding(check: check, state: .ok, detail: detail)
  }

  static func warn(_ check: String, _ detail: String, _ advice: String) -> ServerFinding {
    ServerFinding(check: check, state: .warn, detail: detail, advice: advice)
  }

  static func bad(_ check: String, _ detail: String, _ advice: String) -> ServerFinding {
    ServerFinding(check: check, state: .bad, detail: detail, advice: advice)
  }

  /// State, what was looked at, what was found; what to do on a line of its own. Names of files can do
  /// nothing to a terminal.
  public var plain: String {
    func padded(_ text: String, _ width: Int) -> String {
      text + String(repeating: " ", count: max(0, width - text.count))
    }
    let line = padded(state.rawValue, 6) + padded(check, 12) + LineLog.escaped(detail)
    return advice.map { line + "\n      -> " + LineLog.escaped($0) } ?? line
  }
}
