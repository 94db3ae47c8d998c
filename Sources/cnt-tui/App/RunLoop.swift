import Foundation
import MediaKit
import Synchronization
import TermKit

/// Actions on their way from other threads to the UI thread.
final class Inbox: Sendable {
  private let state = Mutex<(actions: [Action], waker: Waker?)>(([], nil))

  func put(_ action: Action) {
    let waker = state.withLock { state -> Waker? in
      // A burst of commits needs one look at the mirror.
      if case .mirrorChanged = action, state.actions.contains(where: \.isMirrorChange) {
        return nil
      }
      state.actions.append(action)
      return state.waker
    }
    waker?.wake()
  }

  /// From here on the terminal is woken for what arrives.
  func connect(_ waker: Waker) {
    state.withLock { $0.waker = waker }
    waker.wake()
  }

  func drain() -> [Action] {
    state.withLock { state in
      defer { state.actions = [] }
      return state.actions
    }
  }
}

extension Action {
  fileprivate var isAboutAccount: Bool {
    switch self {
    case .signedIn, .signedOut: true
    default: false
    }
  }

  fileprivate var isMirrorChange: Bool { if case .mirrorChanged = self { true } else { false } }
}

/// The UI thread: waits for input or actions, updates the state, paints what changed.
///
/// It sleeps in one `poll`; nothing in it waits for the network, the disk or another thread.
final class RunLoop {
  private let terminal: Terminal
  private let inbox: Inbox
  private let perform: (Effect) -> Void
  private let played: (PlayerState) -> Void
  private let updater = Updater()
  private let view = AppView()
  private let noticeSequence = NoticeSequence(environment: ProcessInfo.processInfo.environment)
  private var state: AppState
  private var video: VideoPainter
  private var stills = StillPainter()
  /// What stills may take, where a line is slow.
  private var budget = ByteBudget(cells: 4000)
  private let start = ContinuousClock.now
  /// Until it is known who is signed in nothing is drawn, for so long at most: neither the form nor an
  /// empty screen is to flash by.
  private var holdsUntil: ContinuousClock.Instant?
  /// When the screen must be drawn although nothing happened.
  private var drawBy = Date.distantPast

  init(
    terminal: Terminal, state: AppState, inbox: Inbox, pictures: PictureBox,
    played: @escaping (PlayerState) -> Void = { _ in }, perform: @escaping (Effect) -> Void
  ) {
    self.terminal = terminal
    self.inbox = inbox
    self.perform = perform
    self.played = played
    self.state = state
    video = VideoPainter(box: pictures, depth: terminal.colorDepth)
    self.state.theme = state.theme.adapted(to: terminal.colorDepth)
    self.state.video.isPossible = video.isPossible
    self.state.video.cellShape = terminal.cellShape
    holdsUntil = start + Self.firstHold
    inbox.connect(terminal.waker)
    let waker = terminal.waker
    pictures.connect { waker.wake() }
  }

  /// Pictures of films that were shown.
  var picturesShown: Int { video.shown }

