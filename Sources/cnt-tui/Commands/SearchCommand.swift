import ArgumentParser
import Foundation
import SyncEngine

/// `cnt search`: the mirror's full-text search, offline.
struct SearchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search", abstract: "Search everything that has been fetched.")

  @Argument(help: "Words; the beginnings of words match too.")
  var words: [String]

  @Option(help: "The most results to print.")
  var limit = 20

  @Flag(help: "Print one JSON object a line.")
  var json = false

  func validate() throws {
    guard (1...10_000).contains(limit) else {
      throw ValidationError("--limit takes a number from 1 to 10000.")
    }
  }

  func run() async throws {
    try await reporting {
      let around = try Surroundings()
      let credentials = try around.requireCredentials()
      let mirror = try Mirror(folder: around.dependencies.folder(of: credentials))
      let query = ListQuery(source: .search(words.joined(separator: " ")))
      let rows = try mirror.window(query, anchor: .first, limit: limit).rows
      if rows.isEmpty {
        throw Failure(sentence: "Nothing matches. Run cnt sync to fetch more.")
      }
      let presenter = Presenter(
        dates: DateText(now: Date(), timeZone: .current), categories: try mirror.categoryNames())
      for row in rows {
        let text = presenter.text(for: row)
        let line = Result(
          kind: row.item.ref.kind.rawValue, id: row.item.ref.id, title: text.title,
          subtitle: text.subtitle, snippet: row.snippet?.marked)
        print(json ? line.json : line.plain)
      }
    }
  }

  private struct Result: Encodable {
    var kind: String
    var id: Int
    var title: String
    var subtitle: String
    /// With the words that match between brackets.
    var snippet: String?

    var plain: String {
      // Text from the network must not drive the terminal that reads this.
      "\(kind)/\(id)\t\(printable(title))\t\(printable(snippet ?? subtitle))"
    }

    var json: String { jsonLine(self) }
  }
}

extension Snippet {
  /// As plain text: what matches stands in brackets.
  fileprivate var marked: String? {
    guard parts.contains(where: \.isMatch) else { return nil }
    return parts.map { $0.isMatch ? "[\($0.text)]" : $0.text }.joined()
  }
}
