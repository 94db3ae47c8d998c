import Dispatch
import Foundation
import Synchronization

/// The Matroska files of a take, one for each time between two pauses.
final class FilmSegments: Sendable {
  private struct State {
    var segments: [Take.Segment] = []
    var isOpen = false
    var looked = ContinuousClock.now
  }

  private let folder: TakeFolder
  private let plan: RecordingPlan
  private let freeBytes: @Sendable (String) -> Int64?
  private let state = Mutex(State())
  private let syncing = DispatchQueue(label: "cnt.recorder.film-sync", qos: .utility)

  init(
    folder: TakeFolder, plan: RecordingPlan, freeBytes: @escaping @Sendable (String) -> Int64?
  ) {
    self.folder = folder
    self.plan = plan
    self.freeBytes = freeBytes
  }

  /// The path of the next file.
  func begin() throws(RecorderProblem) -> String {
    try look()
    return state.withLock { state in
      let name = TakeFolder.name(state.segments.count + 1, ".mkv")
      state.segments.append(Take.Segment(name: name, samples: nil))
      state.isOpen = true
      return folder.path + "/" + name
    }
  }

  /// To be called while something is recorded: twice a second the file is written through to the disk,
  /// which ffmpeg does not do.
  func keepUp() throws {
    let path = state.withLock { state -> String? in
      guard let last = state.segments.last, state.looked.duration(to: .now) > .milliseconds(500)
      else { return nil }
      state.looked = .now
      return folder.path + "/" + last.name
    }
    guard let path else { return }
    syncing.async {
      let fd = Glibc.open(path, O_RDONLY | O_CLOEXEC)
      guard fd >= 0 else { return }
      fdatasync(fd)
      close(fd)
    }
    try look()
  }

  /// The last file is whole and on the disk.
  func end() {
    let path = state.withLock { state -> String? in
      defer { state.isOpen = false }
      return state.isOpen ? state.segments.last.map { folder.path + "/" + $0.name } : nil
    }
    guard let path else { return }
    let fd = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard fd >= 0 else { return }
    fsync(fd)
    close(fd)
  }

  /// The files that hold something.
  var all: [Take.Segment] {
    state.withLock(\.segments).filter { segment in
      let facts = try? FileManager.default.attributesOfItem(
        atPath: folder.path + "/" + segment.name)
      return (facts?[.size] as? Int ?? 0) > 0
    }
  }

  private func look() throws(RecorderProblem) {
    if let free = freeBytes(folder.path), free < plan.leastFreeBytes {
      throw RecorderProblem(.diskNearlyFull)
    }
  }
}
