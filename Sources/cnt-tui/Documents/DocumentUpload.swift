import CNTKit
import Foundation
import SyncEngine

/// A PDF on its way to the platform: the file first, then, through the outbox, the document that shows it.
///
/// Should the upload's answer be lost, only a file without a document is left behind. From then on the
/// outbox sees to it that there is one document, whatever happens.
struct DocumentUpload: Sendable {
  /// Bytes that a document may have.
  static let most = 100 << 20

  var client: APIClient
  var mirror: Mirror
  var now: @Sendable () -> Date

  /// Uploads and submits; `progress` is told of how much has gone, 0 to 1.
  @discardableResult
  func run(
    path: String, title: String, category: String,
    progress: @escaping @Sendable (Double) -> Void = { _ in }
  ) async throws -> OutboxID {
    let path = (path as NSString).expandingTildeInPath
    try Self.check(path)
    let name = (path as NSString).lastPathComponent
    let percent = Percent()
    let stored = try await client.call(
      .upload(.document, path: path, filename: name, contentType: "application/pdf"),
      progress: { state in
        guard let total = state.sentTotal, total > 0 else { return }
        let fraction = min(1, Double(state.sent) / Double(total))
        if percent.isNew(fraction) { progress(fraction) }
      })
    let address = stored.filePath ?? stored.url
    guard !address.isEmpty else {
      throw Failure(
        sentence: tr("The server took the file but did not say where it is: try again."))
    }
    return try mirror.submit(
      .addDocument(DocumentCreate(title: title, filePath: address, category: category)),
      now: now())
  }

  /// Refuses what the platform would refuse after a long upload.
  static func check(_ path: String) throws {
    var info = stat()
    guard stat(path, &info) == 0 else {
      throw Failure(sentence: tr("There is no file \(path): check the path."), code: .noInput)
    }
    guard info.st_mode & S_IFMT == S_IFREG else {
      throw Failure(sentence: tr("\(path) is no file: name a PDF."), code: .noInput)
    }
    guard info.st_size <= most else {
      throw Failure(
        sentence: tr("\(path) is larger than \(ByteText.text(most)): make it smaller first."),
        code: .noInput)
    }
    let head = FileHandle(forReadingAtPath: path).flatMap { try? $0.read(upToCount: 5) }
    guard head == Data("%PDF-".utf8) else {
      throw Failure(sentence: tr("\(path) is no PDF, and documents are PDFs."), code: .noInput)
    }
  }
}
