import Foundation
import Testing

@testable import cnt_tui

/// Changing a setting leaves the rest of the file as it is.
struct ConfigFileTests {
  private let text = """
    # My settings.
    theme = "cnt-dark"  # at night
    mouse=true
    unknown = [1, 2]

    [later]
    server = "not the setting"
    """

  private func changed(_ key: Settings.Key, _ value: String?) throws -> String {
    var file = ConfigFile(text: text, folder: "/nonexistent")
    try file.set(key, to: value)
    return file.text
  }

  @Test func `a value is replaced where it stands, its comment stays`() throws {
    #expect(
      try changed(.theme, "cnt-light")
        == text.replacing("\"cnt-dark\"", with: "\"cnt-light\"") + "\n")
    #expect(
      try changed(.mouse, "false") == text.replacing("mouse=true", with: "mouse = false") + "\n")
  }

  @Test func `lines that end as on Windows keep their ends and their comments`() throws {
    let text = "theme = \"cnt-dark\"  # at night\r\n# notes\r\n"
    var file = ConfigFile(text: text, folder: "/nonexistent")
    try file.set(.theme, to: "cnt-light")
    #expect(file.text == "theme = \"cnt-light\"  # at night\r\n# notes\r\n")
    try file.set(.theme, to: nil)
    #expect(file.text == "# notes\r\n")
  }

  @Test func `a new one comes before the first table`() throws {
    let file = try changed(.server, "https://cnt.example.org")
    #expect(file.contains("\n\nserver = \"https://cnt.example.org\"\n[later]\nserver = \"not the"))
    var empty = ConfigFile(text: "", folder: "/nonexistent")
    try empty.set(.colors, to: "256")
    try empty.set(.mouse, to: "false")
    #expect(empty.text == "colors = \"256\"\nmouse = false\n")
    try empty.set(.colors, to: nil)
    #expect(empty.text == "mouse = false\n")
    #expect(try empty.value(of: .colors) == nil)
  }

  @Test func `quotes and control characters come back as they went in`() throws {
    var file = ConfigFile(text: "", folder: "/nonexistent")
    let value = "a \"b\" \\ # c\u{7}\td"
    try file.set(.audioOutput, to: value)
    #expect(try file.value(of: .audioOutput) == value)
    try file.set(.audioOutput, to: "pulse")
    #expect(file.text == "audio_output = \"pulse\"\n")
  }

  @Test(arguments: [
    (Settings.Key.mouse, "maybe"), (.colors, "pink"), (.theme, "no-such"), (.server, "ftp://x"),
  ])
  func `what cannot be used is refused and nothing changes`(key: Settings.Key, value: String) {
    var file = ConfigFile(text: text, folder: "/nonexistent")
    #expect(throws: (any Error).self) { try file.set(key, to: value) }
    #expect(file.text == text)
  }

  @Test func `a layout that a line cannot change is left alone`() {
    let odd = "theme = \"\"\"\ncnt-dark\"\"\"\n"
    var file = ConfigFile(text: odd, folder: "/nonexistent")
    #expect(throws: (any Error).self) { try file.set(.theme, to: "cnt-light") }
    #expect(file.text == odd)
  }
}
