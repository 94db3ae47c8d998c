import CNTKit
import GRDB

/// A text that the server would refuse for good: nothing was written, so that it can be mended where it
/// was typed.
public struct UnacceptableText: Error, Hashable, Sendable {
  /// What to do, in one sentence.
  public let recovery: String

  /// Throws one where the server is known to have limits and a text of the write is beyond them.
  static func check(_ db: Database, _ write: Write) throws {
    guard let problem = write.texts.lazy.compactMap({ TextLimits.problem($0, $1) }).first,
      try Mirror.capabilities(db).hasTextLimits
    else { return }
    throw UnacceptableText(recovery: problem)
  }
}

extension Write {
  /// What a person wrote, by the names that ``TextLimits`` has.
  var texts: [(field: String, text: String)] {
    switch self {
    case .comment(_, let text): [("comment.content", text)]
    case .make(let making): making.texts
    case .post(let post): [("title", post.title), ("content", post.content)]
    case .createPlaylist(let list):
      [("playlist.name", list.name), ("description", list.description ?? "")]
    case .askSupport(let question): [("subject", question.subject), ("message", question.message)]
    case .answerSupport(_, let text, _): [("response", text)]
    case .addDocument(let document):
      [
        ("title", document.title), ("category", document.category),
        ("description", document.description ?? ""),
      ]
    case .editDocument(_, let edit): [("title", edit.title), ("category", edit.category)]
    case .editEvent(_, let changes), .editProfile(let changes):
      changes.values.sorted { $0.key < $1.key }.compactMap { key, value in
        value.stringValue.map { (key, $0) }
      }
    case .reject(_, _, let reason): [("reason", reason ?? "")]
    default: []
    }
  }
}
