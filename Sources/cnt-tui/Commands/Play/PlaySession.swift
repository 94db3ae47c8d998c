import ArgumentParser
import CNTKit
import Foundation
import MediaKit
import SyncEngine
import TermKit

/// Plays a queue without a screen. What keys and the player's reports do is decided by the app's own
/// core, so that positions, volume and speed are the same in both.
struct PlaySession {
  enum Input: Sendable {
    case player(PlayerEvent)
    case key(KeyPress)
    case signal(Int32)
    /// Somebody wrote to the mirror.
    case mirror
  }

  private let account: OpenAccount
  private let player: Player
  private let updater = Updater()
  private var state: AppState
  /// Where the first one that plays begins, instead of where it stopped.
  private var from: Double?
  private var failures = 0
  /// Whether the account's own queue is played: changes go there, and come from there.
  private let isStored: Bool
  private var queueRevision = 0

  init(
    _ account: OpenAccount, _ queue: PlayQueue, isStored: Bool = false, from: Double?,
    speed: Double?
  ) throws {
    self.account = account
    self.isStored = isStored
    self.from = from
    player = try Player(
      PlayerOptions(
        audioOutput: account.around.dependencies.audioOutput,
        replayGain: account.around.dependencies.replayGain))
    state = AppState(size: Size(columns: 80, rows: 24), now: account.now, theme: .fallback)
    let credentials = account.credentials
    state.account = AppState.Account(
      userID: credentials.userID, name: credentials.name,
      username: credentials.username ?? credentials.email, isAdmin: credentials.isAdmin,
      server: credentials.server.origin)
    func number(_ key: String) throws -> Double? {
      try account.mirror.setting(key).flatMap(Double.init)
    }
    _ = updater.update(
      &state, .settingsLoaded(volume: try number("volume"), speed: try number("speed")))
    if let speed { state.player.speed = speed }
    state.random = AppRandom(seed: .random(in: 0...UInt64.max))
    _ = updater.update(&state, .queueOpened(queue, position: 0))
  }

  /// Returns at the end of the queue, or when the person ends it; throws what could not be played.
  consuming func run() async throws {
    let (inputs, continuation) = AsyncStream.makeStream(of: Input.self)
    let player = player
    defer { player.close() }
    let tasks = TaskBag()
    tasks.add(Task { for await event in player.events { continuation.yield(.player(event)) } })
    tasks.add(
      Task {
        if let number = await Signals.first(of: [SIGINT, SIGTERM, SIGHUP]) {
          continuation.yield(.signal(number))
        }
      })
    if isStored {
      let changes = account.mirror.changes()
      tasks.add(Task { for await _ in changes { continuation.yield(.mirror) } })
    }
    let line = PlayLine { continuation.yield(.key($0)) }
    defer { line.close() }
    let signal = try await play(inputs, line)
    player.close()
    await tasks.cancelAll()
    if let signal { throw ExitCode(128 + signal) }
    if failures > 0 {
      throw Failure(
        sentence: failures == 1
          ? "One thing could not be played; the reason stands above."
          : "\(failures) things could not be played; the reasons stand above.")
    }
  }

  /// Returns the signal that ended it, if one did.
  private mutating func play(
    _ inputs: AsyncStream<Input>, _ line: PlayLine
  ) async throws -> Int32? {
    // What plays first belongs to the queue that is kept.
    let before = state.player.stored
    let effects = updater.start(&state, at: state.player.index ?? 0, saving: false)
    try carryOut(effects + updater.keepQueue(&state, before: before), line)
    for await input in inputs {
      state.now = account.now
      switch input {
      case .signal(let number):
        try carryOut(updater.quit(&state), line)
        return number
      case .key(let key):
        guard let command = PlayLine.command(for: key) else { continue }
        let isEnd = command == .quit || command == .stop
        try carryOut(isEnd ? updater.quit(&state) : updater.run(&state, command), line)
        if isEnd { return nil }
      case .mirror:
        let revision = try account.mirror.queueRevision()
        guard revision != queueRevision else { continue }
        queueRevision = revision
        let stored = try account.mirror.queue().queue
        try carryOut(updater.update(&state, .queueLoaded(stored, position: 0)), line)
      case .player(.failed(let reason)): try carryOut(skip("it failed: \(reason)", line), line)
      case .player(let event):
        // What could not be played was not the first.
        if case .loaded = event { from = nil }
        try carryOut(updater.update(&state, .player(event)), line)
      }
      guard state.player.current != nil else { return nil }
      line.show(state.player)
    }
    return nil
  }

  private mutating func carryOut(_ effects: [Effect], _ line: PlayLine) throws {
    var rest = effects[...]
    while let effect = rest.popFirst() {
      switch effect {
      case .play(let entry): rest += try load(entry, line)
      case .prepareNext(let entry): rest += prepareNext(entry)
      case .saveQueue(let queue, let base) where isStored:
        let stored = try account.mirror.saveQueue(queue, since: base)
        queueRevision = stored.revision
        rest += updater.update(&state, .queueSaved(stored.queue, since: base, position: 0))
      case .setPaused(let paused): player.setPaused(paused)
      case .seek(let seconds): player.seek(to: seconds)
      case .setVolume(let volume): player.setVolume(volume)
      case .setSpeed(let speed): player.setSpeed(speed)
      case .stop: player.stop()
      case .savePosition(let ref, let seconds, let duration):
        try account.mirror.savePosition(
          ref, seconds: seconds, duration: duration, now: account.now)
      case .saveSetting(let key, let value): try account.mirror.setSetting(key, value)
      default: break
      }
    }
  }

  private mutating func prepareNext(_ entry: PlayerState.Entry?) -> [Effect] {
    let choice = MediaChoice(mirror: account.mirror, media: account.media)
    guard let entry, let source = try? choice.source(of: entry, now: account.now),
      let start = try? choice.start(of: entry)
    else {
      player.clearNext()
      return []
    }
    player.prepareNext(source, startAt: start, token: entry.uid)
    return updater.update(&state, .prepared(entry.uid, startedAt: start))
  }

  /// Plays, or says what is to be done instead.
  private mutating func load(_ entry: PlayerState.Entry, _ line: PlayLine) throws -> [Effect] {
    let choice = MediaChoice(mirror: account.mirror, media: account.media)
    do {
      guard let source = try choice.source(of: entry, now: account.now) else {
        return skip("it has no address that can be played.", line)
      }
      let start = try from ?? choice.start(of: entry)
      line.begin(entry)
      _ = updater.update(&state, .playing(entry.ref, startedAt: start))
      try player.load(source, startAt: start, paused: false)
      player.setVolume(state.player.volume)
      player.setSpeed(state.player.speed)
      return []
    } catch let error as PlayerError {
      return skip(error.recovery, line)
    }
  }

  /// Tells why the current one cannot be played and goes on with the next.
  private mutating func skip(_ reason: String, _ line: PlayLine) -> [Effect] {
    failures += 1
    line.tell("Cannot play “\(state.player.current?.title ?? "")”: \(reason)")
    let next = (state.player.index ?? 0) + 1
    guard next < state.player.queue.count else {
      state.player.index = nil
      return []
    }
    return updater.start(&state, at: next, saving: false)
  }
}
