import CNTKit
import Foundation
import Synchronization
import Testing

@testable import CNTServer

/// Codes by mail.
struct CodeTests {
  /// Mails that were sent, and a clock that is turned by hand.
  private final class Post: MailSender {
    private let state = Mutex<(sent: [MailMessage], isDown: Bool, now: Date)>(
      ([], false, Date(timeIntervalSince1970: 1_800_000_000)))

    var sent: [MailMessage] { state.withLock { $0.sent } }
    var now: Date { state.withLock { $0.now } }

    func pass(_ seconds: Double) { state.withLock { $0.now += seconds } }
    func breakDown(_ isDown: Bool) { state.withLock { $0.isDown = isDown } }

    func send(_ message: MailMessage, now: Date) async throws {
      try state.withLock { state in
        guard !state.isDown else { throw Problem(503, "down") }
        state.sent.append(message)
      }
    }

    var code: String {
      (sent.last?.text.firstMatch(of: /[0-9]{6}/)?.output).map(String.init) ?? ""
    }
  }

  private func run(
    _ work: @escaping @Sendable (ServerHarness, Post) async throws -> Void
  ) async throws {
    let post = Post()
    try await ServerHarness.run(mail: post, now: { post.now }) { try await work($0, post) }
  }

  private func send(_ server: ServerHarness, _ email: String) async throws -> Int {
    try await server.call("POST", "/api/v1/auth/send-otp", json: #"{"email":"\#(email)"}"#).status
  }

  private func register(
    _ server: ServerHarness, _ email: String, _ code: String, username: String = "ruth"
  ) async throws -> ServerHarness.Answer {
    try await server.call(
      "POST", "/api/v1/auth/register-with-otp",
      json: """
        {"email":"\(email)","password":"ruth-password","name":"Ruth","username":"\(username)",
         "otp_code":"\(code)"}
        """)
  }

  @Test func `a code that came by mail lets one register, once`() async throws {
    try await run { server, post async throws in
      #expect(try await send(server, "ruth@t.invalid") == 200)
      #expect(post.sent.map(\.to) == ["ruth@t.invalid"] && post.code.count == 6)
      let checked = try await server.call(
        "POST", "/api/v1/auth/verify-otp",
        json: #"{"email":"RUTH@t.invalid","otp_code":"\#(post.code)"}"#)
      #expect(checked.json["verified"] == .bool(true))
      // A name that is taken does not cost the code.
      let taken = try await register(server, "ruth@t.invalid", post.code, username: "grace")
      #expect(taken.status == 400)
      let made = try await register(server, "ruth@t.invalid", post.code)
      #expect(made.status == 200 && made.json["access_token"]?.stringValue?.isEmpty == false)
      let again = try await register(server, "ruth@t.invalid", post.code, username: "ruth2")
      #expect(again.status == 400)
    }
  }

  @Test func `codes cannot be guessed, and end`() async throws {
    try await run { server, post async throws in
      #expect(try await send(server, "ruth@t.invalid") == 200)
      let wrong = post.code == "000000" ? "000001" : "000000"
      for _ in 0..<CodeRoutes.mostTries {
        #expect(try await register(server, "ruth@t.invalid", wrong).status == 400)
      }
      // The right one comes too late.
      #expect(try await register(server, "ruth@t.invalid", post.code).status == 400)
      post.pass(61)
      #expect(try await send(server, "ruth@t.invalid") == 200)
      post.pass(Double(CodeRoutes.lifetime))
      #expect(try await register(server, "ruth@t.invalid", post.code).status == 400)
    }
  }

  @Test func `another code may be asked for after a minute, and not without end`() async throws {
    try await run { server, post async throws in
      #expect(try await send(server, "ruth@t.invalid") == 200)
      #expect(try await send(server, "ruth@t.invalid") == 429)
      post.pass(61)
      #expect(try await send(server, "ruth@t.invalid") == 200)
      var statuses: [Int] = []
      for number in 0..<120 { statuses.append(try await send(server, "n\(number)@t.invalid")) }
      #expect(statuses.last == 429)
    }
  }

  @Test func `an address that has an account is not told to others`() async throws {
    try await run { server, post async throws in
      let mine = try await server.call(
        "POST", "/api/v1/auth/send-otp", json: #"{"email":"grace@t.invalid"}"#)
      let free = try await server.call(
        "POST", "/api/v1/auth/send-otp", json: #"{"email":"nobody@t.invalid"}"#)
      #expect(mine.status == free.status && mine.json == free.json)
      #expect(post.sent[0].text.firstMatch(of: /[0-9]{6}/) == nil)
    }
  }

  @Test(arguments: [
    "a", "a@", "@b", "a@b@c", "a b@c.org", "a@c.org\\nBcc: all@x.org", "a@b.org,c@d.org", "<a@b>",
  ])
  func `what is no address gets no mail`(email: String) async throws {
    try await run { server, post async throws in
      #expect(try await send(server, email) == 400)
      #expect(post.sent.isEmpty)
    }
  }

  @Test func `a mail that could not be sent may be asked for again at once`() async throws {
    try await run { server, post async throws in
      post.breakDown(true)
      #expect(try await send(server, "ruth@t.invalid") == 503)
      post.breakDown(false)
      #expect(try await send(server, "ruth@t.invalid") == 200)
    }
  }

  @Test func `nothing of a text can become a head of its mail`() {
    let mail = MailMessage(to: "a@b.org", subject: "Hi\r\nBcc: x@y.org", text: "one\r\n.\r\ntwo")
    let encoded = String(
      decoding: mail.encoded(from: "cnt@b.org", now: Date(timeIntervalSince1970: 0)), as: UTF8.self)
    #expect(!encoded.contains("Bcc:") && !encoded.contains("\r\n.\r\n"))
    #expect(encoded.contains("Date: Thu, 01 Jan 1970 00:00:00 +0000\r\n"))
  }

  @Test func `without a mail server that is said`() async throws {
    try await ServerHarness.run { server async throws in
      let answer = try await server.call(
        "POST", "/api/v1/auth/send-otp", json: #"{"email":"a@b.org"}"#)
      #expect(
        answer.status == 503 && answer.json["detail"]?.stringValue?.contains("SMTP_URL") == true)
    }
  }
}
