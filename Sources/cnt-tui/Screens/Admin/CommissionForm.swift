import CNTKit
import SyncEngine
import TermKit

/// The commission while it is looked at and changed.
struct CommissionForm: Sendable, Hashable {
  enum Field: Int, Sendable, Hashable, CaseIterable { case kind, percentage, fixed, active }

  /// As the mirror has it now; nil until it answered.
  var state: CommissionState?
  /// What the server had when the person began to change something.
  var seen: CommissionChange?
  var field = Field.kind
  var kind = CommissionSettings.Kind.percentage
  var percentage = TextField()
  var fixed = TextField()
  var isActive = false
  /// Whether the person changed something: until then the fields follow the server.
  var isTouched = false
  var problem: String?

  /// The settings as they stand in the fields; nil with a sentence where one is no number.
  func change() -> (value: CommissionChange?, problem: String?) {
    guard let percentage = Self.number(percentage.text) else {
      return (nil, tr("The percentage is no number: write 7.5, for instance."))
    }
    guard let fixed = Self.number(fixed.text) else {
      return (nil, tr("The fixed amount is no number: write 0.30, for instance."))
    }
    let value = CommissionChange(
      kind: kind, percentage: percentage, fixedAmount: fixed, isActive: isActive)
    return (value, value.problem.map(recognised))
  }

  /// Both decimal signs are read; nothing stands for zero.
  private static func number(_ text: String) -> Double? {
    let text = text.trimmingWhitespace().replacing(",", with: ".")
    if text.isEmpty { return 0 }
    guard text.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == "." || $0 == "-") }) else {
      return nil
    }
    return Double(text)
  }

  static func text(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e9 ? "\(Int(number))" : "\(number)"
  }

  /// Takes what the mirror has; what the person wrote stays.
  mutating func receive(_ new: CommissionState) {
    state = new
    guard !isTouched, let current = new.current else { return }
    seen = new.server?.change
    kind = current.kind
    percentage = TextField(Self.text(current.percentage))
    fixed = TextField(Self.text(current.fixedAmount))
    isActive = current.isActive
  }

  /// What another admin set while this one was writing.
  var news: CommissionChange? {
    guard isTouched, let server = state?.server?.change, server != seen else { return nil }
    return server
  }

  mutating func paste(_ text: String) {
    switch field {
    case .percentage: percentage.insert(text)
    case .fixed: fixed.insert(text)
    case .kind, .active: return
    }
    isTouched = true
  }

  mutating func move(by delta: Int) {
    let count = Field.allCases.count
    field = Field(rawValue: (field.rawValue + delta + count) % count) ?? .kind
  }

  mutating func edit(_ key: KeyPress) {
    let isStep = [.left, .right, .character(" ")].contains(key.key)
    switch field {
    case .kind where isStep:
      let all = CommissionSettings.Kind.allCases
      let index = all.firstIndex(of: kind) ?? 0
      kind = all[(index + (key.key == .left ? all.count - 1 : 1)) % all.count]
      isTouched = true
    case .active where isStep:
      isActive.toggle()
      isTouched = true
    case .percentage: edit(\.percentage, key)
    case .fixed: edit(\.fixed, key)
    default: break
    }
  }

  private mutating func edit(_ path: WritableKeyPath<CommissionForm, TextField>, _ key: KeyPress) {
    let before = self[keyPath: path].text
    _ = self[keyPath: path].handle(key)
    if self[keyPath: path].text != before { isTouched = true }
  }
}

extension Updater {
  func receive(_ state: inout AppState, _ commission: CommissionState) -> [Effect] {
    guard case .commission(var form)? = state.overlay else { return [] }
    form.receive(commission)
    state.overlay = .commission(form)
    return []
  }

  func commission(
    _ state: inout AppState, _ form: inout CommissionForm, _ key: KeyPress
  ) -> [Effect] {
    form.problem = nil
    switch key.key {
    case .escape:
      state.overlay = nil
      return []
    case .enter: return save(&state, &form)
    case .tab, .down: form.move(by: 1)
    case .backTab, .up: form.move(by: -1)
    default: form.edit(key)
    }
    state.overlay = .commission(form)
    return []
  }

  private func save(_ state: inout AppState, _ form: inout CommissionForm) -> [Effect] {
    let (value, problem) = form.change()
    guard form.state?.current != nil || form.isTouched else {
      form.problem = tr(
        "The server did not give its settings yet: try again when there is a network.")
      state.overlay = .commission(form)
      return []
    }
    guard let value, problem == nil else {
      form.problem = problem
      state.overlay = .commission(form)
      return []
    }
    state.overlay = nil
    guard value != form.state?.current else {
      state.say(tr("Nothing was changed"))
      return []
    }
    state.say(tr("Saved; it is sent as soon as there is a network"), .success)
    return [.submit(.setCommission(value, seen: form.seen))]
  }
}
