import CNTKit

/// What the platform tells as it happens makes the next round come at once. It decides nothing: rows
/// come from the API alone, and without a connection the rounds go on as they do.
extension SyncEngine {
  /// After a hint, others wait for so long: where everybody is told of everybody's notifications, a
  /// lively community would have its members ask all the time.
  static let hintPause = Duration.seconds(2)

  /// Listens until cancelled: while this engine is the one that syncs.
  func listen() async {
    guard let realtime else { return }
    let events = await realtime.events()
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await realtime.run() }
      group.addTask {
        for await event in events { await self.heard(event) }
      }
      await group.waitForAll()
    }
  }

  /// Takes an event as a hint.
  package func heard(_ event: RealtimeEvent) {
    switch event {
    // What was told while there was no connection is asked for once there is.
    case .notification, .connected: break
    default: return
    }
    guard !isHintHeld else {
      isHintMissed = true
      return
    }
    hint()
    isHintHeld = true
    Task { [weak self, clock] in
      try? await clock.sleep(for: Self.hintPause)
      await self?.releaseHint()
    }
  }

  private func releaseHint() {
    isHintHeld = false
    guard isHintMissed else { return }
    isHintMissed = false
    heard(.notification(nil))
  }

  private func hint() {
    schedule.forgetLook(.notifications)
    nudge()
  }
}
