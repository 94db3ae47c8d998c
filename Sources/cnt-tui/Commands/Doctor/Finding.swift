/// What a look at one thing found.
struct Finding: Encodable, Hashable, Sendable {
  enum State: String, Encodable, Sendable {
    case ok
    /// It works, though not as well as it could.
    case warn
    /// Something cannot work.
    case bad
  }

  /// What was looked at.
  var check: String
  var state: State
  var detail: String
  /// What to do; nil where there is nothing to do.
  var advice: String?

  static func ok(_ check: String, _ detail: String) -> Finding {
    Finding(check: check, state: .ok, detail: detail)
  }

  static func warn(_ check: String, _ detail: String, _ advice: String) -> Finding {
    Finding(check: check, state: .warn, detail: detail, advice: advice)
  }

  static func bad(_ check: String, _ detail: String, _ advice: String) -> Finding {
    Finding(check: check, state: .bad, detail: detail, advice: advice)
  }

  /// State, what was looked at, what was found; what to do on a line of its own.
  var plain: String {
    func padded(_ text: String, _ width: Int) -> String {
      text + String(repeating: " ", count: max(0, width - text.count))
    }
    let line = padded(state.rawValue, 6) + padded(check, 15) + printable(detail)
    return advice.map { line + "\n      -> " + printable($0) } ?? line
  }
}
