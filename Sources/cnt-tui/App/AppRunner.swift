import CNTKit
import DesktopKit
import Foundation
import TermKit

/// Brings the app up on the terminal and takes it down again.
struct AppRunner: Sendable {
  var dependencies: AppDependencies
  var settings: Settings
  /// Where to begin; nil for the first section.
  var link: DeepLink?

  func run() async throws {
    let inbox = Inbox()
    if let link { inbox.put(.open(link)) }
    // Where it cannot listen, the app works all the same; cnt remote says that none runs.
    let remote = try? RemoteServer(folder: dependencies.paths.runtime, send: inbox.put)
    remote?.start()
    defer { remote?.stop() }
    let desktop = DesktopPlayer(identity: "cnt") { inbox.put(Action($0)) }
    defer { desktop.close() }
    let (effects, continuation) = AsyncStream.makeStream(of: Effect.self)
    let runner = EffectRunner(dependencies: dependencies, send: inbox.put)
    let worker = Task {
      await runner.start()
      for await effect in effects { await runner.run(effect) }
      await runner.shutDown()
    }
    defer { continuation.finish() }
    let settings = settings
    do {
      try await onThread(named: "ui") {
        let terminal = try Terminal.make(
          TerminalOptions(colorDepth: settings.colorDepth, mouse: settings.mouse))
        defer { terminal.restore() }
        RunLoop(
          terminal: terminal, theme: settings.theme, server: settings.server ?? "", inbox: inbox,
          played: { desktop.publish(NowPlaying($0)) }
        ) { effect in
          if case .answer(let id, let answer) = effect {
            remote?.answer(id, answer)
          } else {
            continuation.yield(effect)
          }
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
  private func onThread(
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
