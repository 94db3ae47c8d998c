@testable import CNTKit
import Foundation
import MediaKit
import TermKit
import Testing

@testable import SyncEngine
@testable import cnt_tui

/// The whole app in the language in which every word of the catalogue has marks on its letters, with
/// things whose own words have none of ours: what is left of plain letters was not translated.
struct PseudoLanguageTests {
  /// What stays as it is in every language: the program's name, keys by their names, units.
  private static let same: Set<String> = {
    let keys = Keymap.standard.bindings.flatMap(\.keys)
    let parts = keys.flatMap { $0.split { !$0.isLetter }.map(String.init) }
    return Set(parts + ["cnt", "kB", "MB", "GB"])
  }()

  /// Runs of plain letters on a screen that are not among those that stay.
  private func strays(_ app: AppHarness, but allowed: Set<String> = []) -> Set<String> {
    let screen = app.screen
    let words = screen.split { !($0.isASCII && $0.isLetter) }.map(String.init)
    return Set(words.filter { $0.count > 1 && !Self.same.contains($0) && !allowed.contains($0) })
  }

  private func expectOurs(
    _ app: AppHarness, _ place: String, but allowed: Set<String> = [],
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let found = strays(app, but: allowed)
    if !found.isEmpty {
      Issue.record(
        "\(place): \(found.sorted()) in\n\(app.screen)", sourceLocation: sourceLocation)
    }
  }

  private func app(
    columns: Int = 90, rows: Int = 28, isAdmin: Bool = true, isPlain: Bool = false
  ) -> AppHarness {
    var app = AppHarness(columns: columns, rows: rows, isAdmin: isAdmin)
    app.state.language = .pseudo
    app.state.account = AppState.Account(
      userID: 7, name: "Αννα", username: "α", isAdmin: isAdmin, server: "ω")
    app.state.isPlain = isPlain
    app.state.categories = [1: "Ω"]
    return app
  }

  /// Every command where the app stands, and some keys in the box that it opens.
  private func runEverything(_ app: AppHarness, _ place: String, but allowed: Set<String> = []) {
    expectOurs(app, place, but: allowed)
    for command in Command.allCases {
      var there = app
      there.send(.command(command))
      // Names of themes and of what a file says are the person's.
      let allowed = command == .themes ? allowed.union(Self.themeWords) : allowed
      expectOurs(there, "\(place), \(command)", but: allowed)
      guard there.state.overlay != nil else { continue }
      for keys in [["down", "enter"], ["tab", "ctrl-s"], ["escape"], ["y"]] {
        var further = there
        for key in keys {
          further.press(key)
          expectOurs(further, "\(place), \(command), \(keys)", but: allowed)
        }
      }
    }
  }

  private static let themeWords = Set(
    Theme.builtIn.flatMap { $0.name.split { !$0.isLetter }.map(String.init) } + [
      "config", "toml", "theme",
    ])

  @Test(arguments: [(80, 24, false), (140, 50, false), (100, 40, true)])
  func `every section with all its tabs, empty and full, says nothing in English`(
    columns: Int, rows: Int, isPlain: Bool
  ) {
    for section in SectionSpec.all {
      var app = app(columns: columns, rows: rows, isPlain: isPlain)
      app.send(.command(Command.allCases.first { $0.section?.id == section.id } ?? .section1))
      for tab in section.tabs.indices {
        expectOurs(app, "\(section.id) \(tab), unread")
        var empty = app
        empty.answer([])
        empty.send(.outboxLoaded([]))
        expectOurs(empty, "\(section.id) \(tab), empty")
        var full = app
        full.answer(Wordless.all)
        expectOurs(full, "\(section.id) \(tab), full")
        // All rows differ; those of the first tab are looked at one by one.
        for _ in Wordless.all.dropLast(tab == 0 && columns > 80 ? 0 : Wordless.all.count) {
          full.press("down")
          expectOurs(full, "\(section.id) \(tab), below")
        }
        app.press("]")
      }
    }
  }

