import CNTKit
import Foundation
import Testing

@testable import MediaKit
@testable import SyncEngine
@testable import cnt_tui

/// Making things: what can be begun, the forms, recordings and uploads.
struct CreateTests {
  static let take = TakeFile(
    folder: "/home/grace/recordings/2026-11-24 10.15.00.take",
    paths: ["/home/grace/recordings/2026-11-24 10.15.00.take/segment-0001.wav"],
    began: Date(timeIntervalSince1970: 1_795_499_400), seconds: 95, bytes: 18_240_044,
    isFilm: false, isRecovered: false)

  private func token(_ app: AppHarness) -> Int {
    if case .list(let list)? = app.state.screen { list.token } else { -1 }
  }

  private func app(isAdmin: Bool = false, tab: Int = 0, columns: Int = 80) -> AppHarness {
    var app = AppHarness(columns: columns, isAdmin: isAdmin)
    app.send(.countsLoaded(MirrorCounts(), categories: [1: "Sermons", 2: "Worship", 3: "Word"]))
    app.press("alt-n")
    app.send(.choicesLoaded(token: token(app)))
    for _ in 0..<tab { app.press("]") }
    return app
  }

  private func open(_ choice: CreateChoice, isAdmin: Bool = false) -> AppHarness {
    var app = app(isAdmin: isAdmin)
    let offered = CreateChoice.allCases.filter { isAdmin || !$0.isForAdmins }
    for _ in 0..<offered.firstIndex(of: choice)! { app.press("down") }
    app.press("enter")
    return app
  }

  private func publication(
    _ id: Int64, _ state: Publication.State, sent: Int = 0, rate: Int = 0, failure: String? = nil
  ) throws -> Publication {
    let json = """
      [{"role":"audio","path":"/tmp/a.mp3","contentType":"audio/mpeg","size":1000000,\
      "modified":1,"key":"k","sent":\(sent)}]
      """
    return Publication(
      id: id, content: .make(.podcast(PodcastCreate(title: "Psalm \(id)"))), title: "Psalm \(id)",
      state: state, files: try JSONDecoder().decode([PublicationFile].self, from: Data(json.utf8)),
      createdAt: Date(timeIntervalSince1970: 1_795_500_000), rate: rate, failure: failure,
      attempts: 0, faults: 0, generation: 0)
  }

  // MARK: What can be begun

  @Test func `members see what they may make, admins more`() {
    #expect(app().screen.contains("Post with a picture"))
    #expect(!app().screen.contains("Music from a file"))
    #expect(app(isAdmin: true).screen.contains("Music from a file"))
  }

  @Test func `a podcast form says what is missing, where it is, and asks for the rest in the end`()
    throws
  {
    var app = open(.podcast)
    app.press("ctrl-s")
    #expect(app.screen.contains("Say which file"))
    app.type("/tmp/a.mp3")
    app.press("ctrl-s")
    #expect(app.screen.contains("Give it a title."))
    app.type("Psalm 1")
    app.press("tab")
    app.type("wo")
    app.press("ctrl-s")
    // Two begin like that.
    #expect(app.screen.contains("There is no category “wo”"))
    app.type("rship")
    app.press("ctrl-s")
    guard case .publish(let order)? = app.effects.first else {
      Issue.record("\(app.effects)")
      return
    }
    #expect(order.category == 2 && order.title == "Psalm 1" && order.path("path") == "/tmp/a.mp3")
  }

