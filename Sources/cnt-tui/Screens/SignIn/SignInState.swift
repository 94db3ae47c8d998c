import TermKit

/// The sign-in form.
struct SignInState: Sendable, Hashable {
  enum Field: Int, Sendable, Hashable, CaseIterable { case server, name, password }

  var server: TextField
  var name = TextField()
  var password = TextField()
  var field = Field.server
  var isBusy = false
  /// Why the last try failed, or why the person was signed out.
  var problem: String?

  init(server: String = "") {
    self.server = TextField(server)
    field = server.isEmpty ? .server : .name
  }

  var current: TextField {
    get {
      switch field {
      case .server: server
      case .name: name
      case .password: password
      }
    }
    set {
      switch field {
      case .server: server = newValue
      case .name: name = newValue
      case .password: password = newValue
      }
    }
  }

  mutating func paste(_ text: String) { current.insert(text) }
}

extension Updater {
  func signIn(_ state: inout AppState, _ key: KeyPress) -> [Effect] {
    guard !state.signIn.isBusy else {
      return key.key == .escape ? quit(&state) : []
    }
    let count = SignInState.Field.allCases.count
    func step(_ delta: Int) {
      let next = (state.signIn.field.rawValue + delta + count) % count
      state.signIn.field = SignInState.Field(rawValue: next) ?? .server
    }
    switch key.key {
    case .escape: return quit(&state)
    case .tab, .down: step(1)
    case .backTab, .up: step(-1)
    case .enter:
      if state.signIn.field != .password {
        step(1)
        return []
      }
      return submit(&state)
    default:
      state.signIn.problem = nil
      _ = state.signIn.current.handle(key)
    }
    return []
  }

  private func submit(_ state: inout AppState) -> [Effect] {
    let form = state.signIn
    for (field, sentence) in [
      (SignInState.Field.server, tr("Type the server's address first.")),
      (.name, tr("Type your user name or e-mail first.")),
      (.password, tr("Type your password first.")),
    ] {
      var probe = form
      probe.field = field
      guard probe.current.text.isEmpty else { continue }
      state.signIn.field = field
      state.signIn.problem = sentence
      return []
    }
    state.signIn.isBusy = true
    state.signIn.problem = nil
    return [
      .signIn(server: form.server.text, name: form.name.text, password: form.password.text)
    ]
  }
}
