import CNTKit
import SyncEngine

/// Everything that is known of one thing, as `cnt show` prints it.
struct ThingRecord: Encodable {
  var row: Row
  /// The comments of a post, oldest first; nil for anything else.
  var comments: [Row]?
  /// What a playlist holds, in its order; nil for anything else.
  var entries: [Row]?

  private enum CodingKeys: String, CodingKey {
    case kind, id, item, favorite, pending, failure, position, comments, entries
  }

  init(_ row: Row, from mirror: Mirror) throws {
    self.row = row
    switch row.item {
    case .post(let post): comments = try Self.all(.comments(post: post.id), mirror)
    case .playlist(let playlist): entries = try Self.all(.playlist(playlist.id), mirror)
    default: break
    }
  }

  private static func all(_ source: ListQuery.Source, _ mirror: Mirror) throws -> [Row] {
    var rows: [Row] = []
    try RowStream(mirror: mirror, query: ListQuery(source: source)).forEach {
      rows.append($0)
      return true
    }
    return rows
  }

  func encode(to encoder: any Encoder) throws {
    let name = ThingNames.shown(row.item)
    var c = encoder.container(keyedBy: CodingKeys.self)
    try c.encode(name.kind.rawValue, forKey: .kind)
    try c.encode(name.id, forKey: .id)
    try row.item.model.encode(to: c.superEncoder(forKey: .item))
    try c.encode(row.isFavorite, forKey: .favorite)
    try c.encode(row.pending, forKey: .pending)
    try c.encode(row.failure, forKey: .failure)
    try c.encode(row.position?.seconds, forKey: .position)
    try list(comments, .comments, in: &c)
    try list(entries, .entries, in: &c)
  }

  private func list(
    _ rows: [Row]?, _ key: CodingKeys, in container: inout KeyedEncodingContainer<CodingKeys>
  ) throws {
    guard let rows else { return }
    var list = container.nestedUnkeyedContainer(forKey: key)
    for row in rows { try row.item.model.encode(to: list.superEncoder()) }
  }

  /// For people: name and title, facts, text, and what belongs to it.
  func lines(_ presenter: Presenter) -> [String] {
    let text = presenter.text(for: row)
    var lines = ["\(ThingNames.name(ThingNames.shown(row.item)))\t\(printable(text.title))"]
    lines += text.facts.map { "\(printable($0.label)): \(printable($0.value))" }
    let badges = text.badges.map { printable($0.text) }
    if !badges.isEmpty { lines.append("Marks: " + badges.joined(separator: ", ")) }
    lines += Self.paragraph(text.body)
    for comment in comments ?? [] {
      let text = presenter.text(for: comment)
      let waits = comment.pending ? ", waiting to be sent" : ""
      lines += ["", "\(printable(text.title)), \(printable(text.meta))\(waits):"]
      lines += Self.printed(text.body)
    }
    if let entries, !entries.isEmpty {
      lines.append("")
      lines += entries.map { entry in
        "\(ThingNames.name(entry.item.ref))\t\(printable(presenter.text(for: entry).title))"
      }
    }
    return lines
  }

  private static func paragraph(_ text: String) -> [String] {
    text.isEmpty ? [] : [""] + printed(text)
  }

  private static func printed(_ text: String) -> [String] {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .map { printable(String($0)) }
  }
}