  @Test(arguments: Wordless.kinds) func `everything that can be done to a thing is ours`(
    index: Int
  ) {
    let row = Wordless.all[index]
    var list = app()
    list.press("2")
    list.answer([row])
    runEverything(list, "list of \(row.item.ref)")
    list.press("enter")
    list.send(.detailLoaded(row.item.ref, row: row, related: Wordless.comments))
    expectOurs(list, "detail of \(row.item.ref)")
    guard row.item.ref.kind.deskType != nil || row.item.ref.kind == .adminItem else { return }
    var desk = app()
    desk.press("0")
    desk.answer([row])
    runEverything(desk, "desk with \(row.item.ref)")
  }

  @Test func `what a member sees is ours`() {
    for section in ["1", "6", "9"] {
      var app = app(isAdmin: false)
      app.press(section)
      app.answer(Wordless.podcasts + Wordless.posts + Wordless.events)
      runEverything(app, "member, \(section)")
    }
  }

  @Test func `help, palette and their groups are ours`() {
    var app = app(columns: 100, rows: 200)
    app.press("?")
    expectOurs(app, "help")
    app.press("escape", ":")
    var palette = app
    for _ in Command.allCases {
      expectOurs(palette, "palette")
      palette.press("down")
    }
    app.type("ωωω")
    expectOurs(app, "palette without a match")
  }

  @Test func `outbox and downloads are ours`() {
    var app = app(columns: 120, rows: 100)
    app.press("O")
    app.send(.outboxLoaded(Wordless.outbox))
    expectOurs(app, "outbox")
    for _ in Wordless.outbox {
      expectOurs(app, "outbox, below")
      var discarding = app
      discarding.press("d")
      expectOurs(discarding, "discarding")
      app.press("down")
    }
    app.press("K")
    var usage = DownloadUsage()
    (usage.bytes, usage.pinnedBytes, usage.open, usage.stopped) = (9, 9, 1, 2)
    app.send(.downloadsLoaded(Wordless.downloads, usage, revision: app.state.downloadRevision))
    for _ in Wordless.downloads {
      for command in [Command.download, .pauseDownload, .pin, .play, .retry, .discard] {
        var there = app
        there.send(.command(command))
        expectOurs(there, "downloads, \(command)")
      }
      app.press("down")
    }
    app.press("2")
    app.answer(Wordless.podcasts)
    expectOurs(app, "list with downloads")
  }

  @Test func `the settings and every change of them are ours`() {
    var app = app(rows: 50)
    app.press("f2")
    expectOurs(app, "settings, unread")
    // Values are written as the file has them.
    let written = Settings.Key.allCases.flatMap { key -> [String] in
      [key.standard ?? ""] + (key.choices(themes: [], languages: []) ?? [])
    }
    var values: Set = ["toml"]
    for text in written { values.formUnion(text.split { !$0.isLetter }.map(String.init)) }
    app.send(
      .settingsRead(Settings.Key.allCases.map { SettingLine(key: $0, value: nil) }, path: "/1"))
    for _ in Settings.Key.allCases + Settings.Key.allCases {
      expectOurs(app, "settings", but: values)
      var changing = app
      changing.press("enter")
      expectOurs(changing, "settings, changing", but: values)
      changing.type("9")
      changing.press("enter")
      expectOurs(changing, "settings, changed", but: values)
      app.press("down")
    }
    app.send(
      .settingsRead(Settings.Key.allCases.map { SettingLine(key: $0, value: "9") }, path: "/1"))
    expectOurs(app, "settings of the file")
  }

  @Test func `signing in is ours`() {
    var app = app()
    app.send(.signedOut(reason: nil))
    expectOurs(app, "sign-in", but: ["http"])
    for _ in 0..<4 {
      app.press("enter")
      expectOurs(app, "sign-in, incomplete", but: ["http"])
      app.type("9")
    }
    for text in Self.errors.map({ error in
      Language.$drawn.withValue(.pseudo) { sentence(for: error) }
    }) {
      app.send(.signInFailed(text))
      // Addresses, files and programs keep their names.
      expectOurs(app, text, but: Self.technical)
    }
  }

  private static let technical: Set<String> = [
    "http", "https", "CNT", "HOME", "SSL", "ENOENT", "No", "such", "file", "or", "directory",
  ]

