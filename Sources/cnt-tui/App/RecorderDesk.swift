import Foundation
import MediaKit

/// The recorder of the app, off the UI thread: carries requests out and tells what comes of them.
actor RecorderDesk {
  private let folder: String
  private let environment: [String: String]
  private let send: @Sendable (RecorderNews) -> Void
  private var recorder: Recorder?
  private var plan = RecordingPlan()
  private var watch: Task<Void, Never>?
  /// Of films, whose samples nobody counts: what was recorded before the last pause, and since when
  /// it goes on.
  private var filmed = Duration.zero
  private var begun: ContinuousClock.Instant?
  private var level: LevelReading?
  private var hold = PeakHold()

  /// Between two looks at the meter.
  private static let pause = Duration.milliseconds(80)

  init(
    folder: String, environment: [String: String] = ProcessInfo.processInfo.environment,
    send: @escaping @Sendable (RecorderNews) -> Void
  ) {
    self.folder = folder
    self.environment = environment
    self.send = send
  }

  func carryOut(_ request: RecorderRequest) async {
    do {
      switch request {
      case .look(let kind): send(.devices(await devices(kind)))
      case .open(let plan): try await open(plan)
      case .record(let beats): try await ask { try await $0.record(countIn: beats) }
      case .pause: try await ask { try await $0.pause() }
      case .finish: try await finish()
      case .discard: await close(keeping: false)
      }
    } catch let problem as RecorderProblem {
      // A key that was pressed twice.
      if problem.reason != .outOfTurn { await fail(recognised(problem.recovery)) }
    } catch {
      await fail("\(error)")
    }
  }

  /// The app ends: what was recorded stays.
  func shutDown() async { _ = await close(keeping: true) }

  /// What a recorder says that was given up meanwhile is nobody's problem any more.
  private func ask(_ work: (Recorder) async throws -> Void) async throws {
    guard let recorder else { return }
    do { try await work(recorder) } catch {
      if self.recorder === recorder { throw error }
    }
  }

  /// Says what is wrong, and then what was kept.
  private func fail(_ sentence: String) async {
    let take = await close(keeping: true)
    send(.failed(sentence))
    if let take { send(.saved(take)) }
  }

  private func devices(_ kind: RecorderState.Kind) async -> [RecordingDevice] {
    await DeviceFinder(environment: environment).devices().filter { device in
      switch (kind, device.source) {
      case (.sound, .audio), (.camera, .video(.camera)), (.screen, .video(.screen)): true
      default: false
      }
    }
  }

  private func open(_ plan: RecordingPlan) async throws {
    // Something that runs unseen, after a session's end, is kept.
    _ = await close(keeping: true)
    self.plan = plan
    (filmed, begun, level, hold) = (.zero, nil, nil, PeakHold())
    let recorder = try Recorder(plan, folder: folder, environment: environment)
    self.recorder = recorder
    watch = Task { [weak self] in
      await withTaskGroup(of: Void.self) { group in
        group.addTask { for await event in recorder.events { await self?.take(event) } }
        group.addTask { for await level in recorder.levels { await self?.take(level) } }
        group.addTask {
          while !Task.isCancelled {
            await self?.tell()
            try? await Task.sleep(for: Self.pause)
          }
        }
      }
    }
    try await ask { try await $0.start() }
    // A device that was given up for another says nothing more.
    if self.recorder === recorder { send(.ready) }
  }

  private func take(_ event: RecorderEvent) {
    switch event {
    case .recording: begun = ContinuousClock.now
    case .paused, .ended:
      if let begun { filmed += ContinuousClock.now - begun }
      begun = nil
    case .counting: break
    }
    send(.event(event))
  }

  private func take(_ reading: LevelReading) {
    level = reading
    hold = hold.adding(reading.peak.max() ?? -120, at: reading.time)
  }

  private func tell() {
    guard let recorder else { return }
    let seconds =
      plan.video == nil
      ? Double(recorder.samples) / Double(plan.sampleRate)
      : (filmed + (begun.map { ContinuousClock.now - $0 } ?? .zero)) / .seconds(1)
    let state = level.map {
      RecorderState.Level(
        peak: $0.peak, rms: $0.rms, held: hold.value(at: $0.time), isClipped: $0.isClipped)
    }
    send(.level(state, seconds: seconds))
  }

  private func finish() async throws {
    guard let recorder else { return }
    self.recorder = nil
    watch?.cancel()
    watch = nil
    let take = try await recorder.finish()
    guard !take.paths.isEmpty else {
      await recorder.discard()
      return send(.saved(nil))
    }
    send(.saved(TakeFile(take)))
  }

  /// Where something was recorded and is to be kept, it becomes a take. One that cannot be ended well
  /// stays as it is, to be recovered: nothing of it is removed.
  @discardableResult
  private func close(keeping: Bool) async -> TakeFile? {
    guard let recorder else { return nil }
    self.recorder = nil
    watch?.cancel()
    watch = nil
    let isSome = plan.video == nil ? recorder.samples > 0 : filmed > .zero || begun != nil
    guard keeping, isSome else {
      await recorder.discard()
      return nil
    }
    return (try? await recorder.finish()).flatMap(TakeFile.init)
  }
}
