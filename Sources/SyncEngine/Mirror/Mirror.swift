import CNTKit
import Foundation
import GRDB

/// The local copy of what one account sees, and the outbox of what it did.
///
/// One SQLite file in WAL mode; several processes may have it open. Reads are synchronous and
/// bounded: a window costs what its rows cost, however long the list is.
public final class Mirror: Sendable {
  public let folder: String
  public var path: String { folder + "/mirror.sqlite" }
  let database: DatabasePool
  private let guardian: MirrorGuard
  private let atMoment: (@Sendable (Moment) throws -> Void)?

  /// Moments at which a process may die or a disk may fail; the simulation counts and uses them.
  package enum Moment: Sendable, Hashable { case read, beforeWrite, afterWrite }

  /// Opens, or makes, the mirror in a folder. A damaged file is set aside and made anew; what its
  /// outbox still holds is taken over.
  public convenience init(folder: String) throws(MirrorError) {
    try self.init(folder: folder, atMoment: nil)
  }

  /// `atMoment` is called before every read and around every write; what it throws is thrown there.
  package init(
    folder: String, atMoment: (@Sendable (Moment) throws -> Void)?
  ) throws(MirrorError) {
    self.folder = folder
    self.atMoment = atMoment
    let path = folder + "/mirror.sqlite"
    do { try Paths.makeFolder(folder) } catch { throw MirrorError(.readOnly, path: folder) }
    let guardian = try MirrorGuard(folder: folder)
    self.guardian = guardian
    do {
      database = try Self.openOrRebuild(path, guardian)
    } catch {
      throw error as? MirrorError ?? MirrorError(.other(code: 0), path: path)
    }
  }

  private static func openOrRebuild(_ path: String, _ guardian: MirrorGuard) throws -> DatabasePool
  {
    func rebuild() throws -> DatabasePool {
      try guardian.alone(or: .damagedInUse) { try MirrorRescue.rebuild(path) { try open($0) } }
    }
    if guardian.isMarkedDamaged { return try rebuild() }
    do {
      return try open(path)
    } catch let error as MirrorError where error.reason == .damaged {
      return try rebuild()
    }
  }

  private static func open(_ path: String) throws -> DatabasePool {
    var configuration = Configuration()
    configuration.busyMode = .timeout(5)
    configuration.maximumReaderCount = 4
    configuration.label = "mirror"
    do {
      let pool = try DatabasePool(path: path, configuration: configuration)
      let (isNewer, isCurrent) = try pool.read { database in
        let migrator = Schema.migrator
        return try (
          migrator.hasBeenSuperseded(database), migrator.hasCompletedMigrations(database)
        )
      }
      guard !isNewer else { throw MirrorError(.newerSchema, path: path) }
      if !isCurrent { try Schema.migrator.migrate(pool) }
      for suffix in ["", "-wal", "-shm"] { chmod(path + suffix, 0o600) }
      return pool
    } catch let error as DatabaseError {
      throw MirrorError(error, path: path)
    }
  }

  /// Runs SQL on the writing connection, for simulations and benchmarks.
  package func configure(_ sql: String) throws {
    try database.writeWithoutTransaction { try $0.execute(sql: sql) }
  }

  /// Rows that this process wrote since it opened the mirror (`sqlite3_total_changes`).
  package func totalChanges() -> Int {
    database.writeWithoutTransaction { $0.totalChangesCount }
  }

  /// Reads; SQLite's errors become sentences.
  func read<T>(_ work: (Database) throws -> T) throws -> T {
    try atMoment?(.read)
    do { return try database.read(work) } catch let error as DatabaseError { throw told(error) }
  }

  /// SQLite's error as a sentence. A damaged page is remembered for the next start.
  private func told(_ error: DatabaseError) -> MirrorError {
    let told = MirrorError(error, path: path)
    if told.reason == .damaged { guardian.markDamaged() }
    return told
  }

  /// Writes in one transaction that takes its lock at once, so that two processes cannot deadlock.
  ///
  /// A durable one is on the disk when this returns: what a person did survives a power cut. The
  /// others may be lost by one, but not by the death of the process, and never half.
  func write<T>(durably: Bool = true, _ work: (Database) throws -> T) throws -> T {
    try atMoment?(.beforeWrite)
    do {
      let result: T = try database.writeWithoutTransaction { db in
        // https://sqlite.org/pragma.html#pragma_synchronous: in WAL mode FULL flushes the log, with
        // all that was written to it before, after each commit.
        try db.execute(sql: "PRAGMA synchronous = \(durably ? "FULL" : "NORMAL")")
        var result: T?
        try db.inTransaction(.immediate) {
          result = try work(db)
          return .commit
        }
        guard let result else { throw MirrorError(.other(code: 0), path: path) }
        return result
      }
      try atMoment?(.afterWrite)
      return result
    } catch let error as DatabaseError {
      throw told(error)
    }
  }
}
