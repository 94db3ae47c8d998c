import Foundation
import SyncEngine
import Synchronization
import Testing

@testable import cnt_tui

/// One grammar for the command line, the socket and the app.
struct RemoteGrammarTests {
  @Test(arguments: [
    "play", "pause", "toggle", "stop", "next", "previous", "status", "seek 90", "seek +10",
    "seek -10", "seek 1.5", "seek +0.0", "volume 50", "volume -5", "open podcast/12",
    "open track/3", "open events",
  ])
  func `what is printed is read back`(text: String) throws {
    let command = try #require(RemoteCommand(text))
    #expect(RemoteCommand(command.text) == command)
    #expect(command.text == text)
  }

  @Test(arguments: [
    "", " ", "dance", "play now", "seek", "seek ten", "seek 1e9", "seek inf", "seek nan",
    "volume 101", "volume +-5", "open", "open sermon/1", "open podcast/0", "open comment/1",
    "open ../etc", "PLAY", "status\u{0}", "seek 99999999",
  ])
  func `anything else is no command`(text: String) { #expect(RemoteCommand(text) == nil) }

  @Test func `an address of the app is read, too`() {
    #expect(DeepLink("cnt://post/5") == .thing(ItemRef(kind: .post, id: 5)))
    let verse = ScriptureReference(book: 42, start: .init(chapter: 3, verse: 16))
    #expect(DeepLink("bible/john 3:16") == .scripture(verse))
    for text in ["bible/1 cor 13", "cnt://bible/jude 4", "bible/gen 1:1-2:3", "bible/ruth"] {
      let link = DeepLink(text)
      #expect(link != nil && link.flatMap { DeepLink($0.text) } == link, "\(text)")
      #expect(link.map { !$0.text.contains(" ") } == true)
    }
    #expect(DeepLink("bible/nowhere 3") == nil && DeepLink("bible/") == nil)
    #expect(RemoteCommand("open bible/john 3:16") == .open(.scripture(verse)))
    #expect(DeepLink("music") == .section(.music))
  }

  @Test func `answers are one line, whatever is played`() throws {
    var player = PlayerState()
    player.queue = [
      .init(
        ref: ItemRef(kind: .podcast, id: 1), title: "A\nB\u{1b}[2J \u{202e}",
        subtitle: "", media: "x")
    ]
    player.index = 0
    let status = RemoteStatus(player)
    let line = RemoteAnswer.status(status).line
    #expect(!line.contains("\n") && !line.contains("\u{1b}") && !line.contains("\u{202e}"))
    #expect(RemoteAnswer(line) == .status(status))
    #expect(RemoteAnswer("ok") == .done && RemoteAnswer("what") == nil)
    #expect(RemoteAnswer(RemoteAnswer.refused("No.\n").line) != nil)
  }
}

/// What the app does when another program asks.
struct RemoteUpdateTests {
  private let podcast = ItemRef(kind: .podcast, id: 1)

  private func listening() -> AppHarness {
    var app = AppHarness()
    app.press("2")
    app.answer(AppHarness.podcasts(3))
    app.press("p")
    app.send(.player(.loaded(duration: 60)))
    return app
  }

  @Test func `sound is controlled, and every question is answered last`() {
    var app = listening()
    app.send(.remote(1, .pause))
    #expect(app.effects.first == .setPaused(true) && app.effects.last == .answer(1, .done))
    app.send(.remote(2, .pause))
    #expect(app.effects == [.answer(2, .done)])
    app.send(.remote(3, .play))
    #expect(app.effects.first == .setPaused(false))
    app.send(.remote(4, .seek(.by(30))))
    #expect(app.effects == [.seek(to: 30), .answer(4, .done)])
    app.send(.remote(5, .volume(.to(50))))
    #expect(app.effects.first == .setVolume(50))
    app.send(.remote(6, .next))
    #expect(app.state.player.index == 1)
    app.send(.remote(7, .status))
    guard case .answer(7, .status(let status))? = app.effects.last else {
      return #expect(Bool(false))
    }
    #expect(status.thing == "podcast/2" && status.state == .loading && status.index == 2)
    #expect(status.volume == 50 && status.count == 3)
  }

  @Test func `without sound there is nothing to control`() {
    var app = AppHarness()
    for command in [RemoteCommand.pause, .next, .previous, .stop, .seek(.to(3))] {
      app.send(.remote(1, command))
      guard case .answer(1, .refused)? = app.effects.last, app.effects.count == 1 else {
        return #expect(Bool(false), "\(command): \(app.effects)")
      }
    }
    app.send(.remote(2, .status))
    #expect(app.effects == [.answer(2, .status(RemoteStatus(PlayerState())))])
  }

