import Foundation

/// How far a reader of the change feed has come. Opaque to clients; it carries no rights: what is
/// answered depends on who asks alone.
struct FeedCursor: Hashable, Sendable {
  /// The run of the server that made it.
  var epoch: String
  /// All of the log up to here has been handed out.
  var seq: Int
  /// Where the log ended when this reader began without a cursor; 0 once that is reached.
  var snapshotEnd: Int
  /// For whom, and with which rights: with others the reader would have seen other rows.
  var reader: Call.Viewer

  /// The newest state of the log that any answer so far depends on.
  var horizon: Int { max(seq, snapshotEnd) }

  init(epoch: String, seq: Int, snapshotEnd: Int, reader: Call.Viewer) {
    self.epoch = epoch
    self.seq = seq
    self.snapshotEnd = snapshotEnd
    self.reader = reader
  }

  /// nil for anything that `text` has not made.
  init?(_ text: String) {
    let padded =
      text.replacing("-", with: "+").replacing("_", with: "/")
      + String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
    guard text.utf8.count <= 200, let data = Data(base64Encoded: padded),
      let plain = String(data: data, encoding: .utf8)
    else { return nil }
    let parts = plain.split(separator: " ", omittingEmptySubsequences: false)
    guard parts.count == 6, parts[0] == "1", let seq = Int(parts[2]), let end = Int(parts[3]),
      let user = Int(parts[4]), seq >= 0, end >= 0, user >= 0
    else { return nil }
    self.init(
      epoch: String(parts[1]), seq: seq, snapshotEnd: end,
      reader: Call.Viewer(id: user, isAdmin: parts[5] == "admin"))
    guard self.text == text else { return nil }
  }

  var text: String {
    let plain =
      "1 \(epoch) \(seq) \(snapshotEnd) \(reader.id) \(reader.isAdmin ? "admin" : "member")"
    return Data(plain.utf8).base64EncodedString()
      .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }
}
