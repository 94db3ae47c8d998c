import TermKit

/// The box in which a post or a comment is written.
struct ComposerView {
  let composer: ComposerState

  func draw(_ painter: inout Painter, _ state: AppState) {
    let isPost = composer.kind == .post
    let inside = painter.box(
      columns: 76, rows: composer.kind.hasTitle ? 19 : 13, title: " \(heading) ")
    let left = inside.origin.column
    let width = inside.size.columns
    var row = inside.origin.row
    switch composer.kind {
    case .post, .question:
      label(isPost ? tr("Title") : tr("Subject"), .title, &painter, left, row, width)
      let cursor = composer.title.draw(
        into: &painter.canvas, at: Rect(column: left, row: row + 1, columns: width, rows: 1),
        style: painter.theme[composer.field == .title ? .inputFocused : .input], mask: nil)
      if composer.field == .title { painter.canvas.cursor = cursor }
      row += 3
      guard isPost else { break }
      let name = Presenter.categoryTitle(ComposerState.categories[composer.category])
      let title = tr("Category")
      let gap = max(12, DisplayText.width(of: title) + 2)
      label(title, .category, &painter, left, row - 1, width)
      painter.line(
        [.init("‹ \(name) ›", composer.field == .category ? .inputFocused : .input)],
        column: left + gap, row: row - 1, width: width - gap, on: .panel)
      row += 1
    case .comment(_, let title), .answer(_, let title, _):
      painter.line(
        [.init(tr("On “\(DisplayText.truncated(title, to: max(1, width - 5)))”"), .secondary)],
        column: left, row: row, width: width, on: .panel)
      row += 2
    }
    let hintRows = 2
    let area = Rect(
      column: left, row: row, columns: width,
      rows: max(1, inside.origin.row + inside.size.rows - row - hintRows))
    let cursor = composer.body.draw(
      into: &painter.canvas, at: area,
      style: painter.theme[composer.field == .body ? .inputFocused : .input])
    if composer.field == .body { painter.canvas.cursor = cursor }
    let hint: Painter.Span =
      composer.problem.map { .init($0, .error) }
      ?? .init(
        composer.kind.hasTitle
          ? tr("Ctrl-S sends · Ctrl-X opens your editor · Tab moves · Esc keeps a draft")
          : tr("Ctrl-S sends · Ctrl-X opens your editor · Tab moves · Esc closes"),
        .tertiary)
    painter.line(
      [hint], column: left, row: inside.origin.row + inside.size.rows - 1, width: width, on: .panel)
  }

  private var heading: String {
    switch composer.kind {
    case .post: tr("New post")
    case .comment: tr("Comment")
    case .question: tr("Ask the people who run the platform")
    case .answer: tr("Answer")
    }
  }

  private func label(
    _ text: String, _ field: ComposerState.Field, _ painter: inout Painter, _ column: Int,
    _ row: Int, _ width: Int
  ) {
    painter.line(
      [.init(text, composer.field == field ? .accent : .secondary)], column: column, row: row,
      width: width, on: .panel)
  }
}
