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

  static let pageSize = 100
  /// Rows that a page repeats of the one before.
  static let overlap = 5
  /// Beyond this a list is longer than anybody's, or the server ignores `skip`.
  static let mostPages = 2000

  /// All pages of a list, until one is short or brings nothing that was not seen.
  func pages<E: MirrorEntity>(
    _ name: String, extra: Int? = nil, mostPages: Int = Puller.mostPages,
    transform: (E) -> E = { $0 },
    _ endpoint: (_ skip: Int, _ limit: Int) -> Endpoint<[E]>
  ) async throws -> SyncReport.Collection {
    try await pages(name, extra: extra, mostPages: mostPages, transform: transform) { skip, limit in
      try await api.call(endpoint(skip, limit))
    }
  }

  func pages<E: MirrorEntity>(
    _ name: String, extra: Int? = nil, mostPages: Int = Puller.mostPages,
    transform: (E) -> E = { $0 },
    fetch: (_ skip: Int, _ limit: Int) async throws -> [E]
  ) async throws -> SyncReport.Collection {
    var report = SyncReport.Collection(name: name)
    var seen: Set<Int> = []
    var skip = 0
    for _ in 0..<mostPages {
      try Task.checkCancellation()
      let page = try await fetch(skip, Self.pageSize)
      let new = page.filter { seen.insert($0.mirrorID).inserted }
      let result = try mirror.apply(new.map(transform), now: now(), extra: extra)
      report.fetched += new.count
      report.added += result.added
      report.changed += result.changed
      if page.count < Self.pageSize || new.isEmpty { break }
      skip += Self.pageSize - Self.overlap
    }
    return report
  }

  /// A list that comes in one piece.
  func whole<E: MirrorEntity>(
    _ name: String, _ endpoint: Endpoint<[E]>, extra: Int? = nil
  ) async throws -> SyncReport.Collection {
    let rows = try await api.call(endpoint)
    let result = try mirror.apply(rows, now: now(), extra: extra)
    return report(name, rows.count, result)
  }

  func report(_ name: String, _ fetched: Int, _ result: ApplyResult) -> SyncReport.Collection {
    SyncReport.Collection(
      name: name, fetched: fetched, added: result.added, changed: result.changed)
  }
}
