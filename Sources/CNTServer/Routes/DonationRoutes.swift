import CNTKit
import Foundation
import GRDB

/// Donations from one person to another, through Stripe. No card ever comes here: who gives talks to
/// Stripe, and Stripe tells by a webhook what became of it.
enum DonationRoutes {
  static let routes: [Route] = [
    Route(.post, "/api/v1/donations/create-payment-intent", .member, createIntent).needing(.stripe),
    Route(.post, "/api/v1/donations/confirm/{payment_intent_id}", .member, confirm).needing(
      .stripe),
    Route(.post, "/api/v1/donations", .member, create).needing(.stripe),
    Route(.get, "/api/v1/donations/sent", .member) { try await list($0, "d.donor_id = ?") },
    Route(.get, "/api/v1/donations/history", .member) { try await list($0, "d.donor_id = ?") },
    Route(.get, "/api/v1/donations/received", .member) {
      try await list($0, "d.recipient_id = ? AND d.status = 'completed'")
    },
    Route(.get, "/api/v1/donations/admin/all", .admin) { call in
      let page = try call.page()
      return try await call.read { try .json(DonationRows.fetch($0, SQLFilter(), page)) }
    },
    Route(.post, "/api/v1/stripe/webhook", .open, webhook).needing(.stripe),
  ]

  private static func list(_ call: Call, _ condition: String) async throws -> Reply {
    let page = try call.page()
    var filter = SQLFilter()
    filter.add(condition, try call.member().id)
    return try await call.read { [filter] in try .json(DonationRows.fetch($0, filter, page)) }
  }

  /// What somebody wants to give, checked.
  private struct Wish: Sendable {
    var recipient: Int
    var minor: Int
    var currency: String
    var fee: Int
    /// Stripe's account of who receives.
    var account: String
    var recipientName: String
    var method: String
  }

  private static func wish(_ call: Call, _ stripe: StripeAPI) async throws -> Wish {
    let members = try await call.object()
    let missing = ["recipient_user_id", "amount"].filter { members[$0] == nil }
    guard missing.isEmpty else {
      throw Problem(invalid: missing.map { Invalid.missing($0, input: .object(members)) })
    }
    guard case .int(let recipient)? = members["recipient_user_id"] else {
      throw Problem(invalid: [
        Invalid.type(
          "int", [.string("body"), .string("recipient_user_id")],
          input: members["recipient_user_id"] ?? .null)
      ])
    }
    let amount: Double
    switch members["amount"] {
    case .int(let value)?: amount = Double(value)
    case .double(let value)?: amount = value
    default:
      throw Problem(invalid: [
        Invalid.type(
          "number", [.string("body"), .string("amount")], input: members["amount"] ?? .null)
      ])
    }
    guard let currency = Money.currency(members["currency"]?.stringValue ?? "USD") else {
      throw Problem(400, "currency has three letters, such as USD")
    }
    guard let minor = Money.minor(amount, currency) else {
      throw Problem(
        400, "amount must be above 0, at most 999999.99, and no finer than the currency")
    }
    let method = members["payment_method"]?.stringValue ?? "stripe"
    guard method == "stripe" else {
      throw Problem(400, "payment_method must be stripe: this server takes no other")
    }
    guard recipient != (try call.member().id) else {
      throw Problem(400, "You cannot give to yourself")
    }
    let found = try await call.services.database.read { db -> (String, String?)? in
      try Row.fetchOne(
        db,
        sql: """
          SELECT coalesce(u.name, u.username) AS name, s.stripe_account_id
          FROM users u LEFT JOIN stripe_accounts s ON s.user_id = u.id WHERE u.id = ?
          """, arguments: [recipient]
      ).map { ($0["name"], $0["stripe_account_id"]) }
    }
    guard let (name, known) = found else { throw Problem.notFound("Recipient") }
    guard let account = known, try await StripeConnectRoutes.refresh(call, account).chargesEnabled
    else { throw Problem(400, "\(name) cannot receive donations yet") }
    let settings = try await call.services.database.read { db -> CommissionSettings? in
      try Fetched.one(db, "SELECT * FROM commission_settings")
    }
    return Wish(
      recipient: recipient, minor: minor, currency: currency,
      fee: settings.map { Money.fee(minor, currency, $0) } ?? 0, account: account,
      recipientName: name, method: method)
  }

