import CNTKit
import Foundation

/// What the server works with outside of itself. Everything is off until it is named, and is named in the
/// environment; a secret may be in a file instead, whose path is in the variable with `_FILE` behind it.
public struct PlatformSettings: Sendable {
  public var liveKit: LiveKitSettings?
  public var stripe: StripeSettings?
  public var google: GoogleSettings?
  public var mail: MailSettings?
  /// Joins several instances: what one says in a room, all say.
  public var redis: RedisAddress?
  /// Who has it may read `/metrics`; without it nobody may.
  public var metricsToken: String?
  /// How people reach this server, such as https://cnt.example.org.
  public var publicURL: String?
  /// Pages of these origins may read answers and connect to Socket.IO, such as `https://cnt.example.org`;
  /// nil lets all. No cookie is looked at here, so that a page can do no more than whoever wrote it.
  public var allowedOrigins: Set<String>?
  /// Whose word is taken for who asks.
  public var trustedProxies = TrustedProxies()

  public init() {}

  /// A variable that cannot be used, with the sentence that says what to do.
  public struct Fault: Error, Sendable {
    public var recovery: String
  }

  public init(environment: [String: String]) throws(Fault) {
    func text(_ name: String) -> String? {
      environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }
    func secret(_ name: String) throws(Fault) -> String? {
      guard let path = text(name + "_FILE") else { return text(name) }
      guard let content = try? String(contentsOfFile: path, encoding: .utf8) else {
        throw Fault(recovery: "\(name)_FILE names \(path), which cannot be read.")
      }
      return content.trimmingCharacters(in: .whitespacesAndNewlines)
    }
    func address(_ name: String, schemes: [String]) throws(Fault) -> String? {
      guard let value = text(name) else { return nil }
      guard schemes.contains(where: { value.lowercased().hasPrefix($0 + "://") }),
        value.utf8.allSatisfy({ (0x21...0x7e).contains($0) })
      else {
        throw Fault(
          recovery: "\(name) must be an address that begins with \(schemes[0])://, not “\(value)”.")
      }
      return value.hasSuffix("/") ? String(value.dropLast()) : value
    }
    if let list = text("CNT_CORS_ORIGINS") {
      guard let origins = WebPolicy.origins(list) else {
        throw Fault(
          recovery:
            "CNT_CORS_ORIGINS must be * or a list such as https://cnt.example.org, without paths."
        )
      }
      allowedOrigins = origins
    }
    if let list = text("CNT_TRUSTED_PROXIES") {
      guard let proxies = TrustedProxies(list) else {
        throw Fault(
          recovery: "CNT_TRUSTED_PROXIES must be addresses or ranges such as 127.0.0.1, 10.0.0.0/8."
        )
      }
      trustedProxies = proxies
    }
    metricsToken = try secret("METRICS_TOKEN")
    if let text = try secret("REDIS_URL") {
      guard let address = RedisAddress(text) else {
        throw Fault(recovery: "REDIS_URL must look like redis://:PASSWORD@HOST:6379/0.")
      }
      redis = address
    }
    publicURL = try address("PUBLIC_URL", schemes: ["https", "http"])
    if let url = try address("LIVEKIT_URL", schemes: ["wss", "ws", "https", "http"]) {
      guard let key = try secret("LIVEKIT_API_KEY"),
        let signing = try secret("LIVEKIT_API_SECRET")
      else {
        throw Fault(recovery: "LIVEKIT_URL needs LIVEKIT_API_KEY and LIVEKIT_API_SECRET too.")
      }
      liveKit = LiveKitSettings(
        url: url, key: key, secret: signing,
        publicURL: try address("LIVEKIT_WS_URL", schemes: ["wss", "ws"]) ?? url,
        voiceAgent: text("LIVEKIT_AGENT_NAME"))
    }
    if let key = try secret("STRIPE_SECRET_KEY") {
      stripe = StripeSettings(
        secretKey: key, publishableKey: text("STRIPE_PUBLISHABLE_KEY"),
        webhookSecret: try secret("STRIPE_WEBHOOK_SECRET"),
        apiBase: try address("STRIPE_API_BASE", schemes: ["https", "http"])
          ?? "https://api.stripe.com",
        returnURL: publicURL ?? "http://127.0.0.1:8000")
    }
    if let client = text("GOOGLE_CLIENT_ID") {
      google = GoogleSettings(
        clientID: client,
        issuer: try address("GOOGLE_ISSUER", schemes: ["https", "http"])
          ?? "https://accounts.google.com",
        tokenInfo: try address("GOOGLE_TOKENINFO_URL", schemes: ["https", "http"])
          ?? "https://oauth2.googleapis.com/tokeninfo")
    }
    if let server = try address("SMTP_URL", schemes: ["smtp", "smtps"]) {
      guard let from = text("MAIL_FROM"), MailMessage.isAddress(from) else {
        throw Fault(recovery: "SMTP_URL needs MAIL_FROM, the address that mails come from.")
      }
      mail = MailSettings(
        server: server, from: from, user: text("SMTP_USER"), password: try secret("SMTP_PASSWORD"))
    }
  }
}

/// A LiveKit server.
public struct LiveKitSettings: Sendable {
  /// How this server reaches it.
  public var url: String
  public var key: String
  public var secret: String
  /// How people reach it.
  public var publicURL: String
  /// The agent that is sent to voice rooms; nil where agents come by themselves.
  public var voiceAgent: String?
}

/// Stripe, or what speaks like it.
public struct StripeSettings: Sendable {
  public var secretKey: String
  public var publishableKey: String?
  public var webhookSecret: String?
  public var apiBase: String
  /// Where people come back to after a payment.
  public var returnURL: String
}

/// An OpenID provider: Google, or one that stands in for it.
public struct GoogleSettings: Sendable {
  public var clientID: String
  public var issuer: String
  public var tokenInfo: String
}

/// A mail server.
public struct MailSettings: Sendable {
  public var server: String
  public var from: String
  public var user: String?
  public var password: String?
}
