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
  private let played: (PlayerState) -> Void
  private let updater = Updater()
  private let view = AppView()
  private var state: AppState

  init(
    terminal: Terminal, theme: Theme, server: String, inbox: Inbox,
    played: @escaping (PlayerState) -> Void, perform: @escaping (Effect) -> Void
  ) {
    self.terminal = terminal
    self.inbox = inbox
    self.perform = perform
    self.played = played
    state = AppState(
      size: terminal.size, now: Date(),
      theme: theme.adapted(to: terminal.colorDepth))
    state.signIn = SignInState(server: server)
    inbox.connect(terminal.waker)
  }

  /// Runs until the person quits or the terminal goes away.
  func run() {
    while true {
      let event = terminal.nextEvent(timeout: nextDeadline())
      state.now = Date()
      let player = state.player
      var effects: [Effect] = updater.update(&state, .tick)
      if let event { effects += updater.update(&state, .input(event)) }
      for action in inbox.drain() { effects += updater.update(&state, action) }
      if state.player != player { played(state.player) }
      for effect in effects {
        switch effect {
        case .quit: return
        case .suspend: terminal.suspend()
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
