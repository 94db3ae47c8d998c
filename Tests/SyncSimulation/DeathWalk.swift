import CNTKit
import Foundation
import SyncEngine

/// A day of one device, told moment by moment: every write that it makes to its disk is a place where
/// it may die, and all of them are tried.
public final class DeathWalk {
  private let simulation: Simulation
  private let folder: String

  public init(hasFeed: Bool, folder: String) throws {
    self.folder = folder
    simulation = try Simulation(seed: hasFeed ? 1 : 2, operations: 0, folder: folder)
    simulation.network.with { state in
      state.traits = SimTraits()
      state.traits.hasFeed = hasFeed
      state.traits.personIsAdmin = true
    }
    simulation.devices = [
      try SimDevice(
        name: "laptop", user: SimWorld.me, network: simulation.network,
        root: simulation.root + "/walk")
    ]
  }

  /// Runs the day; the device dies before or after the write with this number and is started again.
  /// Returns how many such moments there were. Throws when something was lost or doubled.
  public func run(dyingAt moment: Int?) async throws -> Int {
    let device = simulation.devices[0]
    // Moments are counted over restarts: the ones before the death happened already.
    if let moment { device.dieAfter(moment) }
    let begin = device.writes
    for step in 0..<Self.steps {
      do { try await take(step, device) } catch is Died {}
      if device.isDead {
        try device.restart()
        // What was being done when it died is looked at again, not done again.
      }
      // Half an hour in between makes tokens old.
      simulation.network.with { $0.pass(step == 2 || step == 9 ? 2000 : 30) }
    }
    let total = device.writes - begin
    try await simulation.settle()
    let sentences = try simulation.check()
    guard sentences.isEmpty else {
      throw Simulation.Violation(
        seed: UInt64(moment ?? 0), operations: Self.steps, sentences: sentences)
    }
    return total
  }

  private static let steps = 16

  private func take(_ step: Int, _ device: SimDevice) async throws {
    let text = "step \(step)"
    switch step {
    case 1:
      try submit(
        device, .post(CommunityPostCreate(title: "A", content: text, category: "general")), text)
      let made = try device.mirror.window(
        ListQuery(source: .feed(category: nil)), anchor: .first, limit: 1
      ).rows[0].item.ref.id
      try submit(device, .comment(post: made, text: text + " below"), text + " below")
    case 3: try submit(device, .comment(post: 1, text: text), text)
    case 4:
      try submit(device, .like(post: 2, liked: true))
      try submit(device, .favorite(ItemRef(kind: .podcast, id: 1), true))
    case 6:
      try submit(device, .attend(event: 1, true))
      try submit(device, .follow(artist: 30, true))
      try submit(device, .markAllRead)
      try submit(device, .approve(type: "podcast", id: 5))
    case 8: simulation.network.with { $0.world.deletePost(7) }
    case 9: simulation.network.with { state in for _ in 0..<5 { state.webEdit() } }
    case 11: try submit(device, .comment(post: 3, text: text), text)
    case 5:
      try keep(device, 1, 2)
      _ = try? await device.downloader.drain()
    case 7:
      try device.mirror.removeDownload(ItemRef(kind: .podcast, id: 2))
      try keep(device, 3)
    case 10, 12: _ = try? await device.downloader.drain()
    default: _ = await device.engine.syncOnce()
    }
  }

  private func keep(_ device: SimDevice, _ podcasts: Int...) throws {
    try device.mirror.requestDownload(
      podcasts.map { ItemRef(kind: .podcast, id: $0) }, now: device.now)
  }

  private func submit(_ device: SimDevice, _ write: Write, _ text: String? = nil) throws {
    do {
      let id = try device.mirror.submit(write, now: device.now)
      simulation.deeds.append(
        Simulation.Deed(device: device.name, id: id, write: write, text: text))
      simulation.touched(write, device.user, by: device.name)
    } catch let error as Died {
      simulation.touched(write, device.user, by: "death")
      throw error
    }
  }
}
