import CNTKit
import Foundation
import Testing

/// The whole program in terminals of many sizes and kinds.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct TerminalTests {
  private func signedIn() async throws -> Stage {
    let stage = try await Stage.make()
    try stage.signIn("admin")
    let run = try ProgramRun(BuiltProducts.cnt, ["sync"], environment: stage.home("admin"))
    #expect(run.status == 0, "\(run.error)")
    return stage
  }

  @Test func `every section fits small, usual and large terminals`() async throws {
    let stage = try await signedIn()
    for (columns, rows) in [(80, 24), (120, 40), (200, 60)] {
      let app = try stage.open("admin", columns: columns, rows: rows)
      try app.wait(for: "Home")
      for (key, title) in [
        ("2", "Podcasts"), ("3", "Movies"), ("4", "Music"), ("5", "Bible"), ("6", "Community"),
        ("7", "Events"), ("8", "Artists"), ("9", "Library"), ("N", "Notifications"),
      ] {
        app.type(key)
        // The name in the sidebar, the hints below, and the list's first tab.
        try app.wait("\(title) at \(columns)x\(rows)") { screen in
          let lines = screen.split(separator: "\n", omittingEmptySubsequences: false)
          return screen.contains(title) && lines.count == rows
            && (lines.last.map { $0.contains("enter") } ?? false)
        }
      }
      app.type("?")
      try app.wait(for: "A page up")
      app.press(.escape)
      try app.waitGone("A page up")
      app.type("q")
      #expect(app.exitStatus() == 0)
    }
  }

  /// Sizes as somebody makes them who pulls at a window: also such that nothing fits in.
  @Test func `a storm of sizes leaves no trace on the screen`() async throws {
    let stage = try await signedIn()
    let app = try stage.open("admin")
    try app.wait(for: "Audio podcasts")
    app.type("6")
    try app.wait("the feed") { $0.contains("Testimony") && $0.contains("Words of post 5.") }
    var seed: UInt64 = 7
    func next(_ bound: Int) -> Int {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(seed >> 33) % bound
    }
    for _ in 0..<60 {
      app.resize(columns: 1 + next(200), rows: 1 + next(60))
      app.type(["j", "k", "\t", "?", "\u{1b}", "2", "6"][next(7)])
    }
    app.resize(columns: 100, rows: 30)
    // Out of whatever it came to lie in; each key by itself, so that none is taken for a part of
    // another's sequence. The palette shows when everything before it was done.
    var isOut = false
    for _ in 0..<10 where !isOut {
      app.press(.escape)
      try app.waitForOutput()
      app.type(":")
      isOut = (try? app.wait("the palette", timeout: 2) { $0.contains("Commands") }) != nil
    }
    try #require(isOut, "\(app.text)")
    app.press(.escape)
    try app.waitGone("Commands")
    app.type("6")
    try app.wait("the list again") {
      $0.contains("Testimony") && $0.contains("Words of post") && $0.contains("vol 80")
        && !$0.contains("Esc closes")
    }
    // All but the last rows, where the time of the last sync stands.
    func body(_ screen: String) -> [Substring] {
      screen.split(separator: "\n", omittingEmptySubsequences: false).dropLast(3)
    }
    var settled: [Substring] = []
    while settled != body(app.text) {
      settled = body(app.text)
      try app.waitForOutput()
    }
    app.type("\u{c}")
    try app.waitForOutput()
    try app.wait("the same screen, painted anew: \(settled.joined(separator: "\n"))") {
      body($0) == settled
    }
    app.type("q")
    #expect(app.exitStatus() == 0)
  }

  @Test(arguments: ["tmux", "screen"])
  func `within another program that keeps terminals`(name: String) async throws {
    let stage = try await signedIn()
    // Their sockets stand in folders of their own, and a socket's path must be short.
    let sockets = "/tmp/cnt-\(getpid())-\(name)"
    try FileManager.default.createDirectory(
      atPath: sockets, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(atPath: sockets) }
    let arguments =
      name == "tmux"
      ? ["-u", "-f", "/dev/null", "new-session", BuiltProducts.cnt]
      : ["-U", "-c", "/dev/null", BuiltProducts.cnt]
    let app = try TerminalSession(
      "/usr/bin/" + name, arguments,
      environment: stage.home("admin").merging(
        ["TMUX_TMPDIR": sockets, "SCREENDIR": sockets, "SHELL": "/bin/sh"]) { $1 },
      columns: 100, rows: 31, on: stage)
    try app.wait(for: "Audio podcasts")
    app.type("6")
    try app.wait("the feed") { $0.contains("Testimony") && $0.contains("Words of post 5.") }
    app.press(.down)
    app.press(.enter)
    try app.wait(for: "‹ Community")
    app.press(.escape)
    try app.wait(for: "Words of post 5.")
    app.type("q")
    // With its only program they end, too.
    if name == "tmux" {
      #expect(app.exitStatus() == 0)
    } else {
      try app.wait(for: "[screen is terminating]")
    }
  }

  @Test func `an address in a text is a link for the terminal`() async throws {
    let stage = try await signedIn()
    let admin = try await stage.server.client(as: "admin")
    _ = try await admin.call(
      .createPost(
        CommunityPostCreate(
          title: "Linked", content: "Read https://example.org/psalms?n=23, slowly.",
          category: "general", postType: "text")))
    let app = try stage.open("admin")
    try app.wait(for: "Audio podcasts")
    app.type("R6")
    try app.wait("the feed") { $0.contains("Testimony") && $0.contains("slowly") }
    app.press(.enter)
    try app.wait(for: "‹ Community")
    let opening = "]8;id="
    try app.wait(for: "https://example.org/psalms?n=23")
    #expect(app.sent.contains(";https://example.org/psalms?n=23\u{1b}\\"))
    app.type("q")
    #expect(app.exitStatus() == 0)
    let sent = app.sent
    #expect(sent.ranges(of: opening).count == sent.ranges(of: "]8;;\u{1b}\\").count)
  }
}
