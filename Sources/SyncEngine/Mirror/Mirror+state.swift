import CNTKit
import Foundation
import GRDB

/// Small values that the mirror keeps for itself.
enum StateRow {
  /// Whose mirror this is.
  static let userID = "user_id"
  static let userName = "user_name"
  /// Counts writes that were done, so that an answer asked for earlier can be told.
  static let settled = "settled"
  /// Counts what people asked to be sent.
  static let wishes = "wishes"
  static let profile = "profile"
  /// The account as the server told it, without what waits to be sent.
  static let profileTold = "profile_told"
  static let dashboard = "dashboard"
  /// 1 once the server was seen to show a person's posts that wait for approval.
  static let showsPending = "shows_pending"
  /// JSON of what the server offers beyond the deployed platform.
  static let capabilities = "capabilities"
  /// Where the change feed goes on; absent before the first page.
  static let feedCursor = "feed_cursor"
  /// 1 while everything is read from the beginning of the feed.
  static let feedIsWhole = "feed_is_whole"
  /// 1 when the admin's rows were forgotten here and the feed has not told them again.
  static let deskCleared = "desk_cleared"

  /// When what was played was forgotten last, microseconds since 1970.
  static let historyCleared = "history_cleared_at"

  static func int(_ db: Database, _ key: String) throws -> Int {
    try Int.fetchOne(
      db.cachedStatement(sql: "SELECT value FROM state WHERE key = ?"), arguments: [key]) ?? 0
  }

  static func text(_ db: Database, _ key: String) throws -> String? {
    try String.fetchOne(
      db.cachedStatement(sql: "SELECT value FROM state WHERE key = ?"), arguments: [key])
  }

  static func set(_ db: Database, _ key: String, _ value: (any DatabaseValueConvertible)?) throws {
    try db.execute(
      sql:
        "INSERT INTO state (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
      arguments: [key, value])
  }

  /// Raises a counter by one and returns it.
  @discardableResult
  static func raise(_ db: Database, _ key: String) throws -> Int {
    let value = try int(db, key) + 1
    try set(db, key, value)
    return value
  }
}

/// When a question was put to the server. What was done after it is not undone by its answer.
struct Asked: Sendable, Hashable {
  var settled: Int
}

extension Mirror {
  /// To be called before a request whose answer will be applied.
  func asking() throws -> Asked {
    try read { db in Asked(settled: try StateRow.int(db, StateRow.settled)) }
  }

  /// Rises with every write that is submitted or retried, by whatever process.
  func wishes() throws -> Int { try read { db in try StateRow.int(db, StateRow.wishes) } }

  /// Who this mirror belongs to; the outbox needs it for what is made here.
  func setOwner(id: Int, name: String?) throws {
    let isKnown = try read { db in
      let knownName = try StateRow.text(db, StateRow.userName)
      return try StateRow.int(db, StateRow.userID) == id && (name == nil || knownName == name)
    }
    if isKnown { return }
    try write { db in
      try StateRow.set(db, StateRow.userID, id)
      if let name { try StateRow.set(db, StateRow.userName, name) }
    }
  }

  /// Whether a server ever answered a sync of this mirror: an empty list says something only then.
  public func wasSynced() throws -> Bool {
    try read { db in try StateRow.text(db, StateRow.capabilities) != nil }
  }

  /// The newest change of the schema that this file has.
  public func schemaVersion() throws -> String {
    try read { db in try Schema.migrator.appliedMigrations(db).last ?? "" }
  }

  /// The account as the server last gave it.
  public func profile() throws -> User? { try stored(StateRow.profile) }

  /// The admin's numbers as the server last gave them.
  public func dashboard() throws -> AdminDashboard? { try stored(StateRow.dashboard) }

  func setDashboard(_ numbers: AdminDashboard) throws -> ApplyResult {
    try store(numbers, StateRow.dashboard)
  }

  /// What the server offered when it was last asked.
  func capabilities() throws -> ServerCapabilities {
    try read { db in try Self.capabilities(db) }
  }

  static func capabilities(_ db: Database) throws -> ServerCapabilities {
    let text = try StateRow.text(db, StateRow.capabilities)
    let known = text.flatMap {
      try? JSONDecoder().decode(ServerCapabilities.self, from: Data($0.utf8))
    }
    return known ?? ServerCapabilities()
  }

  func setCapabilities(_ capabilities: ServerCapabilities) throws {
    _ = try store(capabilities, StateRow.capabilities)
  }

  private func stored<Value: Decodable>(_ key: String) throws -> Value? {
    try read { db in try StateRow.text(db, key) }.flatMap {
      try? JSONDecoder().decode(Value.self, from: Data($0.utf8))
    }
  }

  func store(_ value: some Encodable, _ key: String) throws -> ApplyResult {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let text = String(decoding: try encoder.encode(value), as: UTF8.self)
    let known = try read { db in try StateRow.text(db, key) }
    if known == text { return ApplyResult(unchanged: 1) }
    try write(durably: false) { db in try StateRow.set(db, key, text) }
    return known == nil ? ApplyResult(added: 1) : ApplyResult(changed: 1)
  }
}
