import ArgumentParser
import CNTKit
import Foundation
import SyncEngine

/// `cnt document`: read documents, and keep them as an admin.
struct DocumentCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "document", abstract: "Read documents, and keep them as an admin.",
    discussion: "cnt list documents lists them, cnt download document 4 fetches one.",
    subcommands: [Text.self, Add.self, Edit.self, Delete.self])

  struct Text: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "text", abstract: "Print the words of a document that is downloaded.",
      discussion: "Needs pdftotext, of Debian's package poppler-utils.")

    @Argument(help: "Such as 4 or document/4.")
    var document: String

    @Option(help: "Only this page.")
    var page: Int?

    func run() async throws {
      try await reporting {
        let account = try OpenAccount()
        let ref = try ThingNames.one(document, of: .document)
        _ = try account.require(ref)
        guard let path = try account.mirror.localFile(for: ref, now: account.now) else {
          throw Failure(
            sentence: "\(ThingNames.name(ref)) is not downloaded: run cnt download document"
              + " \(ref.id).", code: .noInput)
        }
        let text: DocumentText
        do { text = try await DocumentReader.read(path) } catch let problem
          as DocumentReader.Problem
        {
          throw Failure(sentence: problem.sentence, code: .unavailable)
        }
        if let page, !text.pages.indices.contains(page - 1) {
          throw Failure(
            sentence: "There are \(text.pages.count) pages, and no page \(page).", code: .usage)
        }
        let output = LineOutput()
        for index in page.map({ ($0 - 1)..<$0 }) ?? text.pages.indices {
          for line in text.lines(of: index, columns: 100, isLaidOut: true) {
            try output.put(printable(line))
          }
        }
        try output.flush()
      }
    }
  }

  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "add", abstract: "Publish a PDF.")

    @Argument(help: "The PDF.", completion: .file(extensions: ["pdf"]))
    var file: String

    @Option(help: "The title; the file's name without it.")
    var title: String?

    @Option(help: "The category.")
    var category = "Bible"

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() async throws {
      try await reporting {
        let account = try OpenAccount()
        try account.requireAdmin()
        let given = (title ?? "").trimmingWhitespace()
        let name = ((file as NSString).lastPathComponent as NSString).deletingPathExtension
        let title = given.isEmpty ? name : given
        let id = try await DocumentUpload(
          client: account.around.dependencies.client(for: account.credentials),
          mirror: account.mirror, now: account.around.dependencies.now
        ).run(path: file, title: title, category: category)
        try await Submission(account: account, options: SendOptions.parse(json ? ["--json"] : []))
          .finish([(id, "“\(title)”", "published")])
      }
    }
  }

  struct Edit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "edit", abstract: "Change a document's title or category.")

    @Argument(help: "Such as 4 or document/4.")
    var document: String

    @Option(help: "The new title.")
    var title: String?

    @Option(help: "The new category.")
    var category: String?

    @OptionGroup var send: SendOptions

    func validate() throws {
      guard title != nil || category != nil else {
        throw ValidationError("Give --title, --category, or both.")
      }
      for text in [title, category].compactMap({ $0 }) where text.trimmingWhitespace().isEmpty {
        throw ValidationError("A document cannot be without a title or a category.")
      }
    }

    func run() async throws {
      try await reporting {
        let account = try OpenAccount()
        let document = try account.document(document)
        let edit = DocumentEdit(
          title: title ?? document.title, category: category ?? document.category)
        try await Submission(account: account, options: send).carryOut([
          Deed(
            write: .editDocument(id: document.id, edit), thing: "document/\(document.id)",
            past: "changed")
        ])
      }
    }
  }

  struct Delete: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "delete", abstract: "Delete a document for everybody.")

    @Argument(help: "Such as 4 or document/4.")
    var document: String

    @Flag(help: "Do it; without this it is only said what would be deleted.")
    var yes = false

    @OptionGroup var send: SendOptions

    func run() async throws {
      try await reporting {
        let account = try OpenAccount()
        let document = try account.document(document)
        guard yes else {
          throw Failure(
            sentence: "This would delete “\(document.title)” for everybody: add --yes to do it.",
            code: .usage)
        }
        try await Submission(account: account, options: send).carryOut([
          Deed(
            write: .deleteDocument(id: document.id), thing: "document/\(document.id)",
            past: "deleted")
        ])
      }
    }
  }
}

extension OpenAccount {
  /// A document that this admin may change.
  fileprivate func document(_ word: String) throws -> DocumentAsset {
    try requireAdmin()
    let ref = try ThingNames.one(word, of: .document)
    guard case .document(let document) = try require(ref).item, document.id > 0 else {
      throw Failure(
        sentence: "“\(word)” was not sent yet: run cnt sync first.", code: .temporary)
    }
    return document
  }
}
