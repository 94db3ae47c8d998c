import CCurl
import Foundation

/// A mail on its way to a mail server.
public struct MailEnvelope: Sendable {
  /// Such as `smtp://mail.example.org:587` or `smtps://mail.example.org`.
  public var server: String
  public var user: String?
  public var password: String?
  public var from: String
  public var to: String
  /// Head and body, lines ended by CR and LF (RFC 5322).
  public var content: Data

  public init(
    server: String, user: String? = nil, password: String? = nil, from: String, to: String,
    content: Data
  ) {
    self.server = server
    self.user = user
    self.password = password
    self.from = from
    self.to = to
    self.content = content
  }
}

/// Mail through libcurl (SMTP, RFC 5321), on a thread of its own.
public enum CurlMail {
  /// What libcurl said when the server did not take a mail.
  public struct Failure: Error, Sendable {
    public var code: Int
  }

  /// Returns when the server has taken the mail. Where it is not this machine, TLS is asked for, and
  /// demanded as soon as there is a password.
  public static func send(_ envelope: MailEnvelope) async throws(Failure) {
    let code = await withCheckedContinuation { (done: CheckedContinuation<Int, Never>) in
      let thread = Thread { done.resume(returning: perform(envelope)) }
      thread.name = "mail"
      thread.start()
    }
    if code != 0 { throw Failure(code: code) }
  }

  /// What is still to be handed over.
  private final class Source {
    var left: Data

    init(_ content: Data) { left = content }
  }

  private static func perform(_ envelope: MailEnvelope) -> Int {
    guard cnt_curl_load() != 0, let handle = cnt_curl_easy_init() else {
      return Int(CURLE_FAILED_INIT.rawValue)
    }
    defer { cnt_curl_easy_cleanup(handle) }
    let recipients = cnt_curl_slist_append(nil, "<\(envelope.to)>")
    defer { cnt_curl_slist_free_all(recipients) }
    func set(_ option: CURLoption, _ value: Int) { _ = cnt_curl_set_long(handle, option, value) }
    func set(_ option: CURLoption, _ value: String) {
      _ = cnt_curl_set_string(handle, option, value)
    }
    set(CURLOPT_URL, envelope.server)
    set(CURLOPT_PROTOCOLS_STR, "smtp,smtps")
    set(CURLOPT_NOSIGNAL, 1)
    set(CURLOPT_CONNECTTIMEOUT, 10)
    set(CURLOPT_TIMEOUT, 30)
    set(CURLOPT_MAIL_FROM, "<\(envelope.from)>")
    _ = cnt_curl_set_list(handle, CURLOPT_MAIL_RCPT, recipients)
    let isNear = ["127.0.0.1", "localhost", "[::1]"].contains {
      envelope.server.contains("://\($0)")
    }
    let hasPassword = envelope.password != nil
    if let user = envelope.user { set(CURLOPT_USERNAME, user) }
    if let password = envelope.password { set(CURLOPT_PASSWORD, password) }
    if !isNear {
      set(CURLOPT_USE_SSL, Int((hasPassword ? CURLUSESSL_ALL : CURLUSESSL_TRY).rawValue))
    }
    let source = Source(envelope.content)
    set(CURLOPT_UPLOAD, 1)
    _ = cnt_curl_set_pointer(
      handle, CURLOPT_READDATA, Unmanaged.passUnretained(source).toOpaque())
    _ = cnt_curl_set_data_callback(handle, CURLOPT_READFUNCTION) { buffer, size, count, context in
      guard let buffer, let context else { return 0 }
      let source = Unmanaged<Source>.fromOpaque(context).takeUnretainedValue()
      let piece = source.left.prefix(size * count)
      piece.copyBytes(
        to: UnsafeMutableRawBufferPointer(
          start: UnsafeMutableRawPointer(buffer), count: piece.count))
      source.left = source.left.dropFirst(piece.count)
      return piece.count
    }
    return withExtendedLifetime(source) { Int(cnt_curl_easy_perform(handle).rawValue) }
  }
}
