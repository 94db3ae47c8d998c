import SyncEngine

/// What the player bar shows and the queue behind it.
struct PlayerState: Sendable, Hashable {
  /// Something to play.
  struct Entry: Sendable, Hashable {
    var ref: ItemRef
    var title: String
    var subtitle: String
    /// The reference as the platform gave it; resolved when it is played.
    var media: String
    var duration: Double?
    /// A film: it may have pictures.
    var hasPictures = false
  }

  var queue: [Entry] = []
  var index: Int?
  var isPaused = false
  var isLoading = false
  /// Seconds from the start.
  var position = 0.0
  /// Where a seek goes until the player is there; positions on the way are old news.
  var seekTarget: Double?
  /// Seconds, once known.
  var duration: Double?
  /// 0 to 100.
  var volume = 80.0
  /// 0.5 to 2.
  var speed = 1.0
  var repeats = Repeats.off
  /// When the sound ends by itself.
  var sleep: SleepTimer?
  /// The position that was last written to the mirror.
  var savedPosition = 0.0

  var current: Entry? {
    guard let index, queue.indices.contains(index) else { return nil }
    return queue[index]
  }

  static let speeds = [0.5, 0.75, 1, 1.25, 1.5, 2]
}
