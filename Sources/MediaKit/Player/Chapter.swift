import Foundation

/// A part of something long, as the file tells of it.
public struct Chapter: Hashable, Sendable {
  /// As the file has it; not sanitised, at most ``longestTitle`` characters.
  public var title: String
  /// Where it begins, seconds.
  public var start: Double

  public init(title: String, start: Double) {
    self.title = title
    self.start = start
  }

  static let longestTitle = 300
  /// No book has more; a file may claim to.
  static let most = 2000

  /// Reads libmpv's `chapter-list` property (mpv(1), "chapter-list") as JSON.
  static func list(json: String) -> [Chapter] {
    struct Entry: Decodable {
      var title: String?
      var time: Double?
    }
    let entries = (try? JSONDecoder().decode([Entry].self, from: Data(json.utf8))) ?? []
    return entries.prefix(most).compactMap { entry in
      guard let time = entry.time, time.isFinite else { return nil }
      return Chapter(
        title: String((entry.title ?? "").prefix(longestTitle)), start: max(0, time))
    }.sorted { $0.start < $1.start }
  }
}
