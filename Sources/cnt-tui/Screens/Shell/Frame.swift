import TermKit

/// Where the parts of the screen lie; the drawing and the mouse read the same numbers.
struct Frame: Sendable, Hashable {
  /// The smallest terminal that the app can be used in.
  static let minimum = Size(columns: 40, rows: 10)

  let sidebar: Rect
  /// All of the middle: header and content.
  let main: Rect
  /// Title and tabs, one row.
  let header: Rect
  /// The filter, or a rule, one row.
  let rule: Rect
  /// The rows of a list.
  let list: Rect
  /// The detail beside the list; empty on narrow screens.
  let preview: Rect
  /// The text of a detail screen.
  let detail: Rect
  /// The picture of the film that plays; empty where there is none, or no room.
  let pane: Rect
  let player: Rect
  let status: Rect

  init(_ state: AppState) {
    var isList = false
    if case .list = state.screen { isList = true }
    self.init(
      size: state.size, pictureRatio: state.showsPicture ? state.video.ratio : nil, isList: isList,
      isPlain: state.isPlain, hasPreview: state.hasPreview)
  }

  /// `pictureRatio` has the columns for each row of a film's picture: it goes under the detail
  /// beside a list, and where there is none, under what fills the middle. Plain screens have one
  /// column: nothing stands beside the list.
  init(
    size: Size, pictureRatio: Double? = nil, isList: Bool = true, isPlain: Bool = false,
    hasPreview: Bool = true
  ) {
    let columns = size.columns
    let rows = size.rows
    let playerRows = rows >= 14 ? 2 : 1
    let body = max(0, rows - 1 - playerRows)
    let sidebarWidth = columns >= 64 && !isPlain ? 20 : 0
    sidebar = Rect(column: 0, row: 0, columns: sidebarWidth, rows: body)
    main = Rect(column: sidebarWidth, row: 0, columns: columns - sidebarWidth, rows: body)
    let left = main.origin.column + (sidebarWidth > 0 ? 1 : 0)
    let width = max(0, columns - left - 1)
    header = Rect(column: left, row: 0, columns: width, rows: min(1, body))
    rule = Rect(column: left, row: 1, columns: width, rows: body > 1 ? 1 : 0)
    let content = max(0, body - 2)
    let previewWidth = width >= 90 && !isPlain && hasPreview ? width * 45 / 100 : 0
    let listWidth = previewWidth > 0 ? width - previewWidth - 3 : width
    let isBeside = isList && previewWidth > 0
    var paneRows = 0
    if let ratio = pictureRatio {
      let wanted = isBeside ? Int((Double(previewWidth) / ratio).rounded()) : content
      paneRows = min(wanted, isBeside ? content / 2 : content * 9 / 20)
      if paneRows < 4 { paneRows = 0 }
    }
    let rest = content - paneRows - (paneRows > 0 ? 1 : 0)
    list = Rect(
      column: left, row: 2, columns: listWidth, rows: isBeside ? content : rest)
    preview = Rect(
      column: left + listWidth + 3, row: 2, columns: previewWidth, rows: isBeside ? rest : content)
    detail = Rect(column: left, row: 2, columns: min(width, 100), rows: rest)
    let paneLeft = isBeside ? preview.origin.column : left
    pane = Rect(
      column: paneLeft, row: body - paneRows, columns: isBeside ? previewWidth : width,
      rows: paneRows)
    player = Rect(column: 0, row: body, columns: columns, rows: playerRows)
    status = Rect(column: 0, row: rows - 1, columns: columns, rows: 1)
  }
}
