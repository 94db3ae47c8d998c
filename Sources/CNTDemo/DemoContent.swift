import CNTKit

/// Everything a fresh demo server shows, as values with their identifiers set.
///
/// Media URLs are paths of the form `/media/<folder>/<name>`; the files are in the media folder by
/// the time this value exists.
public struct DemoContent: Codable, Sendable {
  /// Somebody who can sign in; `user.id` is unique and starts at 1.
  public struct Person: Codable, Sendable {
    public var user: User
    public var password: String

    public init(user: User, password: String) {
      self.user = user
      self.password = password
    }
  }

  /// A row that belongs to one person but does not say so itself.
  public struct Owned<Value: Codable & Sendable>: Codable, Sendable {
    public var userID: Int
    public var value: Value

    public init(userID: Int, value: Value) {
      self.userID = userID
      self.value = value
    }
  }

  /// One like of one post.
  public struct Like: Codable, Hashable, Sendable {
    public var userID: Int
    public var postID: Int

    public init(userID: Int, postID: Int) {
      self.userID = userID
      self.postID = postID
    }
  }

  /// One follower of one artist.
  public struct Follow: Codable, Hashable, Sendable {
    public var userID: Int
    public var artistID: Int

    public init(userID: Int, artistID: Int) {
      self.userID = userID
      self.artistID = artistID
    }
  }

  /// Somebody who asked to come to an event.
  public struct Attendance: Codable, Sendable {
    public var eventID: Int
    public var attendee: EventAttendee

    public init(eventID: Int, attendee: EventAttendee) {
      self.eventID = eventID
      self.attendee = attendee
    }
  }

  public var people: [Person] = []
  public var categories: [Category] = []
  public var artists: [Artist] = []
  public var follows: [Follow] = []
  public var podcasts: [Podcast] = []
  public var movies: [Movie] = []
  public var tracks: [MusicTrack] = []
  public var stories: [BibleStory] = []
  public var documents: [DocumentAsset] = []
  public var posts: [CommunityPost] = []
  public var comments: [Comment] = []
  public var likes: [Like] = []
  public var events: [Event] = []
  public var attendees: [Attendance] = []
  public var playlists: [Playlist] = []
  public var favorites: [Favorite] = []
  public var notifications: [Owned<UserNotification>] = []

  public init() {}
}
