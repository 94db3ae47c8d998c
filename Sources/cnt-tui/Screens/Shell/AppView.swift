import TermKit

/// The whole screen as a function of the state.
struct AppView: Sendable {
  func draw(_ state: AppState) -> Canvas {
    Language.$drawn.withValue(state.language) {
      let canvas = drawAll(state)
      return state.isPlain ? PlainScreen.finish(canvas, state) : canvas
    }
  }

  private func drawAll(_ state: AppState) -> Canvas {
    var painter = Painter(size: state.size, theme: state.theme)
    let minimum = Frame.minimum
    guard state.size.columns >= minimum.columns, state.size.rows >= minimum.rows else {
      painter.sentence(
        tr(
          "This terminal is \(state.size.columns)x\(state.size.rows). Make it at least "
            + "\(minimum.columns)x\(minimum.rows) to use cnt; q quits."))
      return painter.canvas
    }
    guard state.account != nil else {
      SignInView(state: state).draw(&painter)
      drawOverlay(state, &painter)
      return painter.canvas
    }
    if state.isFullScreen {
      FullScreenView(state: state).draw(&painter)
      drawOverlay(state, &painter)
      return painter.canvas
    }
    let frame = Frame(state)
    if frame.sidebar.size.columns > 0 {
      SidebarView(state: state).draw(&painter, in: frame.sidebar)
    }
    switch state.screen {
    case .list(let list): ListView(state: state, list: list).draw(&painter, frame)
    case .detail(let detail): DetailView(state: state, detail: detail).draw(&painter, frame)
    case .reader(let reader): ReaderView(state: state, reader: reader).draw(&painter, frame)
    case nil: break
    }
    PictureView(state: state).draw(&painter)
    PaneView(state: state, keymap: state.keymap).draw(&painter, in: frame.pane)
    PlayerBar(state: state).draw(&painter, in: frame.player)
    StatusLine(state: state).draw(&painter, in: frame.status)
    drawOverlay(state, &painter)
    return painter.canvas
  }

  private func drawOverlay(_ state: AppState, _ painter: inout Painter) {
    // Read aloud, a box and what lies under it would be one mixed text.
    if state.isPlain, state.overlay != nil { painter.fill(painter.canvas.bounds, .background) }
    switch state.overlay {
    case .help(let scroll): HelpView(scroll: scroll).draw(&painter, state)
    case .queue(let selected): QueueView(selected: selected).draw(&painter, state)
    case .player(let box): PlayerBoxView(box: box).draw(&painter, state)
    case .palette(let palette): PaletteView(palette: palette).draw(&painter, state)
    case .themes(let picker): ThemePickerView(picker: picker).draw(&painter, state)
    case .composer(let composer): ComposerView(composer: composer).draw(&painter, state)
    case .reject(let reject): RejectView(reject: reject).draw(&painter, state)
    case .form(let form): FormView(form: form).draw(&painter, state)
    case .settings(let box): SettingsView(box: box).draw(&painter, state)
    case .confirm(let confirm): ConfirmView(confirm: confirm).draw(&painter)
    case .attendees(let box): AttendeesView(box: box).draw(&painter, state)
    case .arrange(let arrange): ArrangeView(arrange: arrange).draw(&painter, state)
    case .deskQuestion(let question): DeskQuestionView(question: question).draw(&painter)
    case .commission(let form): CommissionView(form: form).draw(&painter, state)
    case .finder(let finder): FinderView(finder: finder).draw(&painter, state)
    case .bookmarks(let selected): BookmarkListView(selected: selected).draw(&painter, state)
    case .document(let form): DocumentFormView(form: form).draw(&painter, state)
    case .recorder(let box): RecorderView(box: box).draw(&painter, state)
    case .editor(let box): EditorView(box: box).draw(&painter, state)
    case nil: break
    }
  }
}
