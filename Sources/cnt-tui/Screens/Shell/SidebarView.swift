import SyncEngine
import TermKit

/// The sections, the badges that call for attention, and who is signed in.
struct SidebarView {
  let state: AppState

  func draw(_ painter: inout Painter, in rect: Rect) {
    painter.fill(rect, .sidebar)
    let width = rect.size.columns
    painter.line(
      [.init(" cnt", .title)], column: 0, row: 0, width: width, on: .sidebar)
    let first = firstVisible(rows: rect.size.rows)
    for (index, section) in state.sections.dropFirst(first).enumerated() {
      let row = Self.firstRow + index
      guard row < rect.size.rows else { break }
      let isSelected = section.id == state.section
      let role: ThemeRole? =
        isSelected ? (state.focus == .sidebar ? .selection : .sidebarSelected) : nil
      if let role {
        painter.fill(Rect(column: 0, row: row, columns: width, rows: 1), role)
      }
      painter.line(
        [.init(" \(section.icon) ", .accent), .init(section.title, .sidebar)], column: 0, row: row,
        width: width, selected: role, on: .sidebar)
      if let badge = badge(section.id) {
        painter.lineRight(
          [.init(badge + " ", .badge)], column: 0, row: row, width: width, selected: role,
          on: .sidebar)
      }
    }
    if let account = state.account, rect.size.rows > state.sections.count + Self.firstRow + 1 {
      painter.line(
        [.init(" " + account.username, .secondary)], column: 0, row: rect.size.rows - 1,
        width: width - 1, on: .sidebar)
    }
  }

  /// The first section that is shown where there is no room for all: the open one always is.
  func firstVisible(rows: Int) -> Int {
    let selected = state.sections.firstIndex { $0.id == state.section } ?? 0
    return max(0, selected - max(1, rows - Self.firstRow) + 1)
  }

  /// The row of the first section.
  static let firstRow = 2

  private func badge(_ id: SectionSpec.ID) -> String? {
    let count =
      switch id {
      case .notifications: state.counts.unreadNotifications
      case .admin: state.counts.adminPending
      case .support: state.counts.unreadSupport
      case .library: state.counts.failedWrites + state.counts.pendingWrites
      default: 0
      }
    return count > 0 ? (count > 999 ? "999+" : "\(count)") : nil
  }
}
