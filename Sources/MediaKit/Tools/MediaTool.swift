import Foundation
import Subprocess
import Synchronization

/// Runs ffmpeg, ffprobe or pactl as a child, with arguments that no shell ever sees.
struct MediaTool: Sendable {
  /// Standard error that is kept, bytes from its end.
  private static let mostErrors = 16 << 10
  /// What a program of these needs to know of its surroundings; LC_ALL keeps its words English.
  private static let handedOn = [
    "PATH", "HOME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "PULSE_SERVER", "PULSE_COOKIE",
    "PULSE_RUNTIME_PATH", "DISPLAY", "XAUTHORITY", "TMPDIR",
  ]

  var environment: [String: String]
  /// How the child is asked to end when its task is cancelled, before it is killed.
  var ending: Signal = .terminate
  /// How long it then has to put things in order.
  var patience: Duration = .seconds(5)

  /// Runs `program` to its end and returns the end of what it wrote to standard error.
  ///
  /// - Parameters:
  ///   - started: Called once with the child's process id.
  ///   - output: Called with each piece of standard output; what it throws ends the child.
  @discardableResult
  func run(
    _ program: String, _ arguments: [String], started: ((pid_t) -> Void)? = nil,
    output: (UnsafeRawBufferPointer) throws -> Void
  ) async throws -> String {
    var options = PlatformOptions()
    // What the terminal sends to its programs is for whoever started this one to hand on.
    options.createSession = true
    options.teardownSequence = [.send(signal: ending, allowedDurationToNextStep: patience)]
    let child: [Environment.Key: String] = Dictionary(
      uniqueKeysWithValues: Self.handedOn.compactMap { name in
        environment[name].map { (Environment.Key(stringLiteral: name), $0) }
      } + [("LC_ALL", "C.UTF-8")])
    do {
      let result = try await Subprocess.run(
        .name(program), arguments: Arguments(arguments), environment: .custom(child),
        platformOptions: options, input: .none, output: .sequence, error: .sequence
      ) { execution in
        started?(execution.processIdentifier.value)
        async let errors = Self.end(of: execution.standardError)
        for try await piece in execution.standardOutput { try piece.withUnsafeBytes(output) }
        return await errors
      }
      try Task.checkCancellation()
      guard result.terminationStatus.isSuccess else {
        throw ToolProblem(reason: .failed(program: program, words: result.closureResult))
      }
      return result.closureResult
    } catch let error as SubprocessError where error.code == .executableNotFound {
      throw ToolProblem(reason: .missing(program: program))
    } catch let error as SubprocessError {
      try Task.checkCancellation()
      throw ToolProblem(reason: .failed(program: program, words: "\(error)"))
    }
  }

  /// The same with nothing to read on standard output.
  @discardableResult
  func run(_ program: String, _ arguments: [String]) async throws -> String {
    try await run(program, arguments, output: { _ in })
  }

  /// Whether ffmpeg could not write its file to the end. It says so and ends as if all were well (seen
  /// with 5.1).
  static func hasFailedToWrite(_ words: String) -> Bool {
    words.contains("Error writing trailer") || words.contains("Error closing file")
  }

  private static func end(of sequence: SubprocessOutputSequence) async -> String {
    var bytes: [UInt8] = []
    do {
      for try await piece in sequence {
        piece.withUnsafeBytes { bytes += $0 }
        if bytes.count > 4 * mostErrors { bytes.removeFirst(bytes.count - mostErrors) }
      }
    } catch {}
    return String(decoding: bytes.suffix(mostErrors), as: UTF8.self)
  }
}

/// Why a program of somebody else's did not do its work.
public struct ToolProblem: Error, Hashable, Sendable {
  public enum Reason: Hashable, Sendable {
    case missing(program: String)
    /// With the end of what it wrote to standard error; not sanitised.
    case failed(program: String, words: String)
    /// It said nothing that can be understood.
    case unreadable(program: String)
  }

  public var reason: Reason

  public init(reason: Reason) { self.reason = reason }

  /// The sentence that says what to do. What programs say in it is not sanitised.
  public var recovery: String {
    switch reason {
    case .missing(let program):
      "The program \(program) is not installed: sudo apt install \(Self.package(of: program))."
    case .failed(let program, let words):
      "\(program) gave up (\(Self.lastLine(of: words))): see that the file can be played."
    case .unreadable(let program):
      "\(program) said nothing that can be understood: see that the file can be played."
    }
  }

  private static func package(of program: String) -> String {
    switch program {
    case "pactl": "pulseaudio-utils"
    default: "ffmpeg"
    }
  }

  static func lastLine(of words: String) -> String {
    let line = words.split(whereSeparator: \.isNewline).last { !$0.allSatisfy(\.isWhitespace) }
    return String((line ?? "no reason given").prefix(300))
  }
}

/// Lines out of pieces of bytes, for what a program writes bit by bit.
struct LineSplitter {
  /// A line that is longer is cut here.
  private static let longest = 1 << 16
  private var rest: [UInt8] = []

  mutating func lines(_ piece: UnsafeRawBufferPointer) -> [String] {
    rest += piece
    var lines: [String] = []
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      lines.append(String(decoding: rest[..<end], as: UTF8.self))
      rest.removeSubrange(...end)
    }
    if rest.count > Self.longest { rest.removeAll() }
    return lines
  }
}
