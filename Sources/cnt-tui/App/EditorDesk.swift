import Foundation
import MediaKit
import SyncEngine

/// What the editor needs beside the screen: waveforms, previews, the edit's file.
actor EditorDesk {
  private let cache: String
  private let audioOutput: String?
  private let send: @Sendable (EditorNews) -> Void
  private var player: Player?
  private var events: Task<Void, Never>?
  /// Where what plays begins in its edit; nil while nothing does.
  private var played: (start: Int64, edit: EditList)?
  /// What is being made or looked for.
  private var work: Task<Void, Never>?
  /// Counts previews, so that one that was stopped says nothing more.
  private var turn = 0

  /// Other apps of the person have their own.
  private var preview: String { cache + "/preview-\(getpid()).wav" }

  /// Seconds of a preview.
  private static let previewed = 60.0

  /// `cache`: a folder for waveforms and previews.
  init(cache: String, audioOutput: String?, send: @escaping @Sendable (EditorNews) -> Void) {
    self.cache = cache
    self.audioOutput = audioOutput
    self.send = send
  }

  func carryOut(_ request: EditorRequest) {
    switch request {
    case .open(let take): begin { await self.open(take) }
    case .save(let edit, let folder): save(edit, folder)
    case .play(let edit, let start):
      stop()
      turn += 1
      let mine = turn
      begin { await self.play(edit, from: start, mine) }
    case .stop: stop()
    case .findSilences(let edit): begin { await self.findSilences(edit) }
    case .close: close()
    }
  }

  func close() {
    stop()
    work?.cancel()
    work = nil
    events?.cancel()
    player?.close()
    player = nil
    unlink(preview)
  }

  private func begin(_ job: @escaping @Sendable () async -> Void) {
    work?.cancel()
    work = Task { await job() }
  }

  private func open(_ take: TakeFile) async {
    do {
      var edit = try await EditList(reading: take.paths)
      edit.loudness = LoudnessGoal()
      if let kept = try EditFile.load(take) { edit = kept }
      let reader = WaveformReader(cache: cache + "/waveforms")
      var waves: [Waveform?] = []
      for source in edit.sources {
        waves.append(source.hasAudio ? try await reader.waveform(of: source.path) : nil)
      }
      guard !Task.isCancelled else { return }
      send(.opened(take, edit, EditorWaves(waves)))
    } catch {
      guard !Task.isCancelled else { return }
      send(.failed(Self.sentence(error)))
    }
  }

  private func save(_ edit: EditList, _ folder: String) {
    do {
      try EditFile.save(edit, folder)
      send(.kept(true))
    } catch {
      send(.kept(false))
    }
  }

  /// Makes a file of what is to be heard, so that it sounds as it will be, and plays it.
  private func play(_ edit: EditList, from start: Int64, _ mine: Int) async {
    do {
      var part = edit
      let most = edit.samples(Self.previewed) ?? edit.length
      try part.trim(to: start..<min(edit.length, start + most))
      // Measuring all of it would take too long for a look.
      part.loudness = nil
      part.chapters = []
      try FileManager.default.createDirectory(atPath: cache, withIntermediateDirectories: true)
      let path = preview
      try await Renderer().render(part, as: .wav, to: path)
      guard mine == turn, !Task.isCancelled else { return }
      let player = try self.player ?? makePlayer()
      played = (start, edit)
      try player.load(.file(path: path), startAt: 0, paused: false)
      send(.playing(start))
    } catch {
      guard mine == turn, !Task.isCancelled else { return }
      send(.note(Self.sentence(error)))
    }
  }

  private func makePlayer() throws -> Player {
    let made = try Player(PlayerOptions(audioOutput: audioOutput))
    player = made
    events = Task { [weak self] in
      for await event in made.events { await self?.take(event) }
    }
    return made
  }

  private func take(_ event: PlayerEvent) {
    guard let (start, edit) = played else { return }
    switch event {
    case .position(let seconds): send(.playing(start + (edit.samples(seconds) ?? 0)))
    case .ended:
      played = nil
      send(.playing(nil))
    case .failed(let why):
      played = nil
      send(.playing(nil))
      send(.note(recognised(why)))
    default: break
    }
  }

  private func stop() {
    turn += 1
    played = nil
    player?.stop()
    send(.playing(nil))
  }

  private func findSilences(_ edit: EditList) async {
    do {
      let found = try await SilenceFinder().find(in: edit)
      send(.silences(found, of: edit))
    } catch {
      guard !Task.isCancelled else { return }
      send(.silences([], of: edit))
      send(.note(Self.sentence(error)))
    }
  }

  private static func sentence(_ error: any Error) -> String {
    switch error {
    case let problem as EditProblem: recognised(problem.recovery)
    case let problem as ToolProblem: recognised(problem.recovery)
    case let problem as PlayerError: recognised(problem.recovery)
    case let error as POSIXError: String(cString: strerror(error.code.rawValue))
    default: "\(error)"
    }
  }
}
