import CNTKit
import Foundation
import SyncEngine

/// What would be made of each file, and why some are refused.
struct UploadPlan: Sendable {
  var items: [UploadItem]

  /// Fills in titles and lengths, and refuses what is there already or cannot be played. `titles`:
  /// those on the platform, as ``fold(_:)`` writes them.
  init(
    _ items: [UploadItem], journal: UploadJournal, titles: [UploadItem.Kind: Set<String>],
    probe: (String) async -> MediaProbe.Facts?
  ) async {
    self.items = []
    var used = titles
    var seen: Set<String> = []
    for item in items {
      var item = item
      let isDone = journal[item]?.made != nil
      if item.problem == nil, !isDone, let facts = await probe(item.path) {
        item.duration = facts.duration
        if item.title.isEmpty { item.title = facts.title?.trimmingWhitespace() ?? "" }
        if facts.isUnreadable { item.problem = "There is no sound and no film in it." }
      }
      if item.title.isEmpty { item.title = MediaFile.title(of: item.path) }
      item.title = String(item.title.prefix(Self.longestTitle))
      if item.problem == nil, !seen.insert(item.path).inserted {
        item.problem = "It is named twice."
      }
      let title = Self.fold(item.title)
      // What was asked for in an interrupted upload is its own twin.
      let isBegun = journal[item]?.asked != nil
      if item.problem == nil, !isDone, !isBegun, used[item.kind]?.contains(title) == true {
        item.problem =
          "A \(item.kind.rawValue) “\(item.title)” is there already: give another title."
      }
      if item.problem == nil { used[item.kind, default: []].insert(title) }
      self.items.append(item)
    }
  }

  /// Characters of a title.
  static let longestTitle = 200

  static func fold(_ title: String) -> String {
    title.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// The titles of what is mirrored.
  static func titles(_ mirror: Mirror) throws -> [UploadItem.Kind: Set<String>] {
    var titles: [UploadItem.Kind: Set<String>] = [.podcast: [], .movie: []]
    for (kind, type) in [(UploadItem.Kind.podcast, ItemKind.podcast), (.movie, .movie)] {
      titles[kind] = Set(try mirror.titles(of: type).map(fold))
    }
    return titles
  }
}
