import Foundation

extension Mirror {
  /// Deletes an account's folder with everything in it. Refuses while any process has its mirror open,
  /// and, unless `discardingUnsent`, while something waits in the outbox.
  public static func wipe(folder: String, discardingUnsent: Bool) throws {
    guard FileManager.default.fileExists(atPath: folder) else { return }
    if !discardingUnsent, FileManager.default.fileExists(atPath: folder + "/mirror.sqlite") {
      let count = try Mirror(folder: folder).outbox().count
      guard count == 0 else { throw MirrorError(.unsent(count), path: folder) }
    }
    try MirrorGuard(folder: folder).alone {
      // The tokens first: whatever stops this later, nobody is let in any more.
      for name in ["session.json"] { unlink(folder + "/" + name) }
      try FileManager.default.removeItem(atPath: folder)
    }
  }
}
