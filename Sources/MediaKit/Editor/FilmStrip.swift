import Foundation

/// Small pictures of a film at even times.
public struct FilmStrip: Sendable {
  /// More are not looked at by anybody.
  public static let most = 500

  private let environment: [String: String]

  public init(environment: [String: String] = ProcessInfo.processInfo.environment) {
    self.environment = environment
  }

  /// `count` pictures, each from the middle of its part of the film, as they are made: its number and
  /// the picture, no larger than `size`. Cancelled, it ends its child.
  public func frames(
    of path: String, count: Int, fitting size: PixelSize
  ) -> AsyncThrowingStream<(number: Int, frame: PixelFrame), any Error> {
    let environment = environment
    return AsyncThrowingStream { continuation in
      let task = Task {
        do {
          guard (1...Self.most).contains(count), !size.isEmpty, size.width <= 2048,
            size.height <= 2048
          else { throw EditProblem(.figure("number or size of pictures")) }
          let facts = try await MediaFacts.read(path, environment: environment)
          guard let video = facts.video else { throw EditProblem(.unreadable(path)) }
          let scale = min(
            Double(size.width) / Double(video.size.width),
            Double(size.height) / Double(video.size.height))
          let fitted = PixelSize(
            width: max(1, Int(Double(video.size.width) * scale)),
            height: max(1, Int(Double(video.size.height) * scale)))
          for number in 0..<count {
            let time = facts.duration * (Double(number) + 0.5) / Double(count)
            if let frame = try await Self.frame(path, time, fitted, environment) {
              continuation.yield((number, frame))
            }
          }
          continuation.finish()
        } catch { continuation.finish(throwing: error) }
      }
      continuation.onTermination = { _ in task.cancel() }
    }
  }

  private static func frame(
    _ path: String, _ time: Double, _ size: PixelSize, _ environment: [String: String]
  ) async throws -> PixelFrame? {
    var bytes: [UInt8] = []
    try await MediaTool(environment: environment, patience: .milliseconds(500)).run(
      "ffmpeg",
      ["-nostdin", "-v", "error", "-threads", "1"] + InputFile.limits + [
        "-ss", decimal(time), "-i", InputFile.argument(path), "-map", "0:v:0", "-frames:v", "1",
        "-vf", "scale=\(size.width):\(size.height):flags=area", "-pix_fmt", "rgb0", "-f",
        "rawvideo", "pipe:1",
      ]
    ) { piece in
      if bytes.count <= size.width * size.height * 4 { bytes += piece }
    }
    return PixelFrame(size, rgb0: bytes)
  }
}

extension PixelFrame {
  /// Four bytes a pixel: red, green, blue and one that does not count; nil where they are not as many.
  init?(_ size: PixelSize, rgb0 bytes: [UInt8]) {
    guard bytes.count == size.width * size.height * 4 else { return nil }
    self.init(
      size: size,
      pixels: stride(from: 0, to: bytes.count, by: 4).map {
        UInt32(bytes[$0]) | UInt32(bytes[$0 + 1]) << 8 | UInt32(bytes[$0 + 2]) << 16
      })
  }
}
