import CNTKit
import Foundation
import GRDB
import HTTPTypes

extension HTTPField.Name {
  static let stripeSignature = HTTPField.Name("Stripe-Signature")!
}

/// People's accounts at Stripe, so that donations reach them: https://docs.stripe.com/connect.
enum StripeConnectRoutes {
  static let routes: [Route] = [
    Route(.post, "/api/v1/stripe-connect/create-account", .member, createAccount).needing(.stripe),
    Route(.post, "/api/v1/stripe-connect/create-onboarding-link", .member, onboard).needing(
      .stripe),
    Route(.get, "/api/v1/stripe-connect/account-status", .member) { call in
      try await status(call, of: try call.member().id)
    },
    Route(.get, "/api/v1/stripe-connect/account-status/{user_id}", .member) { call in
      try await status(call, of: try call.id("user_id"))
    },
    Route(.get, "/api/v1/stripe-connect/dashboard-link", .member, dashboard).needing(.stripe),
  ]

  struct Status: Sendable {
    var chargesEnabled = false
    var payoutsEnabled = false
    var detailsSubmitted = false

    init() {}

    init(_ account: JSONValue) {
      func flag(_ name: String) -> Bool { account[name] == .bool(true) }
      chargesEnabled = flag("charges_enabled")
      payoutsEnabled = flag("payouts_enabled")
      detailsSubmitted = flag("details_submitted")
    }

    func reply(exists: Bool) throws -> Reply {
      try .json([
        "account_exists": exists, "charges_enabled": chargesEnabled,
        "payouts_enabled": payoutsEnabled, "details_submitted": detailsSubmitted,
      ])
    }
  }

  private static func account(_ call: Call, of user: Int) async throws -> String? {
    try await call.services.database.read { db in
      try String.fetchOne(
        db, sql: "SELECT stripe_account_id FROM stripe_accounts WHERE user_id = ?",
        arguments: [user])
    }
  }

  private static func createAccount(_ call: Call) async throws -> Reply {
    let stripe = try call.services.outside.requireStripe()
    let viewer = try call.member()
    try await call.confirm()
    if let kept = try await call.kept() { return kept }
    if let known = try await account(call, of: viewer.id) {
      return try await call.write { _ in try .json(["stripe_account_id": known]) }
    }
    let email = try await call.services.database.read { db in
      try String.fetchOne(db, sql: "SELECT email FROM users WHERE id = ?", arguments: [viewer.id])
    }
    // Two that come at once get one account: the key is the person.
    let made = try await saying {
      try await stripe.post(
        "accounts",
        [
          ("type", "express"), ("email", email ?? ""),
          ("capabilities[transfers][requested]", "true"), ("metadata[user_id]", "\(viewer.id)"),
        ], key: "cnt-account-\(viewer.id)")
    }
    guard let id = made["id"]?.stringValue else {
      throw Problem(503, "The payment service gave an answer that cannot be read")
    }
    let stamp = call.services.stamp
    return try await call.write { db in
      try db.execute(
        sql: """
          INSERT INTO stripe_accounts (user_id, stripe_account_id, created_at) VALUES (?, ?, ?)
          ON CONFLICT DO NOTHING
          """, arguments: [viewer.id, id, stamp])
      let known = try String.fetchOne(
        db, sql: "SELECT stripe_account_id FROM stripe_accounts WHERE user_id = ?",
        arguments: [viewer.id])
      return try .json(["stripe_account_id": known ?? id])
    }
  }

  private static func own(_ call: Call) async throws -> String {
    guard let account = try await account(call, of: try call.member().id) else {
      throw Problem(404, "You have no account for donations yet: create one first")
    }
    return account
  }

  private static func onboard(_ call: Call) async throws -> Reply {
    let stripe = try call.services.outside.requireStripe()
    try await call.confirm()
    if let kept = try await call.kept() { return kept }
    let account = try await own(call)
    let base = stripe.settings.returnURL
    let link = try await saying {
      try await stripe.post(
        "account_links",
        [
          ("account", account), ("type", "account_onboarding"),
          ("refresh_url", base + "/?stripe=refresh"), ("return_url", base + "/?stripe=return"),
        ])
    }
    return try await call.write { _ in try answer(link) }
  }

  private static func dashboard(_ call: Call) async throws -> Reply {
    let stripe = try call.services.outside.requireStripe()
    let account = try await own(call)
    return try answer(
      try await saying { try await stripe.post("accounts/\(account)/login_links", []) })
  }

  private static func answer(_ link: JSONValue) throws -> Reply {
    guard let url = link["url"]?.stringValue else {
      throw Problem(503, "The payment service gave an answer that cannot be read")
    }
    return try .json(["url": url])
  }

  private static func status(_ call: Call, of user: Int) async throws -> Reply {
    guard let account = try await account(call, of: user) else {
      return try Status().reply(exists: false)
    }
    return try await refresh(call, account).reply(exists: true)
  }

  /// What Stripe says of an account now; what it said last where it cannot be asked.
  static func refresh(_ call: Call, _ account: String) async throws -> Status {
    let stripe = try call.services.outside.requireStripe()
    if let answer = try? await stripe.get("accounts/\(account)") {
      try await call.services.database.write { try store($0, answer) }
      return Status(answer)
    }
    return try await call.services.database.read { db in
      var status = Status()
      if let row = try Row.fetchOne(
        db, sql: "SELECT * FROM stripe_accounts WHERE stripe_account_id = ?", arguments: [account])
      {
        status.chargesEnabled = row["charges_enabled"]
        status.payoutsEnabled = row["payouts_enabled"]
        status.detailsSubmitted = row["details_submitted"]
      }
      return status
    }
  }

  static func store(_ db: Database, _ account: JSONValue) throws {
    guard let id = account["id"]?.stringValue else { return }
    let status = Status(account)
    try db.execute(
      sql: """
        UPDATE stripe_accounts SET charges_enabled = ?, payouts_enabled = ?, details_submitted = ?
        WHERE stripe_account_id = ?
        """,
      arguments: [
        status.chargesEnabled, status.payoutsEnabled, status.detailsSubmitted, id,
      ])
  }

  private static func saying(_ work: () async throws -> JSONValue) async throws -> JSONValue {
    do { return try await work() } catch let refusal as StripeAPI.Refusal {
      throw Problem(400, refusal.message)
    }
  }
}
