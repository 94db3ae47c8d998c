import CNTKit
import DesktopKit
import Foundation
import MediaKit
import SyncEngine

/// Carries out effects, in the order in which they were asked for, off the UI thread.
///
/// Reads and writes of the mirror take well under a millisecond and run one after the other, so
/// that a read sees the write before it. What waits for the network runs beside them.
actor EffectRunner {
  let dependencies: AppDependencies
  let pictures: PictureBox
  let send: @Sendable (Action) -> Void
  var account: AccountRuntime?
  var player: Player?
  var playerTask: Task<Void, Never>?
  private let shelf: ReaderShelf
  /// Whether recordings that a crash left unfinished were made whole.
  var didRecover = false
  /// Made with the first recording.
  private var recorderDesk: RecorderDesk?
  /// Made with the first edit.
  private var editors: EditorDesk?
  /// Requests to the recorder, one after the other.
  private var recording: Task<Void, Never>?
  private let notifier = DesktopNotifier(identity: "cnt")
  var volume = 80.0
  var speed = 1.0
  /// Whether the position that is written next is where playing rests.
  private var sharesNext = false
  /// When the sync was last asked to share positions.
  var sharedAt = Date.distantPast
  /// Seconds between two times while something plays.
  static let sharePause: TimeInterval = 60
  /// The queue as this app last wrote or read it.
  var queueRevision = 0
  /// The server is being told that the session is over.
  var revocation: Task<Void, Never>?
  /// What others knew before the first save of the queue that failed.
  var unstoredQueueBase: [UInt32]?

  init(
    dependencies: AppDependencies, pictures: PictureBox, send: @escaping @Sendable (Action) -> Void
  ) {
    self.dependencies = dependencies
    self.pictures = pictures
    self.send = send
    shelf = ReaderShelf(send: send)
  }

  /// Opens the account that was signed in last, if there is one.
  func start() async {
    do {
      if let credentials = try dependencies.currentCredentials() {
        try await open(credentials)
      } else {
        send(.signedOut(reason: nil))
      }
    } catch {
      send(.signedOut(reason: sentence(for: error)))
    }
  }

  func run(_ effect: Effect) async {
    switch effect {
    case .load(let load):
      attempt { mirror in
        send(.loaded(load, try mirror.window(load.query, anchor: load.anchor, limit: load.limit)))
      }
    case .speak(let language): Language.speak(language)
    case .loadOutbox: attempt { send(.outboxLoaded(try $0.outbox())) }
    case .loadDownloads(let revision):
      attempt {
        send(.downloadsLoaded(try $0.downloads(), try $0.downloadUsage(), revision: revision))
      }
    case .download(let refs, let title):
      attempt { mirror in
        let request = try mirror.requestDownload(refs, now: dependencies.now())
        let said = DownloadAnswer(request, title: title)
        send(.say(said.text, said.kind))
      }
    case .removeDownload(let ref): attempt { try $0.removeDownload(ref) }
    case .pauseDownload(let ref): attempt { try $0.pauseDownload(ref) }
    case .resumeDownload(let ref):
      attempt { try $0.resumeDownload(ref, now: dependencies.now()) }
    case .pinDownload(let ref, let pinned): attempt { try $0.setPinned(ref, pinned) }
    case .loadDesk:
      attempt { send(.deskLoaded(try $0.deskFigures(now: dependencies.now()))) }
    // It waits for nothing; it comes back so that lists are filled one way.
    case .loadChoices(let token): send(.choicesLoaded(token: token))
    case .loadTakes: loadTakes()
    case .loadPublications: loadPublications()
    case .deleteTake(let folder): deleteTake(folder)
    case .publish(let order): publish(order)
    case .submitForm(let write, let form, let said): submit(write, of: form, said: said)
    case .publishAvatar(let form, let changes): publishAvatar(form, changes)
    case .changePublication(let id, let wanted): change(id, wanted)
    case .recorder(let request): record(request)
    case .editor(let request): await editorDesk().carryOut(request)
    case .loadUserCounts: attempt { send(.userCountsLoaded(try $0.userCounts())) }
    case .loadCommission: attempt { send(.commissionLoaded(try $0.commission())) }
    case .fetchCommission:
      guard let engine = account?.engine else { return }
      Task { await engine.fetchCommission() }
    case .loadDetail(let ref): attempt { try loadDetail(ref, $0) }
    case .loadFacets(let source):
      attempt { send(.facetsLoaded(source, try $0.facets(source))) }
    case .saveArrangements(let arrangements):
      attempt { try $0.setSetting("arrangements", arrangements.isEmpty ? nil : json(arrangements)) }
    case .loadCalendar(let load):
      attempt { mirror in
        let rows = try mirror.events(days: load.days, limit: CalendarState.mostEvents + 1)
        send(
          .calendarLoaded(
            load, Array(rows.prefix(CalendarState.mostEvents)),
            isCut: rows.count > CalendarState.mostEvents))
      }
    case .loadPage(let page, let token):
      guard let account else { return }
      attempt { _ in try loadPage(page, token: token, account) }
    case .lookAtAttendees(let event):
      guard let engine = account?.engine else { return }
      Task { await engine.lookAtAttendees(event: event) }
    case .lookAtPerson(let id):
      guard let engine = account?.engine else { return }
      Task { await engine.lookAtPerson(id) }
    case .lookAtFollowers(let artist):
      guard let engine = account?.engine else { return }
      Task { await engine.lookAtFollowers(artist: artist) }
    case .checkUsername(let name): checkUsername(name)
    case .exportEvents(let events):
      exportEvents(events, server: account?.credentials.server.origin ?? "")
    case .loadSettings: loadSettings()
    case .changeSetting(let key, let value): changeSetting(key, value)
    case .setDownloadQuota(let bytes): attempt { try $0.setDownloadQuota(bytes) }
    case .signOut(let discarding): await signOut(discardingUnsent: discarding)
    case .loadCounts:
      attempt { mirror in
        send(.countsLoaded(try mirror.counts(), categories: try mirror.categoryNames()))
        if let user = try mirror.profile() { send(.profileLoaded(user)) }
      }
    case .focus(let source):
      guard let engine = account?.engine else { return }
      Task { await engine.focus(source) }
    case .submit(let write):
      attempt { _ = try $0.submit(write, now: dependencies.now()) }
      account?.engine.nudge()
    case .decide(let writes, let title):
      attempt {
        let ids = try $0.submit(
          writes, now: dependencies.now(), heldFor: Updater.holdTime)
        send(.decided(Undoable(ids: ids, title: title)))
      }
      account?.engine.nudge()
    case .takeBack(let last):
      attempt {
        let answer = last.answer(takenBack: try $0.takeBack(last.ids).count)
        send(.say(answer.text, answer.kind))
      }
    case .retry(let id):
      attempt { try $0.retry(id) }
      account?.engine.nudge()
    case .discard(let id): attempt { try $0.discard(id) }
    case .reader(let request):
      attempt { try shelf.carryOut(request, $0, now: dependencies.now()) }
    case .uploadDocument(let path, let title, let category): upload(path, title, category)
    case .wantPictures(let requests): await account?.pictures.want(requests)
    case .syncNow:
      guard let account else { return }
      account.downloader.hurry()
      account.uploader.hurry()
      Task { await account.engine.syncSoon() }
    case .play(let entry): play(entry)
    case .playPreview(let entry): play(entry, isPreview: true)
    case .prepareNext(let entry): prepareNext(entry)
    case .saveQueue(let queue, let base): saveQueue(queue, since: base)
    case .loadQueue:
      attempt { mirror in
        guard try mirror.queueRevision() != queueRevision else { return }
        let stored = try mirror.queue()
        queueRevision = stored.revision
        send(.queueLoaded(stored.queue, position: try mirror.restingPlace(stored.queue)))
      }
    case .loadNotices(let count):
      attempt { mirror in
        let query = ListQuery(source: .notifications(unreadOnly: true))
        let rows = try mirror.window(query, anchor: .first, limit: max(1, min(count, 5))).rows
        send(.noticesLoaded(rows, count: count))
      }
    case .notify(let notice):
      let (notifier, send) = (notifier, send)
      Task {
        let isShown = await notifier.show(
          summary: notice.title, body: notice.body, subject: notice.subject)
        if !isShown { send(.noticeRefused(notice)) }
      }
    case .loadLyrics(let ref):
      attempt { send(.lyricsLoaded(ref, try $0.row(ref)?.item.lyrics)) }
    case .loadPlaylists:
      attempt { mirror in
        let query = ListQuery(source: .playlists)
        send(.playlistsLoaded(try mirror.window(query, anchor: .first, limit: 500).rows))
      }
    case .createPlaylist(let name, let things):
      attempt {
        try $0.submitPlaylist(PlaylistCreate(name: name), of: things, now: dependencies.now())
      }
      account?.engine.nudge()
    case .addToPlaylist(let id, let things):
      attempt { try $0.submit(adding: things, toPlaylist: id, now: dependencies.now()) }
      account?.engine.nudge()
    case .clearHistory(let kept):
      attempt { try $0.clearHistory(keeping: kept, now: dependencies.now()) }
    case .setPaused(let paused):
      player?.setPaused(paused)
      sharesNext = paused
    case .seek(let seconds): player?.seek(to: seconds)
    case .setVolume(let value):
      volume = value
      player?.setVolume(value)
    case .setSpeed(let value):
      speed = value
      player?.setSpeed(value)
    case .stop:
      player?.stop()
      share(isRest: true)
    case .setPictures(let shown):
      do { try player?.setPictures(shown) } catch { send(.say(sentence(for: error), .error)) }
    case .selectSubtitles(let id): player?.selectSubtitles(id)
    case .openWindow(let entry, let seconds): openWindow(entry, at: seconds)
    case .savePosition(let ref, let seconds, let duration):
      attempt {
        try $0.savePosition(ref, seconds: seconds, duration: duration, now: dependencies.now())
      }
      share(isRest: sharesNext || seconds == 0)
      sharesNext = false
    case .saveSetting(let key, let value): attempt { try $0.setSetting(key, value) }
    case .submitText(let write, let drafts, let key, let text):
      // Without an account nothing is shown that a text could be written in.
      guard let mirror = account?.mirror else { break }
      do {
        _ = try mirror.submit(write, now: dependencies.now())
      } catch {
        send(.draftKept(key: key, text: text))
        send(.say(tr("\(sentence(for: error)) Your text is kept as a draft."), .error))
        break
      }
      account?.engine.nudge()
      saveDrafts(drafts)
    case .saveDrafts(let drafts): saveDrafts(drafts)
    case .signIn(let server, let name, let password):
      Task { await signIn(server: server, name: name, password: password) }
    case .answer, .copy, .edit, .notifyTerminal, .suspend, .repaint, .quit: break
    }
  }

  private func editorDesk() -> EditorDesk {
    if let editors { return editors }
    let send = send
    let made = EditorDesk(
      cache: dependencies.paths.cache + "/edits", audioOutput: dependencies.audioOutput
    ) { send(.editor($0)) }
    editors = made
    return made
  }

  /// Hands a request to the recorder; what comes before it is done first.
  private func record(_ request: RecorderRequest) {
    let send = send
    let desk = recorderDesk ?? RecorderDesk(folder: recordings) { send(.recorder($0)) }
    recorderDesk = desk
    // What is thrown away does not wait for a device that says nothing.
    let before = request == .discard ? nil : recording
    recording = Task {
      await before?.value
      await desk.carryOut(request)
    }
  }

  /// Ends the player and the sync before the process does.
  func shutDown() async {
    // A device that is being opened is let go first; what is being saved is waited for.
    await recorderDesk?.shutDown()
    await recording?.value
    await editors?.close()
    playerTask?.cancel()
    player?.close()
    player = nil
    await account?.stop()
    await revocation?.value
    if let account {
      try? account.mirror.releaseHolds()
      await account.engine.flush(atMost: .seconds(3))
    }
    account = nil
  }

  private func json(_ value: some Encodable) throws -> String {
    String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
  }

  /// Lets go of the account's files: nothing plays, syncs or reads any more.
  func closeAccount() async {
    player?.stop()
    await account?.stop()
    account = nil
    unstoredQueueBase = nil
  }

  private func loadDetail(_ ref: ItemRef, _ mirror: Mirror) throws {
    let row = try mirror.row(ref)
    var related: [Row] = []
    if ref.kind == .post {
      related = try mirror.window(
        ListQuery(source: .comments(post: ref.id)), anchor: .first, limit: 500
      ).rows
    }
    send(.detailLoaded(ref, row: row, related: related))
    if ref.kind == .artist {
      send(.followersLoaded(artist: ref.id, try mirror.followers(artist: ref.id)))
    }
    if ref.kind == .event {
      send(.attendeesLoaded(event: ref.id, try mirror.attendees(event: ref.id)))
    }
  }

  private func saveDrafts(_ drafts: [String: String]) {
    attempt { mirror in
      let text = String(decoding: try JSONEncoder().encode(drafts), as: UTF8.self)
      try mirror.setSetting("drafts", drafts.isEmpty ? nil : text)
    }
  }

  /// Runs `work` on the mirror; a failure (a full disk, say) is told to the person.
  func attempt(_ work: (Mirror) throws -> Void) {
    guard let mirror = account?.mirror else { return }
    do { try work(mirror) } catch { send(.say(sentence(for: error), .error)) }
  }
}
