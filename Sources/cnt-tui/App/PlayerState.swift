import Foundation
import MediaKit
import SyncEngine

/// What the player bar shows and the queue behind it.
struct PlayerState: Sendable, Hashable {
  typealias Entry = QueueEntry
  typealias Repeats = PlayQueue.Repeats

  var queue: [Entry] = []
  var index: Int?
  var isPaused = false
  var isLoading = false
  /// What is current was played in an earlier run: the player has not opened it yet.
  var isDormant = false
  /// Seconds from the start.
  var position = 0.0
  /// Where a seek goes until the player is there; positions on the way are old news.
  var seekTarget: Double?
  /// Seconds, once known.
  var duration: Double?
  var chapters: [Chapter] = []
  /// 0 to 100.
  var volume = 80.0
  /// 0.5 to 2.
  var speed = 1.0
  var repeats = Repeats.off
  /// While what comes next is mixed: the order before, by ``QueueEntry/uid``.
  var order: [UInt32]?
  /// The clip that is shown. It is no part of the queue, whose current entry waits behind it.
  var preview: Entry?
  /// Where that entry was, seconds.
  var waitingPosition = 0.0
  /// When the sound ends by itself.
  var sleep: SleepTimer?
  /// The position that was last written to the mirror.
  var savedPosition = 0.0
  /// What the player has in hand to go on with at the end, without a gap.
  var handed: UInt32?
  /// Where that begins, seconds, once the player has it.
  var handedStart = 0.0
  /// The entries that are stored, as far as is known here: what others change is told by them.
  var known: [UInt32] = []
  /// Changes of the queue that are being written.
  var saves = 0

  /// What is played: the preview, or the current entry of the queue.
  var current: Entry? { preview ?? queued }

  /// The current entry of the queue.
  var queued: Entry? {
    guard let index, queue.indices.contains(index) else { return nil }
    return queue[index]
  }

  /// What is kept over restarts.
  var stored: PlayQueue {
    PlayQueue(entries: queue, current: queued?.uid, repeats: repeats, order: order)
  }

  /// The speeds that the platform's own player has.
  static let speeds = [0.5, 0.75, 1, 1.25, 1.5, 2]
  /// Any speed in between, in steps of a twentieth.
  static let speedRange = 0.5...2.0

  /// The chapter that a second lies in.
  func chapterIndex(at seconds: Double) -> Int? {
    chapters.lastIndex { $0.start <= seconds + 0.05 }
  }
}
