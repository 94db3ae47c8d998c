import CNTKit
import Crypto
import Foundation
import GRDB
import Testing

@testable import CNTServer

/// Money from one person to another.
struct DonationTests {
  private static let settings: PlatformSettings = {
    var settings = PlatformSettings()
    settings.stripe = StripeSettings(
      secretKey: "sk_test_1", publishableKey: "pk_test_1", webhookSecret: "whsec_1",
      apiBase: "http://stripe.invalid", returnURL: "https://cnt.example.org")
    return settings
  }()

  private static let ready =
    #"{"id":"acct_1","charges_enabled":true,"payouts_enabled":true,"details_submitted":true}"#

  /// Miriam can receive.
  private func run(
    _ outside: FakeOutside, _ work: @escaping @Sendable (ServerHarness) async throws -> Void
  ) async throws {
    outside.answer("/v1/accounts", #"{"id":"acct_1"}"#)
    outside.answer("/v1/accounts/acct_1", Self.ready)
    try await ServerHarness.run(outside: Self.settings, transport: outside) { server async throws in
      let miriam = try await server.token("miriam")
      let made = try await server.call(
        "POST", "/api/v1/stripe-connect/create-account", as: miriam)
      #expect(made.json["stripe_account_id"]?.stringValue == "acct_1")
      try await work(server)
    }
  }

  private func event(
    _ server: ServerHarness, _ json: String, at time: Int? = nil, secret: String = "whsec_1",
    signed: String? = nil
  ) async throws -> ServerHarness.Answer {
    let time = time ?? Int(Date().timeIntervalSince1970)
    let code = HMAC<SHA256>.authenticationCode(
      for: Data("\(time).\(signed ?? json)".utf8), using: SymmetricKey(data: Data(secret.utf8)))
    let hex = code.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    return try await server.call(
      "POST", "/api/v1/stripe/webhook", json: json,
      headers: ["Stripe-Signature": "t=\(time),v1=\(hex),v0=00"])
  }

  private func count(_ server: ServerHarness, _ name: String, _ type: String) async throws -> Int {
    try await server.application.services.database.read { db in
      try Int.fetchOne(
        db,
        sql: """
          SELECT count(*) FROM notifications n JOIN users u ON u.id = n.user_id
          WHERE u.username = ? AND n.type = ?
          """, arguments: [name, type]) ?? -1
    }
  }

  @Test func `a payment is asked for in the smallest unit, with the platform's share`() async throws
  {
    let outside = FakeOutside()
    outside.answer("/v1/payment_intents", #"{"id":"pi_1","client_secret":"pi_1_secret"}"#)
    try await run(outside) { server async throws in
      let (admin, grace) = (try await server.token("admin"), try await server.token("grace"))
      _ = try await server.call(
        "PUT", "/api/v1/admin/settings/commission", as: admin,
        json: """
          {"commission_type":"percentage_plus_fixed","commission_percentage":10,
           "commission_fixed_amount":0.3,"is_active":true}
          """)
      let answer = try await server.call(
        "POST", "/api/v1/donations/create-payment-intent", as: grace,
        json: #"{"recipient_user_id":2,"amount":19.99,"currency":"USD"}"#)
      #expect(answer.status == 200 && answer.json["client_secret"]?.stringValue == "pi_1_secret")
      #expect(answer.json["publishable_key"]?.stringValue == "pk_test_1")
      let asked = try #require(outside.asked.last)
      #expect(asked.headers["Authorization"] == "Bearer sk_test_1")
      #expect(asked.form["amount"] == "1999" && asked.form["currency"] == "usd")
      #expect(asked.form["application_fee_amount"] == "230")
      #expect(asked.form["transfer_data[destination]"] == "acct_1")
      #expect(asked.headers["Idempotency-Key"]?.isEmpty == false)
    }
  }

  @Test(arguments: [
    #"{"recipient_user_id":2,"amount":0}"#, #"{"recipient_user_id":2,"amount":-5}"#,
    #"{"recipient_user_id":2,"amount":1.005}"#, #"{"recipient_user_id":2,"amount":1e9}"#,
    #"{"recipient_user_id":1,"amount":5}"#, #"{"recipient_user_id":3,"amount":5}"#,
    #"{"recipient_user_id":2,"amount":5,"currency":"dollars"}"#,
    #"{"recipient_user_id":2,"amount":5.5,"currency":"JPY"}"#,
    #"{"recipient_user_id":2,"amount":5,"payment_method":"paypal"}"#,
  ])
  func `what cannot be given is refused before Stripe hears of it`(body: String) async throws {
    let outside = FakeOutside()
    try await run(outside) { server async throws in
      let grace = try await server.token("grace")
      let answer = try await server.call(
        "POST", "/api/v1/donations/create-payment-intent", as: grace, json: body)
      #expect(answer.status == 400)
      #expect(!outside.asked.contains { $0.url.hasSuffix("payment_intents") })
      let sent = try await server.call("GET", "/api/v1/donations/sent", as: grace)
      #expect(sent.json == .array([]))
    }
  }

  @Test func `a webhook completes a donation once, however often it comes`() async throws {
    let outside = FakeOutside()
    outside.answer("/v1/payment_intents", #"{"id":"pi_1","client_secret":"s"}"#)
    try await run(outside) { server async throws in
      let (grace, miriam) = (try await server.token("grace"), try await server.token("miriam"))
      _ = try await server.call(
        "POST", "/api/v1/donations/create-payment-intent", as: grace,
        json: #"{"recipient_user_id":2,"amount":5}"#)
      let none = try await server.call("GET", "/api/v1/donations/received", as: miriam)
      #expect(none.json == .array([]))
      let failed = """
        {"id":"evt_0","type":"payment_intent.payment_failed","data":{"object":{"id":"pi_1"}}}
        """
      let done = """
        {"id":"evt_1","type":"payment_intent.succeeded","data":{"object":{"id":"pi_1"}}}
        """
      #expect(try await event(server, failed).status == 200)
      for _ in 0..<3 { #expect(try await event(server, done).status == 200) }
      // Late, and of something that is over.
      let late = failed.replacing("evt_0", with: "evt_2")
      #expect(try await event(server, late).status == 200)
      let received = try await server.call("GET", "/api/v1/donations/received", as: miriam)
      guard case .array(let rows) = received.json else { throw Problem(500, "no array") }
      #expect(rows.count == 1 && rows[0]["status"]?.stringValue == "completed")
      #expect(rows[0]["amount"] == .int(5) || rows[0]["amount"] == .double(5))
      #expect(try await count(server, "miriam", "donation_received") == 1)
      #expect(try await count(server, "grace", "donation_sent") == 1)
    }
  }

  @Test func `a webhook that Stripe did not sign changes nothing`() async throws {
    let outside = FakeOutside()
    outside.answer("/v1/payment_intents", #"{"id":"pi_1","client_secret":"s"}"#)
    try await run(outside) { server async throws in
      let grace = try await server.token("grace")
      _ = try await server.call(
        "POST", "/api/v1/donations/create-payment-intent", as: grace,
        json: #"{"recipient_user_id":2,"amount":5}"#)
      let json =
        #"{"id":"evt_1","type":"payment_intent.succeeded","data":{"object":{"id":"pi_1"}}}"#
      let now = Int(Date().timeIntervalSince1970)
      #expect(try await event(server, json, secret: "whsec_2").status == 400)
      #expect(try await event(server, json, at: now - 400).status == 400)
      #expect(try await event(server, json, at: now + 400).status == 400)
      #expect(try await event(server, json, signed: json + " ").status == 400)
      let bare = try await server.call("POST", "/api/v1/stripe/webhook", json: json)
      #expect(bare.status == 400)
      #expect(try await count(server, "miriam", "donation_received") == 0)
    }
  }

  @Test func `a link to Stripe's page, and the session that it ends in`() async throws {
    let outside = FakeOutside()
    outside.answer("/v1/checkout/sessions", #"{"id":"cs_1","url":"https://pay.invalid/cs_1"}"#)
    try await run(outside) { server async throws in
      let grace = try await server.token("grace")
      let made = try await server.call(
        "POST", "/api/v1/donations", as: grace,
        json: #"{"recipient_user_id":2,"amount":5,"payment_method":"stripe"}"#)
      #expect(made.json["checkout_url"]?.stringValue == "https://pay.invalid/cs_1")
      #expect(made.json["status"]?.stringValue == "pending")
      let id = made.json["id"]?.intValue ?? 0
      let unpaid = """
        {"id":"evt_1","type":"checkout.session.completed","data":{"object":{"id":"cs_1",
        "payment_status":"unpaid","payment_intent":"pi_9","metadata":{"donation_id":"\(id)"}}}}
        """
      _ = try await event(server, unpaid)
      #expect(try await count(server, "miriam", "donation_received") == 0)
      let paid = unpaid.replacing("unpaid", with: "paid").replacing("evt_1", with: "evt_2")
      _ = try await event(server, paid)
      #expect(try await count(server, "miriam", "donation_received") == 1)
    }
  }

  @Test func `what Stripe refuses is said, and the donation is no longer open`() async throws {
    let outside = FakeOutside()
    outside.answer(
      "/v1/payment_intents", #"{"error":{"message":"Amount must be at least $0.50 usd"}}"#,
      status: 400)
    try await run(outside) { server async throws in
      let grace = try await server.token("grace")
      let answer = try await server.call(
        "POST", "/api/v1/donations/create-payment-intent", as: grace,
        json: #"{"recipient_user_id":2,"amount":0.1}"#)
      #expect(answer.status == 400)
      #expect(answer.json["detail"]?.stringValue == "Amount must be at least $0.50 usd")
      let sent = try await server.call("GET", "/api/v1/donations/sent", as: grace)
      guard case .array(let rows) = sent.json else { throw Problem(500, "no array") }
      #expect(rows.map { $0["status"]?.stringValue } == ["failed"])
    }
  }

  @Test func `a payment is confirmed by Stripe's word, for its giver only`() async throws {
    let outside = FakeOutside()
    outside.answer("/v1/payment_intents", #"{"id":"pi_1","client_secret":"s"}"#)
    outside.answer("/v1/payment_intents/pi_1", #"{"id":"pi_1","status":"processing"}"#)
    try await run(outside) { server async throws in
      let (grace, miriam) = (try await server.token("grace"), try await server.token("miriam"))
      _ = try await server.call(
        "POST", "/api/v1/donations/create-payment-intent", as: grace,
        json: #"{"recipient_user_id":2,"amount":5}"#)
      let path = "/api/v1/donations/confirm/pi_1"
      #expect(try await server.call("POST", path, as: miriam).status == 404)
      let open = try await server.call("POST", path, as: grace)
      #expect(open.json["status"]?.stringValue == "pending")
      outside.answer("/v1/payment_intents/pi_1", #"{"id":"pi_1","status":"succeeded"}"#)
      let done = try await server.call("POST", path, as: grace)
      #expect(done.json["status"]?.stringValue == "completed")
    }
  }

  @Test func `the share never takes all of a small sum`() {
    let half = CommissionSettings(
      kind: .percentagePlusFixed, percentage: 50, fixedAmount: 10, isActive: true)
    #expect(Money.fee(1000, "usd", half) == 999)
    #expect(Money.fee(5000, "usd", half) == 3500)
    #expect(Money.minor(19.99, "usd") == 1999 && Money.minor(5, "jpy") == 5)
    #expect(Money.minor(0.004, "usd") == nil && Money.minor(.nan, "usd") == nil)
  }
}
