import CNTKit
import Foundation
import SyncEngine

/// Carries out what a person asked for: into mirror and outbox at once, and to the server where it
/// answers soon.
struct Submission: Sendable {
  var account: OpenAccount
  var options: SendOptions
  /// How long the server may take to its first answer, and another cnt to send.
  static let patience = Duration.seconds(4)

  /// Writes all of it in one transaction, sends it unless it is to wait, and prints what became of each.
  func carryOut(_ deeds: [Deed]) async throws {
    guard !deeds.isEmpty else { return }
    try await report(deeds, try account.mirror.submit(deeds.map(\.write), now: account.now))
  }

  /// Sends what was written already, and prints what became of each.
  func report(_ deeds: [Deed], _ ids: [OutboxID]) async throws {
    try await finish(zip(deeds, ids).map { ($1, $0.thing, $0.past) })
  }

  /// The same for what is in the outbox already.
  func finish(_ deeds: [(id: OutboxID, thing: String, past: String)]) async throws {
    let mirror = account.mirror
    let reason = options.keeps ? nil : await send(deeds.map(\.id))
    var refused = 0
    for deed in deeds {
      let result = DeedResult(
        deed.thing, deed.past, deed.id, try mirror.receipt(deed.id), waitsBecause: reason)
      if result.state == .refused { refused += 1 }
      print(options.json ? jsonLine(result) : printable(result.plain))
    }
    if refused > 0 {
      throw Failure(
        sentence: "The server refused \(refused == 1 ? "it" : "\(refused) of them"): cnt outbox"
          + " keeps what was refused, to be retried or given up.")
    }
  }

  /// Says what there was nothing to do for.
  func tell(_ thing: String, already state: String) {
    if !options.json { print(printable("\(thing): \(state) already")) }
  }

  /// Why something still waits; nil when there is nothing to say about it.
  private func send(_ ids: [OutboxID]) async -> String? {
    let credentials = account.credentials
    let engine = SyncEngine(
      mirror: account.mirror, api: account.around.dependencies.client(for: credentials),
      userID: credentials.userID, userName: credentials.name, isAdmin: credentials.isAdmin)
    if let report = await engine.sendOnce(patience: Self.patience) { return report.failure }
    await settled(ids)
    return "another cnt sends it"
  }

  /// Returns when the cnt that syncs has dealt with these, or when that takes too long.
  private func settled(_ ids: [OutboxID]) async {
    let mirror = account.mirror
    let changes = mirror.changes()
    @Sendable func isOpen() -> Bool {
      ids.contains { id in
        switch (try? mirror.receipt(id))??.state {
        case .queued, .sending: true
        default: false
        }
      }
    }
    guard isOpen() else { return }
    await withTaskGroup(of: Void.self) { group in
      group.addTask { for await _ in changes where !isOpen() { return } }
      group.addTask { try? await Task.sleep(for: Self.patience) }
      await group.next()
      group.cancelAll()
    }
  }
}
