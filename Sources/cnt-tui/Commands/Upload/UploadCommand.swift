import ArgumentParser
import CNTKit
import Foundation
import SyncEngine
import TermKit

extension AdminCommand {
  /// `cnt admin upload`: many files at once.
  struct Upload: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "upload", abstract: "Upload a folder of files, or those of a CSV list.",
      discussion: """
        Sound becomes audio podcasts, films become video podcasts, or movies with --movies; all of \
        them are published at once. A CSV file has a first line that names its columns: file, title, \
        description, category (a number) and kind (podcast or movie); only file is needed. Without a \
        title of its own a file has that of its tag, else its name.

        An upload that was interrupted goes on where it stopped when the same command is given \
        again: nothing is uploaded or made twice.
        """)

    @Argument(help: "A folder, or a .csv file.", completion: .file())
    var source: String

    @Flag(help: "Only show what would be made, and what is refused and why.")
    var dryRun = false

    @Flag(help: "Make movies of films, not video podcasts.")
    var movies = false

    @Option(help: "The category of those that have none, by name or number.")
    var category: String?

    @Flag(help: "Print one JSON object a line.")
    var json = false

    func run() async throws {
      try await reporting {
        let account = try OpenAccount()
        try account.requireAdmin()
        try await UploadSession(account: account, json: json).run(
          UploadSource(isMovies: movies).read(source, category: try category.map(account.category)),
          dryRun: dryRun)
      }
    }
  }
}

extension OpenAccount {
  /// The number of a category that is given by number or by name.
  fileprivate func category(_ text: String) throws -> Int {
    if let number = Int(text) { return number }
    let names = try mirror.categoryNames()
    if let found = names.first(where: { $0.value.lowercased() == text.lowercased() }) {
      return found.key
    }
    throw Failure(
      sentence: "There is no category “\(text)”. There are "
        + names.sorted { $0.key < $1.key }.map(\.value).joined(separator: ", ") + ".",
      code: .usage)
  }
}

/// An upload from the first look to the last line.
private struct UploadSession {
  let account: OpenAccount
  let json: Bool

  func run(_ items: [UploadItem], dryRun: Bool) async throws {
    guard try account.mirror.wasSynced() else {
      throw Failure(
        sentence: "Nothing was fetched yet, so titles that are there already cannot be told: run"
          + " cnt sync first.", code: .temporary)
    }
    let folder = account.around.dependencies.folder(of: account.credentials)
    guard let lock = try FileLock.tryLock(folder + "/upload.lock") else {
      throw Failure(
        sentence: "Another cnt admin upload runs for this account: wait for it.", code: .temporary)
    }
    defer { withExtendedLifetime(lock) {} }
    let journal = try UploadJournal(folder: folder)
    let hasProbe = MediaProbe.isInstalled()
    if !hasProbe {
      tell(
        "ffprobe is not installed (sudo apt install ffmpeg): titles are taken from file names.\n")
    }
    let plan = await UploadPlan(
      items, journal: journal, titles: try UploadPlan.titles(account.mirror)
    ) { hasProbe ? await MediaProbe().facts($0) : nil }
    if dryRun {
      for item in plan.items { print(UploadLine(item, journal[item]).text(json: json)) }
      return try conclude(plan.items.count { $0.problem != nil }, of: plan.items.count)
    }
    try await upload(plan.items, journal)
  }

  private func upload(_ items: [UploadItem], _ journal: UploadJournal) async throws {
    let isTerminal = isatty(STDERR_FILENO) == 1
    let count = items.count
    let places = Dictionary(
      items.enumerated().map { ($1.path, $0 + 1) }, uniquingKeysWith: { first, _ in first })
    var run = UploadRun(
      api: account.around.dependencies.client(for: account.credentials), journal: journal,
      newKey: { UUID().uuidString.lowercased() }, now: account.around.dependencies.now,
      progress: { item, progress in
        guard isTerminal else { return }
        let percent = progress.sentTotal.map { $0 > 0 ? " \(progress.sent * 100 / $0)%" : "" } ?? ""
        let title = DisplayText.truncated(printable(item.title), to: 50)
        try? FileHandle.standardError.write(
          contentsOf: Data("\r\u{1b}[K\(places[item.path] ?? 0)/\(count) · \(title)\(percent)".utf8)
        )
      })
    var refused = 0
    for (index, item) in items.enumerated() {
      do {
        let outcome = try await run.carryOut(item)
        if isTerminal { tell("\r\u{1b}[K") }
        if case .refused = outcome { refused += 1 }
        print(UploadLine(item, outcome).text(json: json))
        fflush(nil)
      } catch {
        if isTerminal { tell("\r\u{1b}[K") }
        throw Failure(
          sentence: "\(sentence(for: error)) \(count - index) of \(count) files are left: give the"
            + " same command again, and it goes on there.",
          code: (error as? APIError)?.isOffline == true ? .unavailable : .temporary)
      }
    }
    try conclude(refused, of: count)
  }

  private func conclude(_ refused: Int, of count: Int) throws {
    guard refused > 0 else { return }
    throw Failure(
      sentence: "\(refused) of \(count) were refused; the reasons stand above.")
  }

  private func tell(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }
}

/// What is said of one file.
private struct UploadLine: Encodable {
  enum State: String, Encodable {
    /// Would be uploaded.
    case new
    /// Is on the platform already; what is made of it is still to come.
    case uploaded
    case made
    /// Was made by an earlier upload.
    case done
    case refused
  }

  var file: String
  var kind: String
  var title: String
  var bytes: Int
  var state: State
  var made: String?
  var reason: String?

  private init(_ item: UploadItem, state: State) {
    (file, kind, title, bytes) = (item.path, item.kind.rawValue, item.title, item.size)
    self.state = state
    reason = item.problem
  }

  init(_ item: UploadItem, _ record: UploadJournal.Record?) {
    let state: State =
      item.problem != nil
      ? .refused : record?.made != nil ? .done : record?.url != nil ? .uploaded : .new
    self.init(item, state: state)
    made = record?.made.map { "\(item.kind.rawValue)/\($0)" }
  }

  init(_ item: UploadItem, _ outcome: UploadRun.Outcome) {
    switch outcome {
    case .made(let id):
      self.init(item, state: .made)
      made = "\(item.kind.rawValue)/\(id)"
    case .doneBefore(let id):
      self.init(item, state: .done)
      made = "\(item.kind.rawValue)/\(id)"
    case .refused(let reason):
      self.init(item, state: .refused)
      self.reason = reason
    }
  }

  func text(json: Bool) -> String {
    if json { return jsonLine(self) }
    let name = printable((file as NSString).lastPathComponent)
    switch state {
    case .refused: return "refused\t\(name)\t\(printable(reason ?? ""))"
    case .done: return "\(made ?? "")\t\(name)\tthere already"
    case .made: return "\(made ?? "")\t\(name)\t\(printable(title))"
    case .new, .uploaded: return "\(kind)\t\(name)\t\(printable(title))\t\(ByteText.text(bytes))"
    }
  }
}
