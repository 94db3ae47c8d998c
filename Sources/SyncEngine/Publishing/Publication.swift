import CNTKit
import Foundation

/// Something with files that is on its way to the platform: the files go up in the background, then
/// what stands for them goes out through the outbox, once.
public struct Publication: Hashable, Sendable, Identifiable {
  /// What is published when the files are there.
  public enum Content: Codable, Hashable, Sendable {
    case make(Making)
    case post(CommunityPostCreate)
    case document(DocumentCreate)
    /// A change of one's own account that a picture belongs to.
    case profile(MemberChanges)
  }

  public enum State: String, Hashable, Sendable, CaseIterable {
    case queued, running
    /// A person stopped it.
    case paused
    /// It is given up until somebody tries it again; the reason is in `failure`.
    case failed
    /// Everything is up, and the outbox has the rest.
    case done
  }

  public var id: Int64
  public var content: Content
  public var title: String
  public var state: State
  public var files: [PublicationFile]
  public var createdAt: Date
  /// Bytes a second, of late; 0 while nothing is known.
  public var rate: Int
  public var failure: String?
  /// The next try.
  public var notBefore: Date?
  /// What the outbox calls it, once it is there.
  public var outboxID: OutboxID?
  var attempts: Int
  /// Failed tries in a row that are the server's fault.
  var faults: Int
  /// Rises when a person pauses it or tries it again, so that what is under way knows.
  var generation: Int

  /// Where the server keeps files that are not whole.
  public var places: [UploadPlace] {
    files.filter { $0.url == nil }.compactMap { $0.place.flatMap(UploadPlace.init(path:)) }
  }

  /// Removes what was made for it alone.
  func removeTemporaries() {
    for file in files where file.isTemporary == true { unlink(file.path) }
  }

  /// Bytes that the server has.
  public var sent: Int { files.reduce(0) { $0 + $1.sent } }
  /// Bytes of all files.
  public var total: Int { files.reduce(0) { $0 + $1.size } }
  /// Seconds until the files are up at the rate of late; nil while nothing is known.
  public var secondsLeft: Int? {
    guard state == .running, rate > 0 else { return nil }
    return (total - sent + rate - 1) / rate
  }
}

/// One of its files.
public struct PublicationFile: Codable, Hashable, Sendable {
  /// What the file is to what is published.
  public enum Role: String, Codable, Hashable, Sendable {
    case audio, video, cover, preview, picture, document, avatar

    var uploadKind: Endpoint<UploadResult>.UploadKind {
      switch self {
      case .audio: .audio
      case .video, .preview: .video
      case .cover, .picture, .avatar: .image
      case .document: .document
      }
    }
  }

  public var role: Role
  /// Absolute.
  public var path: String
  public var contentType: String
  /// Bytes.
  public var size: Int
  /// Microseconds since 1970 of its last change: another file at the same place is not sent for it.
  public var modified: Int
  /// Made for this alone: it goes when it is up, or given up.
  public var isTemporary: Bool?
  /// Sent as `Idempotency-Key` with what begins or is the whole upload.
  var key: String
  /// Where the server keeps an upload in parts.
  var place: String?
  public internal(set) var sent = 0
  /// Where the file is on the platform, once it is.
  public internal(set) var url: String?

  public var name: String { (path as NSString).lastPathComponent }

  /// The most bytes that the platform takes in one request; its proxy refuses more.
  public static let largest = 500 << 20

  /// Looks at a file; throws an ``UnpublishableFile`` where it cannot be published.
  public init(
    _ role: Role, path: String, contentType: String, isTemporary: Bool = false
  ) throws {
    self.isTemporary = isTemporary
    self.role = role
    self.path = path
    self.contentType = contentType
    (size, modified) = try Self.look(path)
    key = UUID().uuidString.lowercased()
  }

  /// Size and time of a file that can be read.
  static func look(_ path: String) throws -> (size: Int, modified: Int) {
    func refuse(_ sentence: String) -> UnpublishableFile { UnpublishableFile(recovery: sentence) }
    let name = (path as NSString).lastPathComponent
    var info = stat()
    guard stat(path, &info) == 0 else {
      throw refuse("There is no file \(path): check the path.")
    }
    guard info.st_mode & S_IFMT == S_IFREG else {
      throw refuse("\(name) is no file: name one.")
    }
    guard access(path, R_OK) == 0 else {
      throw refuse("\(name) cannot be read: see who may read it.")
    }
    guard info.st_size > 0 else { throw refuse("\(name) is empty: choose another file.") }
    guard info.st_size <= largest else {
      throw refuse("\(name) is larger than 500 MB, the most the platform takes: make it smaller.")
    }
    let modified = info.st_mtim.tv_sec * 1_000_000 + info.st_mtim.tv_nsec / 1000
    return (Int(info.st_size), modified)
  }

  /// Throws where it is not the file any more that was to be published.
  func check() throws {
    let (size, modified) = try Self.look(path)
    guard size == self.size, modified == self.modified else {
      throw UnpublishableFile(
        recovery: "\(name) was changed since: discard this and publish it anew.")
    }
  }
}

/// A file that cannot be published; the sentence says what to do.
public struct UnpublishableFile: Error, Hashable, Sendable {
  public let recovery: String
}

extension Publication.Content {
  public var title: String {
    switch self {
    case .make(let making): making.title
    case .post(let post): post.title
    case .document(let document): document.title
    case .profile: "Your picture"
    }
  }

  /// With the address of a file in its place.
  func placing(_ result: UploadResult, as role: PublicationFile.Role) -> Self {
    let url = result.url
    switch self {
    case .make(.podcast(var new)):
      switch role {
      case .audio: new.audioURL = url
      case .video: new.videoURL = url
      default: new.coverImage = url
      }
      if role != .cover { new.duration = new.duration ?? result.duration }
      return .make(.podcast(new))
    case .make(.movie(var new)):
      switch role {
      case .preview: new.previewURL = url
      case .cover: new.coverImage = url
      default:
        new.videoURL = url
        new.duration = new.duration ?? result.duration
        new.coverImage = new.coverImage ?? result.thumbnailURL
      }
      return .make(.movie(new))
    case .make(.track(var new)):
      if role == .audio {
        new.audioURL = url
        new.duration = new.duration ?? result.duration
      } else {
        new.coverImage = url
      }
      return .make(.track(new))
    case .make(.event(var new)):
      new.coverImage = url
      return .make(.event(new))
    case .post(var post):
      post.imageURL = url
      return .post(post)
    case .document(var document):
      if role == .document {
        document.filePath = result.filePath ?? url
      } else {
        document.thumbnailPath = url
      }
      return .document(document)
    case .profile(var changes):
      changes.values["avatar"] = .string(url)
      return .profile(changes)
    }
  }

  /// What the outbox sends.
  var write: Write {
    switch self {
    case .make(let making): .make(making)
    case .post(let post): .post(post)
    case .document(let document): .addDocument(document)
    case .profile(let changes): .editProfile(changes)
    }
  }
}
