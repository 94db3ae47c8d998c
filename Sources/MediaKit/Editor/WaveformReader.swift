import Foundation

/// Makes waveforms of files, and finds those that were made before.
public struct WaveformReader: Sendable {
  /// Where a long file is divided for two decoders: a multiple of every size that peaks can have.
  private static let grid: Int64 = 1 << 24
  /// Seconds from which a second decoder is worth it.
  private static let long = 1200.0
  private static let mostChannels = 8

  private let folder: String?
  private let environment: [String: String]

  /// - Parameter folder: Where waveforms are kept; nil for nowhere.
  public init(
    cache folder: String?,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    self.folder = folder
    self.environment = environment
  }

  /// The waveform of a file's sound, from the cache where the file is the same as then.
  public func waveform(of path: String) async throws -> Waveform {
    let identity: WaveformFile.Identity
    do { identity = try WaveformFile.Identity(path) } catch {
      throw EditProblem(.unreadable(path))
    }
    let kept = folder.map { $0 + "/" + identity.name }
    if let kept, let waveform = WaveformFile.load(kept, identity) { return waveform }
    let waveform = try await read(path)
    if let folder, let kept {
      // Without a cache it is only slower.
      try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try? AtomicFile.write(WaveformFile.data(waveform, identity), to: kept)
    }
    return waveform
  }

  private func read(_ path: String) async throws -> Waveform {
    let facts = try await MediaFacts.read(path, environment: environment)
    guard let audio = facts.audio else { throw EditProblem(.unreadable(path)) }
    let channels = min(audio.channels, Self.mostChannels)
    let rate = audio.sampleRate
    let half = Int64(facts.duration / 2 * Double(rate)) / Self.grid * Self.grid
    var whole: WaveformBuilder
    if facts.duration > Self.long, half > 0 {
      async let second = part(path, channels, rate, from: half, count: nil)
      whole = try await part(path, channels, rate, from: 0, count: half)
      let rest = try await second
      // A file that is shorter than it says.
      if whole.length == half { whole.append(rest) }
    } else {
      whole = try await part(path, channels, rate, from: 0, count: nil)
    }
    guard whole.length > 0 else { throw EditProblem(.unreadable(path)) }
    return Waveform(
      sampleRate: rate, length: whole.length, samplesPerPeak: whole.size, finest: whole.tracks)
  }

  private func part(
    _ path: String, _ channels: Int, _ rate: Int, from start: Int64, count: Int64?
  ) async throws -> WaveformBuilder {
    var builder = WaveformBuilder(channels: channels)
    var rest: [UInt8] = []
    let seek = start > 0 ? ["-ss", decimal(Double(start) / Double(rate))] : []
    let end = count.map { ["-af", "atrim=end_sample=\($0)"] } ?? []
    // Not flushed after each packet of 4 kB: waking each other up costs more than decoding.
    let arguments =
      ["-nostdin", "-v", "error", "-threads", "1"] + InputFile.limits + seek + [
        "-i", InputFile.argument(path), "-map", "0:a:0", "-vn", "-sn", "-dn",
      ] + end + [
        "-ac", "\(channels)", "-ar", "\(rate)", "-c:a", "pcm_s16le", "-f", "s16le",
        "-flush_packets", "0", "pipe:1",
      ]
    let size = channels * 2
    try await MediaTool(environment: environment, patience: .milliseconds(500)).run(
      "ffmpeg", arguments
    ) { piece in
      // Pipes cut where they like.
      var piece = piece
      if !rest.isEmpty {
        let missing = min(size - rest.count, piece.count)
        rest += piece[..<missing]
        piece = UnsafeRawBufferPointer(rebasing: piece[missing...])
        guard rest.count == size else { return }
        rest.withUnsafeBytes { Self.add($0, to: &builder) }
        rest = []
      }
      let whole = piece.count / size * size
      Self.add(UnsafeRawBufferPointer(rebasing: piece[..<whole]), to: &builder)
      rest = Array(piece[whole...])
    }
    builder.finish()
    return builder
  }

  private static func add(_ bytes: UnsafeRawBufferPointer, to builder: inout WaveformBuilder) {
    let address = bytes.baseAddress.map { Int(bitPattern: $0) } ?? 0
    guard address % 2 != 0 else {
      bytes.withMemoryRebound(to: Int16.self) { builder.add($0) }
      return
    }
    // Samples have even addresses.
    Array(bytes).withUnsafeBytes { even in
      even.withMemoryRebound(to: Int16.self) { builder.add($0) }
    }
  }
}
