import Dispatch
import Foundation
import Synchronization

/// Where the samples of a device arrive: measured always, kept while the gate is open.
///
/// A pause closes the gate and the device goes on, so that the sample after the pause is the next one
/// that comes, and nothing has to start first.
final class AudioTap: Sendable {
  private enum Gate {
    case closed
    /// Sample frames to go until it opens, and how many a beat has.
    case counting(left: Int, beat: Int)
    case open
  }

  private struct State {
    var gate = Gate.closed
    var writer: WAVWriter?
    /// In the writer's file.
    var frames: Int64 = 0
    var segments: [Take.Segment] = []
    /// Bytes of a frame that is not complete.
    var rest: [UInt8] = []
    var meter: LevelMeter
    var sinceSync = 0
    var problem: RecorderProblem?
  }

  /// A file is followed by another one at this size: WAV's sizes have 32 bits.
  private static let mostBytes: Int64 = 1 << 30

  private let folder: TakeFolder?
  private let plan: RecordingPlan
  private let freeBytes: @Sendable (String) -> Int64?
  private let levels: AsyncStream<LevelReading>.Continuation
  private let events: AsyncStream<RecorderEvent>.Continuation
  private let state: Mutex<State>
  /// Writing through to the disk may take long; the device does not wait for it.
  private let syncing = DispatchQueue(label: "cnt.recorder.sync", qos: .utility)

  init(
    folder: TakeFolder?, plan: RecordingPlan, freeBytes: @escaping @Sendable (String) -> Int64?,
    levels: AsyncStream<LevelReading>.Continuation, events: AsyncStream<RecorderEvent>.Continuation
  ) {
    self.folder = folder
    self.plan = plan
    self.freeBytes = freeBytes
    self.levels = levels
    self.events = events
    state = Mutex(State(meter: LevelMeter(sampleRate: plan.sampleRate, channels: plan.channels)))
  }

  private var format: WAVWriter.Format {
    WAVWriter.Format(sampleRate: plan.sampleRate, channels: plan.channels)
  }

  /// Samples of one channel that are kept so far.
  var samples: Int64 {
    state.withLock { state in
      state.segments.reduce(state.frames) { $0 + ($1.samples ?? 0) }
    }
  }

  var problem: RecorderProblem? { state.withLock(\.problem) }

  /// Keeps what comes after so many sample frames; each beat of them is told.
  func open(after frames: Int, beat: Int) {
    if frames > 0 { tellBeat(left: frames, beat: beat) }
    state.withLock { $0.gate = frames > 0 ? .counting(left: frames, beat: max(1, beat)) : .open }
  }

  func shut() { state.withLock { $0.gate = .closed } }

  /// Takes what the program wrote; throws where the recording has to end.
  func take(_ piece: UnsafeRawBufferPointer) throws {
    try state.withLock { state in
      let size = format.bytesPerFrame
      guard !state.rest.isEmpty else {
        let whole = piece.count / size * size
        try take(UnsafeRawBufferPointer(rebasing: piece[..<whole]), &state)
        state.rest = Array(piece[whole...])
        return
      }
      var bytes = state.rest
      bytes += piece
      let whole = bytes.count / size * size
      try bytes.withUnsafeBytes {
        try take(UnsafeRawBufferPointer(rebasing: $0[..<whole]), &state)
      }
      state.rest = Array(bytes[whole...])
    }
  }

  private func take(_ frames: UnsafeRawBufferPointer, _ state: inout State) throws {
    frames.withMemoryRebound(to: Int16.self) { samples in
      for reading in state.meter.add(samples) { levels.yield(reading) }
    }
    let size = format.bytesPerFrame
    switch state.gate {
    case .closed: return
    case .counting(let left, let beat):
      let count = frames.count / size
      let skipped = min(left, count)
      for mark in stride(from: (left - 1) / beat * beat, to: left - skipped - 1, by: -beat)
      where mark > 0 { tellBeat(left: mark, beat: beat) }
      guard skipped == left else {
        state.gate = .counting(left: left - skipped, beat: beat)
        return
      }
      state.gate = .open
      events.yield(.recording)
      try keep(UnsafeRawBufferPointer(rebasing: frames[(skipped * size)...]), &state)
    case .open: try keep(frames, &state)
    }
  }

  private func tellBeat(left: Int, beat: Int) {
    events.yield(.counting((left + max(1, beat) - 1) / max(1, beat)))
  }

  private func keep(_ frames: UnsafeRawBufferPointer, _ state: inout State) throws {
    guard let folder, !frames.isEmpty else { return }
    do {
      if state.writer == nil {
        try look(at: folder)
        state.writer = try WAVWriter(
          path: folder.path + "/" + TakeFolder.name(state.segments.count + 1, ".wav"),
          format: format)
      }
      state.frames += try state.writer?.append(frames) ?? 0
      state.sinceSync += frames.count
      if state.sinceSync >= plan.sampleRate * format.bytesPerFrame / 2 {
        state.sinceSync = 0
        try look(at: folder)
        if let fd = state.writer?.duplicate(), fd >= 0 {
          syncing.async {
            fdatasync(fd)
            close(fd)
          }
        }
      }
      if state.frames * Int64(format.bytesPerFrame) > Self.mostBytes {
        try closeFile(&state)
      }
    } catch {
      let problem = Self.problem(error)
      state.problem = problem
      state.gate = .closed
      throw problem
    }
  }

  private func look(at folder: TakeFolder) throws {
    if let free = freeBytes(folder.path), free < plan.leastFreeBytes {
      throw RecorderProblem(.diskNearlyFull)
    }
  }

  private static func problem(_ error: any Error) -> RecorderProblem {
    switch error {
    case let problem as RecorderProblem: problem
    case let error as POSIXError where error.code == .ENOSPC || error.code == .EDQUOT:
      RecorderProblem(.diskNearlyFull)
    case let error as POSIXError:
      RecorderProblem(.cannotWrite(String(cString: strerror(error.code.rawValue))))
    default: RecorderProblem(.cannotWrite("\(error)"))
    }
  }

  private func closeFile(_ state: inout State) throws {
    guard let writer = state.writer else { return }
    try writer.finish(frames: state.frames)
    state.segments.append(
      Take.Segment(
        name: TakeFolder.name(state.segments.count + 1, ".wav"), samples: state.frames))
    state.writer = nil
    state.frames = 0
  }

  /// Closes the files and tells what they are.
  func finish() throws(RecorderProblem) -> [Take.Segment] {
    do {
      return try state.withLock { state in
        state.gate = .closed
        try closeFile(&state)
        return state.segments
      }
    } catch { throw Self.problem(error) }
  }
}
