import Foundation

/// Turns what the platform calls a media URL into an address that can be fetched.
///
/// The steps and their order are those of the platform's own client.
public struct MediaResolver: Sendable, Hashable {
  private let base: String

  /// `mediaBase` is the CDN's address; without one the API's own host serves the media.
  public init(server: ServerAddress, mediaBase: String? = nil) {
    var base = mediaBase ?? server.origin
    while base.hasSuffix("/") { base.removeLast() }
    self.base = base
  }

  /// Where the platform keeps its media.
  public var host: String? { Origin(url: base)?.host }

  /// The absolute address, or nil for nothing.
  public func url(for reference: String?) -> String? {
    guard let text = reference?.trimmingCharacters(in: .whitespaces), !text.isEmpty else {
      return nil
    }
    if text.hasPrefix("http://") || text.hasPrefix("https://") { return absolute(text) }
    let host = Origin(url: base)?.host ?? ""
    if text.contains("cloudfront.net") || text.contains(".amazonaws.com") || text.contains(".s3.")
      || (!host.isEmpty && text.contains(host))
    {
      return "https://" + text
    }
    var path = Substring(text)
    while path.hasPrefix("/") { path = path.dropFirst() }
    if path.hasPrefix("media/") {
      if !isDevelopment { path = path.dropFirst("media/".count) }
    } else if path.hasPrefix("assets/images/") {
      path = "images/" + path.dropFirst("assets/images/".count)
    } else if isDevelopment {
      path = "media/" + path
    }
    return base + "/" + Self.collapsingSlashes(path)
  }

  /// A URL on the platform's own S3 bucket is fetched from the CDN under the same key.
  private func absolute(_ text: String) -> String {
    guard let parts = URLComponents(string: text), let host = parts.host?.lowercased(),
      host.hasSuffix(".amazonaws.com"), !isDevelopment
    else { return text }
    let labels = host.split(separator: ".")
    let isBucketHost =
      labels.count == 4 && labels[1] == "s3" || labels.count == 5 && labels[1] == "s3"
    guard isBucketHost else { return text }
    return base + "/" + Self.collapsingSlashes(parts.percentEncodedPath.drop { $0 == "/" })
  }

  /// A base that serves media itself, under `media/`.
  private var isDevelopment: Bool {
    guard let origin = Origin(url: base) else { return false }
    return origin.host == "localhost" || origin.host.hasPrefix("127.") || origin.host == "::1"
      || origin.host == "[::1]" || origin.port == 8000 || origin.port == 8002
  }

  private static func collapsingSlashes(_ path: Substring) -> String {
    var result = ""
    for character in path where !(character == "/" && result.hasSuffix("/")) {
      result.append(character)
    }
    return result
  }
}
