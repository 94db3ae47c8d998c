import TermKit

/// Text that was pasted, into whatever takes text at the moment.
extension Updater {
  func paste(_ state: inout AppState, _ text: String) -> [Effect] {
    switch state.overlay {
    case .composer(var composer):
      composer.paste(text)
      state.overlay = .composer(composer)
      return []
    case .reject(var reject):
      reject.reason.insert(text)
      state.overlay = .reject(reject)
      return []
    case .palette(var palette):
      palette.query.insert(text)
      palette.refresh(for: state)
      state.overlay = .palette(palette)
      return []
    case .form(var form):
      form.paste(text)
      state.overlay = .form(form)
      return []
    case .settings(var box):
      box.editing?.insert(text)
      state.overlay = .settings(box)
      return []
    case .deskQuestion(var question):
      question.field.insert(text)
      state.overlay = .deskQuestion(question)
      return []
    case .commission(var form):
      form.paste(text)
      state.overlay = .commission(form)
      return []
    case .finder(var finder):
      finder.query.insert(text)
      return refresh(&state, &finder)
    case .document(var form):
      form[form.field].insert(text)
      state.overlay = .document(form)
      return []
    case .player(var box):
      box.paste(text)
      state.overlay = .player(box)
      return []
    case .recorder, .editor, .help, .queue, .themes, .arrange, .confirm, .attendees, .bookmarks:
      return []
    case nil: break
    }
    if state.account == nil {
      state.signIn.paste(text)
      return []
    }
    if case .list(var list) = state.screen, list.isFiltering {
      list.filter += DisplayText.plain(text)
      let effects = list.reset(token: state.nextToken())
      state.screen = .list(list)
      return effects
    }
    return []
  }
}
