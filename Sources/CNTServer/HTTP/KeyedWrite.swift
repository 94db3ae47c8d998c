import CNTKit
import Crypto
import Foundation
import GRDB
import HTTPTypes

/// A write with an `Idempotency-Key`: carried out once for its person, however often it is sent.
///
/// The key, what it was used for and the answer are written in the transaction that makes the
/// change. So there is no moment at which one is on the disk without the other, and of two that come
/// at once the second waits for the database and finds the answer of the first.
struct KeyedWrite: Sendable {
  let user: Int
  let key: String
  /// Of method, path, query and body.
  var fingerprint: Fingerprint

  static let header = HTTPField.Name("Idempotency-Key")!
  static let keptSeconds = 7 * 86_400

  static let otherUse = Problem(
    422, "This Idempotency-Key was used for another request: use a new key for each write.")

  /// The key of a request; nil when it has none.
  static func key(_ headers: HTTPFields) throws -> String? {
    guard let key = headers[header] else { return nil }
    guard (1...255).contains(key.utf8.count), key.utf8.allSatisfy({ (0x21...0x7e).contains($0) })
    else {
      throw Problem(400, "An Idempotency-Key has 1 to 255 visible ASCII characters, no spaces.")
    }
    return key
  }

  /// Does the work and keeps its answer, or gives the answer that was kept. What `work` throws undoes
  /// both, so that a refused request may be tried again.
  func once(
    _ db: Database, now: Date, _ work: (Database) throws -> Reply
  ) throws -> Reply {
    if let kept = try kept(db) { return kept }
    let reply = try work(db)
    guard case .bytes(let body, let contentType) = reply.body else {
      throw Problem(500, "Internal Server Error")
    }
    try db.execute(
      sql: """
        INSERT INTO idempotency_keys
          (user_id, key, fingerprint, status, content_type, body, created_at)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        user, key, fingerprint.data, reply.status, contentType, body,
        Int(now.timeIntervalSince1970),
      ])
    return reply
  }

  /// The answer that was kept; nil when the key is new.
  func kept(_ db: Database) throws -> Reply? {
    guard
      let row = try Row.fetchOne(
        db, sql: "SELECT * FROM idempotency_keys WHERE user_id = ? AND key = ?",
        arguments: [user, key])
    else { return nil }
    guard row["fingerprint"] == fingerprint.data else { throw Self.otherUse }
    return Reply(
      status: row["status"], headers: [("Idempotent-Replayed", "true")],
      body: .bytes(row["body"], contentType: row["content_type"]))
  }

  /// Forgets keys that nobody will repeat.
  static func prune(_ db: Database, now: Date) throws {
    try db.execute(
      sql: "DELETE FROM idempotency_keys WHERE created_at < ?",
      arguments: [Int(now.timeIntervalSince1970) - keptSeconds])
  }
}

/// A hash that tells one request from another.
struct Fingerprint: Sendable {
  private var hash = SHA256()

  /// With its length, so that what ends one text cannot begin the next.
  mutating func add(_ text: String) {
    hash.update(data: Data("\(text.utf8.count):\(text)".utf8))
  }

  mutating func add(_ bytes: some DataProtocol) { hash.update(data: bytes) }

  var data: Data { Data(hash.finalize()) }
}
