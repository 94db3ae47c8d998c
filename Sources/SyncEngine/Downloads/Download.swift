import Foundation

/// One thing to be kept on this machine: a row of the queue, or a file that is here.
public struct Download: Hashable, Sendable {
  public enum State: String, Codable, Hashable, Sendable, CaseIterable {
    /// Waits for its turn, or for ``Download/notBefore``.
    case queued
    /// Is being fetched.
    case running
    /// Waits for a person: they stopped it, or there is no room.
    case paused
    /// The file is here, whole.
    case done
    /// Given up; ``Download/failure`` says why.
    case failed
  }

  /// Who goes first; of one priority, what was asked for first.
  public enum Priority: Int, Codable, Hashable, Sendable, CaseIterable, Comparable {
    case low = -1
    case normal = 0
    case high = 1

    public static func < (a: Priority, b: Priority) -> Bool { a.rawValue < b.rawValue }
  }

  public var ref: ItemRef
  public var title: String
  /// The media's address as the platform gave it.
  public var url: String
  public var state: State
  public var priority: Priority
  /// Never removed to make room.
  public var isPinned: Bool
  /// Queued because it is new from somebody who is followed.
  public var isAuto: Bool
  /// Bytes that are on the disk.
  public var bytes: Int
  /// Bytes of the whole, once they are known.
  public var total: Int?
  /// Tries that failed since the last byte came.
  public var attempts: Int
  /// When it is tried again.
  public var notBefore: Date?
  /// Why it is not here, and what to do, in one sentence.
  public var failure: String?
  public var requestedAt: Date
  public var finishedAt: Date?
  /// When its file was last asked for.
  public var usedAt: Date?

  /// The file's, without its extension.
  var name = ""
  var fileExtension: String?
  var validator: String?
  /// What the whole is to be checked against.
  var digests: [BodyDigest] = []
  /// Failed tries since the last byte came that were the server's fault.
  var faults = 0
  /// What it waits for, where that is room.
  var lacks: DownloadProblem.Room?
  /// Tells it from a row of the same thing that was removed before.
  var generation = 0

  public init(
    ref: ItemRef, title: String, url: String = "", state: State, priority: Priority = .normal,
    isPinned: Bool = false, isAuto: Bool = false, bytes: Int = 0, total: Int? = nil,
    attempts: Int = 0, notBefore: Date? = nil, failure: String? = nil, requestedAt: Date,
    finishedAt: Date? = nil, usedAt: Date? = nil
  ) {
    self.ref = ref
    self.title = title
    self.url = url
    self.state = state
    self.priority = priority
    self.isPinned = isPinned
    self.isAuto = isAuto
    self.bytes = bytes
    self.total = total
    self.attempts = attempts
    self.notBefore = notBefore
    self.failure = failure
    self.requestedAt = requestedAt
    self.finishedAt = finishedAt
    self.usedAt = usedAt
  }

  /// 0 to 1, once the length is known.
  public var fraction: Double? {
    if state == .done { return 1 }
    return total.flatMap { $0 > 0 ? min(1, Double(bytes) / Double($0)) : nil }
  }

  /// The file's name in the folder of the downloads; nil while its kind is not known.
  var fileName: String? { fileExtension.map { "\(name).\($0)" } }
  /// The name while it is not whole.
  var partName: String { name + ".part" }
}

/// What the downloads take.
public struct DownloadUsage: Hashable, Sendable {
  /// Bytes on the disk, unfinished ones too.
  public var bytes = 0
  /// The part of them that is pinned.
  public var pinnedBytes = 0
  /// The most that they may take.
  public var quota = DownloadSettings.standardQuota
  public var files = 0
  /// Waiting or under way.
  public var open = 0
  /// Paused or given up.
  public var stopped = 0

  public init() {}
}

/// What came of a request.
public struct DownloadRequest: Hashable, Sendable {
  /// Queued now, in the order in which they are fetched.
  public var queued: [ItemRef] = []
  /// Here or on their way already.
  public var known: [ItemRef] = []
  /// Things without anything to fetch, or that are not mirrored.
  public var without: [ItemRef] = []

  public init() {}
}

/// The settings of the downloads, by their keys in the mirror.
public enum DownloadSettings {
  /// Bytes that the files may take.
  public static let quotaKey = "downloads.quota"
  /// The newest so many of each followed artist are fetched unasked; 0 for none.
  public static let newestKey = "downloads.newest"
  /// Bytes a second that downloads may take of the line; 0, or nothing, for no limit.
  public static let rateKey = "downloads.rate"
  /// 10 GB.
  public static let standardQuota = 10_000_000_000
}
