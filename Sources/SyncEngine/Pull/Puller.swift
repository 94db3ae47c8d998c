import CNTKit
import Foundation

/// Fetches collections page by page into the mirror.
///
/// Lists of the platform have no cursor, often no order, and shift while they are paged: pages
/// overlap, rows are told apart by id, and nothing is taken for deleted because it was not seen. A
/// page that cannot be read changes nothing.
struct Puller: Sendable {
  let mirror: Mirror
  let api: APIClient
  let userID: Int
  let now: @Sendable () -> Date

  /// One answer of a paged list; the total where the platform tells it.
  struct Page<E: Sendable>: Sendable {
    var rows: [E]
    var total: Int?
  }

  func pages<E: MirrorEntity>(
    _ collection: PullCollection, _ depth: PullDepth, own: OwnColumn? = nil,
    keep: (E) -> Bool = { _ in true },
    _ endpoint: (_ skip: Int, _ limit: Int) -> Endpoint<[E]>
  ) async throws -> SyncReport.Collection {
    try await pages(collection, depth, own: own, keep: keep) { skip, limit in
      Page(rows: try await api.call(endpoint(skip, limit)))
    }
  }

  func pages<E: MirrorEntity>(
    _ collection: PullCollection, _ depth: PullDepth, own: OwnColumn? = nil,
    keep: (E) -> Bool = { _ in true },
    fetch: (_ skip: Int, _ limit: Int) async throws -> Page<E>
  ) async throws -> SyncReport.Collection {
    var report = SyncReport.Collection(name: collection.rawValue)
    var walk = PageWalk(collection.strategy, depth)
    while let skip = walk.nextSkip {
      try Task.checkCancellation()
      let asked = try mirror.asking()
      let page = try await fetch(skip, collection.strategy.pageSize)
      let fresh = walk.take(page.rows.map(\.mirrorID))
      let rows = page.rows.enumerated().filter { fresh.contains($0.offset) }.map(\.element)
        .filter(keep)
      let result = try mirror.apply(rows, now: now(), asked: asked, own: own)
      report.count(rows.count, result)
      walk.step(total: page.total, isNews: result.added + result.changed > 0)
    }
    return report
  }

  /// All rows of a list that is the truth, or an error: half of one must not pass for the whole.
  func everything<E: MirrorEntity>(
    _ collection: PullCollection, _ endpoint: (_ skip: Int, _ limit: Int) -> Endpoint<[E]>
  ) async throws -> [E] {
    var rows: [E] = []
    var walk = PageWalk(collection.strategy, .full)
    while let skip = walk.nextSkip {
      let page = try await api.call(endpoint(skip, collection.strategy.pageSize))
      let fresh = walk.take(page.map(\.mirrorID))
      rows += page.enumerated().filter { fresh.contains($0.offset) }.map(\.element)
      walk.step(total: nil, isNews: true)
    }
    return rows
  }

  /// A list that comes in one piece.
  func whole<E: MirrorEntity>(
    _ collection: PullCollection, _ endpoint: Endpoint<[E]>, own: OwnColumn? = nil
  ) async throws -> SyncReport.Collection {
    let asked = try mirror.asking()
    let rows = try await api.call(endpoint)
    let result = try mirror.apply(rows, now: now(), asked: asked, own: own)
    return report(collection, rows.count, result)
  }

  func report(
    _ collection: PullCollection, _ fetched: Int, _ result: ApplyResult
  ) -> SyncReport.Collection {
    var report = SyncReport.Collection(name: collection.rawValue)
    report.count(fetched, result)
    return report
  }
}
