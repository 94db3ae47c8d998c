import CNTKit
import Foundation
import Testing

/// Settings and profiles through the real program.
@Suite(.serialized, .timeLimit(.minutes(3)))
struct SettingsTests {
  @Test func `a setting is changed in its file, and signing out removes the account`() async throws
  {
    let stage = try await Stage.make()
    try stage.signIn("grace")
    let folder = (stage.home("grace")["CNT_HOME"] ?? "") + "/config"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let path = folder + "/config.toml"
    try "# mine\nmouse = false  # for now\n".write(
      toFile: path, atomically: true, encoding: .utf8)
    let app = try stage.open("grace")
    try app.wait(for: "Audio podcasts")
    let f2 = "\u{1b}OQ"
    app.type(f2)
    try app.wait("the settings") { $0.contains("Mouse") && $0.contains("false") }
    app.type("jjjj\r")
    try app.wait("the mouse switched on") { screen in
      screen.contains("true") && screen.contains("Set in the file")
    }
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text == "# mine\nmouse = true  # for now\n")
    app.type("G\r")
    try app.wait(for: "Are you sure?")
    app.type("y")
    try app.wait(for: "Sign in to CNT")
    app.press(.controlC)
    #expect(app.exitStatus() == 0)
    let data = (stage.home("grace")["CNT_HOME"] ?? "") + "/data/accounts"
    #expect(try FileManager.default.contentsOfDirectory(atPath: data).isEmpty)
  }

  @Test func `a profile changed in the app reaches the server`() async throws {
    let stage = try await Stage.make()
    try stage.signIn("grace")
    let app = try stage.open("grace")
    try app.wait(for: "Audio podcasts")
    app.type("\u{1b}OR")
    try app.wait(for: "Member since")
    app.press(.enter)
    try app.wait(for: "Ctrl-S saves")
    app.type(" Okafor")
    app.press(.controlS)
    try app.wait(for: "Grace Okafor")
    try app.wait("everything sent") { !$0.contains("waiting") && $0.contains("synced") }
    let client = try await stage.server.client(as: "grace")
    #expect(try await client.call(.me).name == "Grace Okafor")
    app.type("q")
    #expect(app.exitStatus() == 0)
  }
}
