import CNTKit
import Foundation
import GRDB

/// Donations as the wire has them.
enum DonationRows {
  static func fetch(_ db: Database, _ filter: SQLFilter, _ page: Call.Page) throws -> [JSONValue] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT d.*, coalesce(p.name, p.username) AS donor_name,
          coalesce(r.name, r.username) AS recipient_name
        FROM donations d LEFT JOIN users p ON p.id = d.donor_id
          LEFT JOIN users r ON r.id = d.recipient_id
        \(filter.sql) ORDER BY d.id DESC LIMIT ? OFFSET ?
        """, arguments: filter.arguments + [page.limit, page.skip]
    ).map(json)
  }

  static func one(_ db: Database, _ id: Int) throws -> JSONValue {
    var filter = SQLFilter()
    filter.add("d.id = ?", id)
    return try fetch(db, filter, .all).first ?? .null
  }

  private static func json(_ row: Row) -> JSONValue {
    func integer(_ column: String) -> JSONValue {
      (row[column] as Int?).map(JSONValue.int) ?? .null
    }
    func text(_ column: String) -> JSONValue {
      (row[column] as String?).map(JSONValue.string) ?? .null
    }
    let currency: String = row["currency"]
    return .object([
      "id": integer("id"), "donor_id": integer("donor_id"),
      "recipient_id": integer("recipient_id"), "recipient_user_id": integer("recipient_id"),
      "donor_name": text("donor_name"), "recipient_name": text("recipient_name"),
      "amount": .double(Money.amount(row["amount_minor"], currency)),
      "platform_fee": .double(Money.amount(row["fee_minor"], currency)),
      "currency": .string(currency.uppercased()), "status": text("status"),
      "payment_method": text("payment_method"), "payment_intent_id": text("payment_intent_id"),
      "created_at": text("created_at"), "completed_at": text("completed_at"),
    ])
  }

  /// Sets the state of a donation that is not settled yet, and tells both people of one that is complete.
  /// A payment that has failed may be tried again, so that "failed" can become "completed", never the
  /// other way.
  static func settle(
    _ db: Database, where column: String, _ value: String, as status: String, _ stamp: String
  ) throws {
    guard
      let row = try Row.fetchOne(
        db, sql: "SELECT * FROM donations WHERE \(column) = ?", arguments: [value])
    else { return }
    let before: String = row["status"]
    guard before != "completed", before != status else { return }
    let isComplete = status == "completed"
    try db.execute(
      sql: "UPDATE donations SET status = ?, completed_at = ? WHERE id = ?",
      arguments: [status, isComplete ? stamp : nil, row["id"] as Int])
    guard isComplete else { return }
    let currency: String = row["currency"]
    let sum = "\(currency.uppercased()) \(Money.amount(row["amount_minor"], currency))"
    let data: [String: JSONValue] = ["donation_id": .int(row["id"])]
    func name(_ id: Int?) throws -> String {
      try id.flatMap {
        try String.fetchOne(
          db, sql: "SELECT coalesce(name, username) FROM users WHERE id = ?", arguments: [$0])
      } ?? "somebody"
    }
    let (donor, recipient) = (row["donor_id"] as Int?, row["recipient_id"] as Int?)
    if let recipient {
      try NotificationRows.insert(
        db, to: recipient, type: "donation_received", title: "You received a donation",
        message: "\(try name(donor)) gave you \(sum).", data: data, stamp)
    }
    if let donor {
      try NotificationRows.insert(
        db, to: donor, type: "donation_sent", title: "Your donation arrived",
        message: "\(try name(recipient)) received \(sum). Thank you!", data: data, stamp)
    }
  }
}