  private static var errors: [any Error] {
    var errors: [any Error] = []
    let refusals: [APIError.Reason] = [
      .signedOut, .forbidden, .notFound, .conflict, .invalid([]), .refused, .rateLimited, .server,
      .notAnAPI, .undecodable,
    ]
    errors += refusals.map { APIError($0, status: 500) as any Error }
    let detailed: [APIError.Reason] = [.forbidden, .notFound, .conflict, .server, .undecodable]
    errors += detailed.map { APIError($0, detail: "Ω") as any Error }
    let network: [TransportError.Reason] = [
      .badURL, .cannotResolve, .cannotConnect, .timedOut, .tls, .connectionLost, .cancelled,
      .bodyTooLarge, .tooManyRedirects, .unreadableFile, .refusedByConsumer, .privateAddress,
      .noLibrary,
      .other(code: 7),
    ]
    errors += network.map { TransportError($0, requestMayHaveArrived: false) as any Error }
    let mirror: [MirrorError.Reason] = [
      .diskFull, .readOnly, .newerSchema, .busy, .notThere, .damaged, .damagedInUse, .inUse,
      .unsent(1), .unsent(2), .other(code: 9),
    ]
    errors += mirror.map { MirrorError($0, path: "/1") as any Error }
    let player: [PlayerError.Reason] = [
      .libraryMissing, .symbolMissing("Ω"), .cannotStart("Ω"), .unplayableSource, .privateSource,
    ]
    errors += player.map { PlayerError($0) as any Error }
    let decoder: [PictureDecoder.Problem.Reason] = [
      .unreadable, .notAPicture, .cannotDecode, .tookTooLong, .noDecoder,
    ]
    errors += decoder.map { PictureDecoder.Problem(reason: $0) as any Error }
    let store: [PictureStore.Problem] = [.noAddress, .refused(status: 404), .tooLarge]
    errors += store.map { $0 as any Error }
    errors += [ENOSPC, EROFS, EACCES].map { PrivateFile.Problem(path: "/1", code: $0) as any Error }
    return errors
  }

  @Test func `every sentence of a download that failed is ours`() {
    let reasons: [DownloadProblem.Reason] = [
      .noAddress, .gone(status: 404), .refused(status: 403), .serverFault(status: 500),
      .unsafeRedirect, .page, .empty, .cutShort, .tooLong, .wrongChecksum, .wrongPart, .brokenOff,
      .noLength, .endless, .privateAddress, .overQuota(9, 8), .openOverQuota(9, 8), .diskFull,
    ]
    for reason in reasons {
      for text in [DownloadProblem(reason).recovery, DownloadProblem(reason).lastRecovery] {
        let translated = Language.$drawn.withValue(.pseudo) { recognised(text) }
        let plain = translated.split { !($0.isASCII && $0.isLetter) }.filter { $0.count > 2 }
        #expect(plain.isEmpty, "\(text) → \(translated)")
      }
    }
  }

  @Test func `what plays, its boxes and the queue are ours`() {
    for columns in [80, 200] {
      var app = app(columns: columns)
      app.press("3")
      app.answer(Wordless.movies)
      app.press("p")
      expectOurs(app, "loading")
      app.send(.player(.loaded(duration: 600)))
      app.send(.player(.chapters([Chapter(title: "", start: 0), Chapter(title: "Ω", start: 9)])))
      app.send(.player(.picture(PixelSize(width: 1280, height: 720))))
      app.send(.player(.subtitleTracks([])))
      app.press("{", "e", "Z")
      for _ in 0..<6 {
        app.press("W")
        expectOurs(app, "sleep")
        app.press("Z")
        expectOurs(app, "repeat")
      }
      runEverything(app, "film, \(columns)")
      app.press("alt-l")
      app.send(.lyricsLoaded(ItemRef(kind: .movie, id: 4), "[00:01.00]Ω"))
      expectOurs(app, "lyrics")
      app.press("escape", "alt-a")
      app.send(.playlistsLoaded(Wordless.playlists))
      expectOurs(app, "playlists")
      app.press("enter", "escape")
      app.press("v")
      runEverything(app, "film on the whole screen, \(columns)")
      app.send(.playFailed("Ω"))
      expectOurs(app, "playing failed")
    }
  }

