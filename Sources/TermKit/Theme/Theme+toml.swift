import TOMLKit

/// What is wrong with a theme file.
public struct ThemeError: Error, Hashable, Sendable {
  /// The sentence that says where and what to do.
  public var recovery: String
}

extension Theme {
  /// Reads a theme:
  ///
  /// ```toml
  /// [meta]
  /// dark = true
  /// [palette]
  /// brown = "#8B7355"
  /// [styles]
  /// title = { fg = "brown", bold = true }
  /// ```
  public init(toml: String, name: String) throws(ThemeError) {
    let table: TOMLTable
    do {
      table = try TOMLTable(string: toml)
    } catch let error as TOMLParseError {
      throw ThemeError(
        recovery: "Line \(error.source.begin.line): \(error.description). Mend that line.")
    } catch {
      throw ThemeError(recovery: "This is not TOML.")
    }
    for key in table.keys where !["meta", "palette", "styles"].contains(key) {
      let place = TOMLPlace.prefix(TOMLPlace.line(of: "", section: key, in: toml))
      throw ThemeError(
        recovery: "\(place)There is no section [\(key)]: use [meta], [palette] and [styles].")
    }
    var palette: [String: Color] = [:]
    if let section = table["palette"]?.table {
      for key in section.keys {
        guard let hex = section[key]?.string, let color = Color(hex: hex) else {
          let place = TOMLPlace.prefix(TOMLPlace.line(of: key, section: "palette", in: toml))
          throw ThemeError(
            recovery: "\(place)palette.\(key) must be a colour such as \"#8B7355\".")
        }
        palette[key] = color
      }
    }
    var styles: [ThemeRole: Style] = [:]
    if let section = table["styles"]?.table {
      for key in section.keys {
        // Only where something is wrong: finding lines takes longer than all the rest.
        var place: String {
          TOMLPlace.prefix(TOMLPlace.line(of: key, section: "styles", in: toml))
        }
        guard let role = ThemeRole(rawValue: key) else {
          let known = ThemeRole.allCases.map(\.rawValue)
          let meant = NearestName.question(key, among: known)
          throw ThemeError(
            recovery: "\(place)There is no style “\(key)”.\(meant) Known are "
              + "\(known.joined(separator: ", ")).")
        }
        guard let entry = section[key]?.table else {
          throw ThemeError(
            recovery: "\(place)styles.\(key) must look like { fg = \"#2D2520\" }.")
        }
        do { styles[role] = try Self.style(entry, key, palette) } catch {
          throw ThemeError(recovery: place + error.recovery)
        }
      }
    }
    self.init(
      name: name, isDark: table["meta"]?.table?["dark"]?.bool ?? false, styles: styles)
  }

  private static func style(
    _ table: TOMLTable, _ name: String, _ palette: [String: Color]
  ) throws(ThemeError) -> Style {
    var style = Style()
    let flags: [String: Style.Attributes] = [
      "bold": .bold, "dim": .dim, "italic": .italic, "underline": .underline,
      "reverse": .reverse,
    ]
    for key in table.keys {
      switch key {
      case "fg": style.foreground = try color(table[key]?.string, "\(name).fg", palette)
      case "bg": style.background = try color(table[key]?.string, "\(name).bg", palette)
      default:
        guard let flag = flags[key], let on = table[key]?.bool else {
          throw ThemeError(
            recovery: "styles.\(name) has “\(key)”: use fg, bg, or one of bold, dim, italic,"
              + " underline and reverse with true or false.")
        }
        if on { style.attributes.insert(flag) }
      }
    }
    return style
  }

  private static func color(
    _ text: String?, _ place: String, _ palette: [String: Color]
  ) throws(ThemeError) -> Color {
    guard let text else {
      throw ThemeError(recovery: "styles.\(place) must be a text: a colour's name or \"#rrggbb\".")
    }
    if text == "terminal" { return .terminal }
    if let color = palette[text] ?? (text.hasPrefix("#") ? Color(hex: text) : nil) { return color }
    throw ThemeError(
      recovery: "styles.\(place) is “\(text)”: use #rrggbb, terminal, or a name of [palette].")
  }
}
