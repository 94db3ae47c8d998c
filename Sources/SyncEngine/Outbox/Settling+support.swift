import CNTKit
import Foundation

/// Looking for questions, answers and documents that may have arrived.
extension Settling {
  func ownQuestions() async throws -> [SupportMessage] {
    try await sender.api.call(Endpoint<[SupportMessage]>.ownSupportMessages)
  }

  /// A question of one's own with the same words that was not there before.
  func twin(of new: SupportMessageCreate) async throws -> SupportMessage? {
    let questions = try await ownQuestions()
    let strangers = try sender.mirror.cannotBeTwins(questions.map(\.id), of: entry)
    return questions.first {
      isSame($0.subject, new.subject) && isSame($0.message, new.message)
        && !strangers.contains($0.id) && isRecent($0.createdAt)
    }
  }

  /// The question as the server has it now; nil where this person is shown none like it.
  func question(_ id: Int) async throws -> SupportMessage? {
    try await sender.api.call(Endpoint<[SupportMessage]>.allSupportMessages).first { $0.id == id }
  }

  /// The document with the file that was uploaded for it: every upload has a name of its own, whatever
  /// address the server puts before it.
  func twin(of new: DocumentCreate) async throws -> DocumentAsset? {
    func name(_ path: String) -> Substring? { path.split(separator: "/").last }
    return try await sender.api.call(Endpoint<[DocumentAsset]>.documents).first {
      isSame($0.filePath, new.filePath)
        || (isSame($0.title, new.title) && name($0.filePath) == name(new.filePath))
    }
  }

  /// Why a write must not leave as it is: another admin answered the same question meanwhile, and a
  /// second answer would replace theirs. Who reads that and still wants to, sends it again.
  func objection() async throws -> String? {
    guard case .answerSupport(let id, let text, let known) = entry.write, !entry.isInsisted,
      let there = try await question(id)?.adminResponse, !there.isEmpty, !isSame(there, text),
      !isSame(there, known ?? "")
    else { return nil }
    return
      "Another admin answered meanwhile: read that answer, then retry to replace it, or discard "
      + "yours."
  }
}
