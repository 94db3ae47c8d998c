import Foundation

/// How far a rendering is.
public struct RenderProgress: Hashable, Sendable {
  /// From 0 to 1, over all passes.
  public var fraction: Double
  /// Seconds of the programme for a second of work; 0 until known.
  public var speed: Double
  /// Seconds until it is done; nil until known.
  public var left: Double?
}

/// Makes files of edits, through ffmpeg as a child.
public struct Renderer: Sendable {
  private let environment: [String: String]

  public init(environment: [String: String] = ProcessInfo.processInfo.environment) {
    self.environment = environment
  }

  /// Writes `edit` to `target`, which is there whole and on the disk when this returns, and untouched
  /// where it throws: ``EditProblem``, ``ToolProblem``, `POSIXError`, or `CancellationError` when the
  /// task is cancelled, which ends the child.
  public func render(
    _ edit: EditList, as format: RenderFormat, to target: String,
    progress: @Sendable @escaping (RenderProgress) -> Void = { _ in }
  ) async throws {
    try edit.validate()
    guard !format.isFilm || edit.picture != nil else {
      throw EditProblem(.figure("film, because the edit has no pictures"))
    }
    guard edit.sources.allSatisfy({ FileManager.default.isReadableFile(atPath: $0.path) }) else {
      let path = edit.sources.first { !FileManager.default.isReadableFile(atPath: $0.path) }?.path
      throw EditProblem(.unreadable(path ?? ""))
    }
    guard !edit.sources.contains(where: { Self.isSame($0.path, target) }) else {
      throw EditProblem(.overSource(target))
    }
    let partial = AtomicFile.partial(for: target)
    try Self.reserve(partial, for: target)
    defer { unlink(partial) }
    let cover = try await cover(of: edit, format)
    var share = 0.0
    var loudness: String?
    let isHeard = !format.isFilm || edit.soundtrack != .none
    if let goal = edit.loudness, isHeard {
      // Measuring takes about as long as writing.
      share = 0.4
      let meter = ProgressMeter(edit, from: 0, share: share, progress)
      let measured = try await Loudness.measure(edit, environment: environment, meter)
      loudness = measured?.filter(for: goal, sampleRate: edit.sampleRate)
    }
    let command = try RenderCommand.file(
      edit, format, to: partial, loudness: loudness, cover: cover)
    defer { command.remove() }
    let meter = ProgressMeter(edit, from: share, share: 1 - share, progress)
    try await run(command, meter)
    try Task.checkCancellation()
    try AtomicFile.commit(partial, as: target)
    progress(RenderProgress(fraction: 1, speed: 0, left: 0))
  }

