/// A scheme of sixteen colours as base16 (github.com/tinted-theming/home, styling.md) describes them,
/// and the theme that comes of it.
public struct Base16Scheme: Hashable, Sendable {
  public private(set) var name = ""
  /// base00 to base0F.
  private var colors: [Color] = []

  /// Reads the YAML of a scheme: `key: "value"` lines and comments, nothing else of YAML. Both forms
  /// are known: flat (`scheme:`, `base00:`) and with the colours below `palette:`.
  public init(yaml: String) throws(ThemeError) {
    var found: [Int: Color] = [:]
    let lines = yaml.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    for (index, line) in lines.enumerated() {
      let place = "Line \(index + 1): "
      guard let (key, value) = try Self.entry(line, place) else { continue }
      switch key {
      case "scheme", "name": name = value
      case "author", "slug", "description", "variant", "palette": break
      case "system":
        guard value == "base16" else {
          throw ThemeError(
            recovery: "\(place)This is a scheme of \(DisplayText.plain(value)), not of base16.")
        }
      default:
        guard key.hasPrefix("base"), key.count == 6, let slot = Int(key.dropFirst(4), radix: 16),
          slot < 16
        else {
          throw ThemeError(
            recovery:
              "\(place)“\(DisplayText.truncated(key, to: 20))” is no key of a base16 scheme:"
              + " use scheme, author and base00 to base0F.")
        }
        guard let color = Color(hex: value) else {
          throw ThemeError(recovery: "\(place)\(key) must be six hex digits such as \"7cafc2\".")
        }
        guard found.updateValue(color, forKey: slot) == nil else {
          throw ThemeError(recovery: "\(place)\(key) is there twice: remove one.")
        }
      }
    }
    if let missing = (0..<16).first(where: { found[$0] == nil }) {
      let name = "base0" + String(missing, radix: 16).uppercased()
      throw ThemeError(recovery: "\(name) is missing: a scheme has base00 to base0F.")
    }
    colors = (0..<16).compactMap { found[$0] }
  }

  /// One line's key and value; nil for an empty line, a comment, or the mark of a document.
  private static func entry(
    _ line: Substring, _ place: String
  ) throws(ThemeError) -> (String, String)? {
    let text = trimmed(line)
    if text.isEmpty || text.hasPrefix("#") || text == "---" { return nil }
    guard let colon = text.firstIndex(of: ":") else {
      throw ThemeError(recovery: "\(place)This is no line of the form key: \"value\".")
    }
    let key = String(trimmed(text[..<colon]))
    let rest = trimmed(text[text.index(after: colon)...])
    guard let quote = rest.first, quote == "\"" || quote == "'" else {
      // Without quotes a comment may follow after a space.
      let end = rest.firstRange(of: " #")?.lowerBound ?? rest.endIndex
      return (key, String(trimmed(rest[..<end])))
    }
    let inner = rest.dropFirst()
    guard let end = inner.firstIndex(of: quote) else {
      throw ThemeError(recovery: "\(place)The quotation mark is not closed.")
    }
    let after = trimmed(inner[inner.index(after: end)...])
    guard after.isEmpty || after.hasPrefix("#") else {
      throw ThemeError(recovery: "\(place)Something follows the value: remove it.")
    }
    return (key, String(inner[..<end]))
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text.drop { $0 == " " || $0 == "\t" }
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    return text
  }

  /// The theme as the text of a theme file. Colours that could not be read on their ground are moved
  /// towards black or white until they can: 4.5 to 1.
  public func themeTOML() -> String {
    let grounds = [colors[0], colors[1]]
    let isDark = (colors[0].luminance ?? 0) < 0.18
    func text(_ slot: Int, on more: [Color] = []) -> Color {
      colors[slot].readable(on: grounds + more)
    }
    let palette: [(String, Color)] = [
      ("ground", colors[0]), ("panel", colors[1]), ("selected", colors[2]), ("line", colors[3]),
      ("ink", text(5)), ("on_selected", colors[5].readable(on: [colors[2]])), ("text2", text(4)),
      ("text3", text(4)), ("title", text(13)), ("accent", text(9)), ("gold", text(10)),
      ("red", text(8)), ("amber", text(10)), ("green", text(11)), ("blue", text(12)),
    ]
    let named = palette.map { "\($0.0) = \"\($0.1.hex ?? "#000000")\"" }.joined(separator: "\n")
    let heading = DisplayText.truncated(name.isEmpty ? "A scheme" : name, to: 60)
    return """
      # \(heading), from base16.

      [meta]
      dark = \(isDark)

      [palette]
      \(named)

      [styles]
      \(Self.styles)

      """
  }

  private static let styles = """
    text = { fg = "ink" }
    secondary = { fg = "text2" }
    tertiary = { fg = "text3" }
    background = { fg = "ink", bg = "ground" }
    panel = { fg = "ink", bg = "panel" }
    border = { fg = "line" }
    borderFocused = { fg = "accent" }
    title = { fg = "title", bold = true }
    heading = { fg = "accent", bold = true }
    selection = { fg = "on_selected", bg = "selected", bold = true }
    selectionInactive = { fg = "on_selected", bg = "selected" }
    accent = { fg = "accent" }
    success = { fg = "green" }
    warning = { fg = "amber" }
    error = { fg = "red" }
    info = { fg = "blue" }
    live = { fg = "red", bold = true }
    pending = { fg = "amber", italic = true }
    sidebar = { fg = "ink", bg = "panel" }
    sidebarSelected = { fg = "on_selected", bg = "selected", bold = true }
    playerBar = { fg = "ink", bg = "panel" }
    playerProgress = { fg = "accent", bg = "panel" }
    statusBar = { fg = "text2", bg = "panel" }
    input = { fg = "ink", bg = "panel" }
    inputFocused = { fg = "on_selected", bg = "selected" }
    placeholder = { fg = "text3" }
    badge = { fg = "gold", bold = true }
    link = { fg = "blue", underline = true }
    key = { fg = "title", bold = true }
    """
}
