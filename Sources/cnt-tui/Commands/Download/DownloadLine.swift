import SyncEngine

/// A download as `cnt download` prints it.
struct DownloadLine: Encodable {
  var kind: String
  var id: Int
  var title: String
  var state: String
  var bytes: Int
  var total: Int?
  var pinned: Bool
  var auto: Bool
  var failure: String?
  var path: String?

  init(_ download: Download, path: String?) {
    kind = download.ref.kind.rawValue
    id = download.ref.id
    title = download.title
    state = download.state.rawValue
    bytes = download.bytes
    total = download.total
    pinned = download.isPinned
    auto = download.isAuto
    failure = download.failure
    self.path = path
  }

  /// Thing, state, size, pinned or not, title, and where it is or why it is not here.
  var plain: String {
    var size = ByteText.text(bytes)
    if path == nil, let total { size += " of \(ByteText.text(total))" }
    // Text from the network must not drive the terminal that reads this.
    return [
      "\(kind)/\(id)", state, size, pinned ? "pinned" : "-", printable(title),
      printable(path ?? failure ?? ""),
    ].joined(separator: "\t")
  }

  var json: String { jsonLine(self) }
}
