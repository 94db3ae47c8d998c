import CNTKit
import Foundation
import Synchronization

@testable import SyncEngine

/// A folder that goes when the last user of it does.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "cnt-sync-\(UUID().uuidString)"
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// A clock whose time passes only for who reads it: nobody ever wakes by it.
struct StillClock: Clock {
  typealias Duration = Swift.Duration

  struct Instant: InstantProtocol {
    var offset = Swift.Duration.zero
    func advanced(by duration: Swift.Duration) -> Instant { Instant(offset: offset + duration) }
    func duration(to other: Instant) -> Swift.Duration { other.offset - offset }
    static func < (a: Instant, b: Instant) -> Bool { a.offset < b.offset }
  }

  var now: Instant { Instant() }
  var minimumResolution: Swift.Duration { .nanoseconds(1) }

  func sleep(until deadline: Instant, tolerance: Swift.Duration?) async throws {
    let forever = AsyncStream<Void> { _ in }
    for await _ in forever {}
    throw CancellationError()
  }
}

/// A person's mirror and engine beside a platform in memory.
struct Rig {
  let home: TemporaryFolder
  let platform: FakePlatform
  let mirror: Mirror
  let engine: SyncEngine

  static let start = Date(timeIntervalSince1970: 1_800_000_000)
  var now: Date { Self.start }

  init(
    isAdmin: Bool = false, home: TemporaryFolder? = nil, platform: FakePlatform = FakePlatform()
  ) throws {
    self.home = try home ?? TemporaryFolder()
    self.platform = platform
    mirror = try Mirror(folder: self.home.path + "/mirror")
    engine = try Rig.engine(mirror, platform, self.home, isAdmin: isAdmin)
  }

  static func engine(
    _ mirror: Mirror, _ platform: FakePlatform, _ home: TemporaryFolder, isAdmin: Bool = false,
    settlePause: TimeInterval = 0, now: @escaping @Sendable () -> Date = { Rig.start }
  ) throws -> SyncEngine {
    let server = try ServerAddress("http://127.0.0.1:8000")
    let credentials = Credentials(
      server: server,
      answer: TokenResponse(
        accessToken: "token", refreshToken: "refresh", userID: 7, name: "Miriam", isAdmin: isAdmin))
    let store = TokenStore(folder: home.path + "/account")
    try store.save(credentials)
    let session = Session(credentials, store: store, transport: platform)
    return SyncEngine(
      mirror: mirror,
      api: APIClient(server: server, transport: platform, session: session), userID: 7,
      userName: "Miriam", isAdmin: isAdmin, clock: StillClock(), now: now,
      random: { 0.5 }, prefetches: true, settlePause: settlePause)
  }

  func rows(_ source: ListQuery.Source, match: String? = nil, limit: Int = 500) throws -> [Row] {
    try mirror.rows(source, match: match, limit: limit)
  }

  func post(_ id: Int) throws -> CommunityPost? {
    if case .post(let post)? = try mirror.row(ItemRef(kind: .post, id: id))?.item {
      post
    } else {
      nil
    }
  }

  /// What another process would find if this one were killed now: the files as they are.
  func afterKill() throws -> Rig {
    let other = try TemporaryFolder()
    try FileManager.default.copyItem(atPath: home.path + "/mirror", toPath: other.path + "/mirror")
    return try Rig(home: other, platform: platform)
  }
}

extension Mirror {
  /// The first rows of a list, at the time of the tests.
  func rows(_ source: ListQuery.Source, match: String? = nil, limit: Int = 500) throws -> [Row] {
    try window(
      ListQuery(source: source, match: match), anchor: .first, limit: limit, now: Rig.start
    ).rows
  }
}

extension CommunityPost {
  static func sample(_ id: Int, at seconds: Int? = nil, by user: Int = 3) -> CommunityPost {
    CommunityPost(
      id: id, userID: user, userName: "Ruth", title: "Post \(id)", content: "Words of \(id)",
      category: "general", postType: "text", isApproved: true,
      createdAt: Timestamp(secondsSince1970: 1_700_000_000 + (seconds ?? id)))
  }
}

extension Podcast {
  static func sample(_ id: Int, _ title: String? = nil, at seconds: Int? = nil) -> Podcast {
    Podcast(
      id: id, title: title ?? "Podcast \(id)", audioURL: "/media/audio/\(id).mp3", creatorID: 3,
      status: "approved",
      createdAt: Timestamp(secondsSince1970: 1_700_000_000 + (seconds ?? id)))
  }
}
