import SyncEngine
import TermKit

extension Updater {
  /// Puts the address of what is selected, or all of it as Markdown, on the clipboard.
  func copy(_ state: inout AppState, _ command: Command) -> [Effect] {
    guard let row = state.target, let server = state.account?.server else {
      state.say(tr("Select something first: there is nothing to copy here"))
      return []
    }
    let address = row.item.address(server: server)
    if command == .copyMarkdown {
      let words = Presenter(state).text(for: row)
      return [.copy(MarkdownText(words, address: address).text, what: Phrase("It is"))]
    }
    guard let address else {
      state.say(tr("This has no address"))
      return []
    }
    return [.copy(address, what: Phrase("The address is"))]
  }

  /// What came of asking the terminal.
  func copied(_ state: inout AppState, what: Phrase, wasAsked: Bool) -> [Effect] {
    if wasAsked {
      state.say(
        tr("\(tr(what)) on the clipboard, if your terminal allows it (OSC 52)"), .success)
    } else {
      state.say(tr("This is too long for a terminal's clipboard"), .error)
    }
    return []
  }

  /// Takes in what came of the person's own editor.
  func edited(_ state: inout AppState, _ outcome: ExternalEditor.Outcome) -> [Effect] {
    switch outcome {
    case .text(let text):
      guard case .composer(var composer)? = state.overlay else { return [] }
      composer.body = TextArea(text)
      composer.field = .body
      composer.problem =
        text.count > TextArea.longest
        ? tr("Only the first \(TextArea.longest) characters were taken.") : nil
      state.overlay = .composer(composer)
    case .failed(let sentence):
      guard case .composer(var composer)? = state.overlay else {
        state.say(sentence, .error)
        return []
      }
      composer.problem = sentence
      state.overlay = .composer(composer)
    }
    return []
  }
}
