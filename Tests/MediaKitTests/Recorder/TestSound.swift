import Foundation
import TestPrograms
import Testing

@testable import MediaKit

/// Samples of files, and what they are.
enum TestSound {
  /// The samples of the first channels of a sound file, decoded by ffmpeg.
  static func samples(_ path: String, channels: Int = 1, rate: Int? = nil) async throws -> [Int16] {
    var bytes: [UInt8] = []
    let rates = rate.map { ["-ar", "\($0)"] } ?? []
    try await MediaTool(environment: ProcessInfo.processInfo.environment).run(
      "ffmpeg",
      ["-nostdin", "-v", "error", "-i", path, "-map", "0:a:0", "-ac", "\(channels)"] + rates
        + ["-f", "s16le", "pipe:1"]
    ) { bytes += $0 }
    return stride(from: 0, to: bytes.count - 1, by: 2).map {
      Int16(bitPattern: UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8)
    }
  }

  /// Where the spectrum of mono samples is strongest, hertz.
  static func frequency(_ samples: some Collection<Int16>, rate: Int) -> Double {
    let count = 1 << 14
    let part = Array(samples.prefix(count))
    var real = [Double](repeating: 0, count: count)
    var imaginary = real
    for (place, value) in part.enumerated() {
      // Hann's window keeps a tone between two bins from spreading.
      let window = 0.5 - 0.5 * cos(2 * .pi * Double(place) / Double(part.count))
      real[reversed(place, 14)] = Double(value) * window
    }
    var size = 2
    while size <= count {
      for start in stride(from: 0, to: count, by: size) {
        for step in 0..<size / 2 {
          let angle = -2 * Double.pi * Double(step) / Double(size)
          let (low, high) = (start + step, start + step + size / 2)
          let (x, y) = (
            real[high] * cos(angle) - imaginary[high] * sin(angle),
            real[high] * sin(angle) + imaginary[high] * cos(angle)
          )
          (real[high], imaginary[high]) = (real[low] - x, imaginary[low] - y)
          (real[low], imaginary[low]) = (real[low] + x, imaginary[low] + y)
        }
      }
      size *= 2
    }
    let power = (1..<count / 2).map { real[$0] * real[$0] + imaginary[$0] * imaginary[$0] }
    let best = power.indices.max { power[$0] < power[$1] } ?? 0
    return Double(best + 1) * Double(rate) / Double(count)
  }

  private static func reversed(_ number: Int, _ bits: Int) -> Int {
    (0..<bits).reduce(0) { $0 << 1 | (number >> $1 & 1) }
  }

  /// The root of the mean square, dBFS.
  static func level(_ samples: some Collection<Int16>) -> Double {
    guard !samples.isEmpty else { return -200 }
    let sum = samples.reduce(0.0) { $0 + Double($1) * Double($1) }
    return 10 * log10(max(1e-20, sum / Double(samples.count) / 32_767 / 32_767))
  }
}

/// A folder for one test.
final class TestFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "cnt-create-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
  }

  /// A folder of programs with one that stands in for ffmpeg.
  func programs(_ script: String) throws -> [String: String] {
    let folder = path + "/bin"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try TestScript.install("#!/bin/sh\n\(script)\n", at: folder + "/ffmpeg")
    return ["PATH": folder + ":/usr/bin:/bin", "HOME": path]
  }
}
