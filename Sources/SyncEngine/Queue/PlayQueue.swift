import CNTKit

/// Something to play, as it stands in a queue: enough to show and to play it without its row.
public struct QueueEntry: Codable, Hashable, Sendable {
  public var ref: ItemRef
  public var title: String
  public var subtitle: String
  /// The reference as the platform gave it; resolved when it is played.
  public var media: String
  /// Seconds.
  public var duration: Double?
  /// A film: it may have pictures.
  public var hasPictures: Bool
  /// Tells it from others of the same thing in the queue; 0 until it is in one.
  public var uid: UInt32

  public init(
    ref: ItemRef, title: String, subtitle: String, media: String, duration: Double? = nil,
    hasPictures: Bool = false, uid: UInt32 = 0
  ) {
    self.ref = ref
    self.title = title
    self.subtitle = subtitle
    self.media = media
    self.duration = duration
    self.hasPictures = hasPictures
    self.uid = uid
  }
}

/// What is played and what comes after it, as it is kept over restarts.
public struct PlayQueue: Hashable, Sendable {
  /// What happens at the end.
  public enum Repeats: String, Codable, Sendable, Hashable { case off, all, one }

  public var entries: [QueueEntry]
  /// The ``QueueEntry/uid`` of what plays, or played last.
  public var current: UInt32?
  public var repeats: Repeats
  /// While the queue is mixed: the order before, by ``QueueEntry/uid``.
  public var order: [UInt32]?

  public init(
    entries: [QueueEntry] = [], current: UInt32? = nil, repeats: Repeats = .off,
    order: [UInt32]? = nil
  ) {
    self.entries = entries
    self.current = current
    self.repeats = repeats
    self.order = order
  }

  /// More than anybody listens through.
  public static let most = 5000

  public var index: Int? { current.flatMap { uid in entries.firstIndex { $0.uid == uid } } }

  /// Gives every entry that has none a number of its own.
  public mutating func number(using random: inout some RandomNumberGenerator) {
    guard entries.contains(where: { $0.uid == 0 }) else { return }
    var used = Set(entries.map(\.uid))
    for index in entries.indices where entries[index].uid == 0 {
      var uid: UInt32
      repeat { uid = .random(in: 1...UInt32.max, using: &random) } while used.contains(uid)
      used.insert(uid)
      entries[index].uid = uid
    }
  }

  /// This queue with what others did to it since both knew `base`: what they removed goes, what they
  /// added comes, each after the same one as with them. What plays here stays, before what they added to a
  /// queue that they had emptied.
  public func merging(_ theirs: PlayQueue, since base: [UInt32]) -> PlayQueue {
    let known = Set(base)
    let there = Set(theirs.entries.map(\.uid))
    var merged = self
    merged.entries.removeAll {
      known.contains($0.uid) && !there.contains($0.uid) && $0.uid != current
    }
    var present = Set(merged.entries.map(\.uid))
    var before: UInt32?
    for entry in theirs.entries {
      defer { if present.contains(entry.uid) { before = entry.uid } }
      guard !known.contains(entry.uid), !present.contains(entry.uid) else { continue }
      // What they put into a queue without what plays here comes after that: before it, it would never be
      // played.
      let anchor = before ?? current.flatMap { there.contains($0) ? nil : $0 }
      let place = anchor.flatMap { uid in merged.entries.firstIndex { $0.uid == uid } }
      merged.entries.insert(entry, at: place.map { $0 + 1 } ?? 0)
      present.insert(entry.uid)
    }
    if merged.entries.count > Self.most {
      merged.entries.removeLast(merged.entries.count - Self.most)
    }
    if merged.current == nil { merged.current = theirs.current }
    return merged
  }
}
