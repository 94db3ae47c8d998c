import Foundation

/// Reads the words out of a PDF with poppler's `pdftotext`, in a process of its own: the file is somebody
/// else's, and may be made to do harm.
struct DocumentReader: Sendable {
  /// Why a document cannot be read here, in one sentence.
  struct Problem: Error, Hashable {
    var sentence: String
    /// Whether another program may show it all the same.
    var mayBeViewed = true
  }

  /// Bytes of words that are taken.
  private static let most = 32 << 20
  private static let patience = Duration.seconds(60)

  /// Whether a file begins as a PDF does: readers look for the header in the first 1024 bytes
  /// (https://www.iso.org/standard/75839.html, 7.5.2).
  static func isPDF(_ path: String) -> Bool {
    let head = FileHandle(forReadingAtPath: path).flatMap { try? $0.read(upToCount: 1024) }
    return head?.range(of: Data("%PDF-".utf8)) != nil
  }

  static func read(_ path: String) async throws -> DocumentText {
    guard isPDF(path) else {
      throw Problem(
        sentence: tr("This file is no PDF, so it cannot be read here."), mayBeViewed: false)
    }
    let result: BoundedProgram.Result
    do {
      result = try await BoundedProgram("pdftotext", ["-layout", "-enc", "UTF-8", path, "-"])
        .run(most: most, within: patience)
    } catch BoundedProgram.Problem.notInstalled {
      throw Problem(
        sentence: tr(
          "Reading PDFs needs the program pdftotext: run “sudo apt install poppler-utils”."))
    } catch BoundedProgram.Problem.exceeded {
      throw Problem(sentence: tr("This PDF is too large to be read here."))
    }
    guard result.isSuccess else {
      let isLocked = result.complaint.lowercased().contains("password")
      throw Problem(
        sentence: isLocked
          ? tr("This PDF is locked with a password, so it cannot be read here.")
          : tr("This PDF is damaged, or has what pdftotext does not know."))
    }
    let text = DocumentText(output: String(decoding: result.output, as: UTF8.self))
    guard text.hasWords else {
      throw Problem(sentence: tr("This PDF has pictures of pages and no words to read here."))
    }
    return text
  }
}
