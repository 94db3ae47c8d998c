/// Styles by role.
public struct Theme: Hashable, Sendable {
  public var name: String
  public var isDark: Bool
  private var styles: [ThemeRole: Style]

  init(name: String, isDark: Bool, styles: [ThemeRole: Style]) {
    self.name = name
    self.isDark = isDark
    self.styles = styles
  }

  /// The style of a role. A role without a background of its own lies on the theme's background.
  public subscript(role: ThemeRole) -> Style {
    var current: ThemeRole? = role
    while let look = current {
      if var style = styles[look] {
        if style.background == .terminal, let base = styles[.background] {
          style.background = base.background
        }
        return style
      }
      current = look.fallback
    }
    return Style()
  }

  /// The theme as a terminal with these colours can show it.
  public func adapted(to depth: ColorDepth) -> Theme {
    switch depth {
    case .trueColor, .palette256: self
    case .palette16: withANSIColors()
    case .none: withoutColors()
    }
  }

  /// For 8 or 16 colours: grounds and greys are the terminal's own, hues stay.
  func withANSIColors() -> Theme {
    var reduced = withoutColors()
    for role in ThemeRole.allCases {
      var style = reduced[role]
      switch role {
      case .accent, .primary, .success, .warning, .error, .info, .live, .pending, .badge, .link,
        .key, .playerProgress, .heading:
        style.foreground = self[role].foreground
      case .tertiary, .placeholder, .border: style.attributes.insert(.dim)
      default: break
      }
      reduced.styles[role] = style
    }
    return reduced
  }

  /// For no colours: what was told by colour is told by attributes.
  func withoutColors() -> Theme {
    var plain: [ThemeRole: Style] = [:]
    for role in ThemeRole.allCases {
      var attributes = self[role].attributes
      switch role {
      case .selection: attributes.insert(.reverse)
      case .selectionInactive, .sidebarSelected, .inputFocused: attributes.insert(.underline)
      case .title, .heading, .error, .key, .playerProgress: attributes.insert(.bold)
      default: break
      }
      plain[role] = Style(attributes: attributes)
    }
    return Theme(name: name, isDark: isDark, styles: plain)
  }

  /// The themes that are part of the program.
  public static let builtIn: [Theme] = BuiltInThemes.sources.compactMap {
    try? Theme(toml: $0.toml, name: $0.name)
  }

  /// One of them; alone it is read much sooner than all.
  public static func builtIn(named name: String) -> Theme? {
    BuiltInThemes.sources.first { $0.name == name }
      .flatMap { try? Theme(toml: $0.toml, name: $0.name) }
  }

  /// The theme without a choice: the dark one of the platform's own colours.
  public static let fallback: Theme =
    builtIn(named: "cnt-dark") ?? Theme(name: "plain", isDark: true, styles: [:])
}
