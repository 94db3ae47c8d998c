import CNTKit
import SyncEngine
import TermKit

/// A post or a comment while it is being written.
struct ComposerState: Sendable, Hashable {
  enum Kind: Sendable, Hashable {
    case post
    case comment(post: Int, title: String)
    /// A question to the people who run the platform.
    case question
    /// An admin's answer to one; `known` is the answer that was there before.
    case answer(question: Int, subject: String, known: String?)

    /// Whether it has a title of its own.
    var hasTitle: Bool { self == .post || self == .question }
  }

  enum Field: Sendable, Hashable { case title, category, body }

  /// The platform's words for what a post is about.
  static let categories = ["general", "testimony", "prayer_request", "question", "announcement"]

  var kind: Kind
  var title = TextField()
  var body: TextArea
  var category = 0
  var field: Field
  var problem: String?

  init(kind: Kind, text: String) {
    self.kind = kind
    // A draft is kept as the title's line and then the text.
    if kind.hasTitle, let end = text.firstIndex(of: "\n") {
      title = TextField(String(text[..<end]))
      body = TextArea(String(text[text.index(after: end)...]))
      field = .body
    } else {
      body = TextArea(text)
      field = kind.hasTitle ? .title : .body
    }
  }

  /// Under which name an unfinished text is kept.
  var draftKey: String { Self.draftKey(kind) }

  static func draftKey(_ kind: Kind) -> String {
    switch kind {
    case .post: "post"
    case .comment(let post, _): "comment-\(post)"
    case .question: "question"
    case .answer(let question, _, _): "answer-\(question)"
    }
  }

  /// What is kept when the composer is closed without sending; nil when nothing was written.
  var draft: String? {
    if !kind.hasTitle { return body.text.isEmpty ? nil : body.text }
    return title.text.isEmpty && body.text.isEmpty ? nil : title.text + "\n" + body.text
  }

  mutating func paste(_ text: String) {
    switch field {
    case .title: title.insert(text)
    case .body: body.insert(text)
    case .category: break
    }
  }
}

extension Updater {
  func overlay(_ state: inout AppState, _ key: KeyPress) -> [Effect] {
    switch state.overlay {
    case .help(let scroll): return help(&state, scroll, key)
    case .queue(let selected): return queue(&state, selected, key)
    case .player(let box): return player(&state, box, key)
    case .themes(var picker): return themes(&state, &picker, key)
    case .palette(var palette): return self.palette(&state, &palette, key)
    case .composer(var composer): return self.composer(&state, &composer, key)
    case .form(var form): return self.form(&state, &form, key)
    case .settings(var box): return settings(&state, &box, key)
    case .confirm(let confirm): return self.confirm(&state, confirm, key)
    case .attendees(var box): return attendees(&state, &box, key)
    case .arrange(var arrange): return self.arrange(&state, &arrange, key)
    case .reject(var reject): return self.reject(&state, &reject, key)
    case .deskQuestion(var question): return answer(&state, &question, key)
    case .commission(var form): return commission(&state, &form, key)
    case .finder(var finder): return self.finder(&state, &finder, key)
    case .bookmarks(let selected): return bookmarks(&state, selected, key)
    case .document(var form): return documentForm(&state, &form, key)
    case .recorder(var box): return recorder(&state, &box, key)
    case .editor(var box): return editor(&state, &box, key)
    case nil: return []
    }
  }

