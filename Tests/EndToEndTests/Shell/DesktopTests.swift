import Foundation
import Testing

/// The app on a session bus, controlled by playerctl as media keys and panels do.
@Suite(.serialized, .timeLimit(.minutes(3)))
struct DesktopTests {
  @Test func `playerctl sees what is played and controls it`() async throws {
    let stage = try await Stage.make()
    let shell = try Shell(stage)
    let bus = try SessionBus()
    func playerctl(_ arguments: String...) throws -> ProgramRun {
      try ProgramRun("/usr/bin/playerctl", arguments, environment: bus.environment)
    }
    let app = try TerminalSession(
      BuiltProducts.cnt, ["open", "podcasts"],
      environment: shell.home.merging(bus.environment) { $1 }, on: shell.stage)
    try app.wait(for: "Reading number 3")
    #expect(try playerctl("--list-all").output.isEmpty)
    app.type("p")
    try app.wait(for: "0:01 / 1:00")
    #expect(try playerctl("--list-all").output == "cnt.instance\(app.child.pid)\n")
    let format = "{{status}}|{{title}}|{{artist}}|{{mpris:length}}"
    #expect(
      try playerctl("metadata", "--format", format).output
        == "Playing|Reading number 3|Podcast|60000000\n")
    #expect(try playerctl("play-pause").status == 0)
    try app.wait(for: "‖ Reading number 3")
    #expect(try playerctl("status").output == "Paused\n")
    #expect(try playerctl("position", "30").status == 0)
    try app.wait(for: "0:30 / 1:00")
    #expect(try playerctl("position", "5-").status == 0)
    try app.wait(for: "0:25 / 1:00")
    #expect(try playerctl("position").output.hasPrefix("25."))
    #expect(try playerctl("volume", "0.4").status == 0)
    try app.wait(for: "vol 40")
    #expect(try playerctl("volume").output.hasPrefix("0.4"))
    #expect(try playerctl("loop", "Track").status == 0)
    try app.wait(for: "↻ one")
    #expect(try playerctl("loop").output == "Track\n")
    #expect(try playerctl("loop", "None").status == 0)
    #expect(try playerctl("shuffle", "On").status == 0)
    #expect(try playerctl("shuffle").output == "On\n")
    #expect(try playerctl("shuffle", "Off").status == 0)
    #expect(try playerctl("next").status == 0)
    try app.wait(for: "▶ Reading number 2")
    #expect(try playerctl("previous").status == 0)
    try app.wait(for: "▶ Reading number 3")

    let told = try ProgramRun(
      "/usr/bin/dbus-send",
      [
        "--session", "--print-reply", "--dest=org.mpris.MediaPlayer2.cnt.instance\(app.child.pid)",
        "/org/mpris/MediaPlayer2", "org.freedesktop.DBus.Introspectable.Introspect",
      ], environment: bus.environment)
    #expect(
      told.output.contains("<interface name=\"org.mpris.MediaPlayer2.Player\">"), "\(told.error)")
    app.type("q")
    #expect(app.exitStatus() == 0)
    #expect(try playerctl("--list-all").output.isEmpty)
  }

  @Test func `who looks elsewhere is told what plays`() async throws {
    let shell = try Shell(try await Stage.make())
    let bus = try SessionBus()
    // Nobody shows notices on this bus: the watcher sees what is asked for.
    let watcher = try TerminalSession(
      "/usr/bin/dbus-monitor", ["interface='org.freedesktop.Notifications'"],
      environment: bus.environment, columns: 200, rows: 60)
    let app = try TerminalSession(
      BuiltProducts.cnt, ["open", "podcasts"],
      environment: shell.home.merging(bus.environment) { $1 }, on: shell.stage)
    try app.wait(for: "Reading number 3")
    app.type("\u{1b}[Op")
    try app.wait(for: "0:01 / 1:00")
    try watcher.wait(for: "member=Notify")
    try watcher.wait(for: "string \"Reading number 3\"")
    app.type("q")
    #expect(app.exitStatus() == 0)
  }

  @Test func `a change is told to who follows`() async throws {
    let stage = try await Stage.make()
    let shell = try Shell(stage)
    let bus = try SessionBus()
    let app = try TerminalSession(
      BuiltProducts.cnt, ["open", "podcasts"],
      environment: shell.home.merging(bus.environment) { $1 }, on: shell.stage)
    try app.wait(for: "Reading number 3")
    app.type("p")
    try app.wait(for: "0:01 / 1:00")
    let follower = try TerminalSession(
      "/usr/bin/playerctl", ["--follow", "status"], environment: bus.environment)
    try follower.wait(for: "Playing")
    app.type(" ")
    try follower.wait(for: "Paused")
    app.type("q")
    #expect(app.exitStatus() == 0)
  }
}
