import CNTKit
import Foundation
import MediaKit
import Testing

@testable import SyncEngine
@testable import cnt_tui

/// Downloads as a person asks for them and sees them.
struct DownloadTests {
  private static let now = Date(timeIntervalSince1970: 1_795_500_000)
  private static func ref(_ id: Int) -> ItemRef { ItemRef(kind: .podcast, id: id) }

  private func download(
    _ id: Int, _ state: Download.State, bytes: Int = 0, total: Int? = nil, pinned: Bool = false,
    failure: String? = nil
  ) -> Download {
    Download(
      ref: Self.ref(id), title: "Reading \(id)", url: "/media/audio/\(id).mp3", state: state,
      isPinned: pinned, bytes: bytes, total: total, failure: failure, requestedAt: Self.now)
  }

  private func app(_ downloads: [Download]) -> AppHarness {
    var app = AppHarness(columns: 100, rows: 24)
    var usage = DownloadUsage()
    usage.bytes = 34_000_000
    usage.open = 1
    app.send(.downloadsLoaded(downloads, usage, revision: 0))
    return app
  }

  @Test func `D on a podcast keeps it, a second D removes it`() {
    var app = app([])
    app.press("2")
    app.answer(AppHarness.podcasts(2))
    app.press("D")
    #expect(app.effects == [.download([Self.ref(1)], title: "Reading 1")])
    app.send(.downloadsLoaded([download(1, .done, bytes: 9)], DownloadUsage(), revision: 0))
    app.press("D")
    #expect(app.effects == [.removeDownload(Self.ref(1))])
  }

  @Test func `what is pinned is not removed by one key`() {
    var app = app([download(1, .done, bytes: 9, pinned: true)])
    app.press("2")
    app.answer(AppHarness.podcasts(1))
    app.press("D")
    #expect(app.effects.isEmpty)
    #expect(app.screen.contains("P unpins it first"))
    app.press("P")
    #expect(app.effects == [.pinDownload(Self.ref(1), false)])
  }

  @Test func `a playlist is asked for as a whole, a post not at all`() {
    var app = app([])
    app.press("9", "]", "]")
    app.answer([Row(item: .playlist(Playlist(id: 4, name: "Sunday")))])
    app.press("D")
    #expect(app.effects == [.download([ItemRef(kind: .playlist, id: 4)], title: "Sunday")])
    app.press("6")
    app.answer([AppHarness.post(5)])
    app.press("D")
    #expect(app.effects.isEmpty)
    #expect(app.screen.contains("nothing to download here"))
  }

  @Test func `rows say whether they are here, how far they are, and what went wrong`() {
    var app = app([
      download(1, .done, bytes: 9), download(2, .running, bytes: 45, total: 100),
      download(3, .failed, failure: "The server no longer has the file."),
      download(4, .queued), download(5, .paused),
    ])
    app.press("2")
    app.answer(AppHarness.podcasts(6))
    let lines = app.screen.split(separator: "\n").map(String.init)
    func line(under title: String) -> String {
      lines.firstIndex { $0.contains("♪ \(title)") }.map { lines[$0 + 1] } ?? ""
    }
    #expect(line(under: "Reading 1").contains("↓  "))
    #expect(line(under: "Reading 2").contains("↓ 45%"))
    #expect(line(under: "Reading 3").contains("↓ failed"))
    #expect(line(under: "Reading 4").contains("↓ queued"))
    #expect(line(under: "Reading 5").contains("↓ paused"))
    #expect(!line(under: "Reading 6").contains("↓"))
  }

  @Test func `K shows what is kept, against what it may take`() {
    var app = app([])
    app.press("K")
    #expect(app.effects.contains(.loadDownloads()))
    app.send(
      .downloadsLoaded(
        [
          download(2, .running, bytes: 45, total: 100), download(1, .done, bytes: 34_000_000),
          download(3, .failed, failure: "The server no longer has the file."),
        ], DownloadUsage(), revision: 0))
    for text in [
      "[Downloads]", "0 B of 10 GB", "Reading 1", "34 MB", "↓ 45%", "no longer has the file",
    ] {
      #expect(app.screen.contains(text), "\(text) is missing in\n\(app.screen)")
    }
  }

  @Test func `in the list of downloads keys pause, resume, remove, pin, open and play`() {
    var app = app([])
    app.press("K")
    let rows = [
      download(1, .running, total: 9), download(2, .done, bytes: 9), download(3, .done, bytes: 9),
      download(4, .failed),
    ]
    app.send(.downloadsLoaded(rows, DownloadUsage(), revision: 0))
    app.press("w")
    #expect(app.effects == [.pauseDownload(Self.ref(1))])
    // What was read before the key knows nothing of it.
    app.send(.downloadsLoaded(rows, DownloadUsage(), revision: 0))
    #expect(app.state.downloadMarks[Self.ref(1)]?.state == .paused)
    app.press("j", "P")
    #expect(app.effects == [.pinDownload(Self.ref(2), true)])
    app.press("p")
    #expect(app.effects.count { if case .play = $0 { true } else { false } } == 1)
    #expect(app.state.player.queue.map(\.ref.id) == [2, 3])
    app.press("G", "w")
    #expect(app.effects == [.resumeDownload(Self.ref(4))])
    app.press("r")
    #expect(app.effects == [.resumeDownload(Self.ref(4))])
    app.press("d")
    #expect(app.effects == [.removeDownload(Self.ref(4))])
    app.press("enter")
    #expect(app.effects.contains(.loadDetail(Self.ref(3))))
  }