  /// Runs until the person quits or the terminal goes away.
  func run() {
    while true {
      let event = terminal.nextEvent(timeout: timeout())
      noteDrain()
      state.now = Date()
      let actions = inbox.drain()
      if actions.contains(where: \.isAboutAccount) || isInput(event) {
        holdsUntil = nil
      }
      // A film's picture changes nothing of the state.
      let isQuiet = event == nil || event == .wake
      if isQuiet, actions.isEmpty, state.now < drawBy {
        if !terminal.isDraining {
          terminal.show(pictureBytes())
          noteDrain()
        }
        continue
      }
      let player = state.player
      var effects: [Effect] = updater.update(&state, .tick)
      if let event { effects += updater.update(&state, .input(event)) }
      for action in actions { effects += updater.update(&state, action) }
      if state.player != player { played(state.player) }
      for effect in effects {
        switch effect {
        case .quit: return
        case .suspend:
          if !terminal.suspend() { state.say(tr("There is no shell behind this to go back to.")) }
          forgetPictures()
        case .copy(let text, let what):
          inbox.put(.copied(what: what, wasAsked: terminal.copy(text)))
        case .notifyTerminal(let notice):
          if let noticeSequence {
            terminal.notify(noticeSequence, title: notice.title, body: notice.body)
          }
        case .edit(let text):
          let editor = ExternalEditor(environment: ProcessInfo.processInfo.environment)
          inbox.put(.edited(terminal.lend { editor.edit(text) }))
          forgetPictures()
        case .repaint:
          terminal.repaint()
          forgetPictures()
        default: perform(effect)
        }
      }
      switch event {
      case .resize, .graphics:
        state.video.cellShape = terminal.cellShape
        if let graphics = terminal.graphics, graphics != state.pictures.graphics {
          updater.update(&state, .input(.graphics(graphics))).forEach(perform)
        }
        if case .resize = event { forgetPictures() }
      default: break
      }
      draw()
    }
  }

  private func isInput(_ event: InputEvent?) -> Bool {
    switch event {
    case .key, .mouse, .paste: true
    default: false
    }
  }

  private static let firstHold = Duration.milliseconds(150)

  private func draw() {
    if let holdsUntil {
      guard ContinuousClock.now >= holdsUntil else {
        drawBy = .distantPast
        return
      }
      self.holdsUntil = nil
    }
    // While the terminal is busy with a picture nothing else can be shown: as soon as it is not.
    guard !terminal.isDraining else {
      drawBy = .distantPast
      return
    }
    drawBy = deadline()
    terminal.setMotionReports(state.isFullScreen)
    let canvas = view.draw(state)
    video.layOut(
      state.pictureRect, in: canvas, way: state.filmWay, graphics: state.pictures.graphics)
    stills.layOut(PictureLayout(state).placed, cell: state.pictures.cell, in: canvas)
    terminal.present(canvas) { rows in
      video.forget(rows: rows)
      stills.forget(rows: rows)
      return pictureBytes()
    }
  }

  private func pictureBytes() -> [UInt8] {
    var bytes: [UInt8] = []
    if stills.isBehind {
      let room = budget.available(now: (ContinuousClock.now - start) / .seconds(1))
      bytes = stills.bytes(room: room)
      budget.spend(bytes.count)
    }
    // A picture that is half handed over to kitty must be whole before another command comes.
    return stills.isUploading && video.usesKitty ? bytes : bytes + video.bytes()
  }

  private func noteDrain() {
    guard let drain = terminal.takeDrain() else { return }
    video.drained(drain)
    budget.drained(bytes: drain.bytes, seconds: drain.seconds)
  }

  /// Somebody else had the screen, or all of it is drawn again.
  private func forgetPictures() {
    video.forgetAll()
    stills.forgetAll()
  }

  /// When something changes by the clock alone: a toast or the controls of a film that go, a relative
  /// time that ages.
  private func deadline() -> Date {
    var ends = [state.toast?.until, state.video.controlsUntil, state.carouselTurn].compactMap { $0 }
    if case .at(let sleep, _)? = state.player.sleep { ends.append(sleep) }
    return ends.map { $0.addingTimeInterval(0.01) }
      .reduce(state.now.addingTimeInterval(30), min)
  }

  private func timeout() -> Duration {
    // While the terminal is busy, its being ready is what comes next.
    if terminal.isDraining { return .seconds(30) }
    if let holdsUntil { return max(.zero, holdsUntil - ContinuousClock.now) }
    let wait = Duration.seconds(max(0, drawBy.timeIntervalSinceNow))
    if stills.isBehind { return min(wait, .milliseconds(20)) }
    // A picture that rests becomes exact by and by.
    return video.isBehind ? min(wait, .seconds(VideoPainter.rest)) : wait
  }
}