  /// A place that cannot be written to is told before the work, not after it.
  private static func reserve(_ partial: String, for target: String) throws {
    var facts = stat()
    if stat(target, &facts) == 0, facts.st_mode & S_IFMT == S_IFDIR { throw POSIXError(.EISDIR) }
    let fd = open(partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard fd >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    close(fd)
  }

  private static func isSame(_ path: String, _ other: String) -> Bool {
    var (one, two) = (stat(), stat())
    return stat(path, &one) == 0 && stat(other, &two) == 0 && one.st_dev == two.st_dev
      && one.st_ino == two.st_ino
  }

  /// A picture of the programme as it is edited, scaled to fit.
  public func frame(
    of edit: EditList, at sample: Int64, fitting size: PixelSize
  ) async throws -> PixelFrame {
    try edit.validate()
    guard var picture = edit.picture, (0..<edit.length).contains(sample) else {
      throw EditProblem(.outside)
    }
    // Nothing but the one picture is made.
    let one = max(1, Int64((Double(edit.sampleRate) / picture.rate.value).rounded()))
    let start = min(sample, max(0, edit.length - one))
    var part = edit
    try part.trim(to: start..<min(edit.length, start + one))
    picture.overlays = part.picture?.overlays ?? []
    var bytes: [UInt8] = []
    let command = try RenderCommand.frame(part, picture)
    defer { command.remove() }
    let most = picture.width * picture.height * 4
    try await MediaTool(environment: environment).run("ffmpeg", command.arguments) { piece in
      guard bytes.count + piece.count <= most else {
        throw ToolProblem(reason: .unreadable(program: "ffmpeg"))
      }
      bytes += piece
    }
    let whole = PixelSize(width: picture.width, height: picture.height)
    guard let frame = PixelFrame(whole, rgb0: bytes) else {
      throw ToolProblem(reason: .unreadable(program: "ffmpeg"))
    }
    let scale = min(
      1, Double(size.width) / Double(whole.width), Double(size.height) / Double(whole.height))
    guard scale < 1 else { return frame }
    return frame.scaled(
      to: PixelSize(
        width: max(1, Int(Double(whole.width) * scale)),
        height: max(1, Int(Double(whole.height) * scale))))
  }

  private func run(_ command: RenderCommand, _ meter: ProgressMeter) async throws {
    var lines = LineSplitter()
    let words = try await MediaTool(environment: environment, patience: .milliseconds(500)).run(
      "ffmpeg", command.arguments
    ) { piece in
      for line in lines.lines(piece) { meter.take(line) }
    }
    if MediaTool.hasFailedToWrite(words) {
      throw POSIXError(words.contains("No space left") ? .ENOSPC : .EIO)
    }
  }

  /// Decoded and encoded anew, so that nothing of a foreign file but its pixels goes on. The poster is
  /// the cover of a film that has no other.
  private func cover(
    of edit: EditList, _ format: RenderFormat
  ) async throws -> (bytes: [UInt8], size: PixelSize)? {
    guard format != .wav else { return nil }
    if let path = edit.cover {
      do {
        return try await PictureDecoder(environment: environment, patience: .seconds(30))
          .png(of: path, fitting: PixelSize(width: 1400, height: 1400))
      } catch { throw EditProblem(.unreadable(path)) }
    }
    guard format.isFilm, let poster = edit.picture?.poster else { return nil }
    let frame = try await frame(of: edit, at: poster, fitting: PixelSize(width: 1280, height: 1280))
    let path = NSTemporaryDirectory() + "cnt-poster-\(UUID().uuidString)"
    defer { unlink(path) }
    var ppm = Array("P6\n\(frame.size.width) \(frame.size.height)\n255\n".utf8)
    for pixel in frame.pixels {
      for shift in [0, 8, 16] { ppm.append(UInt8(truncatingIfNeeded: pixel >> UInt32(shift))) }
    }
    try Data(ppm).write(to: URL(fileURLWithPath: path))
    var png: [UInt8] = []
    try await MediaTool(environment: environment).run(
      "ffmpeg",
      [
        "-nostdin", "-v", "error", "-f", "ppm_pipe", "-i", "file:" + path, "-frames:v", "1", "-c:v",
        "png", "-pred", "mixed", "-f", "image2pipe", "pipe:1",
      ]
    ) { png += $0 }
    return (png, frame.size)
  }
}

/// Reads ffmpeg's `-progress`.
final class ProgressMeter {
  private let length: Double
  private let from: Double
  private let share: Double
  private let tell: @Sendable (RenderProgress) -> Void
  private var done = 0.0
  private var speed = 0.0

  init(
    _ edit: EditList, from: Double, share: Double,
    _ tell: @escaping @Sendable (RenderProgress) -> Void
  ) {
    length = max(0.001, edit.seconds(edit.length))
    self.from = from
    self.share = share
    self.tell = tell
  }

  func take(_ line: String) {
    let parts = line.split(separator: "=", maxSplits: 1)
    guard parts.count == 2 else { return }
    let value = parts[1].trimmingCharacters(in: .whitespaces)
    switch parts[0] {
    case "out_time_us":
      if let time = Double(value), time.isFinite { done = min(1, max(done, time / 1e6 / length)) }
    case "speed":
      if let number = Double(value.dropLast()), number.isFinite { speed = max(0, number) }
    case "progress":
      let left = speed > 0 ? (1 - done) * length / speed : nil
      tell(RenderProgress(fraction: from + share * done, speed: speed, left: left))
    default: break
    }
  }
}
