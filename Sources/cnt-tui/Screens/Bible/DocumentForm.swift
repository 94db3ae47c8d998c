import CNTKit
import SyncEngine
import TermKit

/// What an admin says of a document: its file, for a new one, its title and its category.
struct DocumentForm: Sendable, Hashable {
  enum Field: Int, Sendable, Hashable, CaseIterable { case path, title, category }

  /// nil for a new one.
  var id: Int?
  var path = TextField()
  var title = TextField()
  var category = TextField("Bible")
  var field: Field
  var problem: String?

  /// A new one.
  init() { field = .path }

  init(_ document: DocumentAsset) {
    id = document.id
    title = TextField(document.title)
    category = TextField(document.category)
    field = .title
  }

  var fields: [Field] { id == nil ? Field.allCases : [.title, .category] }

  subscript(field: Field) -> TextField {
    get {
      switch field {
      case .path: path
      case .title: title
      case .category: category
      }
    }
    set {
      switch field {
      case .path: path = newValue
      case .title: title = newValue
      case .category: category = newValue
      }
    }
  }

  mutating func move(by delta: Int) {
    let index = fields.firstIndex(of: field) ?? 0
    field = fields[(index + delta + fields.count) % fields.count]
  }
}

extension Updater {
  /// An admin's commands on documents; nil where there is none to act on.
  func document(_ state: inout AppState, _ command: Command) -> [Effect]? {
    guard state.account?.isAdmin == true else { return nil }
    if command == .compose {
      guard state.isAtDocuments else { return nil }
      state.overlay = .document(DocumentForm())
      return []
    }
    guard [.edit, .remove].contains(command),
      case .document(let document)? = state.target?.item
    else { return nil }
    guard document.id > 0 else {
      state.say(
        state.keymap.filled(
          tr("This was not sent yet: {outbox} shows what waits, {discard} discards it there")))
      return []
    }
    switch command {
    case .edit:
      state.overlay = .document(DocumentForm(document))
      return []
    case .remove: return delete(&state, document)
    default: return nil
    }
  }

  /// Asks before a document goes for everybody; for a while it can be taken back even then.
  private func delete(_ state: inout AppState, _ document: DocumentAsset) -> [Effect] {
    state.overlay = .confirm(
      ConfirmState(
        question: tr("Delete “\(document.title)”?"), detail: tr("It goes for everybody."),
        yes: tr("delete it"),
        effects: [
          .decide([.deleteDocument(id: document.id)], title: tr("Deleted “\(document.title)”"))
        ], closesDetail: true))
    return []
  }

  func documentForm(
    _ state: inout AppState, _ form: inout DocumentForm, _ key: KeyPress
  ) -> [Effect] {
    form.problem = nil
    switch key.key {
    case .escape:
      state.overlay = nil
      return []
    case .tab, .down: form.move(by: 1)
    case .backTab, .up: form.move(by: -1)
    case .enter where form.field != form.fields.last: form.move(by: 1)
    case .enter: return send(&state, &form)
    default: _ = form[form.field].handle(key)
    }
    state.overlay = .document(form)
    return []
  }

  private func send(_ state: inout AppState, _ form: inout DocumentForm) -> [Effect] {
    let path = form.path.text.trimmingWhitespace()
    let title = form.title.text.trimmingWhitespace()
    let category = form.category.text.trimmingWhitespace()
    if form.id == nil, path.isEmpty {
      (form.problem, form.field) = (tr("Say which file: the path of a PDF."), .path)
    } else if title.isEmpty {
      (form.problem, form.field) = (tr("Give it a title."), .title)
    } else if category.isEmpty {
      (form.problem, form.field) = (tr("Give it a category, such as Bible."), .category)
    } else {
      state.overlay = nil
      if let id = form.id {
        state.say(tr("Changed; it is sent as soon as there is a network"), .success)
        return [.submit(.editDocument(id: id, DocumentEdit(title: title, category: category)))]
      }
      state.say(tr("Looking at the files…"))
      return [.uploadDocument(path: path, title: title, category: category)]
    }
    state.overlay = .document(form)
    return []
  }
}

extension AppState {
  /// Whether the list of documents is shown.
  var isAtDocuments: Bool {
    guard case .list(let list)? = screen, case .lists(let specs) = list.current.content else {
      return false
    }
    return specs.contains { $0.source == .documents }
  }
}

/// The form.
struct DocumentFormView {
  let form: DocumentForm

  func draw(_ painter: inout Painter, _ state: AppState) {
    let inside = painter.box(
      columns: 76, rows: form.fields.count * 2 + 4,
      title: " \(form.id == nil ? tr("New document") : tr("Change the document")) ")
    let left = inside.origin.column
    let width = inside.size.columns
    for (index, field) in form.fields.enumerated() {
      let row = inside.origin.row + index * 2
      let isCurrent = field == form.field
      painter.line(
        [.init(label(field), isCurrent ? .accent : .secondary)], column: left, row: row,
        width: 12, on: .panel)
      let cursor = form[field].draw(
        into: &painter.canvas,
        at: Rect(column: left + 12, row: row, columns: max(1, width - 12), rows: 1),
        style: painter.theme[isCurrent ? .inputFocused : .input], mask: nil)
      if isCurrent { painter.canvas.cursor = cursor }
    }
    let hint: Painter.Span =
      form.problem.map { .init($0, .error) }
      ?? .init(tr("Enter goes on, and at the end saves · Tab moves · Esc cancels"), .tertiary)
    painter.line(
      [hint], column: left, row: inside.origin.row + inside.size.rows - 1, width: width,
      on: .panel)
  }

  private func label(_ field: DocumentForm.Field) -> String {
    switch field {
    case .path: tr("PDF file")
    case .title: tr("Title")
    case .category: tr("Category")
    }
  }
}
