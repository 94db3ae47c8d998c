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

  /// Opens, or makes, the mirror in a folder. A damaged file is set aside and made anew; what its
  /// outbox still holds is taken over.
  public init(folder: String) throws(MirrorError) {
    self.folder = folder
    let path = folder + "/mirror.sqlite"
    do { try Paths.makeFolder(folder) } catch { throw MirrorError(.readOnly, path: folder) }
    do {
      database = try Self.open(path)
    } catch let error as MirrorError {
      guard error.reason == .damaged else { throw error }
      do { database = try MirrorRescue.rebuild(path) { try Self.open($0) } } catch {
        throw error as? MirrorError ?? MirrorError(.damaged, path: path)
      }
    } catch {
      throw MirrorError(.other(code: 0), path: path)
    }
  }

  private static func open(_ path: String) throws -> DatabasePool {
    var configuration = Configuration()
    configuration.busyMode = .timeout(5)
    configuration.maximumReaderCount = 4
    configuration.label = "mirror"
    configuration.prepareDatabase { db in
      // A write that a person made must survive a power cut: every commit is flushed.
      try db.execute(sql: "PRAGMA synchronous = FULL")
    }
    do {
      let pool = try DatabasePool(path: path, configuration: configuration)
      guard try !pool.read(Schema.migrator.hasBeenSuperseded) else {
        throw MirrorError(.newerSchema, path: path)
      }
      try Schema.migrator.migrate(pool)
      for suffix in ["", "-wal", "-shm"] { chmod(path + suffix, 0o600) }
      return pool
    } catch let error as DatabaseError {
      throw MirrorError(error, path: path)
    }
  }

  /// Reads; SQLite's errors become sentences.
  func read<T>(_ work: (Database) throws -> T) throws -> T {
    do { return try database.read(work) } catch let error as DatabaseError {
      throw MirrorError(error, path: path)
    }
  }

  /// Writes in one transaction that takes its lock at once, so that two processes cannot deadlock.
  func write<T>(_ work: (Database) throws -> T) throws -> T {
    do {
      return try database.writeWithoutTransaction { db in
        var result: T?
        try db.inTransaction(.immediate) {
          result = try work(db)
          return .commit
        }
        guard let result else { throw MirrorError(.other(code: 0), path: path) }
        return result
      }
    } catch let error as DatabaseError {
      throw MirrorError(error, path: path)
    }
  }
}