  /// The row is written before Stripe is asked, so that a webhook which is quicker than this answer finds
  /// it by its number.
  private static func begin(_ call: Call, _ wish: Wish) async throws -> Int {
    let donor = try call.member()
    let stamp = call.services.stamp
    // Of a request that ended between Stripe's answer and this server's: the same row is gone on with.
    let key = call.keyed.map { "\($0.user) \($0.key)" }
    return try await call.services.database.write { db in
      try donor.confirm(db)
      if let key,
        let id = try Int.fetchOne(
          db, sql: "SELECT id FROM donations WHERE request_key = ?", arguments: [key])
      {
        return id
      }
      return try db.insert(
        into: "donations",
        [
          ("donor_id", donor.id), ("recipient_id", wish.recipient), ("amount_minor", wish.minor),
          ("fee_minor", wish.fee), ("currency", wish.currency), ("payment_method", wish.method),
          ("request_key", key), ("created_at", stamp),
        ])
    }
  }

  private static func createIntent(_ call: Call) async throws -> Reply {
    let stripe = try call.services.outside.requireStripe()
    try await call.confirm()
    if let kept = try await call.kept() { return kept }
    let wish = try await wish(call, stripe)
    let id = try await begin(call, wish)
    var form: [(String, String)] = [
      ("amount", "\(wish.minor)"), ("currency", wish.currency),
      ("automatic_payment_methods[enabled]", "true"),
      ("transfer_data[destination]", wish.account), ("metadata[donation_id]", "\(id)"),
    ]
    if wish.fee > 0 { form.append(("application_fee_amount", "\(wish.fee)")) }
    let intent = try await refused(call, id) {
      try await stripe.post("payment_intents", form, key: key(call, "intent", id))
    }
    guard let name = intent["id"]?.stringValue, let secret = intent["client_secret"]?.stringValue
    else { throw Problem(503, "The payment service gave an answer that cannot be read") }
    return try await call.write { db in
      try db.execute(
        sql: "UPDATE donations SET payment_intent_id = ? WHERE id = ?", arguments: [name, id])
      var answer: [String: JSONValue] = [
        "client_secret": .string(secret), "payment_intent_id": .string(name),
        "donation_id": .int(id),
      ]
      if let key = stripe.settings.publishableKey { answer["publishable_key"] = .string(key) }
      return try .json(answer)
    }
  }

  /// A link to Stripe's own page, for clients that have no form for cards.
  private static func create(_ call: Call) async throws -> Reply {
    let stripe = try call.services.outside.requireStripe()
    try await call.confirm()
    if let kept = try await call.kept() { return kept }
    let wish = try await wish(call, stripe)
    let id = try await begin(call, wish)
    var form: [(String, String)] = [
      ("mode", "payment"), ("success_url", stripe.settings.returnURL + "/?donation=thanks"),
      ("cancel_url", stripe.settings.returnURL + "/?donation=cancelled"),
      ("client_reference_id", "\(id)"), ("line_items[0][quantity]", "1"),
      ("line_items[0][price_data][currency]", wish.currency),
      ("line_items[0][price_data][unit_amount]", "\(wish.minor)"),
      ("line_items[0][price_data][product_data][name]", "Donation to \(wish.recipientName)"),
      ("payment_intent_data[transfer_data][destination]", wish.account),
      ("payment_intent_data[metadata][donation_id]", "\(id)"), ("metadata[donation_id]", "\(id)"),
    ]
    if wish.fee > 0 {
      form.append(("payment_intent_data[application_fee_amount]", "\(wish.fee)"))
    }
    let session = try await refused(call, id) {
      try await stripe.post("checkout/sessions", form, key: key(call, "checkout", id))
    }
    guard let name = session["id"]?.stringValue, let url = session["url"]?.stringValue else {
      throw Problem(503, "The payment service gave an answer that cannot be read")
    }
    return try await call.write { db in
      try db.execute(
        sql: """
          UPDATE donations SET checkout_session_id = ?,
            payment_intent_id = coalesce(payment_intent_id, ?) WHERE id = ?
          """, arguments: [name, session["payment_intent"]?.stringValue, id])
      guard case .object(var answer) = try DonationRows.one(db, id) else {
        throw Problem(500, "Internal Server Error")
      }
      answer["checkout_url"] = .string(url)
      return try .json(answer)
    }
  }

  /// The person's own key where there is one: a repetition after a crash finds Stripe's first answer.
  private static func key(_ call: Call, _ what: String, _ id: Int) -> String {
    call.keyed.map { "cnt-\(what)-\($0.user)-\($0.key)" }
      ?? "cnt-\(what)-\(id)-\(RandomName.make())"
  }

