import Foundation
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
  fileprivate var isMirrorChange: Bool { if case .mirrorChanged = self { true } else { false } }
}

/// The UI thread: waits for input or actions, updates the state, paints what changed.
///
/// It sleeps in one `poll`; nothing in it waits for the network, the disk or another thread.
final class RunLoop {
  private let terminal: Terminal
  private let inbox: Inbox
  private let perform: (Effect) -> Void
  private let updater = Updater()
  private let view = AppView()
  private var state: AppState

  init(
    terminal: Terminal, settings: Settings, files: UserFiles, inbox: Inbox,
    perform: @escaping (Effect) -> Void
  ) {
    self.terminal = terminal
    self.inbox = inbox
    self.perform = perform
    state = AppState(
      size: terminal.size, now: Date(),
      theme: settings.theme.adapted(to: terminal.colorDepth))
    state.colorDepth = terminal.colorDepth
    state.wantedTheme = settings.themeName
    state.isThemeGiven = settings.themeName != nil
    state.isPlain = settings.plain
    state.reducedMotion = settings.reducedMotion || settings.plain
    state.signIn = SignInState(server: settings.server ?? "")
    _ = updater.update(&state, .userFiles(files))
    inbox.connect(terminal.waker)
  }

  /// Runs until the person quits or the terminal goes away.
  func run() {
    while true {
      let event = terminal.nextEvent(timeout: nextDeadline())
      state.now = Date()
      var effects: [Effect] = updater.update(&state, .tick)
      if let event { effects += updater.update(&state, .input(event)) }
      for action in inbox.drain() { effects += updater.update(&state, action) }
      for effect in effects {
        switch effect {
        case .quit: return
        case .suspend: terminal.suspend()
        case .copy(let text, let what):
          inbox.put(.copied(what: what, wasAsked: terminal.copy(text)))
        case .edit(let text):
          let editor = ExternalEditor(environment: ProcessInfo.processInfo.environment)
          inbox.put(.edited(terminal.lend { editor.edit(text) }))
        case .repaint: terminal.repaint()
        default: perform(effect)
        }
      }
      terminal.present(view.draw(state))
    }
  }

  /// When something changes by the clock alone: a toast that ends, a relative time that ages.
  private func nextDeadline() -> Duration {
    let ageing = Duration.seconds(30)
    guard let toast = state.toast else { return ageing }
    return min(ageing, .milliseconds(max(10, Int(toast.until.timeIntervalSinceNow * 1000) + 10)))
  }
}
