import CNTKit
import Foundation
import Synchronization
import Testing

@testable import cnt_tui

/// Uploading many files: what is planned, and that nothing is made twice.
struct UploadTests {
  /// A folder that goes with the test.
  private final class Scratch {
    let path = NSTemporaryDirectory() + "cnt-upload-" + UUID().uuidString

    init() throws {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ name: String, _ text: String = "words") throws {
      let url = URL(fileURLWithPath: path + "/" + name)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url)
    }
  }

  /// The platform's part in it; answers can be lost.
  private final class Platform: HTTPTransport {
    struct World: Sendable {
      var uploads = 0
      var podcasts: [Podcast] = []
      /// Lines of requests whose answers are lost after they were carried out.
      var lost: [String] = []
      /// Lines of requests that do not arrive, and nobody can tell.
      var vanished: [String] = []
      var refused: [String] = []
    }

    let world = Mutex(World())

    func send(
      _ request: HTTPRequest, progress: (@Sendable (HTTPProgress) -> Void)?
    ) async throws(TransportError) -> HTTPResponse {
      let path = URLComponents(string: request.url)?.path ?? ""
      let line = "\(request.method.rawValue) \(path.replacing("/api/v1", with: ""))"
      let (answer, isLost) = world.withLock { world -> (HTTPResponse, Bool) in
        if let index = world.refused.firstIndex(of: line) {
          world.refused.remove(at: index)
          return (Self.json(["detail": "File must be an audio file"], 400), false)
        }
        if let index = world.vanished.firstIndex(of: line) {
          world.vanished.remove(at: index)
          return (HTTPResponse(status: 500), true)
        }
        let answer = Self.answer(line, request, &world)
        if let index = world.lost.firstIndex(of: line) {
          world.lost.remove(at: index)
          return (answer, true)
        }
        return (answer, false)
      }
      if isLost { throw TransportError(.timedOut, requestMayHaveArrived: true) }
      return answer
    }

    private static func answer(
      _ line: String, _ request: HTTPRequest, _ world: inout World
    ) -> HTTPResponse {
      switch line {
      case "POST /upload/audio", "POST /upload/video":
        world.uploads += 1
        return json(UploadResult(url: "/media/\(world.uploads)"))
      case "POST /podcasts/bulk/":
        guard case .data(let data, _) = request.body,
          let bodies = try? JSONDecoder().decode([PodcastCreate].self, from: data)
        else { return json(["detail": "bad"], 422) }
        let made = bodies.map {
          Podcast(
            id: world.podcasts.count + 1, title: $0.title, audioURL: $0.audioURL,
            videoURL: $0.videoURL, status: "approved")
        }
        world.podcasts += made
        return json(made)
      case "GET /podcasts/": return json(world.podcasts)
      default: return json(["detail": "Not Found"], 404)
      }
    }

    private static func json(_ value: some Encodable, _ status: Int = 200) -> HTTPResponse {
      HTTPResponse(status: status, body: (try? JSONEncoder().encode(value)) ?? Data())
    }

    func stream(
      _ request: HTTPRequest, consume: @escaping @Sendable (HTTPStreamEvent) throws -> Void
    ) async throws(TransportError) -> HTTPResponse {
      throw TransportError(.badURL, requestMayHaveArrived: false)
    }
  }

  private func run(
    _ platform: Platform, _ scratch: Scratch, at seconds: TimeInterval = 0
  ) throws -> UploadRun {
    let server = try ServerAddress("http://127.0.0.1:8000")
    let credentials = Credentials(
      server: server,
      answer: TokenResponse(
        accessToken: "token", refreshToken: "refresh", userID: 1, name: "A", isAdmin: true))
    let store = TokenStore(folder: scratch.path + "/.account")
    try FileManager.default.createDirectory(
      atPath: scratch.path + "/.account", withIntermediateDirectories: true)
    try store.save(credentials)
    return UploadRun(
      api: APIClient(
        server: server, transport: platform,
        session: Session(credentials, store: store, transport: platform)),
      journal: try UploadJournal(folder: scratch.path + "/.account"),
      newKey: { UUID().uuidString },
      now: { Date(timeIntervalSince1970: 1_800_000_000 + seconds) }, progress: { _, _ in })
  }

  @Test func `comma-separated values are read as the standard has them`() {
    #expect(
      CSVText.rows("\u{feff}file,title\r\na.mp3,\"One, \"\"two\"\"\nthree\" \n\n b.mp3 , Two\n")
        == [["file", "title"], ["a.mp3", "One, \"two\"\nthree"], ["b.mp3", "Two"]])
    #expect(CSVText.rows("a,\"b") == nil)
    #expect(CSVText.rows("") == [])
    #expect(CSVText.rows("\"\",x") == [["", "x"]])
  }

  @Test func `a folder is read to its depths, and what cannot be taken is told`() throws {
    let scratch = try Scratch()
    for name in ["10_last.mp3", "2_second.ogg", "deep/film.mkv", "notes.txt", ".hidden.mp3"] {
      try scratch.write(name)
    }
    try scratch.write("empty.wav", "")
    let items = try UploadSource(isMovies: true).read(scratch.path, category: 3)
    #expect(
      items.map(\.filename) == [
        "2_second.ogg", "10_last.mp3", "film.mkv", "empty.wav", "notes.txt",
      ])
    #expect(items.map(\.kind) == [.podcast, .podcast, .movie, .podcast, .podcast])
    #expect(items[0].contentType == "audio/ogg" && items[2].contentType == "video/x-matroska")
    #expect(items.allSatisfy { $0.category == 3 })
    #expect(items[3].problem == "It is empty.")
    #expect(items[4].problem?.contains("type is unknown") == true)
    #expect(items.prefix(3).allSatisfy { $0.problem == nil })
  }

  @Test func `a list names files beside it, with titles and kinds of their own`() throws {
    let scratch = try Scratch()
    try scratch.write("a.mp3")
    try scratch.write("b.mp4")
    try scratch.write(
      "list.csv",
      """
      File,Title,Description,Category,Kind
      a.mp3,Morning,"Words, many",4,
      b.mp4,,,,movie
      a.mp3,Film,,,movie
      gone.mp3,,,,
      ,,,,
      a.mp3,,,first,
      a.mp3,,,,song
      """)
    let items = try UploadSource().read(scratch.path + "/list.csv", category: nil)
    #expect(items.count == 7)
    #expect(items[0].title == "Morning" && items[0].description == "Words, many")
    #expect(items[0].category == 4 && items[0].problem == nil)
    #expect(items[1].kind == .movie && items[1].problem == nil)
    #expect(items[2].problem?.contains("needs pictures") == true)
    #expect(items[3].problem == "There is no such file.")
    #expect(items[4].problem != nil && items[5].problem?.contains("no number") == true)
    #expect(items[6].problem?.contains("no kind “song”") == true)
    try scratch.write("bad.csv", "name\na.mp3\n")
    #expect(throws: Failure.self) {
      try UploadSource().read(scratch.path + "/bad.csv", category: nil)
    }
    #expect(throws: Failure.self) { try UploadSource().read(scratch.path + "/no", category: nil) }
  }

  @Test func `the plan takes titles from tags or names and refuses what is there already`()
    async throws
  {
    let scratch = try Scratch()
    for name in ["one.mp3", "two_words.mp3", "three.mp3", "four.mp3", "noise.mp3"] {
      try scratch.write(name)
    }
    let items = try UploadSource().read(scratch.path, category: nil)
    let plan = await UploadPlan(
      items, journal: try UploadJournal(folder: scratch.path),
      titles: [.podcast: [UploadPlan.fold("Thrée ")], .movie: ["two words"]]
    ) { path in
      switch (path as NSString).lastPathComponent {
      case "one.mp3": MediaProbe.Facts(title: "Tagged", duration: 61)
      case "four.mp3": MediaProbe.Facts(title: "tagged")
      case "noise.mp3": MediaProbe.Facts(isUnreadable: true)
      default: nil
      }
    }
    let found = Dictionary(uniqueKeysWithValues: plan.items.map { ($0.filename, $0) })
    #expect(found["one.mp3"]?.title == "tagged" || found["one.mp3"]?.title == "Tagged")
    #expect(found["two_words.mp3"]?.title == "two words")
    #expect(found["two_words.mp3"]?.problem == nil)
    #expect(found["three.mp3"]?.problem?.contains("is there already") == true)
    #expect(found["noise.mp3"]?.problem == "There is no sound and no film in it.")
    // Two of one title: the first by name is made.
    #expect(found["four.mp3"]?.problem == nil)
    #expect(found["one.mp3"]?.problem?.contains("is there already") == true)
  }

  @Test func `what a probe answers is read, and nonsense is not believed`() {
    let text =
      #"{"streams":[{"codec_type":"audio"}],"format":{"duration":"61.4","tags":{"TITLE":"A"}}}"#
    #expect(MediaProbe.parse(text) == MediaProbe.Facts(title: "A", duration: 61))
    let ogg = #"{"streams":[{"index":0,"tags":{"title":"B"}}],"format":{}}"#
    #expect(MediaProbe.parse(ogg).title == "B")
    #expect(MediaProbe.parse(#"{"streams":[],"format":{}}"#).isUnreadable)
    #expect(MediaProbe.parse(#"{"streams":[{}],"format":{"duration":"1e99"}}"#).duration == nil)
    #expect(MediaProbe.parse("<html>").isUnreadable)
  }

  @Test func `each file is uploaded once and makes one thing, also on a second run`() async throws {
    let (scratch, platform) = (try Scratch(), Platform())
    try scratch.write("a.mp3")
    try scratch.write("b.mp4")
    let items = try UploadSource().read(scratch.path, category: nil)
    var first = try run(platform, scratch)
    #expect(try await first.carryOut(items[0]) == .made(1))
    #expect(try await first.carryOut(items[1]) == .made(2))
    var second = try run(platform, scratch)
    #expect(try await second.carryOut(items[0]) == .doneBefore(1))
    #expect(try await second.carryOut(items[1]) == .doneBefore(2))
    let world = platform.world.withLock { $0 }
    #expect(world.uploads == 2 && world.podcasts.count == 2)
    #expect(world.podcasts[0].audioURL == "/media/1" && world.podcasts[1].videoURL == "/media/2")
  }

  @Test func `what was made without an answer is found by its file, not made again`() async throws {
    let (scratch, platform) = (try Scratch(), Platform())
    try scratch.write("a.mp3")
    let item = try #require(UploadSource().read(scratch.path, category: nil).first)
    platform.world.withLock { $0.lost = ["POST /podcasts/bulk/"] }
    var first = try run(platform, scratch)
    await #expect(throws: APIError.self) { try await first.carryOut(item) }
    var second = try run(platform, scratch)
    #expect(try await second.carryOut(item) == .made(1))
    let world = platform.world.withLock { $0 }
    #expect(world.uploads == 1 && world.podcasts.count == 1)
  }

  @Test func `what may still arrive is not asked for again at once`() async throws {
    let (scratch, platform) = (try Scratch(), Platform())
    try scratch.write("a.mp3")
    let item = try #require(UploadSource().read(scratch.path, category: nil).first)
    platform.world.withLock { $0.vanished = ["POST /podcasts/bulk/"] }
    var first = try run(platform, scratch)
    await #expect(throws: APIError.self) { try await first.carryOut(item) }
    var soon = try run(platform, scratch, at: 5)
    await #expect(throws: Failure.self) { try await soon.carryOut(item) }
    var later = try run(platform, scratch, at: 25)
    #expect(try await later.carryOut(item) == .made(1))
    #expect(platform.world.withLock { $0.podcasts.count } == 1)
  }

  @Test func `an upload without an answer is begun again, and one that is refused is told`()
    async throws
  {
    let (scratch, platform) = (try Scratch(), Platform())
    try scratch.write("a.mp3")
    let item = try #require(UploadSource().read(scratch.path, category: nil).first)
    platform.world.withLock { $0.lost = ["POST /upload/audio"] }
    var run = try run(platform, scratch)
    await #expect(throws: APIError.self) { try await run.carryOut(item) }
    platform.world.withLock { $0.refused = ["POST /upload/audio", "POST /podcasts/bulk/"] }
    #expect(try await run.carryOut(item) == .refused("File must be an audio file"))
    #expect(try await run.carryOut(item) == .refused("File must be an audio file"))
    #expect(try await run.carryOut(item) == .made(1))
    #expect(platform.world.withLock { $0.podcasts.count } == 1)
  }

  @Test func `a file that changed meanwhile is not uploaded half`() async throws {
    let (scratch, platform) = (try Scratch(), Platform())
    try scratch.write("a.mp3")
    let item = try #require(UploadSource().read(scratch.path, category: nil).first)
    try scratch.write("a.mp3", "other words")
    var run = try run(platform, scratch)
    guard case .refused(let reason) = try await run.carryOut(item) else { return }
    #expect(reason.contains("changed") && platform.world.withLock { $0.uploads } == 0)
  }

  @Test func `a journal that cannot be read stops everything`() throws {
    let scratch = try Scratch()
    try scratch.write("uploads.json", "{")
    #expect(throws: Failure.self) { try UploadJournal(folder: scratch.path) }
  }
}
