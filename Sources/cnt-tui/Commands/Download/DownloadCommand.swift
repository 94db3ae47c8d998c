import ArgumentParser
import CNTKit
import Foundation
import SyncEngine

/// `cnt download`: keep things on this machine, to be played without a network.
struct DownloadCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "download", abstract: "Keep things on this machine.",
    usage: """
      cnt download KIND ID... [--queue] [--pinned]
      cnt download --playlist ID | --artist ID | --creator ID | --category ID | --followed
      cnt download --list [--json]
      cnt download --remove|--pin|--unpin|--pause|--resume KIND ID...
      cnt download --quota SIZE | --rate SIZE | --new COUNT
      """,
    discussion: """
      KIND is podcast, movie, music, story, document, playlist or artist; ids are those that cnt \
      search prints. Fetches what is asked for, waits until it is here and prints where; without \
      anything, what is in the queue.
      """)

  /// What is done with the things, instead of fetching them.
  enum Deed: String, EnumerableFlag {
    case queue, list, remove, pin, unpin, pause, resume

    static func help(for deed: Deed) -> ArgumentHelp? {
      switch deed {
      case .queue: "Only put them into the queue, for the app or cnt sync --watch."
      case .list: "Show all downloads."
      case .remove: "Remove them from the queue and the disk."
      case .pin: "Never remove them to make room."
      case .unpin: "Let them be removed to make room."
      case .pause: "Stop fetching them."
      case .resume: "Go on with what was stopped or failed."
      }
    }
  }

  @Argument(
    help: "A kind and numbers: podcast 12 13.",
    completion: .list(ThingNames.Scope.downloads.completions))
  var things: [String] = []

  @Flag(exclusivity: .exclusive)
  var deed: Deed?

  @Option(help: "Everything in a playlist.")
  var playlist: [Int] = []

  @Option(help: "All podcasts of an artist.")
  var artist: [Int] = []

  @Option(help: "All podcasts of a person, by their user id.")
  var creator: [Int] = []

  @Option(help: "All podcasts of a category.")
  var category: [Int] = []

  @Flag(help: "All podcasts of every artist that you follow.")
  var followed = false

  @Flag(help: "Pin what is fetched.")
  var pinned = false

  @Option(help: "Who goes first: low, normal or high.")
  var priority: PriorityName = .normal

  @Flag(help: "Print one JSON object a line.")
  var json = false

  @Option(help: "How much room downloads may take, such as 10GB.")
  var quota: String?

  @Option(help: "How much of the line downloads may take a second, such as 500kB; 0 for all.")
  var rate: String?

  @Option(help: "Fetch the newest so many of each artist that you follow by itself; 0 for none.")
  var new: Int?

  enum PriorityName: String, ExpressibleByArgument {
    case low, normal, high

    var value: Download.Priority {
      switch self {
      case .low: .low
      case .normal: .normal
      case .high: .high
      }
    }
  }

  func validate() throws {
    if let quota, ByteText.bytes(quota) == nil {
      throw ValidationError("--quota takes a size such as 500MB or 10GB.")
    }
    if let rate, ByteText.bytes(rate) == nil {
      throw ValidationError("--rate takes a size a second such as 500kB or 2MB, or 0.")
    }
    if let new, !(0...1000).contains(new) {
      throw ValidationError("--new takes a number from 0 to 1000.")
    }
  }

  func run() async throws {
    try await reporting {
      let around = try Surroundings()
      let credentials = try around.requireCredentials()
      let mirror = try Mirror(folder: around.dependencies.folder(of: credentials))
      try set(mirror)
      let refs = try wanted(mirror)
      switch deed {
      case .list: try list(mirror, refs)
      case .remove, .pin, .unpin, .pause, .resume: try change(mirror, refs)
      case .queue, nil:
        // Only a setting was given: there is nothing to wait for.
        let isSetting = quota != nil || rate != nil || new != nil
        if refs.isEmpty, isSetting || deed == .queue { return }
        let asked = try ask(mirror, refs)
        guard deed == nil else { return }
        let downloader = around.dependencies.downloader(mirror, for: credentials)
        try await DownloadWait(mirror: mirror, json: json).fetch(
          refs.isEmpty ? nil : asked, by: downloader)
      }
    }
  }

  private func set(_ mirror: Mirror) throws {
    if let quota, let bytes = ByteText.bytes(quota) {
      try mirror.setDownloadQuota(bytes)
      print("Downloads may take \(ByteText.text(bytes)).")
    }
    if let rate, let bytes = ByteText.bytes(rate) {
      try mirror.setDownloadRate(bytes)
      print(
        bytes == 0
          ? "Downloads take what the line gives."
          : "Downloads take at most \(ByteText.text(bytes)) a second.")
    }
    if let new {
      try mirror.setNewEpisodesToKeep(new)
      print(
        new == 0
          ? "Nothing is fetched by itself."
          : "The newest \(new) of each artist that you follow are fetched by themselves.")
    }
  }

  /// What the arguments name.
  private func wanted(_ mirror: Mirror) throws -> [ItemRef] {
    var refs = try ThingNames.read(things)
    refs += playlist.map { ItemRef(kind: .playlist, id: $0) }
    refs += artist.map { ItemRef(kind: .artist, id: $0) }
    for id in creator { refs += try mirror.podcasts(ofCreator: id) }
    for id in category { refs += try mirror.podcasts(inCategory: id) }
    if followed { refs += try mirror.followedArtists() }
    let isNamed = !creator.isEmpty || !category.isEmpty || followed
    if refs.isEmpty, isNamed || deed != nil && deed != .list {
      throw Failure(
        sentence: isNamed
          ? "Nothing is known of that: run cnt sync first."
          : "Say which: a kind and numbers, as in podcast 12.", code: .usage)
    }
    return refs
  }

  /// Queues, and says what cannot be had. Returns what belongs to the request.
  private func ask(_ mirror: Mirror, _ refs: [ItemRef]) throws -> [ItemRef] {
    guard !refs.isEmpty else { return [] }
    let request = try mirror.requestDownload(
      refs, priority: priority.value, pinned: pinned, now: Date())
    for ref in request.without {
      try? FileHandle.standardError.write(
        contentsOf: Data("\(ref.kind.rawValue)/\(ref.id) has no file, or was never synced.\n".utf8))
    }
    guard !(request.queued + request.known).isEmpty else {
      throw Failure(sentence: "There is nothing to download: check the numbers, or run cnt sync.")
    }
    if deed == .queue {
      print("\(request.queued.count) queued, \(request.known.count) there already.")
    }
    return request.queued + request.known
  }

  private func list(_ mirror: Mirror, _ refs: [ItemRef]) throws {
    let downloads = try mirror.downloads().filter { refs.isEmpty || refs.contains($0.ref) }
    for download in downloads {
      let line = DownloadLine(download, path: mirror.downloadPath(download))
      print(json ? line.json : line.plain)
    }
    if !json, refs.isEmpty {
      let usage = try mirror.downloadUsage()
      try? FileHandle.standardError.write(
        contentsOf: Data("\(ByteText.text(usage.bytes)) of \(ByteText.text(usage.quota))\n".utf8))
    }
  }

  private func change(_ mirror: Mirror, _ refs: [ItemRef]) throws {
    for ref in refs {
      guard let download = try mirror.download(for: ref) else {
        throw Failure(sentence: "\(ref.kind.rawValue)/\(ref.id) is not among the downloads.")
      }
      switch deed {
      case .remove: try mirror.removeDownload(ref)
      case .pin: try mirror.setPinned(ref, true)
      case .unpin: try mirror.setPinned(ref, false)
      case .pause: try mirror.pauseDownload(ref)
      default: try mirror.resumeDownload(ref, now: Date())
      }
      print("\(deed?.past ?? ""): \(printable(download.title))")
    }
  }
}

extension DownloadCommand.Deed {
  fileprivate var past: String {
    switch self {
    case .queue: "Queued"
    case .list: "Listed"
    case .remove: "Removed"
    case .pin: "Pinned"
    case .unpin: "Unpinned"
    case .pause: "Paused"
    case .resume: "Queued"
    }
  }
}
