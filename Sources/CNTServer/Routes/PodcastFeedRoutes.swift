import CNTKit
import Foundation
import GRDB

/// Podcasts for podcast apps: RSS 2.0 with the tags of https://help.apple.com/itc/podcasts_connect.
enum PodcastFeedRoutes {
  static let routes: [Route] = [
    Route(.get, "/rss/podcasts.xml", .open, podcasts)
  ]

  /// Apps ask for all of it each time.
  private static let most = 300

  /// What is approved, newest first; of one category where `category_id` is given. What has no file here
  /// cannot be an enclosure and is left out.
  private static func podcasts(_ call: Call) async throws -> Reply {
    var filter = Visibility.condition(nil)
    let category = try call.integer("category_id")
    if let category { filter.add("category_id = ?", category) }
    let (rows, name) = try await call.services.database.read { [filter] db in
      try (
        Fetched<Podcast>.all(
          db,
          "SELECT * FROM podcasts \(filter.sql) ORDER BY created_at DESC, id DESC LIMIT \(most)",
          filter.arguments),
        category.flatMap {
          try String.fetchOne(
            db, sql: "SELECT name FROM categories WHERE id = ?", arguments: [$0])
        }
      )
    }
    let base =
      call.services.publicURL ?? "http://\(call.request.head.authority ?? "localhost")"
    let title = name.map { "CNT: \($0)" } ?? "CNT Podcasts"
    let items = rows.compactMap { item($0, base, call.services.media) }
    let text = """
      <?xml version="1.0" encoding="UTF-8"?>
      <rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" \
      xmlns:atom="http://www.w3.org/2005/Atom">
      <channel>
      <title>\(escaped(title))</title>
      <link>\(escaped(base))</link>
      <description>\(escaped(title))</description>
      <language>en</language>
      <atom:link href="\(escaped("\(base)\(call.request.uri)"))" rel="self" \
      type="application/rss+xml"/>
      <itunes:explicit>false</itunes:explicit>
      \(items.joined(separator: "\n"))
      </channel>
      </rss>

      """
    return Reply(
      status: 200, headers: [("Cache-Control", "public, max-age=300")],
      body: .bytes(Data(text.utf8), contentType: "application/rss+xml; charset=utf-8"))
  }

  private static func item(_ podcast: Podcast, _ base: String, _ media: MediaStore) -> String? {
    guard let url = podcast.audioURL ?? podcast.videoURL, url.hasPrefix("/media/"),
      let file = media.file(url.dropFirst(7).removingPercentEncoding ?? "")
    else { return nil }
    var lines = [
      "<title>\(escaped(podcast.title))</title>",
      "<guid isPermaLink=\"false\">\(escaped(base))/podcast/\(podcast.id)</guid>",
      "<enclosure url=\"\(escaped(base + url))\" length=\"\(file.size)\""
        + " type=\"\(file.contentType)\"/>",
    ]
    if let text = podcast.description, !text.isEmpty {
      lines.append("<description>\(escaped(text))</description>")
    }
    if let time = podcast.createdAt {
      lines.append("<pubDate>\(HTTPDate.text(time.secondsSince1970))</pubDate>")
    }
    if let seconds = podcast.duration {
      lines.append("<itunes:duration>\(seconds)</itunes:duration>")
    }
    if let image = podcast.coverImage {
      let address = image.hasPrefix("/") ? base + image : image
      lines.append("<itunes:image href=\"\(escaped(address))\"/>")
    }
    return "<item>\n" + lines.joined(separator: "\n") + "\n</item>"
  }

  /// For text and attributes; without what XML 1.0 has no form for (section 2.2).
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\t", "\n", "\r": result.unicodeScalars.append(scalar)
      default:
        if scalar.value >= 0x20, scalar.value & 0xfffe != 0xfffe {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result
  }
}
