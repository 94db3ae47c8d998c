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
      case .record(let beats): try await recorder?.record(countIn: beats)
      case .pause: try await recorder?.pause()
      case .finish: try await finish()
      case .discard: await close(keeping: false)
      }
    } catch let problem as RecorderProblem {
      await close(keeping: true)
      send(.failed(recognised(problem.recovery)))
    } catch {
      await close(keeping: true)
      send(.failed("\(error)"))
    }
  }

  /// The app ends: what was recorded stays.
  func shutDown() async { await close(keeping: true) }

  private func devices(_ kind: RecorderState.Kind) async -> [RecordingDevice] {
    await DeviceFinder(environment: environment).devices().filter { device in
      switch (kind, device.source) {
      case (.sound, .audio), (.camera, .video(.camera)), (.screen, .video(.screen)): true
      default: false
      }
    }
  }

  private func open(_ plan: RecordingPlan) async throws {
    await close(keeping: false)
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
    try await recorder.start()
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
    let take = try await recorder.finish()
    watch?.cancel()
    watch = nil
    guard !take.paths.isEmpty else {
      await recorder.discard()
      return send(.saved(nil))
    }
    send(.saved(TakeFile(take)))
  }

  /// Where something was recorded and is to be kept, it becomes a take.
  private func close(keeping: Bool) async {
    guard let recorder else { return }
    self.recorder = nil
    let isSome = plan.video == nil ? recorder.samples > 0 : filmed > .zero || begun != nil
    if keeping, isSome, (try? await recorder.finish()) != nil {
      send(.saved(nil))
    } else {
      await recorder.discard()
    }
    watch?.cancel()
    watch = nil
  }
}
