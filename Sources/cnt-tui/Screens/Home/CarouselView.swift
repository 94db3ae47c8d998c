import CNTKit
import SyncEngine
import TermKit

/// Posts that take turns at the top of the home screen: a quote's words, or the words to a picture.
struct CarouselView {
  let rows: [Row]
  let turn: Int
  let isSelected: Bool

  /// Screen rows that it takes: a frame, and five of text.
  static let height = 7

  var current: Row? { rows.indices.contains(turn) ? rows[turn] : rows.first }

  func draw(_ painter: inout Painter, _ rect: Rect, _ state: AppState) {
    // One that is cut by the end of the screen has no frame that could be closed.
    guard let current, rect.size.columns > 12 else { return }
    guard rect.size.rows == Self.height else {
      if isSelected { drawSmall(current, &painter, rect, state) }
      return
    }
    let border: ThemeRole = isSelected ? .borderFocused : .border
    painter.canvas.outline(rect, .rounded, style: painter.theme[border])
    let width = rect.size.columns - 4
    let column = rect.origin.column + 2
    let text = Presenter(state).text(for: current)
    let words = words(of: current, text)
    let lines = excerpt(words, to: width, rows: Self.height - 3)
    let top = rect.origin.row + 1 + (Self.height - 3 - lines.count) / 2
    for (row, line) in lines.enumerated() {
      let indent = max(0, (width - DisplayText.width(of: line)) / 2)
      painter.line(
        [.init(line, .text)], column: column + indent, row: top + row, width: width - indent)
    }
    let bottom = rect.origin.row + Self.height - 2
    let author = author(of: current)
    let dots = width > 40 + rows.count ? dots : "\(turn + 1)/\(rows.count)"
    let dotsWidth = rows.count > 1 ? DisplayText.width(of: dots) : 0
    painter.line(
      [.init(DisplayText.truncated("— " + author, to: max(1, width - dotsWidth - 2)), .secondary)],
      column: column, row: bottom, width: width)
    if rows.count > 1 {
      painter.lineRight([.init(dots, .accent)], column: column, row: bottom, width: width)
    }
  }

  /// Without a frame, where the screen has no room for one.
  private func drawSmall(_ row: Row, _ painter: inout Painter, _ rect: Rect, _ state: AppState) {
    guard rect.size.rows > 0 else { return }
    let words = words(of: row, Presenter(state).text(for: row))
    let lines = excerpt(words, to: rect.size.columns, rows: max(1, rect.size.rows - 1))
    for (index, line) in lines.enumerated() {
      painter.line(
        [.init(line, .text)], column: rect.origin.column, row: rect.origin.row + index,
        width: rect.size.columns)
    }
    guard lines.count < rect.size.rows else { return }
    let place = rows.count > 1 ? "  \(turn + 1)/\(rows.count)" : ""
    painter.line(
      [.init("— " + author(of: row) + place, .secondary)], column: rect.origin.column,
      row: rect.origin.row + lines.count, width: rect.size.columns)
  }

  private var dots: String {
    rows.indices.map { $0 == turn ? "●" : "·" }.joined(separator: " ")
  }

  private func author(of row: Row) -> String {
    guard case .post(let post) = row.item else { return "" }
    let likes = tr(
      post.likesCount, one: "\(post.likesCount) like", other: "\(post.likesCount) likes")
    return "\(post.userName ?? tr("Unknown")) · \(likes)"
  }

  /// A quote stands in its quotation marks; a picture's title goes before its words.
  private func words(of row: Row, _ text: ItemText) -> String {
    guard case .post(let post) = row.item else { return text.title }
    if post.postType == "text" {
      // Many are written down with the marks already.
      let isMarked = post.content.first.map { "“\"„«‘".contains($0) } ?? false
      return isMarked ? post.content : "“\(post.content)”"
    }
    return post.content.isEmpty || post.content == post.title
      ? "▣ " + post.title : "▣ \(post.title): \(post.content)"
  }

  private func excerpt(_ text: String, to width: Int, rows: Int) -> [String] {
    let lines = DisplayText.wrapped(String(text.prefix(width * (rows + 1))), to: width)
    guard lines.count > rows else { return lines }
    return Array(lines.prefix(rows - 1))
      + [DisplayText.truncated(lines[rows - 1] + "…", to: width)]
  }
}
