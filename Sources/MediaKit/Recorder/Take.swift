import Foundation

/// One recording: the files that it went to, in order, without a gap between them.
public struct Take: Codable, Hashable, Sendable {
  public enum State: String, Codable, Sendable {
    case recording, finished
    /// Ended by a crash, and made whole by ``TakeStore/recover()``.
    case recovered
  }

  public struct Segment: Codable, Hashable, Sendable {
    /// Of the file in the take's folder.
    public var name: String
    /// Of sound that is recorded alone: samples of one channel.
    public var samples: Int64?
  }

  public static let currentVersion = 1

  public var version = currentVersion
  public var state = State.recording
  public var began: Date
  public var plan: RecordingPlan
  public var segments: [Segment] = []

  /// The name of its folder; not part of what is written there.
  public internal(set) var folder = ""

  enum CodingKeys: String, CodingKey { case version, state, began, plan, segments }

  public init(began: Date, plan: RecordingPlan) {
    self.began = began
    self.plan = plan
  }

  /// The files, in order.
  public var paths: [String] { segments.map { folder + "/" + $0.name } }

  /// Samples of one channel in all; nil where there are pictures.
  public var samples: Int64? {
    var sum: Int64 = 0
    for segment in segments {
      guard let samples = segment.samples else { return nil }
      sum += samples
    }
    return sum
  }

  var format: WAVWriter.Format {
    WAVWriter.Format(sampleRate: plan.sampleRate, channels: plan.channels)
  }
}

/// A take's folder while somebody writes in it, or makes it whole: one program at a time.
final class TakeFolder: Sendable {
  static let ending = ".take"
  private static let manifest = "take.json"
  /// A manifest has one line a segment.
  private static let mostBytes = 4 << 20

  let path: String
  private let lock: Int32

  /// nil where another program has it.
  init?(path: String) {
    self.path = path
    let fd = open(path + "/lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard fd >= 0 else { return nil }
    guard flock(fd, LOCK_EX | LOCK_NB) == 0 else {
      close(fd)
      return nil
    }
    lock = fd
  }

  deinit {
    // A child that is being started has the same open file until it executes its program.
    flock(lock, LOCK_UN)
    close(lock)
  }

  static func make(in recordings: String, began: Date) throws -> TakeFolder {
    let form = DateFormatter()
    form.locale = Locale(identifier: "en_US_POSIX")
    form.dateFormat = "yyyy-MM-dd HH.mm.ss"
    let base = recordings + "/" + form.string(from: began)
    try FileManager.default.createDirectory(atPath: recordings, withIntermediateDirectories: true)
    for number in 1...1000 {
      let path = base + (number == 1 ? "" : " (\(number))") + ending
      guard mkdir(path, 0o700) == 0 else {
        if errno == EEXIST { continue }
        throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
      }
      guard let folder = TakeFolder(path: path) else { throw POSIXError(.EBUSY) }
      return folder
    }
    throw POSIXError(.EEXIST)
  }

  /// Removes the folder, unless there is more in it than the manifest and the lock.
  func remove() {
    for name in [Self.manifest, "lock"] { unlink(path + "/" + name) }
    rmdir(path)
  }

  func save(_ take: Take) throws {
    let coder = JSONEncoder()
    coder.outputFormatting = [.sortedKeys, .prettyPrinted]
    coder.dateEncodingStrategy = .iso8601
    try AtomicFile.write(try coder.encode(take), to: path + "/" + Self.manifest)
  }

  /// The take as its folder has it; nil for what is none, or of a later version.
  static func load(_ path: String) -> Take? {
    let file = path + "/" + manifest
    let size = (try? FileManager.default.attributesOfItem(atPath: file)[.size]) as? Int
    guard let size, size <= mostBytes, let data = FileManager.default.contents(atPath: file) else {
      return nil
    }
    let coder = JSONDecoder()
    coder.dateDecodingStrategy = .iso8601
    guard var take = try? coder.decode(Take.self, from: data), take.version == Take.currentVersion,
      (try? take.plan.validate()) != nil,
      // Names of files in the folder, nothing that leads out of it.
      take.segments.allSatisfy({
        isSegment($0.name) && (0...EditList.longest).contains($0.samples ?? 0)
      })
    else { return nil }
    take.folder = path
    return take
  }

  static func name(_ number: Int, _ ending: String) -> String {
    let digits = String(number)
    return "segment-" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + ending
  }

  static func isSegment(_ name: String) -> Bool {
    name.wholeMatch(of: /segment-[0-9]{4,9}\.(wav|mkv)/) != nil
  }
}
