import Foundation
import Subprocess
import Testing

/// A film made by ffmpeg.
enum TestFilm {
  /// Three seconds: red for two, then blue.
  static func make() async throws -> Data {
    let path = NSTemporaryDirectory() + "cnt-upload-\(UUID().uuidString).mp4"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let record = try await Subprocess.run(
      .name("ffmpeg"),
      arguments: [
        "-v", "error", "-nostdin", "-f", "lavfi", "-i", "color=red:size=64x48:rate=10:duration=2",
        "-f", "lavfi", "-i", "color=blue:size=64x48:rate=10:duration=1", "-filter_complex",
        "[0][1]concat", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", path,
      ], output: .discarded, error: .string(limit: 4096))
    try #require(record.terminationStatus.isSuccess, "\(record.standardError)")
    return try Data(contentsOf: URL(fileURLWithPath: path))
  }
}
