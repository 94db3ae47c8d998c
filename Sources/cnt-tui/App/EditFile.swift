import Foundation
import MediaKit

/// An edit beside the recording that it is of; the recording itself is never changed.
enum EditFile {
  /// More than any edit takes.
  private static let most = 4 << 20

  private static func path(_ folder: String) -> String { folder + "/edit.json" }

  /// nil where there is none. One that cannot be used, or names other files than the recording's, is no
  /// reason to take the recording as it was: ``EditProblem``.
  static func load(_ take: TakeFile) throws -> EditList? {
    let path = path(take.folder)
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    guard let data = FileManager.default.contents(atPath: path), data.count <= most,
      var edit = try? JSONDecoder().decode(EditList.self, from: data)
    else { throw EditProblem(.unreadable(path)) }
    try edit.validate()
    func names(_ paths: [String]) -> [String] { paths.map { ($0 as NSString).lastPathComponent } }
    guard names(edit.sources.map(\.path)) == names(take.paths) else {
      throw EditProblem(.unreadable(path))
    }
    // The folder may have been moved since.
    for (index, path) in take.paths.enumerated() { edit.sources[index].path = path }
    return edit
  }

  static func save(_ edit: EditList, _ folder: String) throws {
    try edit.validate()
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    try encoder.encode(edit).write(to: URL(fileURLWithPath: path(folder)), options: .atomic)
  }
}
