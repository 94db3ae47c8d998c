import Foundation

/// What a recorder reports, in order.
public enum RecorderEvent: Hashable, Sendable {
  /// Beats until it begins: 4, 3, 2, 1.
  case counting(Int)
  case recording
  case paused
  /// It ended by itself; what was recorded until then is in the take.
  case ended(RecorderProblem)
}

/// Records one take from a microphone, a camera or a screen, through ffmpeg as a child.
///
/// ```swift
/// let recorder = try Recorder(RecordingPlan(), folder: recordings)
/// try await recorder.start()      // levels come
/// try await recorder.record()
/// try await recorder.pause()
/// try await recorder.record()     // goes on in the same take
/// let take = try await recorder.finish()
/// ```
///
/// Whatever ends the program or the machine, what was recorded up to the last second is in the take's
/// folder, and ``TakeStore/recover()`` finds it.
public actor Recorder {
  private enum Phase { case new, ready, recording, paused, over }

  /// Levels, about twenty a second; only the newest wait to be read.
  public nonisolated let levels: AsyncStream<LevelReading>
  public nonisolated let events: AsyncStream<RecorderEvent>

  private let plan: RecordingPlan
  private let tap: AudioTap
  private let folder: TakeFolder
  private let films: FilmSegments
  private let capture: Capture
  private let levelsEnd: AsyncStream<LevelReading>.Continuation
  private let eventsEnd: AsyncStream<RecorderEvent>.Continuation
  private var take: Take
  private var phase = Phase.new
  /// Counts beginnings and ends, so that one that was waited for sees that it is over.
  private var turn = 0
  private let environment: [String: String]

  /// Makes the take's folder below `folder`.
  ///
  /// - Parameters:
  ///   - freeBytes: The room where a path is.
  ///   - patience: How long a device may take until something comes from it.
  public init(
    _ plan: RecordingPlan, folder recordings: String,
    environment: [String: String] = ProcessInfo.processInfo.environment, now: Date = Date(),
    patience: Duration = .seconds(15),
    freeBytes: @escaping @Sendable (String) -> Int64? = DiskSpace.free
  ) throws(RecorderProblem) {
    try plan.validate()
    self.plan = plan
    self.environment = environment
    take = Take(began: now, plan: plan)
    do {
      let made = try TakeFolder.make(in: recordings, began: now)
      take.folder = made.path
      try made.save(take)
      folder = made
    } catch {
      throw RecorderProblem(
        .cannotWrite("\(recordings): \(Self.reason(error))"))
    }
    (levels, levelsEnd) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(4))
    (events, eventsEnd) = AsyncStream.makeStream()
    tap = AudioTap(
      folder: plan.video == nil ? folder : nil, plan: plan, freeBytes: freeBytes, levels: levelsEnd,
      events: eventsEnd)
    films = FilmSegments(folder: folder, plan: plan, freeBytes: freeBytes)
    capture = Capture(plan: plan, environment: environment, patience: patience)
  }

  /// Opens the device. Returns when sound comes from it; a camera or a screen is opened by ``record(countIn:)``.
  public func start() async throws(RecorderProblem) {
    guard phase == .new else { throw RecorderProblem(.outOfTurn) }
    phase = .ready
    if plan.video == nil, let audio = plan.audio {
      let tap = tap
      try await open(CaptureCommand.sound(audio, plan)) { try tap.take($0) }
    }
  }

  /// Begins, or goes on after a pause.
  ///
  /// - Parameter countIn: Beats of a second each that come before; sound waits for them to the sample.
  public func record(countIn beats: Int = 0) async throws(RecorderProblem) {
    guard phase == .ready || phase == .paused else { throw RecorderProblem(.outOfTurn) }
    guard (0...60).contains(beats) else { throw RecorderProblem(.impossible("\(beats) beats")) }
    phase = .recording
    turn += 1
    let mine = turn
    guard let video = plan.video else {
      tap.open(after: beats * plan.sampleRate, beat: plan.sampleRate)
      if beats == 0 { eventsEnd.yield(.recording) }
      return
    }
    for beat in stride(from: beats, to: 0, by: -1) {
      eventsEnd.yield(.counting(beat))
      try? await Task.sleep(for: .seconds(1))
      guard phase == .recording, turn == mine else { return }
    }
    let (tap, films, isHeard) = (tap, films, plan.audio != nil)
    do {
      try await open(CaptureCommand.film(video, plan, to: try films.begin())) { piece in
        if isHeard { try tap.take(piece) }
        try films.keepUp()
      }
    } catch {
      if phase == .recording, turn == mine { phase = .paused }
      throw error
    }
    guard phase == .recording, turn == mine else { return }
    eventsEnd.yield(.recording)
  }

  /// Nothing is kept until ``record(countIn:)``.
  public func pause() async throws(RecorderProblem) {
    guard phase == .recording else { throw RecorderProblem(.outOfTurn) }
    phase = .paused
    turn += 1
    tap.shut()
    if plan.video != nil {
      await capture.close()
      films.end()
    }
    eventsEnd.yield(.paused)
  }

  /// Ends the recording. The take has what was recorded, also after ``RecorderEvent/ended(_:)``.
  public func finish() async throws(RecorderProblem) -> Take {
    guard phase != .new else { throw RecorderProblem(.outOfTurn) }
    await shut()
    take.segments = plan.video == nil ? try tap.finish() : films.all
    // A film whose child was killed has no length.
    for path in take.paths where plan.video != nil {
      guard await FilmRepair.remux(path, environment: environment) != .later else {
        throw RecorderProblem(
          .cannotWrite("its end; what was recorded is in \(folder.path), for cnt record recover"))
      }
    }
    take.state = .finished
    do { try folder.save(take) } catch {
      throw RecorderProblem(
        .cannotWrite("\(Self.reason(error)); what was recorded is in \(folder.path)"))
    }
    return take
  }

  /// Ends the recording and removes what was recorded.
  public func discard() async {
    await shut()
    _ = try? tap.finish()
    try? FileManager.default.removeItem(atPath: folder.path)
  }

  /// Samples of one channel that are kept so far; of films none are counted.
  public nonisolated var samples: Int64 { tap.samples }

  /// The process id of the child that runs now.
  nonisolated var child: pid_t? { capture.child }

  private func shut() async {
    phase = .over
    turn += 1
    tap.shut()
    await capture.close()
    films.end()
    levelsEnd.finish()
    eventsEnd.finish()
  }

  private func open(
    _ arguments: [String],
    _ output: @escaping @Sendable (UnsafeRawBufferPointer) throws -> Void
  ) async throws(RecorderProblem) {
    try await capture.open(arguments, output: output) { [weak self] problem in
      await self?.ended(problem)
    }
  }

  private static func reason(_ error: any Error) -> String {
    let cause = (error as NSError).userInfo[NSUnderlyingErrorKey] as? POSIXError
    return (error as? POSIXError ?? cause)?.code.text ?? error.localizedDescription
  }

  private func ended(_ problem: RecorderProblem) {
    guard phase != .over else { return }
    phase = .over
    tap.shut()
    films.end()
    eventsEnd.yield(.ended(problem))
    levelsEnd.finish()
    eventsEnd.finish()
  }
}

extension POSIXErrorCode {
  var text: String { String(cString: strerror(rawValue)) }
}
