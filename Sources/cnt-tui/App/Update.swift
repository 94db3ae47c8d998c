import Foundation
import MediaKit
import SyncEngine
import TermKit

/// The whole behaviour of the app: how each action changes the state, and what work follows.
///
/// Pure and synchronous; it draws nothing and waits for nothing.
struct Updater: Sendable {
  func update(_ state: inout AppState, _ action: Action) -> [Effect] {
    Language.$drawn.withValue(state.language) { change(&state, action) }
  }

  private func change(_ state: inout AppState, _ action: Action) -> [Effect] {
    defer { state.noteVisit() }
    let (queue, downloads) = (state.player.stored, state.downloads)
    var effects = respond(&state, action)
    if !action.isOfQueue { effects = keepQueue(&state, before: queue) + effects }
    if state.overlay == nil, !state.refusedForms.isEmpty, state.account != nil {
      state.overlay = .form(state.refusedForms.removeFirst())
    }
    effects += handOver(&state) + followLyrics(&state)
    effects += notices(&state, after: action, downloads: downloads)
    return (effects + refreshPictures(&state)).map { effect in
      if case .loadDownloads = effect {
        .loadDownloads(revision: state.downloadRevision)
      } else {
        effect
      }
    }
  }

  private func respond(_ state: inout AppState, _ action: Action) -> [Effect] {
    switch action {
    case .input(let event): return input(&state, event)
    case .command(let command): return run(&state, command)
    case .loaded(let load, let window):
      state.withList(token: load.token) { $0.receive(load, window) }
      scrollVisibleList(&state)
      return []
    case .outboxLoaded(let entries):
      for (id, stack) in state.stacks {
        for (index, screen) in stack.enumerated() {
          guard case .list(var list) = screen, case .outbox = list.current.content else { continue }
          list.receive(entries)
          state.stacks[id]?[index] = .list(list)
        }
      }
      return []
    case .downloadsLoaded(let downloads, let usage, let revision):
      guard revision == state.downloadRevision else { return [] }
      let isNews = downloads != state.downloads || usage != state.downloadUsage
      guard isNews || state.isWaitingForDownloads else { return [] }
      receive(&state, downloads, usage)
      return noteDownloads(&state)
    case .reader(let news): return receive(&state, news)
    case .deskLoaded(let figures):
      state.desk = figures
      return []
    case .choicesLoaded(let token):
      let isAdmin = state.account?.isAdmin == true
      state.withList(token: token) { list in
        list.receive(choices: CreateChoice.allCases.filter { isAdmin || !$0.isForAdmins })
      }
      return []
    case .takesLoaded(let takes):
      receive(&state, takes: takes)
      return []
    case .publicationsLoaded(let publications):
      receive(&state, publications: publications)
      return []
    case .publishQueued(let title):
      state.preparing = max(0, state.preparing - 1)
      state.say(tr("“\(title)” goes up in the background: Create, Uploads shows it"), .success)
      return []
    case .publishRefused(let form, let title, let problem):
      receive(&state, refused: form, title, problem)
      return []
    case .recorder(let news): return receive(&state, news)
    case .editor(let news): return receive(&state, news)
    case .userCountsLoaded(let counts):
      state.userCounts = counts
      return []
    case .commissionLoaded(let commission): return receive(&state, commission)
    case .detailLoaded(let ref, let row, let related):
      guard case .detail(var detail) = state.screen, detail.ref == ref else { return [] }
      detail.isLoaded = true
      // A row that left the queue (approved just now) keeps its last words on the screen.
      if let row { detail.row = row }
      detail.related = related
      state.screen = .detail(detail)
      return []
    case .calendarLoaded(let load, let rows, let isCut):
      receive(&state, load, rows, isCut: isCut)
      return []
    case .attendeesLoaded(let event, let attendees):
      guard case .detail(var detail) = state.screen,
        detail.ref == ItemRef(kind: .event, id: event)
      else { return [] }
      detail.attendees = attendees
      state.screen = .detail(detail)
      return []
    case .followersLoaded(let artist, let followers):
      guard case .detail(var detail) = state.screen,
        detail.ref == ItemRef(kind: .artist, id: artist)
      else { return [] }
      detail.followers = followers
      state.screen = .detail(detail)
      return []
    case .pageLoaded(let token, let content):
      receive(&state, token: token, content)
      return []
    case .usernameChecked(let note):
      receive(&state, nameNote: note)
      return []
    case .settingsRead(let lines, let path):
      receive(&state, settings: lines, path: path)
      return []
    case .settingsProblem(let sentence):
      receive(&state, settingsProblem: sentence)
      return []
    case .settingChanged(let key, let settings):
      return apply(&state, settings, changed: key)
    case .countsLoaded(let counts, let categories):
      state.counts = counts
      state.categories = categories
      return []
    case .profileLoaded(let user):
      guard user.id == state.account?.userID else { return [] }
      if let name = user.name { state.account?.name = name }
      if let name = user.username { state.account?.username = name }
      return []
    case .mirrorChanged:
      return state.account == nil
        ? []
        : [.loadCounts, .loadDownloads(), .loadQueue, .loadPublications] + state.refreshVisible()
          + state.refreshForm()
    case .syncStatus(let status):
      state.sync = status
      return []
    case .signedIn(let account, let drafts):
      state.account = account
      state.signIn = SignInState(server: account.server)
      state.drafts = drafts
      state.stacks = [:]
      state.history = History()
      state.focus = .main
      let home = state.show(.home) + [.loadCounts, .loadDownloads(), .loadPublications]
      return home + (state.link.map { open(&state, $0) } ?? [])
    case .signInFailed(let sentence):
      state.signIn.isBusy = false
      state.signIn.problem = sentence
      return []
    case .signedOut(let reason):
      var effects: [Effect] = []
      switch state.overlay {
      case .composer(let composer)?: effects = keepDraft(&state, composer)
      // Nothing is recorded unseen.
      case .recorder?: effects = [.recorder(.finish)]
      case .editor?: effects = [.editor(.close)]
      default: break
      }
      state.publications = []
      state.signIn.problem = reason
      state.signIn.isBusy = false
      state.account = nil
      state.stacks = [:]
      state.undoable = nil
      state.desk = nil
      state.userCounts = UserCounts()
      receive(&state, [], DownloadUsage())
      state.overlay = nil
      return effects
    case .player(let event): return player(&state, event)
    case .playing(let ref, let start):
      guard state.player.current?.ref == ref else { return [] }
      state.player.position = start
      state.player.savedPosition = start
      return []
    case .prepared(let uid, let start):
      if state.player.handed == uid { state.player.handedStart = start }
      return []
    case .queueOpened(let queue, let position): return open(&state, queue, position: position)
    case .queueLoaded(let queue, let position): return receive(&state, queue, position: position)
    case .queueSaved(let queue, let base, let position):
      return queueSaved(&state, queue, since: base, position: position)
    case .draftKept(let key, let text):
      // Something newer may have been begun meanwhile.
      if state.drafts[key] == nil { state.drafts[key] = text }
      return [.saveDrafts(state.drafts)]
    case .noticesLoaded: return []
    case .noticeRefused(let notice): return [.notifyTerminal(notice)]
    case .lyricsLoaded(let ref, let text): return receiveLyrics(&state, ref, text)
    case .playlistsLoaded(let rows): return receivePlaylists(&state, rows)
    case .playFailed(let sentence):
      giveUp(&state)
      state.say(sentence, .error)
      // What sounded before it goes on otherwise, and nothing could end it.
      return [.stop]
    case .arrangementsLoaded(let arrangements):
      state.arrangements = arrangements
      return []
    case .facetsLoaded(let source, let filters):
      guard case .arrange(var arrange) = state.overlay, arrange.source == .rows(source) else {
        return []
      }
      arrange.filters = filters
      state.overlay = .arrange(arrange)
      return []
    case .settingsLoaded(let volume, let speed):
      if let volume, (0...100).contains(volume) { state.player.volume = volume }
      if let speed, PlayerState.speedRange.contains(speed) { state.player.speed = speed }
      return []
    case .placesLoaded(let places):
      state.placeMarks = PlaceMarks(places: places)
      return []
    case .decided(let undoable):
      state.undoable = undoable
      let key = state.keymap.keys(for: .undo).first ?? ""
      state.say(tr("\(undoable.title) · \(key) takes it back"), .success, for: Self.holdTime)
      return []
    case .copied(let what, let wasAsked): return copied(&state, what: what, wasAsked: wasAsked)
    case .edited(let outcome): return edited(&state, outcome)
    case .themeChosen(let name): return chosen(&state, theme: name)
    case .userFiles(let files): return receive(&state, files)
    case .picture(let request, let outcome):
      receive(&state, request, outcome)
      return []
    case .say(let text, let kind):
      state.say(text, kind)
      return []
    case .open(let link): return open(&state, link)
    case .remote(let id, let command): return remote(&state, id, command)
    case .tick:
      if let toast = state.toast, toast.until <= state.now { state.toast = nil }
      if let end = state.video.controlsUntil, end <= state.now { state.video.controlsUntil = nil }
      turnCarousel(&state)
      return checkSleep(&state)
    }
  }