  @Test func `progress does not move the selection`() {
    var app = app([])
    app.press("K")
    app.send(
      .downloadsLoaded([download(1, .running), download(2, .queued)], DownloadUsage(), revision: 0))
    app.press("j")
    app.send(
      .downloadsLoaded(
        [download(3, .running), download(2, .queued), download(1, .done)], DownloadUsage(),
        revision: 0))
    #expect(app.state.selectedDownload?.ref.id == 2)
  }

  @Test func `Enter in a document's detail does not remove its download`() {
    var app = app([])
    let document = DocumentAsset(id: 3, title: "Guide", filePath: "/media/documents/a.pdf")
    app.press("5")
    app.answer([Row(item: .document(document))])
    app.press("enter", "enter")
    #expect(!app.effects.contains { if case .download = $0 { true } else { false } })
    app.press("D")
    #expect(app.effects == [.download([ItemRef(kind: .document, id: 3)], title: "Guide")])
  }

  @Test func `what is here is played from its file, whatever the network is`() throws {
    let folder = NSTemporaryDirectory() + "cnt-app-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let mirror = try Mirror(folder: folder)
    _ = try mirror.apply(
      [Podcast(id: 1, title: "Reading", audioURL: "/media/audio/1.mp3", status: "approved")],
      now: Self.now)
    let choice = MediaChoice(
      mirror: mirror,
      media: MediaResolver(server: try ServerAddress("https://cnt.example.org")))
    let entry = PlayerState.Entry(
      ref: Self.ref(1), title: "", subtitle: "", media: "/media/audio/1.mp3", duration: nil)
    #expect(
      try choice.source(of: entry, now: Self.now) == .url("https://cnt.example.org/audio/1.mp3"))
    try mirror.requestDownload([Self.ref(1)], now: Self.now)
    let row = try #require(try mirror.claimDownload(except: [], now: Self.now))
    let path = folder + "/downloads/Reading-podcast-1.mp3"
    try Paths.makeFolder(folder + "/downloads")
    try Data([1, 2, 3]).write(to: URL(fileURLWithPath: path))
    #expect(try mirror.finishDownload(row, bytes: 3, now: Self.now))
    #expect(try choice.source(of: entry, now: Self.now) == .file(path: path))
    #expect(try mirror.download(for: Self.ref(1))?.usedAt == Self.now)
    // A file that somebody cut is not whole: the network has it.
    truncate(path, 2)
    #expect(
      try choice.source(of: entry, now: Self.now) == .url("https://cnt.example.org/audio/1.mp3"))
  }

  @Test func `what leads into one's own network is not played, but for the platform's own host`()
    throws
  {
    func media(_ server: String) throws -> MediaResolver {
      MediaResolver(server: try ServerAddress(server))
    }
    let folder = NSTemporaryDirectory() + "cnt-app-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let mirror = try Mirror(folder: folder)
    func source(_ address: String, _ server: String) throws -> MediaSource? {
      let entry = PlayerState.Entry(
        ref: Self.ref(1), title: "", subtitle: "", media: address, duration: nil)
      return try MediaChoice(mirror: mirror, media: try media(server))
        .source(of: entry, now: Self.now)
    }
    for address in ["http://192.168.1.1/a", "http://localhost/a", "https://nas.local/a.mp3"] {
      #expect(throws: PlayerError(.privateSource)) {
        try source(address, "https://cnt.example.org")
      }
    }
    #expect(
      try source("https://else.example.org/a", "https://cnt.example.org")
        == .url("https://else.example.org/a"))
    #expect(
      try source("http://localhost:99/a", "http://localhost:8000") == .url("http://localhost:99/a"))
  }

  @Test func `names of things are read as a shell gives them`() throws {
    #expect(
      try ThingNames.read(["podcast", "1", "2", "music", "3", "movie/4"]) == [
        Self.ref(1), Self.ref(2), ItemRef(kind: .track, id: 3), ItemRef(kind: .movie, id: 4),
      ])
    for words in [["1"], ["podcast", "x"], ["post", "1"], ["podcast/0"], ["podcast/1/2"], ["-1"]] {
      #expect(throws: Failure.self) { try ThingNames.read(words) }
    }
  }

  @Test func `a hostile title cannot drive a terminal from the list`() {
    var hostile = download(1, .done)
    hostile.title = "a\u{1b}[2Jb\tc\nd"
    hostile.failure = "x\u{1b}]0;y\u{7}"
    let line = DownloadLine(hostile, path: nil)
    #expect(line.plain.unicodeScalars.allSatisfy { $0.value >= 0x20 || $0 == "\t" })
    #expect(line.plain.split(separator: "\t", omittingEmptySubsequences: false).count == 6)
    #expect(line.json.unicodeScalars.allSatisfy { $0.value >= 0x20 })
  }

  @Test func `the list has orders and parts of its own`() {
    var app = app([])
    app.press("K")
    var film = download(3, .running, bytes: 1)
    film.ref = ItemRef(kind: .movie, id: 3)
    film.title = "A film"
    let rows = [download(1, .done, bytes: 9), download(2, .queued), film]
    app.send(.downloadsLoaded(rows, DownloadUsage(), revision: 0))
    app.press("\\", "\\", "\\")
    app.send(.downloadsLoaded(rows, DownloadUsage(), revision: 0))
    #expect(titles(app).first == "A film" && app.screen.contains("Title A–Z"))
    app.press("i")
    #expect(app.screen.contains("Unfinished") && app.screen.contains("Movies"))
    app.press("down", "down", "down", "down", "down", "enter")
    app.send(.downloadsLoaded(rows, DownloadUsage(), revision: 0))
    #expect(titles(app).count == 2)
  }

  private func titles(_ app: AppHarness) -> [String] {
    guard case .list(let list)? = app.state.screen else { return [] }
    return list.downloads.map(\.title)
  }
}
