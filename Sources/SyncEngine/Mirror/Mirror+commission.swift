import CNTKit
import Foundation
import GRDB

/// The commission as the server last gave it, and what was done to it here.
public struct CommissionState: Sendable, Hashable {
  /// What another admin had set when this person's change came over it.
  public struct Replaced: Codable, Sendable, Hashable {
    public var settings: CommissionSettings
    public var at: Date
    /// The write that came over it.
    var write: OutboxID?

    public init(settings: CommissionSettings, at: Date) {
      self.settings = settings
      self.at = at
    }
  }

  /// nil before the server gave it.
  public var server: CommissionSettings?
  /// What waits to be sent.
  public var waiting: CommissionChange?
  /// Why the last change was refused.
  public var failure: String?
  public var replaced: Replaced?
  /// The name of who changed it last, where that account is mirrored.
  public var changedBy: String?

  public init(server: CommissionSettings? = nil, waiting: CommissionChange? = nil) {
    self.server = server
    self.waiting = waiting
  }

  /// What holds here: what waits, else the server's.
  public var current: CommissionChange? { waiting ?? server?.change }
}

extension StateRow {
  static let commission = "commission"
  static let commissionReplaced = "commission_replaced"
}

extension Mirror {
  public func commission() throws -> CommissionState {
    try read { db in
      func stored<Value: Decodable>(_ key: String, _ type: Value.Type) throws -> Value? {
        try StateRow.text(db, key).flatMap {
          try? JSONDecoder().decode(type, from: Data($0.utf8))
        }
      }
      var state = CommissionState(
        server: try stored(StateRow.commission, CommissionSettings.self))
      state.replaced = try stored(StateRow.commissionReplaced, CommissionState.Replaced.self)
      for entry in try OutboxRow.fetch(db, "state <> 'done'") {
        guard case .setCommission(let change, _) = entry.write else { continue }
        if entry.state == .failed {
          state.failure = entry.failure
        } else {
          state.waiting = change
          state.failure = nil
        }
      }
      if let id = state.server?.updatedBy {
        state.changedBy = try String.fetchOne(
          db, sql: "SELECT coalesce(name, username, email) FROM admin_user WHERE id = ?",
          arguments: [id])
      }
      return state
    }
  }

  func setCommission(_ settings: CommissionSettings) throws -> ApplyResult {
    try store(settings, StateRow.commission)
  }

  /// The write was refused or given up: it came over nothing.
  static func forgetReplaced(_ db: Database, by write: OutboxID) throws {
    let text = try StateRow.text(db, StateRow.commissionReplaced)
    let note = text.flatMap {
      try? JSONDecoder().decode(CommissionState.Replaced.self, from: Data($0.utf8))
    }
    guard note?.write == write else { return }
    try StateRow.set(db, StateRow.commissionReplaced, nil)
  }

  /// Notes that a change made here came over one that this person had not seen; nil: it did not.
  func noteReplaced(_ replaced: CommissionState.Replaced?) throws {
    let text = try replaced.map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) }
    try write { db in try StateRow.set(db, StateRow.commissionReplaced, text) }
  }
}
