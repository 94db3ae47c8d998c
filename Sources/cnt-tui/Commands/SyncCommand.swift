import ArgumentParser
import CNTKit
import Foundation
import SyncEngine

/// `cnt sync`: the sync engine without a screen.
struct SyncCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sync", abstract: "Send what waits and fetch what is new.")

  @Flag(help: "Stay and keep the mirror current until interrupted.")
  var watch = false

  func run() async throws {
    try await reporting {
      let around = try Surroundings()
      let credentials = try around.requireCredentials()
      let mirror = try Mirror(folder: around.dependencies.folder(of: credentials))
      let engine = around.dependencies.engine(
        mirror, around.dependencies.client(for: credentials), for: credentials)
      if watch {
        await watch(
          engine, around.dependencies.downloader(mirror, for: credentials),
          around.dependencies.uploader(mirror, around.dependencies.client(for: credentials)))
        return
      }
      let report = await engine.syncOnce()
      for line in report.lines { print(printable(line)) }
      if let failure = report.failure { throw Failure(sentence: failure, code: .temporary) }
      if report.collections.contains(where: { $0.failure != nil }) {
        throw Failure(
          sentence: "Some collections could not be fetched; they are named above. Try again later.",
          code: .temporary)
      }
    }
  }

  /// Prints each change of the sync's state; ends at SIGINT or SIGTERM.
  private func watch(_ engine: SyncEngine, _ downloader: Downloader, _ uploader: Uploader) async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await engine.run() }
      group.addTask { await downloader.run() }
      group.addTask { await uploader.run() }
      group.addTask {
        for await status in engine.status {
          print("\(Date().formatted(.iso8601)) \(printable(status.line))")
          fflush(nil)
        }
      }
      group.addTask { await Signals.first(of: [SIGINT, SIGTERM, SIGHUP]) }
      // Only the signal, or an engine that gave up, ends the group.
      await group.next()
      group.cancelAll()
    }
  }
}

extension SyncStatus {
  /// One line for a log.
  var line: String {
    switch self {
    case .idle(let last): last == nil ? "waiting" : "up to date"
    case .syncing(let what): "syncing \(what)"
    case .offline(let reason): "offline: \(reason)"
    case .signedOut: "signed out: run cnt login"
    case .elsewhere: "another cnt syncs this account"
    }
  }
}
