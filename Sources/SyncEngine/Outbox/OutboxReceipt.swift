import GRDB

/// What became of a write, for who submitted it.
public struct OutboxReceipt: Hashable, Sendable {
  public var state: OutboxEntry.State
  /// Why it was refused.
  public var failure: String?
  /// The row that it made; its id is the server's once the server has it.
  public var made: ItemRef?
}

extension Mirror {
  /// What became of a write; nil where nothing is left of it, because its opposite came before it was
  /// sent.
  public func receipt(_ id: OutboxID) throws -> OutboxReceipt? {
    try read { db in
      guard let entry = try OutboxRow.fetch(db, "id = ?", [id]).first else { return nil }
      var made: ItemRef?
      if let kind = entry.write.madeKind, let local = entry.localID {
        made = try LocalRows.resolve(db, ItemRef(kind: kind, id: local))
      }
      return OutboxReceipt(state: entry.state, failure: entry.failure, made: made)
    }
  }
}
