import CNTKit
import SyncEngine

/// What every kind of thing has in its own words, read out of its model.
struct ThingFacts: Hashable, Sendable {
  var by: String?
  var date: String?
  var status: String?
  /// Seconds.
  var duration: Int?
  /// A reference to the file behind it, as the platform gives it.
  var media: String?

  init(_ item: Item) {
    switch item {
    case .podcast(let item):
      media = Self.first(item.audioURL, item.videoURL)
      (date, status, duration) = (Self.utc(item.createdAt), item.status, item.duration)
    case .movie(let item):
      (by, media) = (Self.first(item.director), Self.first(item.videoURL))
      (date, status, duration) = (Self.utc(item.createdAt), item.status, item.duration)
    case .track(let item):
      (by, media) = (Self.first(item.artist), Self.first(item.audioURL))
      (date, duration) = (Self.utc(item.createdAt), item.duration)
      status = item.isPublished ? "published" : "unpublished"
    case .story(let item):
      (date, media) = (Self.utc(item.createdAt), Self.first(item.audioURL))
    case .document(let item):
      (date, media) = (Self.utc(item.createdAt), Self.first(item.filePath))
    case .post(let item):
      (by, date, media) = (item.userName, Self.utc(item.createdAt), Self.first(item.imageURL))
      status = item.isApproved.map { $0 ? "approved" : "pending" }
    case .comment(let item): (by, date) = (item.userName, Self.utc(item.createdAt))
    case .event(let item):
      by = Self.first(item.host?.name, item.host?.username)
      // A person entered it: its digits are what that person meant.
      (date, status, media) = (item.eventDate?.text, item.status, Self.first(item.coverImage))
    case .artist(let item):
      (date, media) = (Self.utc(item.createdAt), Self.first(item.coverImage))
      status = item.isFollowing == true ? "following" : nil
    case .notification(let item):
      (date, status) = (Self.utc(item.createdAt), item.read ? "read" : "unread")
    case .playlist(let item):
      (date, media) = (Self.utc(item.createdAt), Self.first(item.coverImage))
    case .user(let item):
      date = Self.utc(item.createdAt)
      status = item.isAdmin ? "admin" : item.hasArtistProfile ? "artist" : "regular"
    case .support(let item):
      (by, date) = (Self.first(item.user?.name, item.user?.email), Self.utc(item.createdAt))
      status = item.status
    case .adminItem(let item):
      (by, date, duration) = (item.creatorName, Self.utc(item.createdAt), item.duration)
      status = item.status ?? "pending"
      media = Self.first(item.audioURL, item.videoURL, item.imageURL, item.coverImage)
    }
  }

  /// The platform's own stamps carry no zone and mean UTC.
  private static func utc(_ stamp: Timestamp?) -> String? {
    guard var stamp else { return nil }
    stamp.isZoned = true
    return stamp.text
  }

  private static func first(_ texts: String?...) -> String? {
    texts.compactMap { $0 }.first { !$0.isEmpty }
  }
}
