import ArgumentParser
import CNTKit
import Foundation
import SyncEngine

/// `cnt uploads`: what is on its way to the platform.
struct UploadsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "uploads", abstract: "Show what goes up, pause it, go on with it or give it up.",
    subcommands: [List.self, Run.self, Pause.self, Resume.self, Discard.self],
    defaultSubcommand: List.self)

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "Show what is on its way (the default).")

    @Flag(help: "Print one JSON object a line.")
    var json = false

    func run() async throws {
      try await reporting {
        let open = try OpenAccount().mirror.publications()
        if open.isEmpty, !json { print("Nothing is on its way to the platform.") }
        for publication in open {
          let line = PublicationLine(publication, id: publication.id)
          print(json ? line.json : line.plain)
        }
      }
    }
  }

  struct Run: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "run", abstract: "Upload what waits, and stay until it is up.")

    @Flag(help: "Print one JSON object a line.")
    var json = false

    func run() async throws {
      try await reporting {
        let account = try OpenAccount()
        let waiting = try account.mirror.publications().filter {
          $0.state == .queued || $0.state == .running
        }
        guard !waiting.isEmpty else {
          if !json { print("Nothing waits to be uploaded.") }
          return
        }
        for publication in waiting where publication.notBefore != nil {
          try account.mirror.resumePublication(publication.id)
        }
        try await UploadWait(account: account, json: json).run(waiting.map(\.id))
      }
    }
  }

  struct Pause: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Stop uploads; what is up stays up where the server takes parts.")

    @Argument(help: "Numbers as cnt uploads shows them.")
    var numbers: [Int64]

    func run() async throws {
      try await reporting {
        try each(numbers) { mirror, number in
          guard try mirror.pausePublication(number) else {
            throw Failure(sentence: "\(number) is not going up: see cnt uploads.")
          }
        }
      }
    }
  }

  struct Resume: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Go on with what was paused, or try again what failed.")

    @Argument(help: "Numbers as cnt uploads shows them.")
    var numbers: [Int64]

    func run() async throws {
      try await reporting {
        try each(numbers) { mirror, number in
          guard try mirror.resumePublication(number) else {
            throw Failure(sentence: "\(number) is not paused and did not fail: see cnt uploads.")
          }
        }
      }
    }
  }

  struct Discard: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Give uploads up; the files on this machine stay.")

    @Argument(help: "Numbers as cnt uploads shows them.")
    var numbers: [Int64]

    func run() async throws {
      try await reporting {
        let account = try OpenAccount()
        let client = account.around.dependencies.client(for: account.credentials)
        for number in numbers {
          guard let gone = try account.mirror.discardPublication(number) else {
            throw Failure(
              sentence:
                "\(number) is not on its way: see cnt uploads, and cnt outbox for what is up.")
          }
          for place in gone.places { try? await client.call(.endUpload(place)) }
          print("Given up: \(printable(gone.title))")
        }
      }
    }
  }
}

/// All or none: every number is looked at before anything is done.
private func each(_ numbers: [Int64], _ work: (Mirror, Int64) throws -> Void) throws {
  let mirror = try OpenAccount().mirror
  for number in numbers where try mirror.publication(number) == nil {
    throw Failure(sentence: "There is no upload \(number): see cnt uploads.")
  }
  for number in numbers { try work(mirror, number) }
}

/// An upload as the shell prints it.
struct PublicationLine: Encodable, Hashable {
  var id: Int64
  var state: String
  var title: String
  /// Bytes.
  var sent: Int
  var total: Int
  var failure: String?
  /// The number in cnt outbox, once it is there.
  var outbox: OutboxID?
  /// What it became, such as podcast/12.
  var made: String?

  init(_ publication: Publication?, id: Int64, receipt: OutboxReceipt? = nil) {
    self.id = id
    state = publication?.state.rawValue ?? "discarded"
    title = publication?.title ?? ""
    sent = publication?.sent ?? 0
    total = publication?.total ?? 0
    failure = receipt?.failure ?? publication?.failure
    outbox = publication?.outboxID
    made = receipt?.state == .done ? receipt?.made.map(ThingNames.name) : nil
  }

  var plain: String {
    let percent = total > 0 ? "\(sent * 100 / total)%" : ""
    return [made ?? "\(id)", made == nil ? state : "published", percent, printable(title)]
      .joined(separator: "\t") + (failure.map { "\t" + printable($0) } ?? "")
  }

