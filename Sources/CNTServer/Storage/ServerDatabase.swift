import CNTKit
import Foundation
import GRDB

/// The server's database: SQLite in WAL mode.
struct ServerDatabase: Sendable {
  let pool: DatabasePool

  init(path: String) throws {
    var configuration = Configuration()
    configuration.busyMode = .timeout(10)
    configuration.maximumReaderCount = 4
    configuration.prepareDatabase { db in
      // An answered write is on the disk: it survives a power cut.
      try db.execute(sql: "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON")
    }
    pool = try DatabasePool(path: path, configuration: configuration)
    try ServerSchema.migrator.migrate(pool)
    chmod(path, 0o600)
  }

  func read<T: Sendable>(_ work: @escaping @Sendable (Database) throws -> T) async throws -> T {
    try await pool.read(work)
  }

  func write<T: Sendable>(_ work: @escaping @Sendable (Database) throws -> T) async throws -> T {
    try await pool.write(work)
  }
}

/// A wire model as it comes out of a query whose columns are named like the model's keys.
struct Fetched<Model: Decodable>: Decodable, FetchableRecord {
  let value: Model

  init(from decoder: any Decoder) throws { value = try Model(from: decoder) }

  static func all(
    _ db: Database, _ sql: String, _ arguments: StatementArguments = []
  ) throws -> [Model] {
    try fetchAll(db.cachedStatement(sql: sql), arguments: arguments).map(\.value)
  }

  static func one(
    _ db: Database, _ sql: String, _ arguments: StatementArguments = []
  ) throws -> Model? {
    try fetchOne(db.cachedStatement(sql: sql), arguments: arguments)?.value
  }
}

extension Database {
  /// Inserts a row from names and values and returns its id.
  func insert(
    into table: String, _ values: [(String, (any DatabaseValueConvertible)?)]
  ) throws -> Int {
    let names = values.map { "\"\($0.0)\"" }.joined(separator: ", ")
    let marks = values.map { _ in "?" }.joined(separator: ", ")
    try cachedStatement(sql: "INSERT INTO \(table) (\(names)) VALUES (\(marks))")
      .execute(arguments: StatementArguments(values.map(\.1)))
    return Int(lastInsertedRowID)
  }
}
