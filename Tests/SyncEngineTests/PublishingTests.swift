import CNTKit
import Foundation
import Testing

@testable import SyncEngine

/// What is published reaches the platform once, with its files, whatever happens on the way.
@Suite(.timeLimit(.minutes(5)))
struct PublishingTests {
  private let rig: Rig
  private let file: String
  private let bytes = Data((0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 >> 8) })

  init() throws {
    rig = try Rig()
    file = rig.home.path + "/tone.wav"
    try bytes.write(to: URL(fileURLWithPath: file))
  }

  private func offersParts() throws {
    try rig.mirror.setCapabilities(
      ServerCapabilities(features: [ServerCapabilities.uploadParts: 1]))
  }

  private func uploader(_ now: Date = Rig.start) throws -> Uploader {
    let server = try ServerAddress("http://127.0.0.1:8000")
    let credentials = Credentials(
      server: server,
      answer: TokenResponse(
        accessToken: "token", refreshToken: "refresh", userID: 7, name: "Miriam", isAdmin: false))
    let store = TokenStore(folder: rig.home.path + "/account")
    try store.save(credentials)
    return Uploader(
      mirror: rig.mirror,
      api: APIClient(
        server: server, transport: rig.platform,
        session: Session(credentials, store: store, transport: rig.platform)), clock: StillClock(),
      now: { now }, random: { 0.5 }, partSize: 16_384)
  }

  private func publishTone(_ title: String = "Psalm 1") throws -> Int64 {
    try rig.mirror.publish(
      .make(.podcast(PodcastCreate(title: title))),
      files: [try PublicationFile(.audio, path: file, contentType: "audio/wav")], now: rig.now)
  }

  private func only(_ id: Int64) throws -> Publication {
    try #require(try rig.mirror.publication(id))
  }

  // MARK: What stands for the files

  @Test func `a podcast shows at once, and is made once though its answer is lost`() async throws {
    let url = "https://x.example/audio/one.wav"
    try rig.mirror.submit(
      .make(.podcast(PodcastCreate(title: "Psalm 1", audioURL: url))), now: rig.now)
    let waiting = try #require(try rig.rows(.podcasts(nil)).first)
    #expect(waiting.item.ref.id < 0)
    #expect(waiting.pending)
    rig.platform.fail("POST /podcasts", .answerLost)
    _ = await rig.engine.syncOnce()
    _ = await rig.engine.syncOnce()
    let made = rig.platform.with { $0.podcasts.map(\.id) }
    #expect(made.count == 1)
    #expect(try rig.rows(.podcasts(nil)).map(\.item.ref.id) == made)
    #expect(try rig.mirror.outbox().isEmpty)
  }

  @Test func `what is done to a podcast before it is sent follows it`() async throws {
    rig.platform.offline()
    try rig.mirror.submit(
      .make(.podcast(PodcastCreate(title: "Psalm 1", audioURL: "audio/one.wav"))), now: rig.now)
    let local = try #require(try rig.rows(.podcasts(nil)).first?.item.ref)
    try rig.mirror.submit(.favorite(local, true), now: rig.now)
    try rig.mirror.savePosition(local, seconds: 12, duration: 60, now: rig.now)
    _ = await rig.engine.syncOnce()
    rig.platform.online()
    _ = await rig.engine.syncOnce()
    let id = try #require(rig.platform.with { $0.podcasts.first?.id })
    #expect(rig.platform.with { $0.favorites.map(\.contentID) } == [id])
    let row = try #require(try rig.mirror.row(ItemRef(kind: .podcast, id: id)))
    #expect(row.isFavorite)
    #expect(try rig.mirror.position(row.item.ref)?.seconds == 12)
    #expect(try rig.mirror.outbox().isEmpty)
    // A screen that was drawn before still has the old one.
    try rig.mirror.submit(.favorite(local, false), now: rig.now)
    _ = await rig.engine.syncOnce()
    #expect(rig.platform.with { $0.favorites.isEmpty })
  }

  @Test func `another podcast with the same words is not taken for one's own`() async throws {
    rig.platform.with {
      $0.podcasts = [Podcast(id: 5, title: "Psalm 1", creatorID: 7, createdAt: Timestamp($0.now))]
    }
    try rig.mirror.submit(
      .make(.podcast(PodcastCreate(title: "Psalm 1", audioURL: "audio/two.wav"))), now: rig.now)
    rig.platform.fail("POST /podcasts", .requestLost)
    _ = await rig.engine.syncOnce()
    _ = await rig.engine.syncOnce()
    #expect(rig.platform.with { $0.podcasts.map(\.audioURL) } == [nil, "audio/two.wav"])
  }

  @Test func `an event is made once though its answer is lost`() async throws {
    let event = EventCreate(
      title: "Choir", eventDate: Timestamp(rig.now.addingTimeInterval(86_400)), location: "Berlin")
    try rig.mirror.submit(.make(.event(event)), now: rig.now)
    #expect(try rig.mirror.outbox().map(\.title) == ["Event: Choir"])
    rig.platform.fail("POST /events", .answerLost)
    _ = await rig.engine.syncOnce()
    _ = await rig.engine.syncOnce()
    #expect(rig.platform.with { $0.events.map(\.title) } == ["Choir"])
  }

  @Test func `a film whose answer is lost is not made again where nobody can see it`() async throws
  {
    let film = MovieCreate(title: "Exodus", videoURL: "video/three.mp4")
    try rig.mirror.submit(.make(.movie(film)), now: rig.now)
    // What waits for approval is not in the list.
    rig.platform.fail("POST /movies", .requestLost)
    _ = await rig.engine.syncOnce()
    _ = await rig.engine.syncOnce()
    #expect(rig.platform.with { $0.movies.isEmpty })
    let entry = try #require(try rig.mirror.outbox().first)
    #expect(entry.state == .failed && entry.failure?.contains("ask an admin") == true)
  }

  // MARK: The files

  @Test func `a file goes up, and then the podcast`() async throws {
    let id = try publishTone()
    #expect(try await uploader().drain())
    let publication = try only(id)
    #expect(publication.state == .done && publication.sent == bytes.count)
    #expect(try rig.mirror.publications().isEmpty)
    _ = await rig.engine.syncOnce()
    let made = rig.platform.with { $0.podcasts }
    #expect(made.map(\.title) == ["Psalm 1"] && made.first?.duration == 60)
    let url = try #require(made.first?.audioURL)
    #expect(rig.platform.with { $0.files[url] } == bytes)
  }

  @Test func `a server that takes parts gets each byte once, however often it is cut off`()
    async throws
  {
    try offersParts()
    let id = try publishTone()
    var seed: UInt64 = 5
    func next(_ bound: Int) -> Int {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(seed >> 33) % bound
    }
    var now = Rig.start
    for round in 0..<60 where try only(id).state != .done {
      // Of the requests of a round some get no answer, at other places each time.
      if round < 40 {
        let line = ["PATCH /uploads", "HEAD /uploads", "POST /uploads"][next(3)]
        let fault: FakePlatform.Fault = [.answerLost, .requestLost, .unreachable][next(3)]
        rig.platform.fail(line, fault)
      }
      now += 4000
      #expect(try await uploader(now).drain())
    }
    rig.platform.online()
    #expect(try only(id).state == .done)
    _ = await rig.engine.syncOnce()
    let url = try #require(rig.platform.with { $0.podcasts.first?.audioURL })
    #expect(rig.platform.with { $0.files[url] } == bytes)
    #expect(rig.platform.with { $0.podcasts.count } == 1)
  }

  @Test func `another process goes on where the last one was cut off`() async throws {
    try offersParts()
    let id = try publishTone()
    // Two parts go up; with the third the line is cut.
    rig.platform.before("PATCH /uploads") { _ in }
    rig.platform.before("PATCH /uploads") { _ in }
    rig.platform.before("PATCH /uploads") { $0.fail("PATCH /uploads", .unreachable) }
    #expect(try await uploader().drain())
    let cut = try only(id)
    #expect(cut.state == .queued && cut.sent == 2 * 16_384 && cut.failure != nil)
    let sent = rig.platform.calls("PATCH /uploads")
    #expect(try await uploader(Rig.start + 4000).drain())
    #expect(try only(id).state == .done)
    #expect(rig.platform.calls("PATCH /uploads") == sent + 5)
    #expect(rig.platform.calls("POST /uploads") == 2)
  }

  @Test func `what the server has forgotten begins anew`() async throws {
    try offersParts()
    let id = try publishTone()
    rig.platform.fail("PATCH /uploads", .unreachable)
    #expect(try await uploader().drain())
    rig.platform.with { $0.forgetsParts = true }
    #expect(try await uploader(Rig.start + 4000).drain())
    #expect(try only(id).state == .done)
    #expect(rig.platform.with { $0.files.values.map(\.count) } == [bytes.count])
  }

  @Test func `another file at the same place is not published for it`() async throws {
    let id = try publishTone()
    try Data("other".utf8).write(to: URL(fileURLWithPath: file))
    #expect(try await uploader().drain())
    let publication = try only(id)
    #expect(publication.state == .failed)
    #expect(publication.failure == "tone.wav was changed since: discard this and publish it anew.")
    #expect(rig.platform.with { $0.files.isEmpty })
    #expect(try rig.mirror.outbox().isEmpty)
  }

  @Test func `what is paused waits until a person goes on`() async throws {
    let id = try publishTone()
    #expect(try rig.mirror.pausePublication(id))
    #expect(try await uploader().drain())
    #expect(rig.platform.calls("POST /upload") == 0)
    #expect(try rig.mirror.resumePublication(id))
    #expect(try await uploader().drain())
    #expect(try only(id).state == .done)
    // It is the outbox's now.
    #expect(try !rig.mirror.pausePublication(id))
    #expect(try rig.mirror.discardPublication(id) == nil)
  }

  @Test func `what is discarded while it goes up is not published`() async throws {
    let id = try publishTone()
    let mirror = rig.mirror
    rig.platform.before("POST /upload/audio") { _ in _ = try? mirror.discardPublication(id) }
    #expect(try await uploader().drain())
    #expect(try rig.mirror.publications(all: true).isEmpty)
    #expect(try rig.mirror.outbox().isEmpty)
  }

  @Test func `a refusal is told, and a fault is tried again later`() async throws {
    let id = try publishTone()
    rig.platform.fail("POST /upload/audio", .status(400, detail: "File must be an audio file"))
    #expect(try await uploader().drain())
    #expect(try only(id).state == .failed)
    #expect(try only(id).failure == "File must be an audio file")
    #expect(try rig.mirror.resumePublication(id))
    rig.platform.fail("POST /upload/audio", .status(503, detail: "Busy"))
    #expect(try await uploader().drain())
    let waiting = try only(id)
    #expect(waiting.state == .queued && waiting.notBefore.map { $0 > Rig.start } == true)
    #expect(try await uploader().drain())
    #expect(try only(id).state == .queued)
    #expect(try await uploader(Rig.start + 4000).drain())
    #expect(try only(id).state == .done)
  }

  @Test func `a server that never finishes is given up some time`() async throws {
    try offersParts()
    let id = try publishTone()
    rig.platform.fail("POST /uploads/", .status(500, detail: "Full"), times: 100)
    var now = Rig.start
    for _ in 0..<30 where try only(id).state != .failed {
      now += 4000
      #expect(try await uploader(now).drain())
    }
    #expect(try only(id).state == .failed)
    #expect(rig.platform.calls("POST /uploads/") == RetryDelay.mostFaults)
    // What is up stays up.
    #expect(try only(id).sent == bytes.count)
  }

  @Test func `what was made for it alone goes with it`() async throws {
    let cover = rig.home.path + "/cover.jpg"
    for isDiscarded in [false, true] {
      try Data("x".utf8).write(to: URL(fileURLWithPath: cover))
      let id = try rig.mirror.publish(
        .make(.podcast(PodcastCreate(title: "Psalm"))),
        files: [
          try PublicationFile(.audio, path: file, contentType: "audio/wav"),
          try PublicationFile(.cover, path: cover, contentType: "image/jpeg", isTemporary: true),
        ], now: rig.now)
      if isDiscarded {
        #expect(try rig.mirror.discardPublication(id) != nil)
      } else {
        #expect(try await uploader().drain())
      }
      #expect(!FileManager.default.fileExists(atPath: cover))
      #expect(FileManager.default.fileExists(atPath: file))
    }
  }

  @Test func `an account with something on its way is not wiped unasked`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/mirror"
    do {
      let mirror = try Mirror(folder: path)
      try mirror.publish(
        .make(.podcast(PodcastCreate(title: "Psalm"))),
        files: [try PublicationFile(.audio, path: file, contentType: "audio/wav")], now: rig.now)
    }
    #expect(throws: MirrorError.self) { try Mirror.wipe(folder: path, discardingUnsent: false) }
    #expect(FileManager.default.fileExists(atPath: path))
  }

  @Test func `what hangs on a podcast that is given up goes, too`() throws {
    let podcast = try rig.mirror.submit(
      .make(.podcast(PodcastCreate(title: "Psalm 1", audioURL: "audio/one.wav"))), now: rig.now)
    let local = try #require(try rig.rows(.podcasts(nil)).first?.item.ref)
    try rig.mirror.submit(.createPlaylist(PlaylistCreate(name: "Sunday")), now: rig.now)
    let list = try #require(try rig.rows(.playlists).first?.item.ref)
    try rig.mirror.submit(
      .addToPlaylist(playlist: list.id, type: "podcast", id: local.id), now: rig.now)
    try rig.mirror.submit(.favorite(local, true), now: rig.now)
    try rig.mirror.discard(podcast)
    #expect(try rig.mirror.outbox().map(\.title) == ["Playlist: Sunday"])
  }

  @Test func `words that the server would refuse are told before anything is uploaded`() throws {
    try rig.mirror.setCapabilities(
      ServerCapabilities(features: [ServerCapabilities.textLimits: 1]))
    #expect(throws: UnacceptableText.self) {
      try publishTone(String(repeating: "a", count: 400))
    }
    #expect(try rig.mirror.publications().isEmpty)
  }

  @Test func `a file that cannot be published is told with what to do`() throws {
    let empty = rig.home.path + "/empty.wav"
    try Data().write(to: URL(fileURLWithPath: empty))
    for (path, words) in [
      (empty, "is empty"), (rig.home.path, "is no file"),
      (rig.home.path + "/none", "check the path"),
    ] {
      let problem = #expect(throws: UnpublishableFile.self) {
        try PublicationFile(.audio, path: path, contentType: "audio/wav")
      }
      #expect(problem?.recovery.contains(words) == true)
    }
  }

  @Test func `a post's picture and a film's files come to their places`() async throws {
    let picture = try PublicationFile(.picture, path: file, contentType: "image/png")
    let post = try rig.mirror.publish(
      .post(CommunityPostCreate(title: "A", content: "B", category: "General", postType: "image")),
      files: [picture], now: rig.now)
    let film = try rig.mirror.publish(
      .make(.movie(MovieCreate(title: "Exodus", videoURL: ""))),
      files: [
        try PublicationFile(.cover, path: file, contentType: "image/png"),
        try PublicationFile(.preview, path: file, contentType: "video/mp4"),
        try PublicationFile(.video, path: file, contentType: "video/mp4"),
      ], now: rig.now)
    #expect(try await uploader().drain())
    #expect(try only(post).state == .done && only(film).state == .done)
    _ = await rig.engine.syncOnce()
    let urls = rig.platform.with { world in
      world.posts.map(\.imageURL)
        + world.movies.flatMap { [$0.videoURL, $0.coverImage, $0.previewURL] }
    }
    #expect(Set(urls).count == 4 && urls.allSatisfy { $0?.isEmpty == false }, "\(urls)")
    #expect(rig.platform.with { $0.movies.first?.videoURL?.hasPrefix("video/") } == true)
  }

  @Test func `a document has the path of its file, and a new picture is the account's`()
    async throws
  {
    try rig.mirror.publish(
      .document(DocumentCreate(title: "Hymns", filePath: "", category: "Songs")),
      files: [try PublicationFile(.document, path: file, contentType: "application/pdf")],
      now: rig.now)
    let avatar = try rig.mirror.publish(
      .profile(MemberChanges([:])),
      files: [try PublicationFile(.avatar, path: file, contentType: "image/png")], now: rig.now)
    #expect(try await uploader().drain())
    let write = try #require(
      try rig.mirror.outbox().first { $0.id == (try? only(avatar))?.outboxID }?.write)
    guard case .editProfile(let changes) = write else {
      Issue.record("\(write)")
      return
    }
    #expect(changes.values["avatar"]?.stringValue?.hasPrefix("image/") == true)
    _ = await rig.engine.syncOnce()
    let document = try #require(rig.platform.with { $0.documents.first })
    #expect(document.title == "Hymns" && rig.platform.with { $0.files[document.filePath] } == bytes)
  }

  @Test func `of two processes one uploads`() async throws {
    _ = try publishTone()
    let lock = try #require(try FileLock.tryLock(rig.mirror.folder + "/uploads.lock"))
    #expect(try await uploader().drain() == false)
    withExtendedLifetime(lock) {}
  }
}
