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
    return try media.url(for: entry.media).map { try MediaSource.remote($0) }
  }
  /// Where playing begins, seconds: where it stopped, unless that was at the very start or in the last
  /// seconds.
  func start(of entry: PlayerState.Entry) throws -> Double {
    guard let saved = try mirror.position(entry.ref) else { return 0 }
    let length = saved.duration ?? entry.duration ?? .infinity
    return saved.seconds > 5 && saved.seconds < length - 10 ? saved.seconds : 0
  }
}
