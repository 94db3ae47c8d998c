import CNTKit
import GRDB

/// What an upload is for: what it must be, where it goes, and what it changes.
struct UploadKind: Sendable {
  /// `audio`, `video`, `image` or `document`.
  var media: String
  /// Below the folder of media.
  var folder: String
  var isForAdmins = false
  /// Said in the transaction that gives the file its place.
  var finish: @Sendable (Database, Call, UploadAnswer) throws -> Reply = { try .json($2) }

  /// The platform's proxy takes 500 MB; pictures need less.
  var largest: Int {
    switch media {
    case "image": 25 << 20
    case "document": 100 << 20
    default: Self.largestOfAll
    }
  }

  static let largestOfAll = 500 << 20

  static let audio = UploadKind(media: "audio", folder: "audio")
  static let video = UploadKind(media: "video", folder: "video")
  static let image = UploadKind(media: "image", folder: "images")
  static let document = UploadKind(media: "document", folder: "documents", isForAdmins: true)
  static let thumbnail = UploadKind(media: "image", folder: "images/thumbnails/podcasts/custom")

  /// `type` is `movie` unless it is given.
  static func movie(_ type: String?) throws -> UploadKind {
    switch type ?? "movie" {
    case "movie": UploadKind(media: "video", folder: "movies")
    case "kids_movie": UploadKind(media: "video", folder: "animated-bible-stories")
    default: throw Problem(400, "movie_type must be movie or kids_movie")
    }
  }

  static let profileImage = UploadKind(
    media: "image", folder: "images/profiles",
    finish: { db, call, answer in
      try db.execute(
        sql: "UPDATE users SET avatar = ?, updated_at = ? WHERE id = ?",
        arguments: [answer.url, call.services.stamp, try call.member().id])
      return try .json(["url": answer.url, "avatar": answer.url])
    })

  static let coverImage = UploadKind(
    media: "image", folder: "images/profiles",
    finish: { db, call, answer in
      let viewer = try call.member()
      let stamp = call.services.stamp
      try ArtistRoutes.make(db, viewer, stamp)
      try db.execute(
        sql: "UPDATE artists SET cover_image = ?, updated_at = ? WHERE user_id = ?",
        arguments: [answer.url, stamp, viewer.id])
      return try .json(["cover_image": answer.url])
    })

  /// By the last part of the path that takes it whole.
  static func named(_ name: String, movieType: String?) throws -> UploadKind {
    switch name {
    case "audio", "temporary-audio": .audio
    case "video": .video
    case "movie": try .movie(movieType)
    case "image": .image
    case "profile-image": .profileImage
    case "document": .document
    case "thumbnail": .thumbnail
    default:
      throw Problem(
        400,
        "kind must be audio, video, movie, image, profile-image, document, thumbnail or"
          + " temporary-audio")
    }
  }
}

/// The early build's three keys, in its order, and what is known besides.
struct UploadAnswer: Encodable, Sendable {
  var filename: String
  var url: String
  var contentType: String
  /// In seconds.
  var duration: Int?
  var thumbnailURL: String?

  enum CodingKeys: String, CodingKey {
    case filename, url
    case contentType = "content_type"
    case duration
    case thumbnailURL = "thumbnail_url"
  }
}
