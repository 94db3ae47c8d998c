import Foundation

/// The folder of recordings.
public struct TakeStore: Sendable {
  public let folder: String
  private let environment: [String: String]

  public init(
    folder: String, environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    self.folder = folder
    self.environment = environment
  }

  /// All takes, oldest first; what cannot be read is left out.
  public func takes() -> [Take] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(TakeFolder.ending) }.sorted()
      .compactMap { TakeFolder.load(folder + "/" + $0) }
  }

  /// Makes whole what a crash or a power cut left unfinished, and returns it. Takes that another program
  /// records now are left alone; one in which nothing arrived is removed.
  public func recover() async -> [Take] {
    var recovered: [Take] = []
    for take in takes() where take.state == .recording {
      guard let lock = TakeFolder(path: take.folder),
        // Somebody may have been quicker.
        let current = TakeFolder.load(take.folder), current.state == .recording
      else { continue }
      if let whole = await recover(current, lock) { recovered.append(whole) }
    }
    return recovered
  }

  /// Takes that nobody records now and that ``recover()`` could not make whole; nothing of them is lost.
  public func unfinished() -> [Take] {
    takes().filter { $0.state == .recording && TakeFolder(path: $0.folder) != nil }
  }

  private func recover(_ take: Take, _ lock: TakeFolder) async -> Take? {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: take.folder) else {
      return nil
    }
    // Of a repair that was cut off itself.
    for name in names where name.hasPrefix(".cnt-") && name.hasSuffix(".part") {
      unlink(take.folder + "/" + name)
    }
    let segments = names.filter(TakeFolder.isSegment).sorted()
    var whole = take
    whole.segments = []
    for name in segments {
      let path = take.folder + "/" + name
      if name.hasSuffix(".wav") {
        guard let samples = try? WAVWriter.repair(path, format: take.format) else { return nil }
        if samples > 0 { whole.segments.append(Take.Segment(name: name, samples: samples)) }
      } else if FilmRepair.size(path) > 0 {
        // What must wait, waits with all of its take: a part that is left out would not be tried again.
        if await FilmRepair.remux(path, environment: environment) == .later { return nil }
        whole.segments.append(Take.Segment(name: name, samples: nil))
      }
    }
    guard !whole.segments.isEmpty else {
      // Only what is known to be empty goes.
      for name in segments { unlink(take.folder + "/" + name) }
      lock.remove()
      return nil
    }
    whole.state = .recovered
    do { try lock.save(whole) } catch { return nil }
    return whole
  }
}
