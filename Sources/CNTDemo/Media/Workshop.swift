import Foundation

/// The folder a build works in: finished files under `made/`, drafts under `drafts/`.
///
/// It lies beside the media folder, so that moving a file into place is one rename and nobody ever
/// sees half a file.
struct Workshop: Sendable {
  static let kinds = ["audio", "video", "images", "documents"]

  let mediaFolder: String
  private var folder: String { mediaFolder + ".building" }

  /// Starts with an empty workshop, whatever an earlier build left.
  init(mediaFolder: String) throws(DemoError) {
    self.mediaFolder =
      mediaFolder.count > 1 && mediaFolder.hasSuffix("/")
      ? String(mediaFolder.dropLast()) : mediaFolder
    remove()
    for kind in Workshop.kinds {
      try Workshop.makeFolder("\(folder)/made/\(kind)")
      try Workshop.makeFolder("\(self.mediaFolder)/\(kind)")
    }
    try Workshop.makeFolder("\(folder)/drafts")
  }

  /// Where the file behind `/media/<kind>/<name>` is made.
  func path(_ kind: String, _ name: String) -> String { "\(folder)/made/\(kind)/\(name)" }

  func draft(_ name: String) -> String { "\(folder)/drafts/\(name)" }

  func write(_ data: Data, to path: String) throws(DemoError) {
    do {
      try data.write(to: URL(fileURLWithPath: path))
    } catch {
      throw DemoError(.cannotWrite(path: path, detail: error.localizedDescription))
    }
  }

  /// Moves every finished file to the media folder, over what an earlier build put there.
  func publish() throws(DemoError) {
    for kind in Workshop.kinds {
      let from = "\(folder)/made/\(kind)"
      let names = (try? FileManager.default.contentsOfDirectory(atPath: from)) ?? []
      for name in names {
        let target = "\(mediaFolder)/\(kind)/\(name)"
        guard rename("\(from)/\(name)", target) == 0 else {
          throw DemoError(.cannotWrite(path: target, detail: String(cString: strerror(errno))))
        }
      }
    }
    remove()
  }

  func remove() { try? FileManager.default.removeItem(atPath: folder) }

  private static func makeFolder(_ path: String) throws(DemoError) {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw DemoError(.cannotWrite(path: path, detail: error.localizedDescription))
    }
  }
}
