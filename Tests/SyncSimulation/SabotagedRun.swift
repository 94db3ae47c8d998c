import CNTKit
import Foundation
import SyncEngine

/// A quiet run that is damaged at its end, to see that the checks see it.
public struct SabotagedRun {
  public enum Damage: CaseIterable, Sendable {
    case lostText, doubledText, forgottenWish, staleRow, resurrectedRow, strayFile, foreignRow
  }

  private let simulation: Simulation

  public init(folder: String) throws {
    simulation = try Simulation(seed: 4, operations: 0, folder: folder)
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
      case .strayFile, .foreignRow: break
      }
    }
    if damage == .strayFile {
      try Data().write(to: URL(fileURLWithPath: device.folder + "/leftover.part"))
    }
    if damage == .foreignRow {
      try device.mirror.setSetting("note", "secret-\(SimWorld.other)")
    }
    return try simulation.check()
  }
}
