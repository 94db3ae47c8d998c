import CNTKit
import Foundation

/// Lists that the platform gives in full: what is not in them is gone, once a second answer says so,
/// too.
extension Puller {
  /// `first`: an answer that is there already.
  func truth<E: MirrorEntity>(
    _ collection: PullCollection, where condition: String = "1", first: [E]? = nil,
    _ fetch: () async throws -> [E]
  ) async throws -> SyncReport.Collection {
    var asked = try mirror.asking()
    var rows: [E]
    if let first { rows = first } else { rows = try await believed(fetch) }
    var absent = try mirror.absent(rows, where: condition, asked: asked)
    if !absent.isEmpty {
      let first = absent
      asked = try mirror.asking()
      rows = try await believed(fetch)
      absent = try mirror.absent(rows, where: condition, asked: asked).intersection(first)
    }
    var result = try mirror.apply(rows, now: now(), asked: asked)
    result.changed += try mirror.remove(E.self, absent)
    return report(collection, rows.count, result)
  }
}