  @Test func `a file of no use brings the form back with everything in it`() {
    var app = open(.podcast)
    app.type("/tmp/a.txt")
    app.press("tab")
    app.type("Psalm 1")
    app.press("ctrl-s")
    guard case .publish(let order)? = app.effects.first else { return }
    let problem = #expect(throws: FormProblem.self) {
      try order.publication(media: "/tmp/a.txt", duration: nil)
    }
    app.send(
      .publishRefused(
        order.form, title: order.title, problem ?? FormProblem(field: "", sentence: "")))
    #expect(app.screen.contains("Choose a file of these kinds"))
    #expect(app.screen.contains("/tmp/a.txt") && app.screen.contains("Psalm 1"))
    // Meanwhile the person went on: then it is told.
    app.press("escape", "?")
    app.send(
      .publishRefused(
        order.form, title: order.title, FormProblem(field: "path", sentence: "No.")))
    #expect(!app.screen.contains("/tmp/a.txt"))
    // With what was open out of the way it is there again.
    app.press("escape")
    #expect(app.screen.contains("No.") && app.screen.contains("Psalm 1"))
  }

  @Test func `who quits while something is prepared is asked`() {
    var app = open(.podcast)
    app.type("/tmp/a.mp3")
    app.press("tab")
    app.type("Psalm 1")
    app.press("ctrl-s")
    app.press("q")
    #expect(app.effects.isEmpty && app.screen.contains("Quit before it goes up?"))
    app.press("n")
    app.send(.publishQueued("Psalm 1"))
    #expect(app.screen.contains("goes up in the background"))
    app.press("q")
    #expect(app.effects.contains(.quit))
  }

  @Test func `a film has its own fields, and what is published has what they say`() throws {
    let file = NSTemporaryDirectory() + "cnt-create-\(UUID().uuidString).mp4"
    let cover = file + ".png"
    for path in [file, cover] { try Data("x".utf8).write(to: URL(fileURLWithPath: path)) }
    defer { for path in [file, cover] { unlink(path) } }
    var app = open(.movie, isAdmin: true)
    for text in [file, "Exodus", "", "DeMille", "Heston, Brynner", "1956-10-05", cover] {
      app.type(text)
      app.press("tab")
    }
    app.press("ctrl-s")
    guard case .publish(let order)? = app.effects.first else {
      Issue.record("\(app.screen)")
      return
    }
    let (content, files) = try order.publication(media: file, duration: 13_200)
    #expect(files.map(\.role) == [.video, .cover])
    guard case .make(.movie(let movie)) = content else {
      Issue.record("\(content)")
      return
    }
    #expect(movie.director == "DeMille" && movie.cast == "Heston, Brynner")
    #expect(movie.releaseDate?.text.hasPrefix("1956-10-05") == true && movie.duration == 13_200)
    #expect(movie.status == "approved")
  }

  @Test func `an event must lie ahead`() {
    var app = open(.event)
    app.type("Choir")
    app.press("tab")
    app.type("2020-01-01 10:00")
    app.press("ctrl-s")
    #expect(app.screen.contains("This is over"))
    for _ in 0..<16 { app.press("backspace") }
    app.type("2031-02-30 10:00")
    app.press("ctrl-s")
    #expect(app.screen.contains("Write the date and the time like"))
    for _ in 0..<16 { app.press("backspace") }
    app.type("2031-03-01 10:00")
    app.press("ctrl-s")
    guard case .make(.event(let event))? = app.submitted.first else {
      Issue.record("\(app.screen)")
      return
    }
    #expect(event.title == "Choir" && event.eventDate.text.hasPrefix("2031-03-01T10:00"))
    #expect(event.maxAttendees == 0)
  }

  @Test(arguments: [
    ("0:42", 42), ("1:02:03", 3723), ("12", nil), ("1:99", nil), ("/a:b", nil), ("a.png", nil),
    ("::", nil),
  ])
  func `a time of the film is told from a path`(text: String, seconds: Int?) {
    #expect(PublishOrder.time(text) == seconds)
  }

  @Test func `a moment of the film becomes its cover`() async throws {
    let folder = NSTemporaryDirectory() + "cnt-cover-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let film = folder + "/film.mp4"
    try await MediaTool(environment: ProcessInfo.processInfo.environment).run(
      "ffmpeg",
      [
        "-nostdin", "-v", "error", "-f", "lavfi", "-i", "color=red:s=64x48:d=2:r=10", "-f", "lavfi",
        "-i", "color=blue:s=64x48:d=2:r=10", "-filter_complex", "concat=n=2", "-c:v", "mpeg4", film,
      ])
    var form = PublishForm.form(.podcast, path: film)
    func put(_ name: String, _ text: String) {
      for index in form.fields.indices where form.fields[index].name == name {
        form.fields[index] = .init(name, "", text)
      }
    }
    put("title", "Colours")
    put("cover", "0:03")
    let order = try PublishForm.order(form, categories: [:], isAdmin: false)
    let taken = try await order.takingFrame(of: film, into: folder)
    let cover = try #require(taken.path("cover"))
    let (_, files) = try taken.publication(media: film, duration: 4)
    #expect(files.map(\.role) == [.video, .cover])
    var pixels: [UInt8] = []
    try await MediaTool(environment: ProcessInfo.processInfo.environment).run(
      "ffmpeg",
      ["-v", "error", "-i", cover, "-vf", "scale=1:1", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"]
    ) { pixels += $0 }
    #expect(pixels.count == 3 && pixels[2] > 200 && pixels[0] < 60)
    put("cover", "0:09")
    let late = try PublishForm.order(form, categories: [:], isAdmin: false)
    await #expect(throws: FormProblem.self) {
      try await late.takingFrame(of: film, into: folder)
    }
  }

  @Test func `a new picture of one's own goes with the other changes`() {
    var app = AppHarness(columns: 100, rows: 40)
    app.press("f3")
    let user = User(id: 7, name: "Grace", email: "g@example.org", isAdmin: false)
    app.send(.pageLoaded(token: token(app), .profile(user, posts: 0)))
    app.press("alt-e")
    app.press("tab", "tab", "tab", "tab")
    app.type("/tmp/me.png")
    app.press("ctrl-s")
    guard case .publishAvatar(let form, let changes)? = app.effects.first else {
      Issue.record("\(app.effects)")
      return
    }
    #expect(form.text("picture") == "/tmp/me.png" && changes.isEmpty)
  }

  // MARK: Recordings

  @Test func `a recording is published by enter and deleted after a question`() {
    var app = app(tab: 1)
    #expect(app.effects == [.loadTakes])
    app.send(.takesLoaded([Self.take]))
    #expect(app.screen.contains("2026-11-24 10.15.00") && app.screen.contains("1:35"))
    app.press("d")
    #expect(app.effects.isEmpty && app.screen.contains("gone then"))
    app.press("y")
    #expect(app.effects == [.deleteTake(Self.take.folder)])
    app.press("enter")
    #expect(app.screen.contains("Publish the recording"))
    #expect(!app.screen.contains("the path of a sound"))
  }

  // MARK: Uploads

  @Test func `uploads say how far they are, how fast, and how long it takes`() throws {
    var app = app(tab: 2, columns: 110)
    app.send(
      .publicationsLoaded([
        try publication(1, .running, sent: 250_000, rate: 50_000),
        try publication(2, .failed, failure: "File must be an audio file"),
      ]))
    #expect(app.screen.contains("↑ 25%"))
    #expect(app.screen.contains("50 kB a second · 0:15 left"))
    #expect(app.screen.contains("File must be an audio file"))
    app.press("w")
    #expect(app.effects == [.changePublication(1, .pause)])
    app.press("down", "r")
    #expect(app.effects == [.changePublication(2, .resume)])
    app.press("d")
    #expect(app.screen.contains("Do not publish “Psalm 2”?"))
    app.press("y")
    #expect(app.effects == [.changePublication(2, .discard)])
  }

  @Test func `an upload that fails is told wherever one is`() throws {
    var app = AppHarness(columns: 110)
    app.send(.publicationsLoaded([try publication(1, .running)]))
    app.send(.publicationsLoaded([try publication(1, .failed, failure: "It is no sound.")]))
    #expect(app.screen.contains("“Psalm 1” was not published: It is no sound."))
  }
}