  private func composer(
    _ state: inout AppState, _ composer: inout ComposerState, _ key: KeyPress
  ) -> [Effect] {
    if key == KeyPress("ctrl-s") { return send(&state, composer) }
    if key == KeyPress("ctrl-x") { return [.edit(composer.body.text)] }
    if key.key == .escape { return close(&state, composer) }
    composer.problem = nil
    switch (composer.field, key.key) {
    case (.title, .enter), (.title, .tab), (.title, .down):
      composer.field = composer.kind == .post ? .category : .body
    case (.category, .enter), (.category, .tab), (.category, .down): composer.field = .body
    case (.category, .up), (.category, .backTab): composer.field = .title
    case (.category, .left): step(&composer, by: -1)
    case (.category, .right), (.category, .character(" ")): step(&composer, by: 1)
    case (.body, .backTab), (.body, .tab):
      if composer.kind == .post {
        composer.field = key.key == .tab ? .title : .category
      } else if composer.kind.hasTitle {
        composer.field = .title
      }
    case (.title, _): _ = composer.title.handle(key)
    case (.body, _): _ = composer.body.handle(key)
    case (.category, _): break
    }
    state.overlay = .composer(composer)
    return []
  }

  private func step(_ composer: inout ComposerState, by delta: Int) {
    let count = ComposerState.categories.count
    composer.category = (composer.category + delta + count) % count
  }

  private func send(_ state: inout AppState, _ composer: ComposerState) -> [Effect] {
    var composer = composer
    let text = composer.body.text.trimmingWhitespace()
    guard !text.isEmpty else {
      composer.problem = tr("Write something first, or press Esc to close.")
      composer.field = .body
      state.overlay = .composer(composer)
      return []
    }
    state.overlay = nil
    let (key, draft) = (composer.draftKey, composer.draft ?? text)
    state.drafts[composer.draftKey] = nil
    let drafts = state.drafts
    func submit(_ write: Write) -> [Effect] {
      [.submitText(write, drafts: drafts, key: key, text: draft)]
    }
    switch composer.kind {
    case .comment(let post, _):
      state.say(tr("Comment saved; it is sent as soon as there is a network"), .success)
      return submit(.comment(post: post, text: text))
    case .post:
      let title = composer.title.text.trimmingWhitespace()
      state.say(tr("Post saved; an admin approves it after it is sent"), .success)
      return submit(
        .post(
          CommunityPostCreate(
            title: title.isEmpty ? Self.title(from: text) : title, content: text,
            category: ComposerState.categories[composer.category], postType: "text")))
    case .question:
      let title = composer.title.text.trimmingWhitespace()
      state.say(tr("Question saved; it is sent as soon as there is a network"), .success)
      return submit(
        .askSupport(
          SupportMessageCreate(
            subject: title.isEmpty ? Self.title(from: text) : title, message: text)))
    case .answer(let question, _, let known):
      state.say(tr("Answer saved; it is sent as soon as there is a network"), .success)
      return submit(.answerSupport(id: question, text: text, known: known))
    }
  }

  /// The first words of a text that has no title of its own, 50 characters at most.
  static func title(from text: String) -> String {
    let line = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? text
    return line.count <= 50 ? line : String(line.prefix(49)) + "…"
  }

  private func close(_ state: inout AppState, _ composer: ComposerState) -> [Effect] {
    state.overlay = nil
    if composer.draft != nil { state.say(tr("Kept as a draft; it is there when you come back")) }
    return keepDraft(&state, composer)
  }

  /// Remembers an unfinished text, or forgets the one that was sent or emptied.
  func keepDraft(_ state: inout AppState, _ composer: ComposerState) -> [Effect] {
    let before = state.drafts
    state.drafts[composer.draftKey] = composer.draft
    guard state.drafts != before else { return [] }
    return [.saveDrafts(state.drafts)]
  }

  /// Opens the composer with what was begun before.
  func compose(_ state: inout AppState, _ kind: ComposerState.Kind) -> [Effect] {
    let draft = state.drafts[ComposerState.draftKey(kind)] ?? ""
    state.overlay = .composer(ComposerState(kind: kind, text: draft))
    return []
  }
}

extension String {
  /// Without white space at both ends.
  func trimmingWhitespace() -> String {
    guard let first = firstIndex(where: { !$0.isWhitespace }),
      let last = lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(self[first...last])
  }
}
