import CNTKit
import SyncEngine
import TermKit

/// A few named fields that are changed together.
struct FormState: Sendable, Hashable {
  /// What becomes of them.
  enum Purpose: Sendable, Hashable {
    case event(Int)
    case profile
    case newEvent
    case publish(PublishForm.Kind, take: TakeFile?)
  }

  /// One line, or several.
  enum Input: Sendable, Hashable {
    case line(TextField)
    case area(TextArea)

    var text: String {
      switch self {
      case .line(let field): field.text
      case .area(let area): area.text
      }
    }
  }

  struct Field: Sendable, Hashable {
    /// The platform's name of it.
    var name: String
    var label: String
    /// What is to be written, in a few words.
    var hint = ""
    var input: Input
    /// What stood there when the form was opened.
    let original: String

    init(_ name: String, _ label: String, _ text: String?, hint: String = "", isLong: Bool = false)
    {
      self.name = name
      self.label = label
      self.hint = hint
      input = isLong ? .area(TextArea(text ?? "")) : .line(TextField(text ?? ""))
      original = input.text
    }

    var text: String { input.text.trimmingWhitespace() }
    var isChanged: Bool { input.text != original }
  }

  let purpose: Purpose
  let title: String
  var fields: [Field]
  var focus = 0
  var problem: String?
  /// What the server says of the name that is being typed; nil while nobody asked.
  var nameNote: NameNote?

  /// Whether a user name is free.
  struct NameNote: Sendable, Hashable {
    var name: String
    var isFree: Bool
  }

  var isChanged: Bool { fields.contains(where: \.isChanged) }

  func text(_ name: String) -> String { fields.first { $0.name == name }?.text ?? "" }

  mutating func move(by delta: Int) {
    focus = (focus + delta + fields.count) % fields.count
  }

  /// Types into the field that has the cursor; Up and Down leave a line, not a text of several.
  mutating func handle(_ key: KeyPress) {
    guard fields.indices.contains(focus) else { return }
    switch fields[focus].input {
    case .line(var field):
      switch key.key {
      case .enter, .down, .tab: return move(by: 1)
      case .up, .backTab: return move(by: -1)
      default:
        _ = field.handle(key)
        fields[focus].input = .line(field)
      }
    case .area(var area):
      switch key.key {
      case .tab: return move(by: 1)
      case .backTab: return move(by: -1)
      default:
        _ = area.handle(key)
        fields[focus].input = .area(area)
      }
    }
  }

  mutating func paste(_ text: String) {
    guard fields.indices.contains(focus) else { return }
    switch fields[focus].input {
    case .line(var field):
      field.insert(text)
      fields[focus].input = .line(field)
    case .area(var area):
      area.insert(text)
      fields[focus].input = .area(area)
    }
  }
}

extension Updater {
  func form(_ state: inout AppState, _ form: inout FormState, _ key: KeyPress) -> [Effect] {
    if key == KeyPress("ctrl-s") { return save(&state, form) }
    if key.key == .escape {
      state.overlay = nil
      if form.isChanged { state.say(tr("Nothing was changed")) }
      return []
    }
    let before = form.text("username")
    form.problem = nil
    form.handle(key)
    state.overlay = .form(form)
    let name = form.text("username")
    guard form.purpose == .profile, name != before, ProfileForm.isAcceptable(name) else {
      return []
    }
    return [.checkUsername(name)]
  }

  private func save(_ state: inout AppState, _ form: FormState) -> [Effect] {
    do {
      switch form.purpose {
      case .newEvent:
        let event = try EventForm.event(form, now: state.now, timeZone: state.timeZone)
        state.overlay = nil
        let said =
          state.account?.isAdmin == true
          ? tr("Event saved; it is sent as soon as there is a network")
          : tr("Event saved; an admin approves it after it is sent")
        return [.submitForm(.make(.event(event)), form, said: said)]
      case .publish:
        let order = try PublishForm.order(
          form, categories: state.categories, isAdmin: state.account?.isAdmin == true)
        state.overlay = nil
        state.say(tr("Looking at the files…"))
        state.preparing += 1
        return [.publish(order)]
      case .event, .profile: return saveChanges(&state, form)
      }
    } catch {
      show(&state, form, error)
      return []
    }
  }

  private func show(_ state: inout AppState, _ form: FormState, _ problem: FormProblem) {
    var form = form
    form.problem = problem.sentence
    form.focus = form.fields.firstIndex { $0.name == problem.field } ?? form.focus
    state.overlay = .form(form)
  }

  private func saveChanges(_ state: inout AppState, _ form: FormState) -> [Effect] {
    let changes: MemberChanges
    do {
      changes =
        switch form.purpose {
        case .event: try EventForm.changes(form, timeZone: state.timeZone)
        case .profile: try ProfileForm.changes(form)
        case .newEvent, .publish: MemberChanges([:])
        }
    } catch {
      show(&state, form, error)
      return []
    }
    state.overlay = nil
    let picture = form.text("picture")
    if form.purpose == .profile, !picture.isEmpty {
      state.say(tr("Looking at the files…"))
      return [.publishAvatar(form, changes)]
    }
    guard !changes.isEmpty else {
      state.say(tr("Nothing was changed"))
      return []
    }
    state.say(tr("Saved; it is sent as soon as there is a network"), .success)
    switch form.purpose {
    case .event(let id): return [.submit(.editEvent(id, changes))]
    case .profile: return [.submit(.editProfile(changes))]
    case .newEvent, .publish: return []
    }
  }

  /// An answer about a name that is not typed any more says nothing.
  func receive(_ state: inout AppState, nameNote: FormState.NameNote) {
    guard case .form(var form) = state.overlay, form.text("username") == nameNote.name else {
      return
    }
    form.nameNote = nameNote
    state.overlay = .form(form)
  }
}

/// What is wrong with a form, and where.
struct FormProblem: Error, Hashable {
  var field: String
  var sentence: String
}
