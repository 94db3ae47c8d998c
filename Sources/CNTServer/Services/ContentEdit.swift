import CNTKit
import Foundation
import GRDB

/// What may be changed of something that was sent in: only the keys that are given change, and a null
/// clears what may be empty.
struct ContentEdit: Sendable {
  /// Keys whose text may be cleared.
  var texts: Set<String>
  /// Keys whose text must stand.
  var needed: Set<String>
  var integers: Set<String>

  static let podcast = ContentEdit(
    texts: ["description", "audio_url", "video_url", "cover_image"], needed: ["title"],
    integers: ["category_id", "duration"])

  static let movie = ContentEdit(
    texts: ["description", "cover_image", "preview_url", "director", "cast", "release_date"],
    needed: ["title", "video_url"], integers: ["category_id", "duration"])

  /// Columns with their new values; keys that are unknown are passed over, as the platform does.
  func values(_ members: [String: JSONValue]) throws -> [(String, DatabaseValue)] {
    try members.sorted { $0.key < $1.key }.compactMap { key, value in
      guard texts.contains(key) || needed.contains(key) || integers.contains(key) else {
        return nil
      }
      switch value {
      case .null where !needed.contains(key): return (key, .null)
      case .string(let text) where needed.contains(key):
        guard !text.allSatisfy(\.isWhitespace) else { throw Problem(400, "\(key) is missing") }
        return (key, text.databaseValue)
      case .string(let text) where key == "release_date":
        guard let date = Timestamp(text) else { throw Problem(400, "\(key) must be a date") }
        return (key, date.text.databaseValue)
      case .string(let text) where texts.contains(key): return (key, text.databaseValue)
      case .int(let number) where integers.contains(key):
        guard (0...Call.largestInteger).contains(number) else {
          throw Problem(400, "\(key) is out of range")
        }
        return (key, number.databaseValue)
      default:
        throw Problem(invalid: [
          Invalid.type(
            integers.contains(key) ? "int" : "string", [.string("body"), .string(key)],
            input: value)
        ])
      }
    }
  }

  /// Changes a row. What its maker changes waits for an admin again: otherwise what was approved could
  /// become something else afterwards.
  static func apply(
    _ values: [(String, DatabaseValue)], to table: String, _ id: Int, by viewer: Call.Viewer,
    _ db: Database
  ) throws {
    guard !values.isEmpty else { return }
    let sets = values.map { "\"\($0.0)\" = ?" } + (viewer.isAdmin ? [] : ["status = 'pending'"])
    try db.execute(
      sql: "UPDATE \(table) SET \(sets.joined(separator: ", ")) WHERE id = ?",
      arguments: StatementArguments(values.map(\.1)) + [id])
  }
}