  private func input(_ state: inout AppState, _ event: InputEvent) -> [Effect] {
    switch event {
    case .key(let key): return press(&state, key)
    case .paste(let text): return paste(&state, text)
    case .mouse(let mouse): return self.mouse(&state, mouse)
    case .resize(let size):
      state.size = size
      scrollVisibleList(&state)
      return []
    case .signal(.terminate), .signal(.hangup), .signal(.interrupt), .eof:
      return quit(&state)
    case .signal(.suspend): return [.suspend]
    case .signal(.resume): return [.repaint]
    case .graphics(let graphics):
      state.pictures.graphics = graphics
      return []
    case .focus(let hasFocus):
      state.notices.hasFocus = hasFocus
      return []
    case .wake, .reply: return []
    }
  }

  /// Where keys go, innermost first: an overlay, the sign-in form, a filter, the commands.
  private func press(_ state: inout AppState, _ key: KeyPress) -> [Effect] {
    if key == KeyPress("ctrl-c") { return quit(&state) }
    if key == KeyPress("ctrl-l") { return [.repaint] }
    if key == KeyPress("ctrl-z") { return [.suspend] }
    if state.overlay != nil { return overlay(&state, key) }
    if state.account == nil { return signIn(&state, key) }
    if state.isFullScreen { return fullScreenKey(&state, key) }
    if case .list(var list) = state.screen, list.isFiltering, state.focus == .main,
      let effects = filterKey(&state, &list, key)
    {
      return effects
    }
    if let effects = markKey(&state, key) { return effects }
    if countKey(&state, key) { return [] }
    let count = state.count
    state.count = nil
    guard let command = state.keymap.command(for: key) else { return [] }
    // Esc takes back a count, and no more than that.
    if count != nil, command == .back { return [] }
    return count.map { run(&state, command, count: $0) } ?? run(&state, command)
  }

  /// Saves where the player is and what is half written, and ends the program.
  func quit(_ state: inout AppState) -> [Effect] {
    if state.preparing > 0 {
      // Asked twice, it goes.
      state.preparing = 0
      state.overlay = .confirm(
        ConfirmState(
          question: tr("Quit before it goes up?"),
          detail: tr("Something is still being prepared, and would have to be published anew."),
          yes: tr("quit"), effects: [.stop, .quit]))
      return []
    }
    var effects = savePosition(&state)
    if case .composer(let composer)? = state.overlay { effects += keepDraft(&state, composer) }
    return effects + saveReaders(state) + [.stop, .quit]
  }

  /// Keeps the selection visible after the rows or the size changed.
  func scrollVisibleList(_ state: inout AppState) {
    if case .reader(var reader) = state.screen {
      keepVisible(state, &reader)
      state.screen = .reader(reader)
    }
    if case .detail(var detail) = state.screen, detail.scroll > 0 {
      detail.scroll = min(detail.scroll, DetailView.maximumScroll(detail, state: state))
      state.screen = .detail(detail)
    }
    guard case .list(var list) = state.screen else { return }
    list.scrollToSelection(viewHeight: Frame(state).list.size.rows)
    state.screen = .list(list)
  }
}
