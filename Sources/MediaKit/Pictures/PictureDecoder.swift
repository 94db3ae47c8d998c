import Foundation
import Subprocess
import SystemPackage

/// Decodes picture files that anybody may have made, in a child process: ffmpeg, told the format, with
/// the file as its standard input and no way to any other file or to the network.
public struct PictureDecoder: Sendable {
  /// Why there is no picture.
  public struct Problem: Error, Hashable, Sendable {
    public enum Reason: Hashable, Sendable {
      case unreadable, notAPicture, cannotDecode, tookTooLong, noDecoder
    }
    public var reason: Reason

    public init(reason: Reason) { self.reason = reason }

    /// The sentence that says what to do.
    public var recovery: String {
      switch reason {
      case .unreadable: "The picture's file cannot be read: check the disk."
      case .notAPicture: "This is no JPEG, PNG, GIF or WebP: tell who published it."
      case .cannotDecode: "The picture is damaged, or too large: tell who published it."
      case .tookTooLong: "The picture took too long to decode: tell who published it."
      case .noDecoder: "Pictures need the program ffmpeg: sudo apt install ffmpeg."
      }
    }
  }

  /// Pixels of a picture that is decoded at all: a photograph of 40 megapixels is none of a cover.
  static let mostPixels = 40_000_000
  /// Pixels in one direction of what comes out.
  static let mostSide = 4096
  /// Bytes that a decoder may have in one piece.
  private static let mostMemory = 400 << 20

  private let environment: [String: String]
  private let patience: Duration

  public init(
    environment: [String: String] = ProcessInfo.processInfo.environment,
    patience: Duration = .seconds(10)
  ) {
    self.environment = environment
    self.patience = patience
  }

  /// The picture, scaled to fit inside `size`; where it is to fill it, what sticks out is cut off.
  public func pixels(
    of path: String, fitting size: PixelSize, filling: Bool = false
  ) async throws(Problem) -> RGBPicture {
    let bytes = try await decode(path, size, filling, as: ["-c:v", "ppm"])
    guard let picture = RGBPicture(ppm: bytes, most: size) else {
      throw Problem(reason: .cannotDecode)
    }
    return picture
  }

  /// The same as a PNG of our own making, with its size.
  public func png(
    of path: String, fitting size: PixelSize, filling: Bool = false
  ) async throws(Problem) -> (bytes: [UInt8], size: PixelSize) {
    let bytes = try await decode(path, size, filling, as: ["-c:v", "png", "-pred", "mixed"])
    // Signature, then IHDR with the size (PNG specification, 11.2.2).
    guard bytes.count > 24, PictureFormat(head: bytes) == .png else {
      throw Problem(reason: .cannotDecode)
    }
    func number(at place: Int) -> Int {
      bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
    }
    let (width, height) = (number(at: 16), number(at: 20))
    guard (1...size.width).contains(width), (1...size.height).contains(height) else {
      throw Problem(reason: .cannotDecode)
    }
    return (bytes, PixelSize(width: width, height: height))
  }

  private func decode(
    _ path: String, _ size: PixelSize, _ filling: Bool, as output: [String]
  ) async throws(Problem) -> [UInt8] {
    guard (1...Self.mostSide).contains(size.width), (1...Self.mostSide).contains(size.height) else {
      throw Problem(reason: .cannotDecode)
    }
    let fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard fd >= 0 else { throw Problem(reason: .unreadable) }
    var head = [UInt8](repeating: 0, count: PictureFormat.headBytes)
    let count = pread(fd, &head, head.count, 0)
    guard count > 0, let format = PictureFormat(head: head.prefix(count)) else {
      close(fd)
      throw Problem(reason: count < 0 ? .unreadable : .notAPicture)
    }
    let arguments = Self.arguments(format, size, filling) + output + ["-f", "image2pipe", "pipe:1"]
    let input = FileDescriptor(rawValue: fd)
    let limit = size.width * size.height * 4 + (64 << 10)
    let folders = environment["PATH"] ?? "/usr/bin:/bin"
    do {
      return try await limited(to: patience) {
        let result = try await Subprocess.run(
          .name("ffmpeg"), arguments: Arguments(arguments), environment: .custom(["PATH": folders]),
          input: .fileDescriptor(input, closeAfterSpawningProcess: true),
          output: .bytes(limit: limit), error: .discarded)
        guard result.terminationStatus.isSuccess else { throw Problem(reason: .cannotDecode) }
        return result.standardOutput
      }
    } catch let problem as Problem {
      throw problem
    } catch let error as SubprocessError where error.code == .executableNotFound {
      throw Problem(reason: .noDecoder)
    } catch {
      throw Problem(reason: .cannotDecode)
    }
  }

  private static func arguments(
    _ format: PictureFormat, _ size: PixelSize, _ filling: Bool
  ) -> [String] {
    let area = "\(size.width):\(size.height)"
    let scale =
      "scale=\(area):flags=area:force_original_aspect_ratio="
      + (filling ? "increase,crop=\(area)" : "decrease")
    return [
      "-nostdin", "-v", "quiet", "-max_alloc", "\(mostMemory)", "-timelimit", "20",
      "-protocol_whitelist", "pipe", "-max_pixels", "\(mostPixels)", "-threads", "1",
      "-f", format.ffmpeg.demuxer, "-c:v", format.ffmpeg.decoder, "-i", "pipe:0",
      "-map", "0:v:0", "-frames:v", "1", "-an", "-sn", "-dn", "-map_metadata", "-1", "-vf",
      // What can be seen through is shown on black.
      scale + ",format=gbrap,premultiply=inplace=1,format=rgb24",
    ]
  }

  /// The work's result, or ``Problem/Reason/tookTooLong`` when time is over; its child ends with it.
  private func limited(
    to time: Duration, _ work: @escaping @Sendable () async throws -> [UInt8]
  ) async throws -> [UInt8] {
    try await withThrowingTaskGroup(of: [UInt8].self) { group in
      group.addTask { try await work() }
      group.addTask {
        try await Task.sleep(for: time)
        throw Problem(reason: .tookTooLong)
      }
      defer { group.cancelAll() }
      return try await group.next() ?? []
    }
  }
}
