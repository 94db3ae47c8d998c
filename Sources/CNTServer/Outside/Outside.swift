import CNTKit
import Foundation

/// The services outside of this server that were named to it.
struct Outside: Sendable {
  var liveKit: LiveKitAPI?
  var stripe: StripeAPI?
  var google: GoogleSignIn?
  var mail: (any MailSender)?

  init() {}

  init(
    _ settings: PlatformSettings, transport: any HTTPTransport, now: @escaping @Sendable () -> Date
  ) {
    liveKit = settings.liveKit.map { LiveKitAPI(settings: $0, transport: transport, now: now) }
    stripe = settings.stripe.map { StripeAPI(settings: $0, transport: transport) }
    google = settings.google.map { GoogleSignIn(settings: $0, transport: transport, now: now) }
    mail = settings.mail.map { CurlMailSender(settings: $0) }
  }

  /// Whether what a route needs is there.
  func has(_ need: Need?) -> Bool {
    switch need {
    case nil: true
    case .liveKit: liveKit != nil
    case .stripe: stripe != nil
    case .google: google != nil
    case .mail: mail != nil
    case .drive: false
    }
  }

  func requireLiveKit() throws -> LiveKitAPI {
    guard let liveKit else {
      throw Problem(503, "Live video is not set up on this server: set LIVEKIT_URL")
    }
    return liveKit
  }

  func requireStripe() throws -> StripeAPI {
    guard let stripe else {
      throw Problem(503, "Donations are not set up on this server: set STRIPE_SECRET_KEY")
    }
    return stripe
  }

  func requireMail() throws -> any MailSender {
    guard let mail else {
      throw Problem(
        503, "Mail is not set up on this server: set SMTP_URL, or register without a code")
    }
    return mail
  }
}