  /// Stripe's no is the person's; the donation that will not be is marked so.
  private static func refused(
    _ call: Call, _ id: Int, _ work: () async throws -> JSONValue
  ) async throws -> JSONValue {
    do { return try await work() } catch let refusal as StripeAPI.Refusal {
      try await call.services.database.write { db in
        try db.execute(
          sql: "UPDATE donations SET status = 'failed' WHERE id = ?", arguments: [id])
      }
      throw Problem(400, refusal.message)
    }
  }

  /// Looks at Stripe what became of a payment; what the client says of it is not believed.
  private static func confirm(_ call: Call) async throws -> Reply {
    let stripe = try call.services.outside.requireStripe()
    let name = call.parameter("payment_intent_id")
    let viewer = try call.member()
    try await call.confirm()
    let found = try await call.services.database.read { db in
      try Int.fetchOne(
        db, sql: "SELECT id FROM donations WHERE payment_intent_id = ? AND donor_id = ?",
        arguments: [name, viewer.id])
    }
    guard let id = found else { throw Problem.notFound("Donation") }
    let intent: JSONValue
    do { intent = try await stripe.get("payment_intents/\(name)") } catch let refusal
      as StripeAPI.Refusal
    { throw Problem(400, refusal.message) }
    let status = state(intent["status"]?.stringValue)
    let stamp = call.services.stamp
    return try await call.write { db in
      if let status {
        try DonationRows.settle(db, where: "payment_intent_id", name, as: status, stamp)
      }
      return try .json(DonationRows.one(db, id))
    }
  }

  private static func state(_ status: String?) -> String? {
    switch status {
    case "succeeded": "completed"
    case "canceled": "failed"
    default: nil
    }
  }

  /// Stripe's messages: signed, perhaps repeated, in any order.
  private static func webhook(_ call: Call) async throws -> Reply {
    let stripe = try call.services.outside.requireStripe()
    guard let secret = stripe.settings.webhookSecret else {
      throw Problem(503, "Webhooks are not set up: set STRIPE_WEBHOOK_SECRET")
    }
    let payload = try await call.bytes(atMost: Call.largestJSON)
    guard
      StripeSignature.isValid(
        call.request.headers[.stripeSignature] ?? "", of: payload, secret: secret,
        now: call.services.now())
    else { throw Problem(400, "The signature is not valid") }
    guard JSONDepth.isAcceptable(payload),
      let event = try? JSONDecoder().decode(JSONValue.self, from: payload),
      let id = event["id"]?.stringValue, let type = event["type"]?.stringValue,
      let object = event["data"]?["object"]
    else { throw Problem(400, "The event cannot be read") }
    let stamp = call.services.stamp
    let seconds = Int(call.services.now().timeIntervalSince1970)
    return try await call.services.database.write { db in
      // Stripe repeats for three days (https://docs.stripe.com/webhooks#retries).
      try db.execute(
        sql: "DELETE FROM stripe_events WHERE received_at < ?", arguments: [seconds - 30 * 86_400])
      try db.execute(
        sql: "INSERT OR IGNORE INTO stripe_events (id, received_at) VALUES (?, ?)",
        arguments: [id, seconds])
      if db.changesCount > 0 { try take(db, type, object, stamp) }
      return try .json(["received": true])
    }
  }

  private static func take(
    _ db: Database, _ type: String, _ object: JSONValue, _ stamp: String
  ) throws {
    guard let name = object["id"]?.stringValue else { return }
    // The number that this server gave along: the row may not know Stripe's name yet.
    let number = object["metadata"]?["donation_id"]?.stringValue.flatMap { Int($0) }
    func settle(_ status: String, intent: String?) throws {
      if let number, let intent {
        try db.execute(
          sql: """
            UPDATE donations SET payment_intent_id = ? WHERE id = ? AND payment_intent_id IS NULL
            """, arguments: [intent, number])
      }
      if let intent {
        try DonationRows.settle(db, where: "payment_intent_id", intent, as: status, stamp)
      }
    }
    switch type {
    case "payment_intent.succeeded": try settle("completed", intent: name)
    case "payment_intent.payment_failed", "payment_intent.canceled":
      try settle("failed", intent: name)
    case "checkout.session.completed", "checkout.session.async_payment_succeeded":
      guard object["payment_status"]?.stringValue == "paid" else { return }
      try settle("completed", intent: object["payment_intent"]?.stringValue)
      try DonationRows.settle(db, where: "checkout_session_id", name, as: "completed", stamp)
    case "checkout.session.expired", "checkout.session.async_payment_failed":
      try DonationRows.settle(db, where: "checkout_session_id", name, as: "failed", stamp)
    case "account.updated": try StripeConnectRoutes.store(db, object)
    default: break
    }
  }
}
