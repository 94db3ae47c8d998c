import CNTKit
import Foundation

/// A short mail in plain text.
struct MailMessage: Sendable, Equatable {
  var to: String
  var subject: String
  var text: String

  /// Whether a text may stand as an address in a head and in an envelope: nothing in it ends a line or
  /// begins another address.
  static func isAddress(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && text.utf8.count <= 254
      && text.utf8.allSatisfy { (0x21...0x7e).contains($0) }
      && !text.contains { "<>(),;:\\\"[]".contains($0) }
  }

  /// RFC 5322, with the text as base64 so that any text is safe in it.
  func encoded(from: String, now: Date) -> Data {
    let form = DateFormatter()
    form.locale = Locale(identifier: "en_US_POSIX")
    form.timeZone = TimeZone(identifier: "UTC")
    form.dateFormat = "EEE, dd MMM yyyy HH:mm:ss '+0000'"
    let body = Data(text.utf8).base64EncodedString(options: [
      .lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed,
    ])
    // RFC 2047.
    let words = "=?utf-8?B?\(Data(subject.utf8).base64EncodedString())?="
    let domain = from.split(separator: "@").last.map(String.init) ?? "localhost"
    let head = [
      "From: CNT <\(from)>", "To: <\(to)>", "Subject: \(words)", "Date: \(form.string(from: now))",
      "Message-ID: <\(RandomName.make())@\(domain)>", "MIME-Version: 1.0",
      "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64",
      "Auto-Submitted: auto-generated",
    ]
    return Data((head + ["", body, ""]).joined(separator: "\r\n").utf8)
  }
}

/// Sends mails. The real one is ``CurlMailSender``; tests have their own.
protocol MailSender: Sendable {
  /// Returns when the mail server has taken it; throws a ``Problem``.
  func send(_ message: MailMessage, now: Date) async throws
}

/// SMTP through libcurl.
struct CurlMailSender: MailSender {
  let settings: MailSettings

  func send(_ message: MailMessage, now: Date) async throws {
    let envelope = MailEnvelope(
      server: settings.server, user: settings.user, password: settings.password,
      from: settings.from, to: message.to,
      content: message.encoded(from: settings.from, now: now))
    do { try await CurlMail.send(envelope) } catch {
      throw Problem(503, "The mail could not be sent: try again in a moment")
    }
  }
}
