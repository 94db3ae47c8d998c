import Foundation
import Testing

@testable import TermKit

struct ThemeTests {
  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("themes")

  @Test func `every theme file is built in, and none besides`() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    #expect(Set(files) == Set(Theme.builtIn.map { $0.name + ".toml" }))
    #expect(Theme.builtIn.count == 8)
  }

  @Test(arguments: Theme.builtIn.map(\.name))
  func `the built-in themes are the files`(name: String) throws {
    let file = Self.folder.appendingPathComponent("\(name).toml")
    let theme = try Theme(toml: String(contentsOf: file, encoding: .utf8), name: name)
    #expect(Theme.builtIn.first { $0.name == name } == theme)
  }

  /// WCAG 2.1, 1.4.3: 4.5 to 1 for text.
  @Test(arguments: Theme.builtIn.map(\.name))
  func `every text can be read on its ground`(name: String) throws {
    let theme = try #require(Theme.builtIn.first { $0.name == name })
    // 1.4.6: 7 to 1 where strong contrast is promised; 1.4.11: 3 to 1 for its lines.
    let wanted = name.contains("contrast") ? 7.0 : 4.5
    if wanted == 7 { #expect(contrast(theme[.border]) >= 3) }
    for role in ThemeRole.allCases where role != .border && role != .borderFocused {
      let style = theme[role]
      #expect(contrast(style) >= wanted, "\(theme.name): \(role) has \(contrast(style))")
    }
    for role in [ThemeRole.secondary, .tertiary, .accent, .error, .warning, .success, .info, .key] {
      for ground in [ThemeRole.panel, .statusBar, .playerBar, .sidebar] {
        var style = theme[role]
        style.background = theme[ground].background
        #expect(
          contrast(style) >= wanted, "\(theme.name): \(role) on \(ground): \(contrast(style))")
      }
    }
  }

  private func contrast(_ style: Style) -> Double {
    func luminance(_ color: Color) -> Double {
      guard case .rgb(let r, let g, let b) = color else { return 0 }
      func linear(_ value: UInt8) -> Double {
        let v = Double(value) / 255
        return v <= 0.03928 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4)
      }
      return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
    }
    let (a, b) = (luminance(style.foreground), luminance(style.background))
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  @Test(arguments: [
    ("[styles]\ntitle = 5", "styles.title"), ("[styles]\nnope = { fg = \"#000000\" }", "nope"),
    ("[styles]\ntitle = { fg = \"#00\" }", "title.fg"), ("[palette]\nx = \"red\"", "palette.x"),
    ("[stiles]", "stiles"), ("a = = b", "Line 1"), ("[styles]\ntitle = { glow = true }", "glow"),
  ])
  func `a fault in a theme is named`(toml: String, words: String) {
    let error = #expect(throws: ThemeError.self) { try Theme(toml: toml, name: "x") }
    #expect(error?.recovery.contains(words) == true, "\(error?.recovery ?? "")")
  }

  @Test func `fewer colours are the nearest ones`() {
    #expect(Color.rgb(255, 0, 0).index256() == 196)
    #expect(Color.rgb(128, 128, 128).index256() == 244)
    #expect(Color.rgb(0, 0, 0).index256() == 16)
    #expect(Color.rgb(250, 5, 5).indexANSI() == 1)
    #expect(Color.rgb(96, 165, 250).indexANSI() == 6)
    #expect(Color.terminal.index256() == -1)
    #expect(
      ColorDepth.detect(
        environment: ["NO_COLOR": "1", "COLORTERM": "truecolor"], terminfoColors: 256) == .none)
    #expect(ColorDepth.detect(environment: [:], terminfoColors: 256) == .palette256)
    #expect(
      ColorDepth.detect(environment: ["COLORTERM": "truecolor"], terminfoColors: 8) == .trueColor)
  }

  @Test func `without colours a selection is told by attributes`() {
    let plain = Theme.fallback.withoutColors()
    #expect(plain[.selection].attributes.contains(.reverse))
    #expect(plain[.selection] != plain[.text])
  }

  @Test(arguments: Theme.builtIn.map(\.name))
  func `with few colours nothing is drawn in the colour of its ground`(name: String) throws {
    let theme = try #require(Theme.builtIn.first { $0.name == name })
    let reduced = theme.adapted(to: .palette16)
    for role in ThemeRole.allCases {
      #expect(reduced[role].background == .terminal, "\(role)")
    }
    #expect(reduced[.text].foreground == .terminal && reduced[.tertiary].foreground == .terminal)
    #expect(reduced[.selection].attributes.contains(.reverse))
    #expect(reduced[.error].foreground == theme[.error].foreground)
  }
}
