import Foundation
import MediaKit

/// A recording of this machine, as lists show it.
struct TakeFile: Sendable, Hashable {
  var folder: String
  var paths: [String]
  var began: Date
  /// Whole seconds; nil where only a program that reads films could tell.
  var seconds: Int?
  var bytes: Int
  var isFilm: Bool
  var isRecovered: Bool

  /// Such as "2026-11-28 10.15.00".
  var name: String {
    ((folder as NSString).lastPathComponent as NSString).deletingPathExtension
  }

}

extension TakeFile {
  init?(_ take: Take) {
    guard take.state != .recording, !take.segments.isEmpty else { return nil }
    folder = take.folder
    paths = take.paths
    began = take.began
    seconds = take.samples.map { Int($0) / max(1, take.plan.sampleRate) }
    bytes = take.paths.reduce(0) { sum, path in
      let size = (try? FileManager.default.attributesOfItem(atPath: path)[.size]) as? Int
      return sum + (size ?? 0)
    }
    isFilm = take.plan.video != nil
    isRecovered = take.state == .recovered
  }

  /// All of a folder, the newest first.
  static func all(in folder: String) -> [TakeFile] {
    TakeStore(folder: folder).takes().compactMap(TakeFile.init).reversed()
  }
}
