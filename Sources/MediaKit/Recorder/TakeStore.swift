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

  private func recover(_ take: Take, _ lock: TakeFolder) async -> Take? {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: take.folder)) ?? []
    var whole = take
    whole.segments = []
    for name in names.filter(TakeFolder.isSegment).sorted() {
      let path = take.folder + "/" + name
      if name.hasSuffix(".wav") {
        guard let samples = try? WAVWriter.repair(path, format: take.format) else { return nil }
        if samples > 0 { whole.segments.append(Take.Segment(name: name, samples: samples)) }
      } else if await remux(path) {
        whole.segments.append(Take.Segment(name: name, samples: nil))
      }
    }
    guard !whole.segments.isEmpty else {
      try? FileManager.default.removeItem(atPath: take.folder)
      return nil
    }
    whole.state = .recovered
    do { try lock.save(whole) } catch { return nil }
    return whole
  }

  /// Writes a film anew, with its length and an index; what cannot be read stays as it is.
  private func remux(_ path: String) async -> Bool {
    let partial = AtomicFile.partial(for: path)
    defer { unlink(partial) }
    let arguments =
      ["-nostdin", "-v", "error"] + InputFile.limits + [
        "-i", InputFile.argument(path), "-map", "0", "-c", "copy", "-f", "matroska", "-y",
        InputFile.argument(partial),
      ]
    do {
      try await MediaTool(environment: environment).run("ffmpeg", arguments)
      guard try await MediaFacts.read(partial, environment: environment).duration > 0 else {
        return false
      }
      try AtomicFile.commit(partial, as: path)
      return true
    } catch { return false }
  }
}
