import CNTKit
import Foundation
import SyncEngine

/// A quiet run that is damaged at its end, to see that the checks see it.
public struct SabotagedRun {
  public enum Damage: CaseIterable, Sendable {
    case lostText, doubledText, forgottenWish, staleRow, resurrectedRow, strayFile, foreignRow
    case strayDownload, damagedDownload, lostDownload
  }

  private let simulation: Simulation

  public init(folder: String) throws {
    // One with room: what was removed for room is no loss, and would hide one.
    simulation = try Simulation(seed: 6, operations: 0, folder: folder)
  }

  public func sentences(after damage: Damage) async throws -> [String] {
    let device = simulation.devices[0]
    for write in [Write.comment(post: 1, text: "word"), .like(post: 2, liked: true)] {
      let id = try device.mirror.submit(write, now: device.now)
      var text: String?
      if case .comment(_, let words) = write { text = words }
      simulation.deeds.append(
        Simulation.Deed(device: device.name, id: id, write: write, text: text))
      simulation.touched(write, device.user, by: device.name)
    }
    try await simulation.settle()
    let podcast = ItemRef(kind: .podcast, id: 1)
    try device.mirror.requestDownload([podcast], now: device.now)
    simulation.wished[device.name, default: [:]][podcast] = .some(true)
    try await simulation.settleDownloads()
    let sound = try simulation.check()
    guard sound.isEmpty else { return [] }
    simulation.network.with { state in
      switch damage {
      case .lostText: state.world.created["word"] = nil
      case .doubledText: state.world.created["word"] = 2
      case .forgottenWish:
        state.world.likes.remove(SimWorld.Pair(user: SimWorld.me, thing: 2))
      case .staleRow: state.world.podcasts[0].playsCount = 99
      case .resurrectedRow: state.world.podcasts.remove(at: 0)
      default: break
      }
    }
    let kept = device.mirror.folder + "/downloads/Podcast 1-podcast-1.mp3"
    switch damage {
    case .strayFile:
      try Data().write(to: URL(fileURLWithPath: device.folder + "/leftover.part"))
    case .foreignRow: try device.mirror.setSetting("note", "secret-\(SimWorld.other)")
    case .strayDownload: try FileManager.default.copyItem(atPath: kept, toPath: kept + ".part")
    case .damagedDownload: try Data([1]).write(to: URL(fileURLWithPath: kept))
    case .lostDownload: try device.mirror.removeDownload(podcast)
    default: break
    }
    return try simulation.check()
  }
}
