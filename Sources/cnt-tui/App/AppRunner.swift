import CNTKit
import Foundation
import MediaKit
import TermKit

/// Brings the app up on the terminal and takes it down again.
struct AppRunner: Sendable {
  var dependencies: AppDependencies
  var settings: Settings

  func run() async throws {
    let inbox = Inbox()
    let (effects, continuation) = AsyncStream.makeStream(of: Effect.self)
    let pictures = PictureBox()
    let runner = EffectRunner(dependencies: dependencies, pictures: pictures, send: inbox.put)
    let worker = Task {
      await runner.start()
      for await effect in effects { await runner.run(effect) }
      await runner.shutDown()
    }
    defer { continuation.finish() }
    let settings = settings
    do {
      try await Self.onThread(named: "ui") {
        let terminal = try Terminal.make(
          TerminalOptions(colorDepth: settings.colorDepth, mouse: settings.mouse))
        defer { terminal.restore() }
        var state = AppState(size: terminal.size, now: Date(), theme: settings.theme)
        state.signIn = SignInState(server: settings.server ?? "")
        RunLoop(terminal: terminal, state: state, inbox: inbox, pictures: pictures) {
          continuation.yield($0)
        }.run()
      }
    } catch {
      continuation.finish()
      await worker.value
      throw error
    }
    continuation.finish()
    await worker.value
  }

  /// Runs `work` on a thread of its own and waits without holding up another.
  static func onThread(
    named name: String, _ work: @escaping @Sendable () throws -> Void
  ) async throws {
    try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
      let thread = Thread { done.resume(with: Result { try work() }) }
      thread.name = name
      thread.stackSize = 8 << 20
      thread.start()
    }
  }
}
