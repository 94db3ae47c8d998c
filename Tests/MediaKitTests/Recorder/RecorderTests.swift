import Foundation
import Synchronization
import Testing

@testable import MediaKit

/// Recordings from devices that are there in a test: a sound server of its own, a test pattern, a
/// virtual screen; measured in their files.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct RecorderTests {
  private let folder: TestFolder

  init() throws { folder = try TestFolder() }

  private var recordings: String { folder.path + "/recordings" }
  private static let plain = ["PATH": "/usr/bin:/bin"]
  private static let patience = Duration.seconds(120)

  /// Counts 0, 1, 2 ... 29999, 0, 1 ... in samples, in real time.
  private func counting() throws -> [String: String] {
    try folder.programs(
      "exec /usr/bin/ffmpeg -nostdin -v error -re -f lavfi -i"
        + " 'aevalsrc=mod(n\\,30000)/32768:s=8000' -c:a pcm_s16le -f s16le pipe:1")
  }

  /// Returns when so many samples are kept.
  private func wait(_ recorder: Recorder, for samples: Int64) async {
    for await _ in recorder.levels where recorder.samples >= samples { return }
  }

  private func reason(
    _ plan: RecordingPlan, _ environment: [String: String]
  ) async throws -> RecorderProblem.Reason? {
    let recorder = try Recorder(
      plan, folder: recordings, environment: environment, patience: Self.patience)
    do {
      try await recorder.start()
      if plan.video != nil { try await recorder.record() }
      await recorder.discard()
      return nil
    } catch {
      await recorder.discard()
      return error.reason
    }
  }

  @Test func `what a sink plays is recorded from its monitor`() async throws {
    let server = try await SoundServer()
    server.play(hertz: 1234)
    let plan = RecordingPlan(audio: .pulse(SoundServer.sink + ".monitor"))
    let recorder = try Recorder(
      plan, folder: recordings, environment: server.environment, patience: Self.patience)
    try await recorder.start()
    // ffmpeg's sine has an amplitude of 1/8, and two channels share its power.
    for await level in recorder.levels where level.peak[0] > -22 { break }
    try await recorder.record()
    await wait(recorder, for: 72_000)
    let take = try await recorder.finish()
    let count = try #require(take.samples)
    #expect(count >= 72_000)
    let samples = try await TestSound.samples(take.paths[0])
    #expect(samples.count == Int(count))
    let hertz = TestSound.frequency(samples[20_000...], rate: 48_000)
    #expect(abs(hertz - 1234) < 4, "\(hertz)")
    #expect(abs(TestSound.level(samples[20_000...]) + 24.08) < 0.5)

    let devices = await DeviceFinder(environment: server.environment).pulse()
    #expect(
      devices.map(\.source) == [
        .audio(.pulse("stage.monitor")), .audio(.pulse("ears.monitor")),
      ])
    #expect(devices.map(\.isMonitor) == [true, true])
    #expect(devices.count { $0.isDefault } == 1)
    #expect(
      try await reason(RecordingPlan(audio: .pulse("no such one")), server.environment)
        == .noSuchDevice("no such one"))
    #expect(
      try await reason(RecordingPlan(audio: .pulse("nobody")), server.environment)
        == .noSuchDevice("nobody"))
  }

  @Test func `a source is heard while somebody wants to hear it`() async throws {
    let server = try await SoundServer()
    server.play(hertz: 900)
    let recorder = try Recorder(
      RecordingPlan(audio: .pulse(SoundServer.ears + ".monitor")), folder: recordings,
      environment: server.environment, patience: Self.patience)
    try await recorder.start()
    var monitor: SourceMonitor? = try SourceMonitor(
      .pulse(SoundServer.sink + ".monitor"), sink: SoundServer.ears,
      environment: server.environment)
    for await level in recorder.levels where level.peak[0] > -22 { break }
    #expect(monitor != nil)
    monitor = nil
    for await level in recorder.levels where level.peak[0] == LevelMeter.floor { break }
    await recorder.discard()
  }

  @Test func `a pause leaves no gap and loses nothing else`() async throws {
    let plan = RecordingPlan(audio: .alsa("counter"), sampleRate: 8000, channels: 1)
    let recorder = try Recorder(
      plan, folder: recordings, environment: try counting(), patience: Self.patience)
    try await recorder.start()
    try await recorder.record()
    await wait(recorder, for: 4000)
    try await recorder.pause()
    let atPause = recorder.samples
    var readings = 0
    for await _ in recorder.levels {
      // The meter goes on.
      readings += 1
      if readings == 10 { break }
    }
    #expect(recorder.samples == atPause)
    try await recorder.record()
    await wait(recorder, for: atPause + 4000)
    let take = try await recorder.finish()
    let samples = try await TestSound.samples(take.paths[0]).map(Int.init)
    #expect(samples.count == Int(try #require(take.samples)))
    let steps = zip(samples, samples.dropFirst()).map { ($1 - $0 + 30_000) % 30_000 }
    let jumps = steps.indices.filter { steps[$0] != 1 }
    #expect(jumps == [Int(atPause) - 1])
    // Ten readings of a twentieth, the pieces that were on their way aside.
    #expect(steps[jumps.first ?? 0] >= 8000 * 7 / 20, "\(steps[jumps.first ?? 0])")
    var events: [RecorderEvent] = []
    for await event in recorder.events { events.append(event) }
    #expect(events == [.recording, .paused, .recording])
  }

  @Test func `a child that is killed ends the take, which keeps all but its last second`()
    async throws
  {
    let plan = RecordingPlan(
      audio: .tone(440), video: .pattern(width: 160, height: 120), frameRate: 25)
    let recorder = try Recorder(
      plan, folder: recordings, environment: Self.plain, patience: Self.patience)
    try await recorder.start()
    try await recorder.record()
    var seconds = 0.0
    for await level in recorder.levels where level.time >= 4 {
      seconds = level.time
      break
    }
    kill(try #require(recorder.child), SIGKILL)
    var end: RecorderEvent?
    for await event in recorder.events { end = event }
    guard case .ended(let problem)? = end else {
      Issue.record("it ended with \(String(describing: end))")
      return
    }
    #expect(problem.recovery.contains("is kept"))
    // What a crash of everything would find.
    let killed = folder.path + "/killed/crash.take"
    try FileManager.default.createDirectory(
      atPath: folder.path + "/killed", withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      atPath: try #require(TakeStore(folder: recordings).takes().first).folder, toPath: killed)
    let store = TakeStore(folder: folder.path + "/killed", environment: Self.plain)
    let recovered = await store.recover()
    #expect(recovered.map(\.state) == [.recovered])
    let facts = try await MediaFacts.read(try #require(recovered.first?.paths.first))
    #expect(facts.duration >= seconds - 1, "\(facts.duration) of \(seconds)")
    #expect(facts.video?.size == PixelSize(width: 160, height: 120))
    #expect(facts.audio?.channels == 2)
    #expect(await store.recover().isEmpty)
    #expect(store.takes() == recovered)

    let take = try await recorder.finish()
    #expect(take.paths.count == 1)
    let kept = try await MediaFacts.read(take.paths[0])
    #expect(kept.video != nil && kept.duration >= seconds - 1, "\(kept.duration)")
  }

  @Test func `films go on after a pause in a file of their own`() async throws {
    let plan = RecordingPlan(audio: nil, video: .pattern(width: 64, height: 48), frameRate: 25)
    let recorder = try Recorder(
      plan, folder: recordings, environment: Self.plain, patience: Self.patience)
    try await recorder.start()
    try await recorder.record()
    try await recorder.pause()
    try await recorder.record()
    let take = try await recorder.finish()
    #expect(take.segments.map(\.name) == ["segment-0001.mkv", "segment-0002.mkv"])
    for path in take.paths {
      #expect(try await MediaFacts.read(path).video?.size == PixelSize(width: 64, height: 48))
    }
  }

  @Test func `a screen is recorded in its size`() async throws {
    let screen = try await VirtualScreen(width: 321, height: 240)
    let plan = RecordingPlan(audio: .tone(440), video: .screen(display: screen.display))
    let recorder = try Recorder(
      plan, folder: recordings, environment: Self.plain, patience: Self.patience)
    try await recorder.start()
    try await recorder.record()
    for await level in recorder.levels where level.time >= 1 { break }
    let take = try await recorder.finish()
    let facts = try await MediaFacts.read(take.paths[0])
    // The odd column has no place in the pixel format.
    #expect(facts.video?.size == PixelSize(width: 320, height: 240))
    #expect(facts.duration > 0.5)
  }

  @Test func `it ends in order before the disk is full`() async throws {
    let looks = Counter()
    let plan = RecordingPlan(audio: .alsa("counter"), sampleRate: 8000, channels: 1)
    let recorder = try Recorder(
      plan, folder: recordings, environment: try counting(), patience: Self.patience
    ) { _ in looks.next() <= 3 ? 600 << 20 : 400 << 20 }
    try await recorder.start()
    try await recorder.record()
    var events: [RecorderEvent] = []
    for await event in recorder.events { events.append(event) }
    #expect(events == [.recording, .ended(RecorderProblem(.diskNearlyFull))])
    let take = try await recorder.finish()
    // It looked at the beginning and then each half second.
    #expect((12_000..<13_000).contains(try #require(take.samples)))
    #expect(try await TestSound.samples(take.paths[0]).count == Int(try #require(take.samples)))
  }

  @Test func `what is missing is said, and how to get it`() async throws {
    let nowhere = ["PATH": "/nowhere"]
    #expect(try await reason(RecordingPlan(), nowhere) == .noProgram)
    #expect(RecorderProblem(.noProgram).recovery.contains("apt install ffmpeg"))
    let mute = ["PATH": "/usr/bin:/bin", "PULSE_SERVER": "unix:/nowhere/pulse.sock"]
    #expect(try await reason(RecordingPlan(), mute) == .noSoundServer)
    #expect(RecorderProblem(.noSoundServer).recovery.contains("apt install"))
    #expect(
      try await reason(RecordingPlan(audio: .alsa("plughw:77,0")), Self.plain)
        == .noSuchDevice("plughw:77,0"))
    #expect(
      try await reason(
        RecordingPlan(audio: nil, video: .camera(path: "/dev/video987")), Self.plain)
        == .noSuchDevice("/dev/video987"))
    #expect(
      try await reason(RecordingPlan(audio: nil, video: .screen(display: ":987")), Self.plain)
        == .noSuchDevice(":987"))
    #expect(FileManager.default.fileExists(atPath: recordings))
    #expect(try FileManager.default.contentsOfDirectory(atPath: recordings).isEmpty)
  }

  @Test func `a device from which nothing comes is given up`() async throws {
    let recorder = try Recorder(
      RecordingPlan(audio: .alsa("mute")), folder: recordings,
      environment: try folder.programs("exec sleep 600"), patience: .milliseconds(300))
    await #expect(throws: RecorderProblem(.silent("mute"))) { try await recorder.start() }
    #expect(recorder.child == nil)
    await recorder.discard()
  }

  @Test func `steps out of their turn are refused`() async throws {
    let recorder = try Recorder(RecordingPlan(), folder: recordings, environment: Self.plain)
    await #expect(throws: RecorderProblem(.outOfTurn)) { try await recorder.record() }
    await #expect(throws: RecorderProblem(.outOfTurn)) { try await recorder.pause() }
    await recorder.discard()
    await #expect(throws: RecorderProblem(.outOfTurn)) { try await recorder.start() }
  }
}

/// Counts calls from anywhere.
final class Counter: Sendable {
  private let value = Mutex(0)

  func next() -> Int {
    value.withLock { value in
      value += 1
      return value
    }
  }
}
