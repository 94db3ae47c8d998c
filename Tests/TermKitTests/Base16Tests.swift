import Testing

@testable import TermKit

struct Base16Tests {
  /// Sixteen greys and hues in the flat form.
  private static let flat =
    "scheme: \"Trial\"\nauthor: 'Nobody'\n# colours\n"
    + zip(
      0..<16,
      [
        "181818", "282828", "383838", "585858", "b8b8b8", "d8d8d8", "e8e8e8", "f8f8f8", "ab4642",
        "dc9656", "f7ca88", "a1b56c", "86c1b9", "7cafc2", "ba8baf", "a16946",
      ]
    ).map { "base0\(String($0, radix: 16).uppercased()): \"\($1)\" # c" }.joined(separator: "\n")

  @Test func `a scheme becomes a theme that can be read`() throws {
    let scheme = try Base16Scheme(yaml: Self.flat)
    #expect(scheme.name == "Trial")
    let theme = try Theme(toml: scheme.themeTOML(), name: "trial")
    #expect(theme.isDark && theme[.background].background == .rgb(0x18, 0x18, 0x18))
    #expect(theme[.success].foreground == .rgb(0xa1, 0xb5, 0x6c))
    for role in ThemeRole.allCases where role != .border {
      let style = theme[role]
      let contrast = try #require(style.foreground.contrast(with: style.background))
      #expect(contrast >= 4.5, "\(role): \(contrast)")
    }
  }

  @Test func `a pale scheme is made readable, and the form with a palette is known`() throws {
    let pale = Self.flat.replacing("181818", with: "ffffff").replacing("282828", with: "f0f0f0")
      .replacing("scheme:", with: "system: base16\nname:")
      .replacing("base00", with: "palette:\n  base00")
    let theme = try Theme(toml: Base16Scheme(yaml: pale).themeTOML(), name: "pale")
    #expect(!theme.isDark)
    for role in [ThemeRole.text, .secondary, .success, .warning, .title, .link] {
      let contrast = try #require(theme[role].foreground.contrast(with: theme[role].background))
      #expect(contrast >= 4.5, "\(role): \(contrast)")
    }
  }

  @Test(arguments: [
    ("base00: \"181818\"", "base01 is missing"), ("base00: \"red\"", "Line 1: base00 must be"),
    ("base00: \"181818\"\nbase00: \"181818\"", "Line 2: base00 is there twice"),
    ("\nbase1A: \"181818\"", "Line 2: “base1A” is no key"), ("base00", "Line 1: This is no line"),
    ("base00: \"18", "not closed"), ("base00: \"181818\" x", "Something follows"),
    ("- a\n", "This is no line"), ("system: \"base24\"", "not of base16"),
    ("bas\u{1b}[2J: 1", "is no key"),
  ])
  func `what is no scheme is told with its line`(yaml: String, words: String) {
    let error = #expect(throws: ThemeError.self) { try Base16Scheme(yaml: yaml) }
    #expect(error?.recovery.contains(words) == true, "\(error?.recovery ?? "")")
    #expect(error?.recovery.unicodeScalars.allSatisfy { $0.value >= 0x20 } == true)
  }

  @Test func `a hostile name stays within its comment`() throws {
    let hostile = Self.flat.replacing("Trial", with: "x\u{1b}]0;t\u{7}\u{2028}[styles]")
    _ = try Theme(toml: Base16Scheme(yaml: hostile).themeTOML(), name: "x")
  }
}
