import CNTKit
import Foundation
import Testing

@testable import SyncEngine

struct RealtimeHintTests {
  @Test func `a notification told of makes the next round fetch notifications`() async throws {
    let rig = try Rig()
    _ = await rig.engine.syncOnce()
    let asked = rig.platform.calls("GET /notifications")
    _ = await rig.engine.step()
    #expect(rig.platform.calls("GET /notifications") == asked)
    await rig.engine.heard(.chat(.init(username: "A", message: "B", timestamp: nil)))
    _ = await rig.engine.step()
    #expect(rig.platform.calls("GET /notifications") == asked)
    // What it says is not looked at: it may be somebody else's.
    await rig.engine.heard(.notification(UserNotification(id: 999, title: "Not mine")))
    _ = await rig.engine.step()
    #expect(rig.platform.calls("GET /notifications") > asked)
    #expect(try rig.rows(.notifications(unreadOnly: false)).isEmpty)
  }

  @Test func `many hints at once are one, and another after a pause`() async throws {
    let rig = try Rig()
    _ = await rig.engine.syncOnce()
    let asked = rig.platform.calls("GET /notifications")
    for _ in 0..<5 {
      await rig.engine.heard(.notification(nil))
      _ = await rig.engine.step()
    }
    #expect(rig.platform.calls("GET /notifications") == asked + 1)
    #expect(await rig.engine.isHintMissed)
  }
}
