import CNTKit
import Foundation
import MediaKit
import SyncEngine

/// Where the player gets something from: the file that is kept here, else the network.
struct MediaChoice: Sendable {
  var mirror: Mirror
  var media: MediaResolver

  /// nil where there is neither a file nor an address. A file is marked as used.
  func source(of entry: PlayerState.Entry, now: Date) throws -> MediaSource? {
    if let path = try mirror.localFile(for: entry.ref, now: now) { return .file(path: path) }
    return try remote(entry)
  }

  /// Where the network has it.
  func remote(_ entry: PlayerState.Entry) throws -> MediaSource? {
    try media.url(for: entry.media).map { try MediaSource.remote($0, trusting: media.host) }
  }

  /// Where playing begins, seconds.
  func start(of entry: PlayerState.Entry) throws -> Double {
    try mirror.position(entry.ref)?.resumption(length: entry.duration) ?? 0
  }
}

extension Mirror {
  /// Where what is current in a queue goes on, seconds.
  func restingPlace(_ queue: PlayQueue) throws -> Double {
    guard let index = queue.index else { return 0 }
    let entry = queue.entries[index]
    return try position(entry.ref)?.resumption(length: entry.duration) ?? 0
  }
}

extension Item {
  /// The words of a song.
  var lyrics: String? { if case .track(let track) = self { track.lyrics } else { nil } }
}
