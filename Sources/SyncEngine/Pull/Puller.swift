import CNTKit
import Foundation

/// Fetches collections into the mirror.
///
/// Lists of the platform have no cursor, often no order, and shift while they are paged: pages
/// overlap, rows are told apart by id, and nothing is taken for deleted because it was not seen once.
/// A page that cannot be read changes nothing.
struct Puller: Sendable {
  let mirror: Mirror
  let api: APIClient
  let userID: Int
  let now: @Sendable () -> Date
  let memory = PullMemory()
  /// Whether the next page is fetched while one is stored.
  var prefetches = true
  var isAdmin = false

  /// One answer of a paged list; the total where the platform tells it.
  struct Page<E: Sendable>: Sendable {
    var rows: [E]
    var total: Int?
  }

  /// A list that comes in pages.
  struct Paged<E: MirrorEntity>: Sendable {
    var fetch: @Sendable (_ skip: Int, _ limit: Int) async throws -> Page<E>
    /// Ids that other lists of the same kind hold, so that a pass does not miss them.
    var elsewhere: @Sendable () async throws -> [Int] = { [] }
    /// Asks for one row by itself, where the platform has a route for it.
    var single: (@Sendable (Int) -> Endpoint<E>)?
  }

  /// A list that comes in one piece.
  func whole<E: MirrorEntity>(
    _ collection: PullCollection, _ endpoint: Endpoint<[E]>
  ) async throws -> SyncReport.Collection {
    let asked = try mirror.asking()
    let rows = try await believed { try await api.call(endpoint) }
    return report(collection, rows.count, try mirror.apply(rows, now: now(), asked: asked))
  }

  /// Rows that may be believed about what is this viewer's own: an answer that would take a mark back
  /// may be a guest's.
  func believed<E: MirrorEntity>(_ fetch: () async throws -> [E]) async throws -> [E] {
    guard !E.viewerColumns.isEmpty else { return try await fetch() }
    return try await api.proven(fetch) { rows in
      try !rows.contains(where: \.isForGuest) && !mirror.wouldLoseMarks(rows)
    }
  }

  func report(
    _ collection: PullCollection, _ fetched: Int, _ result: ApplyResult
  ) -> SyncReport.Collection {
    var report = SyncReport.Collection(name: collection.rawValue)
    report.count(fetched, result)
    return report
  }
}
