import SyncEngine
import TermKit

extension Updater {
  /// Opens a line of the section; nil where it is no line of it.
  func openCreateLine(_ state: inout AppState, _ line: ListScreen.Line) -> [Effect]? {
    switch line {
    case .choice(let choice): return begin(&state, choice)
    case .take(let take):
      state.overlay = .form(PublishForm.form(.podcast, take: take))
      return []
    case .publication: return []
    default: return nil
    }
  }

  private func begin(_ state: inout AppState, _ choice: CreateChoice) -> [Effect] {
    switch choice {
    case .sound: return openRecorder(&state, .sound)
    case .camera: return openRecorder(&state, .camera)
    case .screen: return openRecorder(&state, .screen)
    case .podcast: state.overlay = .form(PublishForm.form(.podcast))
    case .movie: state.overlay = .form(PublishForm.form(.movie))
    case .track: state.overlay = .form(PublishForm.form(.track))
    case .picture: state.overlay = .form(PublishForm.form(.picture))
    case .event: state.overlay = .form(EventForm.new())
    case .document: state.overlay = .document(DocumentForm())
    case .post: return compose(&state, .post)
    }
    return []
  }

  /// Commands on recordings and uploads; nil where none is selected.
  func create(_ state: inout AppState, _ command: Command) -> [Effect]? {
    guard case .list(let list)? = state.screen else { return nil }
    switch list.selectedLine {
    case .take(let take)?:
      if command == .edit { return openEditor(&state, take) }
      guard command == .discard || command == .remove else { return nil }
      state.overlay = .confirm(
        ConfirmState(
          question: tr("Delete the recording “\(take.name)”?"),
          detail: tr("It is on this machine alone, and gone then."), yes: tr("delete it"),
          effects: [.deleteTake(take.folder)]))
      return []
    case .publication(let publication)?: return change(&state, publication, command)
    default: return nil
    }
  }

  private func change(
    _ state: inout AppState, _ publication: Publication, _ command: Command
  ) -> [Effect]? {
    switch command {
    case .pauseDownload:
      let isStopped = publication.state == .paused || publication.state == .failed
      return [.changePublication(publication.id, isStopped ? .resume : .pause)]
    case .retry: return [.changePublication(publication.id, .resume)]
    case .discard, .remove:
      state.overlay = .confirm(
        ConfirmState(
          question: tr("Do not publish “\(publication.title)”?"),
          detail: tr("The files on this machine stay."), yes: tr("discard it"),
          effects: [.changePublication(publication.id, .discard)], said: tr("Discarded")))
      return []
    default: return nil
    }
  }

  func receive(_ state: inout AppState, takes: [TakeFile]) {
    state.withLists(of: .takes) { $0.receive(takes: takes) }
  }

  /// What went away without a word was handed to the outbox.
  func receive(_ state: inout AppState, publications: [Publication]) {
    guard publications != state.publications else {
      state.withLists(of: .publications) { list in
        if !list.isLoaded { list.receive(publications: publications) }
      }
      return
    }
    let before = state.publications
    state.publications = publications
    state.withLists(of: .publications) { $0.receive(publications: publications) }
    for publication in publications where publication.state == .failed {
      guard let old = before.first(where: { $0.id == publication.id }), old.state != .failed else {
        continue
      }
      state.say(
        tr("“\(publication.title)” was not published: \(recognised(publication.failure ?? ""))"),
        .error)
    }
  }

  /// The form comes back, with what is wrong: nothing that was typed is lost.
  func receive(
    _ state: inout AppState, refused form: FormState, _ title: String, _ problem: FormProblem
  ) {
    if case .publish = form.purpose { state.preparing = max(0, state.preparing - 1) }
    var form = form
    form.problem = problem.sentence
    form.focus = form.fields.firstIndex { $0.name == problem.field } ?? form.focus
    guard state.overlay == nil else {
      // It opens when what is open is closed.
      state.refusedForms.append(form)
      state.say(tr("“\(title)” was not published: \(problem.sentence)"), .error)
      return
    }
    state.overlay = .form(form)
  }
}

extension AppState {
  /// Whether more of what is selected stands beside the list; of some lists the lines say all.
  var hasPreview: Bool {
    guard case .list(let list)? = screen else { return true }
    switch list.current.content {
    case .choices, .takes, .publications: return false
    default: return true
    }
  }

  /// The selected line of the uploads.
  var selectedPublication: Publication? {
    if case .list(let list)? = screen { list.selectedPublication } else { nil }
  }

  /// Changes every list whose open tab has this content.
  mutating func withLists(of content: TabSpec.Content, _ change: (inout ListScreen) -> Void) {
    for (id, stack) in stacks {
      for (index, screen) in stack.enumerated() {
        guard case .list(var list) = screen, list.current.content == content else { continue }
        change(&list)
        stacks[id]?[index] = .list(list)
      }
    }
  }
}