  @Test func `a place is opened, at once or after the sign-in`() {
    var app = AppHarness()
    app.send(.remote(1, .open(.thing(podcast))))
    #expect(app.effects.contains(.loadDetail(podcast)) && app.effects.last == .answer(1, .done))
    #expect(app.state.section == .podcasts)
    app.press("escape")
    #expect(app.screen.contains("Podcasts"))
    app.send(.remote(2, .open(.section(.admin))))
    #expect(app.effects == [.answer(2, .refused("Only admins can open admin."))])

    let account = app.state.account
    app.send(.signedOut(reason: nil))
    app.send(.open(.thing(ItemRef(kind: .playlist, id: 4))))
    #expect(app.effects.isEmpty)
    app.send(.remote(3, .toggle))
    guard case .answer(3, .refused)? = app.effects.last else { return #expect(Bool(false)) }
    account.map { app.send(.signedIn($0, drafts: [:])) }
    #expect(app.state.section == .library && app.screen.contains("Playlist 4"))
  }
}

/// The socket between programs.
struct RemoteSocketTests {
  private final class Folder {
    let path =
      NSTemporaryDirectory() + "cnt-remote-" + UUID().uuidString
      // Longer than an address holds.
      + String(repeating: "/long-name", count: 12)
    deinit { try? FileManager.default.removeItem(atPath: path) }
  }

  /// An app that answers every question with what it was asked.
  private func server(
    _ folder: Folder, name: String
  ) throws -> (RemoteServer, Asked) {
    let asked = Asked()
    let server = try RemoteServer(folder: folder.path) { action in
      guard case .remote(let id, let command) = action else { return }
      asked.commands.withLock { $0.append(command) }
      asked.server.withLock { $0 }?.answer(id, .refused(name))
    }
    asked.server.withLock { $0 = server }
    server.start()
    return (server, asked)
  }

  private final class Asked: Sendable {
    let commands = Mutex<[RemoteCommand]>([])
    let server = Mutex<RemoteServer?>(nil)
  }

  private func mode(_ path: String) -> mode_t {
    var status = stat()
    return lstat(path, &status) == 0 ? status.st_mode & 0o777 : 0
  }

  @Test func `a command arrives and its answer comes back, for the owner only`() throws {
    let folder = Folder()
    let (server, asked) = try server(folder, name: "one")
    defer { server.stop() }
    #expect(mode(folder.path) == 0o700 && mode(folder.path + "/control") == 0o600)
    let client = RemoteClient(folder: folder.path)
    #expect(try client.ask(.seek(.by(-10))) == .refused("one"))
    #expect(asked.commands.withLock { $0 } == [.seek(.by(-10))])
  }

  @Test func `what is no command, or too long, does not reach the app`() throws {
    let folder = Folder()
    let (server, asked) = try server(folder, name: "one")
    defer { server.stop() }
    let socket = try UnixSocket.connect(folder: folder.path, name: "control")
    socket.setPatience(5)
    socket.writeLine("rm -rf /")
    #expect(socket.readLine(most: 200)?.hasPrefix("error This is no command") == true)
    socket.writeLine(String(repeating: "x", count: 100_000))
    #expect(socket.readLine(most: 200) == nil)
    #expect(asked.commands.withLock { $0 }.isEmpty)
    // The next one is served all the same.
    #expect(try RemoteClient(folder: folder.path).ask(.status) == .refused("one"))
  }

  @Test func `the newest app is found, and the older one leaves its file alone`() throws {
    let folder = Folder()
    let (old, _) = try server(folder, name: "old")
    let (new, _) = try server(folder, name: "new")
    let client = RemoteClient(folder: folder.path)
    #expect(try client.ask(.toggle) == .refused("new"))
    old.stop()
    #expect(try client.ask(.toggle) == .refused("new"))
    new.stop()
    let gone = #expect(throws: Failure.self) { _ = try client.ask(.toggle) }
    #expect(gone?.code == .unavailable)
  }

  @Test func `what a killed app left behind is replaced`() throws {
    let folder = Folder()
    try FileManager.default.createDirectory(
      atPath: folder.path, withIntermediateDirectories: true)
    #expect(FileManager.default.createFile(atPath: folder.path + "/control", contents: Data()))
    let (server, _) = try server(folder, name: "one")
    defer { server.stop() }
    #expect(try RemoteClient(folder: folder.path).ask(.play) == .refused("one"))
  }
}
