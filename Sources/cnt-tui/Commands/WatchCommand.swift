import ArgumentParser
import Foundation
import MediaKit
import SyncEngine
import Synchronization
import TermKit

/// `cnt watch`: one film on the whole terminal, without an account.
struct WatchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch", abstract: "Show a film in the terminal: a file, or an http address.")

  @Argument(help: "A file on this machine, or an http or https address.")
  var film: String

  @Option(help: "Colours: auto, truecolor or 256.")
  var colors: String?

  @Flag(help: "Say at the end how many pictures were shown, and how many came too late.")
  var statistics = false

  func run() async throws {
    try await reporting {
      var around = try Surroundings()
      if let colors { around.settings.colorDepth = try Settings.depth(colors) }
      let source = try Self.source(film)
      let inbox = Inbox()
      let pictures = PictureBox()
      let player = try Player(
        PlayerOptions(audioOutput: around.settings.audioOutput), pictures: pictures)
      defer { player.close() }
      let events = Task {
        for await event in player.events {
          inbox.put(.player(event))
          if event == .ended { inbox.put(.command(.quit)) }
          if case .failed(let reason) = event {
            inbox.put(.command(.quit))
            return reason as String?
          }
        }
        return nil
      }
      let shown = Mutex(0)
      let (settings, film) = (around.settings, film)
      try await AppRunner.onThread(named: "ui") {
        let probe = settings.graphicsProbe
        let terminal = try Terminal.make(settings.terminalOptions(probe: probe))
        defer { terminal.restore() }
        guard [.trueColor, .palette256].contains(terminal.colorDepth) else {
          throw Failure(
            sentence: "This terminal has too few colours for pictures: use one with 256 or more.")
        }
        try player.load(source, startAt: 0, paused: false, pictures: true)
        let loop = RunLoop(
          terminal: terminal, state: Self.state(film, terminal.size, settings),
          inbox: inbox, pictures: pictures
        ) { Self.perform($0, player, source, inbox) }
        loop.run()
        shown.withLock { $0 = loop.picturesShown }
      }
      player.close()
      if statistics {
        let shown = shown.withLock { $0 }
        print("\(shown) pictures shown, \(max(0, pictures.counts.rendered - shown)) too late")
      }
      if let reason = await events.value {
        throw Failure(sentence: "Cannot play “\(film)”: \(reason)", code: .noInput)
      }
    }
  }

  private static func source(_ film: String) throws -> MediaSource {
    if film.contains("://") { return try .remote(film) }
    guard FileManager.default.fileExists(atPath: film) else {
      throw Failure(sentence: "There is no file “\(film)”: check its name.", code: .noInput)
    }
    return .file(path: film)
  }

  /// The app with one film on the whole screen, and nobody signed in.
  private static func state(_ film: String, _ size: Size, _ settings: Settings) -> AppState {
    var state = AppState(size: size, now: Date(), theme: settings.theme)
    state.pictures.setting = settings.pictures
    state.video.isRemote = settings.isRemote
    state.account = AppState.Account(userID: 0, name: "", username: "", isAdmin: false, server: "")
    state.video.isAlone = true
    state.video.place = .fullScreen
    state.player.queue = [
      PlayerState.Entry(
        ref: ItemRef(kind: .movie, id: 0), title: (film as NSString).lastPathComponent,
        subtitle: "", media: film, hasPictures: true)
    ]
    state.player.index = 0
    state.player.isLoading = true
    return state
  }

  private static func perform(
    _ effect: Effect, _ player: Player, _ source: MediaSource, _ inbox: Inbox
  ) {
    do {
      switch effect {
      case .setPaused(let paused): player.setPaused(paused)
      case .seek(let seconds): player.seek(to: seconds)
      case .setVolume(let volume): player.setVolume(volume)
      case .setSpeed(let speed): player.setSpeed(speed)
      case .setPictures(let shown): try player.setPictures(shown)
      case .selectSubtitles(let id): player.selectSubtitles(id)
      case .stop: player.stop()
      case .openWindow(let entry, let seconds):
        let window = try FilmWindow(source, at: seconds, title: entry.title)
        Task { if let problem = await window.run() { inbox.put(.say(problem, .error)) } }
      default: break
      }
    } catch {
      inbox.put(.say(sentence(for: error), .error))
    }
  }
}
