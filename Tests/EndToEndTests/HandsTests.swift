import Foundation
import Testing

/// Keys, files and the clipboard through the real program.
@Suite(.serialized, .timeLimit(.minutes(3)))
struct HandsTests {
  @Test func `the palette, the clipboard, an editor and a keymap that changes`() async throws {
    let stage = try await Stage.make()
    try stage.signIn("grace")
    let first = try ProgramRun(BuiltProducts.cnt, ["sync"], environment: stage.home("grace"))
    #expect(first.status == 0, "\(first.error)")
    let script = stage.scratch.path + "/editor"
    try "#!/bin/sh\nprintf 'written elsewhere\\n' >> \"$1\"\n".write(
      toFile: script, atomically: true, encoding: .utf8)
    chmod(script, 0o700)
    let app = try TerminalSession(
      BuiltProducts.cnt, environment: stage.home("grace").merging(["EDITOR": script]) { $1 },
      on: stage)
    try app.wait(for: "Audio podcasts")

    app.type(":")
    try app.wait(for: "Commands")
    app.type("go pod")
    try app.wait(for: "Go to Podcasts")
    app.press(.enter)
    try app.wait("the list of podcasts") { $0.contains("[All]") && $0.contains("Reading number 3") }
    app.type("y")
    try app.wait(for: "on the clipboard")
    #expect(app.sent.contains("\u{1b}]52;c;"))

    app.type("6")
    try app.wait("the feed") { $0.contains("Testimony") && $0.contains("Words of post 5.") }
    app.type("n\t\tbegun here")
    try app.wait(for: "begun here")
    app.type("\u{18}")
    try app.wait(for: "written elsewhere")
    app.press(.escape)
    try app.wait(for: "Kept as a draft")

    let config = stage.scratch.path + "/home-grace/config"
    func write(_ text: String) throws {
      try text.write(toFile: config + "/keymap.toml", atomically: true, encoding: .utf8)
    }
    try write("searhc = \"ctrl-e\"\n")
    try app.wait(for: "Did you mean “search”?")
    try write("search = \"ctrl-e\"\n")
    try app.wait(for: "Mended")
    app.type("\u{5}")
    try app.wait(for: "Press / and type to search")
    app.press(.escape)
    app.type("\u{1b}[1;3D")
    try app.wait(for: "Words of post 5.")
    app.type("q")
    #expect(app.exitStatus() == 0)
    #expect(app.mode() == (echo: true, canonical: true))
  }

  @Test func `a broken keymap does not stop the app, and is told when the screen is given back`()
    async throws
  {
    let scratch = try Scratch()
    let config = scratch.path + "/home/config"
    try FileManager.default.createDirectory(atPath: config, withIntermediateDirectories: true)
    try "like = \"j\"\n".write(
      toFile: config + "/keymap.toml", atomically: true, encoding: .utf8)
    let app = try TerminalSession(
      BuiltProducts.cnt, environment: ["CNT_HOME": scratch.path + "/home"])
    try app.wait(for: "Sign in to CNT")
    #expect(app.sent.contains("keymap.toml: Line 1: “j” is the key of like and of down."))
    app.press(.escape)
    #expect(app.exitStatus() == 0)
  }
}
