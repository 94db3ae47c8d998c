/// What a piece of the screen is for; a theme gives each its style.
public enum ThemeRole: String, Hashable, Sendable, CaseIterable {
  case text, secondary, tertiary, background, panel, border, borderFocused, title, heading
  case selection, selectionInactive, accent, primary, success, warning, error, info, live, pending
  case sidebar, sidebarSelected, playerBar, playerProgress, statusBar, input, inputFocused
  case placeholder, badge, link, key

  /// Where a theme says nothing of a role, it looks like this one.
  var fallback: ThemeRole? {
    switch self {
    case .text: nil
    case .background, .secondary, .panel, .title, .selection, .accent, .error: .text
    case .tertiary, .placeholder: .secondary
    case .border: .tertiary
    case .borderFocused, .primary, .key, .link, .badge, .playerProgress: .accent
    case .heading: .title
    case .selectionInactive: .selection
    case .sidebarSelected: .selectionInactive
    case .success, .info: .accent
    case .warning, .live: .error
    case .pending: .warning
    case .sidebar, .playerBar, .statusBar: .panel
    case .input: .panel
    case .inputFocused: .selectionInactive
    }
  }
}