  @Test func `pages, persons and forms are ours`() {
    var app = app(rows: 60)
    app.press("f3")
    let user = User(
      id: 7, username: "α", name: "Αννα", email: "α@ω", phone: "1", dateOfBirth: Wordless.now,
      bio: "Λογος.", isAdmin: true, createdAt: Wordless.now)
    expectOurs(app, "profile, unread")
    let libraries = Set(
      Presenter.libraries.split { !($0.isASCII && $0.isLetter) }.map(String.init))
    for content in [
      PageContent.profile(nil, posts: 0), .profile(user, posts: 1000),
      .person(nil, artist: nil, posts: 0),
      .person(
        PublicUser(id: 3, name: "Αννα", createdAt: Wordless.now),
        artist: Artist(id: 1, userID: 3), posts: 2),
      .about(
        AboutFacts(
          version: "1", server: "ω", name: "Αννα", config: "/1", data: "/1", mirror: "/1",
          state: "/1")),
    ] {
      app.send(.pageLoaded(token: app.state.lastToken, content))
      expectOurs(app, "page", but: libraries.union(["config", "keymap", "themes", "toml"]))
    }
    app.send(.pageLoaded(token: app.state.lastToken, .profile(user, posts: 1)))
    app.press("alt-e")
    expectOurs(app, "profile form")
    app.send(.usernameChecked(.init(name: "α", isFree: true)))
    expectOurs(app, "a name that is free")
    for key in ["tab", "ctrl-s"] {
      app.press(key)
      app.type("%")
      expectOurs(app, "profile form, \(key)")
    }
    app.press("ctrl-s")
    expectOurs(app, "profile form, refused")
  }

  @Test func `the desk's figures, commission and questions are ours`() {
    var app = app(rows: 50)
    app.press("0", "[")
    expectOurs(app, "overview, unread")
    var figures = DeskFigures()
    app.send(.deskLoaded(figures))
    expectOurs(app, "overview, empty")
    figures.numbers = AdminDashboard(
      totalPodcasts: 1, openSupportTickets: 2, unreadSupportMessages: 3, totalDocuments: 4)
    figures.pending = ["podcast", "movie", "music", "community_post", "event"].map {
      .init(type: $0, count: 2)
    }
    figures.oldestPending = Wordless.now.date
    figures.activity = [ItemKind.podcast, .movie, .track, .post].map {
      .init(kind: $0, days: Array(repeating: 1, count: 30))
    }
    app.send(.deskLoaded(figures))
    expectOurs(app, "overview")
    for key in ["f5", "f6", "f7", "f8"] {
      app.press(key)
      expectOurs(app, key)
      app.answer([])
      expectOurs(app, "\(key), empty")
      for row in Wordless.all where row.item.ref.kind != .adminItem {
        var there = app
        there.press(key)
        there.answer([row])
        runDesk(there, "\(key) with \(row.item.ref)")
      }
    }
    app.press("f9")
    expectOurs(app, "commission, unread", but: ["USD"])
    for kind in CommissionSettings.Kind.allCases {
      let settings = CommissionSettings(
        kind: kind, percentage: 7.5, fixedAmount: 1, isActive: kind == .fixed,
        updatedAt: Wordless.now, updatedBy: 9)
      var state = CommissionState(server: settings, waiting: settings.change)
      state.failure = "The server has a fault: try again later."
      state.replaced = .init(settings: settings, at: Wordless.now.date)
      app.send(.commissionLoaded(state))
      app.state.overlay = .commission(CommissionForm())
      app.send(.commissionLoaded(state))
      expectOurs(app, "commission", but: ["USD"])
      for keys in [["right"], ["tab"], ["9", "9", "9"], ["enter"]] {
        keys.forEach { app.press($0) }
        expectOurs(app, "commission, \(keys)", but: ["USD"])
      }
    }
  }

  private func runDesk(_ app: AppHarness, _ place: String) {
    for command in [Command.toggle, .approve, .archive, .delete] {
      var there = app
      there.send(.command(command))
      expectOurs(there, "\(place), \(command)")
      there.press("enter")
      expectOurs(there, "\(place), \(command), enter")
    }
  }

