import CNTKit
import Foundation

/// Lists that come in pages.
extension Puller {
  /// Pages between two notes on the disk of how far a pass has come.
  static let slicePages = 20
  /// Missing rows that are asked for one by one after a pass.
  static let mostLooks = 50

  func pages<E: MirrorEntity>(
    _ collection: PullCollection, _ depth: PullDepth, _ list: Paged<E>
  ) async throws -> SyncReport.Collection {
    switch depth {
    case .recent: return try await news(collection, list)
    case .slice(let pages): return try await pass(collection, list, pages: pages)
    case .full:
      let isBegun = try mirror.pass(collection).slice > 0
      // The top of a list whose pass was begun earlier may have changed since.
      var report = SyncReport.Collection(name: collection.rawValue)
      if isBegun { report = try await news(collection, list) }
      report.add(try await pass(collection, list, pages: .max))
      return report
    }
  }

  /// The first pages until one brings nothing new, and, where the order is not known, the last.
  private func news<E: MirrorEntity>(
    _ collection: PullCollection, _ list: Paged<E>
  ) async throws -> SyncReport.Collection {
    var report = SyncReport.Collection(name: collection.rawValue)
    var starts = [0]
    if collection.strategy.order == .unordered, let length = memory.length(collection),
      length > memory.pageSize(collection)
    {
      starts.append(length - PullStrategy.overlap)
    }
    for start in starts {
      var walk = PageWalk(
        .news(pages: PullStrategy.recentPages), from: PageWalk.Place(skip: start))
      while let skip = walk.nextSkip {
        try Task.checkCancellation()
        let (page, asked, size) = try await page(collection, list, skip)
        let result = try take(page, asked, size, &walk, &report).result
        walk.step(total: page.total, isNews: result.added + result.changed > 0)
        if start > 0, walk.isOver { memory.setLength(skip + page.rows.count, of: collection) }
      }
    }
    try mirror.indexSearch()
    return report
  }

  /// The next pages of the pass through the whole list.
  private func pass<E: MirrorEntity>(
    _ collection: PullCollection, _ list: Paged<E>, pages: Int
  ) async throws -> SyncReport.Collection {
    var report = SyncReport.Collection(name: collection.rawValue)
    var pass = try mirror.pass(collection)
    var walk = PageWalk(.end, from: pass.place, seen: pass.seen)
    pass.seen = []
    var count = 0
    var next = walk.nextSkip.map { fetch(collection, list, $0) }
    defer { next?.cancel() }
    while let running = next, count < pages {
      try Task.checkCancellation()
      let (page, asked, size) = try await value(of: running)
      next = nil
      // What follows does not depend on what the page changes here: fetch it while this is stored.
      let (rows, ids) = unseen(page, size, &walk)
      walk.step(total: page.total, isNews: true)
      count += 1
      if prefetches, count < pages { next = walk.nextSkip.map { fetch(collection, list, $0) } }
      report.count(rows.count, try mirror.apply(rows, now: now(), asked: asked))
      pass.unsaved += ids
      pass.place = walk.place
      if !walk.isOver, count % Self.slicePages == 0 { try mirror.save(&pass, of: collection) }
      if !prefetches { next = walk.nextSkip.map { fetch(collection, list, $0) } }
    }
    if walk.isOver {
      pass.seen = walk.seen
      memory.setLength(walk.place.farthest, of: collection)
      try await finish(pass, collection, list, &report)
    } else if !pass.unsaved.isEmpty {
      try mirror.save(&pass, of: collection)
    }
    try mirror.indexSearch()
    return report
  }

  private func finish<E: MirrorEntity>(
    _ pass: Pass, _ collection: PullCollection, _ list: Paged<E>,
    _ report: inout SyncReport.Collection
  ) async throws {
    report.isComplete = true
    guard case .twoPasses(let condition) = collection.strategy.deletion, pass.place.isClean else {
      // A list that moved too much while it was read says nothing about what is missing.
      report.hasSuspects = !pass.place.isClean
      return try mirror.dropPass(collection)
    }
    var pass = pass
    pass.seen.formUnion(try await list.elsewhere())
    let missing = try mirror.finish(pass, of: collection, E.self, where: condition)
    report.changed += missing.removed.count
    report.hasSuspects = !missing.suspected.isEmpty
    guard let single = list.single else { return }
    for id in missing.suspected.prefix(Self.mostLooks) {
      try Task.checkCancellation()
      switch try await refresh(ItemRef(kind: E.kind, id: id), single(id)) {
      case true?: try mirror.unsuspect(id, in: collection)
      case false?: report.changed += 1
      case nil: return
      }
    }
  }

  private typealias Fetched<E: Sendable> = (page: Page<E>, asked: Asked, size: Int)

  private func fetch<E: MirrorEntity>(
    _ collection: PullCollection, _ list: Paged<E>, _ skip: Int
  ) -> Task<Fetched<E>, any Error> {
    Task { try await page(collection, list, skip) }
  }

  /// A task of its own does not hear that its creator is cancelled.
  private func value<E: Sendable>(
    of task: Task<Fetched<E>, any Error>
  ) async throws -> Fetched<E> {
    try await withTaskCancellationHandler {
      try await task.value
    } onCancel: {
      task.cancel()
    }
  }

  /// Asks for one page, as large as the line takes.
  private func page<E: MirrorEntity>(
    _ collection: PullCollection, _ list: Paged<E>, _ skip: Int
  ) async throws -> Fetched<E> {
    let asked = try mirror.asking()
    let size = memory.pageSize(collection)
    let start = now()
    var total: Int?
    do {
      let rows = try await believed {
        let page = try await list.fetch(skip, size)
        total = page.total
        return page.rows
      }
      memory.took(now().timeIntervalSince(start), rows: rows.count, of: collection)
      return (Page(rows: rows, total: total), asked, size)
    } catch let error as APIError {
      switch error.reason {
      case .transport(let transport) where transport.requestMayHaveArrived:
        memory.failed(collection)
      case .notAnAPI, .server: memory.failed(collection)
      default: break
      }
      throw error
    }
  }

  /// The rows of a page that no page before it had, and their ids.
  private func unseen<E: MirrorEntity>(
    _ page: Page<E>, _ size: Int, _ walk: inout PageWalk
  ) -> (rows: [E], ids: [Int]) {
    let ids = page.rows.map(\.mirrorID)
    let fresh = walk.take(ids, asked: size)
    let places = ids.indices.filter(fresh.contains)
    return (places.map { page.rows[$0] }, places.map { ids[$0] })
  }

  private func take<E: MirrorEntity>(
    _ page: Page<E>, _ asked: Asked, _ size: Int, _ walk: inout PageWalk,
    _ report: inout SyncReport.Collection
  ) throws -> (result: ApplyResult, ids: [Int]) {
    let (rows, ids) = unseen(page, size, &walk)
    let result = try mirror.apply(rows, now: now(), asked: asked)
    report.count(rows.count, result)
    return (result, ids)
  }
}