  var json: String { jsonLine(self) }
}

/// Uploads and waits, with a line of progress on a terminal, then sends what stands for the files.
struct UploadWait {
  let account: OpenAccount
  let json: Bool

  func run(_ ids: [Int64]) async throws {
    let dependencies = account.around.dependencies
    let client = dependencies.client(for: account.credentials)
    let mirror = account.mirror
    let uploader = dependencies.uploader(mirror, client)
    let reporter = Task { await report(ids) }
    let work = Task { try await upload(ids, uploader) }
    // What is interrupted goes on later.
    let watch = Task {
      let number = await Signals.first(of: [SIGINT, SIGTERM, SIGHUP])
      if number != nil { work.cancel() }
      return number
    }
    let result = await work.result
    watch.cancel()
    reporter.cancel()
    await reporter.value
    if let number = await watch.value {
      tell("It goes on with the app, or with cnt uploads run.")
      throw ExitCode(128 + number)
    }
    try result.get()
    let engine = dependencies.engine(mirror, client, for: account.credentials)
    if await engine.sendOnce(patience: Submission.patience) == nil { try await settle(ids) }
    try conclude(ids)
  }

  private func upload(_ ids: [Int64], _ uploader: Uploader) async throws {
    func open() throws -> [Publication] {
      try mirror.publications().filter {
        ids.contains($0.id) && ($0.state == .running || $0.state == .queued && $0.notBefore == nil)
      }
    }
    var isTold = false
    while try await !uploader.drain(Set(ids)), try !open().isEmpty, !Task.isCancelled {
      if !isTold { tell("Another cnt is uploading; waiting for it.") }
      isTold = true
      try await Task.sleep(for: .milliseconds(500))
    }
  }

  /// Another cnt sends what stands for the files: a while is waited for it.
  private func settle(_ ids: [Int64]) async throws {
    for _ in 0..<20 {
      let receipts = try ids.compactMap { try mirror.publication($0)?.outboxID }
        .map { try mirror.receipt($0)?.state }
      if receipts.allSatisfy({ $0 == .done || $0 == .failed }) { return }
      try await Task.sleep(for: .milliseconds(200))
    }
  }

  private var mirror: Mirror { account.mirror }

  private func tell(_ line: String) {
    try? FileHandle.standardError.write(contentsOf: Data((line + "\n").utf8))
  }

  private func report(_ ids: [Int64]) async {
    guard isatty(STDERR_FILENO) == 1 else { return }
    for await _ in mirror.changes() {
      guard let first = try? mirror.publications().first(where: { ids.contains($0.id) }) else {
        continue
      }
      let percent = first.total > 0 ? first.sent * 100 / first.total : 0
      var line = "\r\u{1b}[K\(printable(String(first.title.prefix(50)))) \(percent)%"
      if first.rate > 0 { line += " · \(ByteText.text(first.rate))/s" }
      if let left = first.secondsLeft { line += " · \(Presenter.time(left)) left" }
      try? FileHandle.standardError.write(contentsOf: Data(line.utf8))
    }
    try? FileHandle.standardError.write(contentsOf: Data("\r\u{1b}[K".utf8))
  }

  private func conclude(_ ids: [Int64]) throws {
    var failures: [String] = []
    var waiting: [String] = []
    for id in ids {
      let publication = try mirror.publication(id)
      let receipt = try publication?.outboxID.flatMap { try mirror.receipt($0) }
      let line = PublicationLine(publication, id: id, receipt: receipt)
      print(json ? line.json : line.plain)
      switch publication?.state {
      case .failed: failures.append(line.failure ?? "")
      case .done where receipt?.state == .failed: failures.append(line.failure ?? "")
      case .done where receipt?.state != .done: waiting.append("it is sent with the next sync")
      case .queued, .running: waiting.append(line.failure ?? "the network is away")
      case .paused: waiting.append("it was paused")
      case nil: failures.append("it was discarded")
      case .done: break
      }
    }
    if let reason = failures.first {
      throw Failure(sentence: "Not published: \(reason)", code: .unavailable)
    }
    if let reason = waiting.first {
      throw Failure(sentence: "Not published yet: \(reason)", code: .temporary)
    }
  }
}