  @Test func `the calendar, those who come and what is read are ours`() throws {
    var app = app(rows: 50)
    app.press("7", "]")
    let load = try #require(
      app.effects.compactMap { effect -> CalendarState.Load? in
        if case .loadCalendar(let load) = effect { load } else { nil }
      }.first)
    expectOurs(app, "calendar, unread")
    app.send(.calendarLoaded(load, [], isCut: true))
    expectOurs(app, "calendar, empty")
    app.send(.calendarLoaded(load, Wordless.events, isCut: true))
    for _ in 0..<40 {
      app.press("right")
      expectOurs(app, "calendar")
    }
    app.press("[")
    app.answer([Wordless.events[3]])
    app.press("enter")
    app.send(
      .detailLoaded(ItemRef(kind: .event, id: 23), row: Wordless.events[3], related: []))
    let statuses = ["pending", "approved", "rejected"]
    let attendees = (0..<20).map { EventAttendee(id: $0, userID: $0, status: statuses[$0 % 3]) }
    app.send(.attendeesLoaded(event: 23, attendees))
    runEverything(app, "one's own event")
    app.press("C")
    for key in ["a", "x", "down", "a", "x"] {
      app.press(key)
      expectOurs(app, "who comes, \(key)")
    }
  }

  @Test func `the reader around a text is ours`() throws {
    var app = app()
    app.press("5", "]", "]")
    expectOurs(app, "King James")
    app.press("[")
    app.answer(Wordless.documents)
    app.press("ctrl-r")
    expectOurs(app, "opening")
    app.send(.reader(.downloading(.document(4))))
    expectOurs(app, "downloading")
    let failure = Language.$drawn.withValue(.pseudo) {
      tr("This PDF is too large to be read here.")
    }
    app.send(.reader(.failed(.document(4), failure, mayBeViewed: true)))
    expectOurs(app, "failed", but: ["PDF"])
    app.send(.reader(.place(.document(4), nil, [])))
    app.send(.reader(.document(4, DocumentText(output: "Ω ω\u{0c}Ω\u{0c}"))))
    runEverything(app, "document")
    app.press("B", "\"")
    expectOurs(app, "bookmarks")
    app.press("escape", "#")
    app.type("2")
    expectOurs(app, "finder")
    app.type("ω")
    expectOurs(app, "finder, nothing")
  }

  @Test(arguments: [(20, 5), (39, 9), (40, 10)]) func `little room is told in our words`(
    columns: Int, rows: Int
  ) {
    var app = app(columns: columns, rows: rows)
    app.press("2")
    app.answer(Wordless.podcasts)
    expectOurs(app, "\(columns)x\(rows)")
  }

  @Test func `the state of the sync and what waits are ours`() {
    var app = app()
    app.press("2")
    app.answer(Wordless.podcasts)
    var counts = MirrorCounts()
    (counts.failedWrites, counts.pendingWrites) = (1, 2)
    app.send(.countsLoaded(counts, categories: [1: "Ω"]))
    let names = ["changes", "outbox"] + PullCollection.allCases.map(\.rawValue)
    let states: [SyncStatus] =
      [.idle(lastSync: nil), .idle(lastSync: Wordless.now.date), .offline(reason: ""), .signedOut]
      + [.elsewhere] + names.map { .syncing($0) }
    for status in states {
      app.send(.syncStatus(status))
      expectOurs(app, "\(status)")
    }
    app.press("t")
    expectOurs(app, "marked")
    app.press("9", "9")
    expectOurs(app, "a count")
    for said in [0, 1, 2] {
      app.send(.decided(Undoable(ids: [1, 2], title: "Ω")))
      expectOurs(app, "decided")
      let answer = Language.$drawn.withValue(.pseudo) {
        Undoable(ids: [1, 2], title: "Ω").answer(takenBack: said).text
      }
      app.send(.say(answer, .info))
      expectOurs(app, "taken back")
    }
  }

  @Test func `without a language nothing is marked`() {
    var app = AppHarness()
    app.press("2")
    app.answer(AppHarness.podcasts(2))
    let english = app.screen
    app.state.language = .pseudo
    let pseudo = app.screen
    app.state.language = .english
    #expect(app.screen == english && pseudo != english)
  }
}
