import Foundation
import HTTPTypes

/// What browsers are told of every answer: what a page of another origin may read, and what an answer must
/// never become.
struct WebPolicy: Sendable {
  /// nil lets all: no cookie is looked at here, so that a page can do no more than whoever wrote it.
  var origins: Set<String>?
  /// People reach the server by https.
  var isSecure = false

  /// What a page of another origin may read beside what every page may.
  private static let exposed =
    "Location, Retry-After, Idempotent-Replayed, X-Request-Id, Tus-Resumable, Tus-Version,"
    + " Tus-Extension, Tus-Max-Size, Upload-Offset, Upload-Length, Upload-Expires, Upload-Metadata"

  private static let ofData = "default-src 'none'; frame-ancestors 'none'"
  /// A browser that opens a picture or a film puts it into a page of its own making, which may show it.
  private static let ofMedia =
    "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline';"
    + " frame-ancestors 'none'"

  func dress(_ fields: inout HTTPFields, path: String, origin: String?) {
    fields[.xContentTypeOptions] = "nosniff"
    fields[.xFrameOptions] = "DENY"
    fields[.referrerPolicy] = "no-referrer"
    if path.hasPrefix("/media/") {
      // Browsers refuse to show a PDF in a sandbox, and run nothing of one without.
      let isPDF = path.lowercased().hasSuffix(".pdf")
      fields[.contentSecurityPolicy] = Self.ofMedia + (isPDF ? "" : "; sandbox")
    } else {
      fields[.contentSecurityPolicy] = Self.ofData
    }
    if isSecure { fields[.strictTransportSecurity] = "max-age=31536000" }
    allow(origin, &fields)
  }

  private func allow(_ origin: String?, _ fields: inout HTTPFields) {
    if let origins {
      // A cache must not give one page the answer of another.
      fields[.vary] = "Origin"
      guard let origin, origins.contains(origin) else { return }
      fields[.accessControlAllowOrigin] = origin
    } else {
      fields[.accessControlAllowOrigin] = "*"
    }
    fields[.accessControlExposeHeaders] = Self.exposed
  }

  /// A list such as `https://cnt.example.org, https://admin.example.org`, or `*`; nil for what is none.
  static func origins(_ text: String) -> Set<String>?? {
    let names = text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    if names == ["*"] { return .some(nil) }
    let isList =
      !names.isEmpty
      && names.allSatisfy { name in
        guard let url = URL(string: name), let scheme = url.scheme, url.host?.isEmpty == false
        else {
          return false
        }
        return ["http", "https"].contains(scheme) && url.path.isEmpty && url.query == nil
          && url.fragment == nil && url.user == nil && !name.hasSuffix("/")
      }
    return isList ? .some(Set(names.map { $0.lowercased() })) : nil
  }
}

extension HTTPField.Name {
  static let xFrameOptions = Self("X-Frame-Options")!
  static let referrerPolicy = Self("Referrer-Policy")!
  static let xForwardedFor = Self("X-Forwarded-For")!
}
