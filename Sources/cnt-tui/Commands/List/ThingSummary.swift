import CNTKit
import Foundation
import SyncEngine

/// What `cnt list` says of one thing. The fields are the same for every kind and stay as they are:
/// scripts are built on them.
struct ThingSummary: Encodable, Sendable, Hashable {
  /// podcast, movie, track, story, document, post, comment, event, artist, notification or playlist.
  var kind: String
  /// The server's number; negative for what was made here and not sent yet.
  var id: Int
  var title: String
  /// The line under the title, as the screens have it; worded for people.
  var subtitle: String
  /// Who made it, where that is known.
  var by: String?
  /// When it was published, in UTC: `2026-11-24T04:16:50Z`. An event's is when it takes place, and
  /// without a zone it means local time.
  var date: String?
  /// Such as approved, pending, unread or done: what the platform calls the state of this kind.
  var status: String?
  /// Seconds.
  var duration: Int?
  /// The file behind it: an address, or the path of a download.
  var url: String?
  var favorite = false
  /// Something done to it waits to be sent.
  var pending = false
  /// Why something done to it was refused.
  var failure: String?
  /// Seconds from the start, where playing stopped.
  var position: Double?

  /// What `cnt list` prints without `--format`.
  static let standardFormat = "{name}\\t{date}\\t{title}\\t{subtitle}"

  /// The fields of `--format`, in the order in which they are told of.
  static let fields = [
    "name", "kind", "id", "title", "subtitle", "by", "date", "status", "duration", "url",
    "favorite", "pending", "failure", "position",
  ]

  /// A field as text; empty where there is nothing.
  subscript(field: String) -> String {
    switch field {
    case "name": "\(kind)/\(id)"
    case "kind": kind
    case "id": "\(id)"
    case "title": title
    case "subtitle": subtitle
    case "by": by ?? ""
    case "date": date ?? ""
    case "status": status ?? ""
    case "duration": duration.map(String.init) ?? ""
    case "url": url ?? ""
    case "favorite": favorite ? "yes" : "no"
    case "pending": pending ? "yes" : "no"
    case "failure": failure ?? ""
    case "position": position.map { "\($0)" } ?? ""
    default: ""
    }
  }

  private enum CodingKeys: String, CodingKey {
    case kind, id, title, subtitle, by, date, status, duration, url, favorite, pending, failure
    case position
  }

  /// Every key stands in every line, null where there is nothing.
  func encode(to encoder: any Encoder) throws {
    var c = encoder.container(keyedBy: CodingKeys.self)
    try c.encode(kind, forKey: .kind)
    try c.encode(id, forKey: .id)
    try c.encode(title, forKey: .title)
    try c.encode(subtitle, forKey: .subtitle)
    try c.encode(by, forKey: .by)
    try c.encode(date, forKey: .date)
    try c.encode(status, forKey: .status)
    try c.encode(duration, forKey: .duration)
    try c.encode(url, forKey: .url)
    try c.encode(favorite, forKey: .favorite)
    try c.encode(pending, forKey: .pending)
    try c.encode(failure, forKey: .failure)
    try c.encode(position, forKey: .position)
  }
}

extension ThingSummary {
  init(_ row: Row, _ presenter: Presenter, _ media: MediaResolver) {
    let text = presenter.text(for: row)
    let facts = ThingFacts(row.item)
    let name = ThingNames.shown(row.item)
    self.init(
      kind: name.kind.rawValue, id: name.id, title: text.title, subtitle: text.subtitle,
      by: facts.by, date: facts.date, status: facts.status, duration: facts.duration,
      url: media.url(for: facts.media), favorite: row.isFavorite, pending: row.pending,
      failure: row.failure, position: row.position?.seconds)
  }

  init(_ download: Download, path: String?, _ presenter: Presenter, _ media: MediaResolver) {
    let stamp = Timestamp(download.finishedAt ?? download.requestedAt, isZoned: true)
    self.init(
      kind: download.ref.kind.rawValue, id: download.ref.id, title: download.title,
      subtitle: presenter.fact(download), date: stamp.text, status: download.state.rawValue,
      url: path ?? media.url(for: download.url), failure: download.failure)
  }
}
