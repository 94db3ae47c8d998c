import CNTKit
import Foundation

/// What the simulated platform knows: plain values, so that a backup is a copy.
struct SimWorld: Sendable {
  /// The person with two devices, who is an admin in some runs; another member; and the admin.
  static let me = 7
  static let other = 3
  static let admin = 1

  var nextID = 100
  var podcasts: [Podcast] = []
  var movies: [Movie] = []
  var kids: Set<Int> = []
  var tracks: [MusicTrack] = []
  var stories: [BibleStory] = []
  var documents: [DocumentAsset] = []
  var categories: [CNTKit.Category] = []
  /// In the order in which they were made.
  var posts: [CommunityPost] = []
  var comments: [Comment] = []
  var likes: Set<Pair> = []
  var events: [Event] = []
  /// Places at events, by person.
  var attendance: [Pair: String] = [:]
  var artists: [Artist] = []
  var follows: Set<Pair> = []
  var notifications: [Int: [UserNotification]] = [:]
  var favorites: [Int: [Favorite]] = [:]
  var playlists: [Playlist] = []

  /// How often a text was taken in as a post or a comment.
  var created: [String: Int] = [:]
  /// Answers to writes with a key.
  var answers: [String: HTTPResponse] = [:]
  var feed = SimFeed()

  /// Somebody and something of theirs.
  struct Pair: Hashable, Sendable {
    var user: Int
    var thing: Int
  }

  mutating func newID() -> Int {
    nextID += 1
    return nextID
  }

  func isAdmin(_ user: Int, _ traits: SimTraits) -> Bool {
    user == Self.admin || (user == Self.me && traits.personIsAdmin)
  }

  // MARK: What a viewer sees

  func post(_ post: CommunityPost, for user: Int?) -> CommunityPost {
    var post = post
    post.likesCount = likes.count { $0.thing == post.id }
    post.commentsCount = comments.count { $0.postID == post.id }
    post.isLiked = user.map { likes.contains(Pair(user: $0, thing: post.id)) } ?? false
    return post
  }

  func event(_ event: Event, for user: Int?) -> Event {
    var event = event
    let places = attendance.filter { $0.key.thing == event.id }
    event.attendeesCount = places.count { $0.value == "approved" }
    event.myAttendanceStatus = user.flatMap { places[Pair(user: $0, thing: event.id)] }
    event.isAttending = event.myAttendanceStatus == "approved"
    return event
  }

  func artist(_ artist: Artist, for user: Int?) -> Artist {
    var artist = artist
    artist.followersCount = follows.count { $0.thing == artist.id }
    artist.isFollowing = user.map { follows.contains(Pair(user: $0, thing: artist.id)) }
    return artist
  }

  /// What waits for an admin, by type and id.
  var pending: [AdminContentItem] {
    let waiting = podcasts.filter { $0.status == "pending" }.map {
      AdminContentItem(id: $0.id, type: "podcast", title: $0.title, status: "pending")
    }
    let posts = posts.filter { $0.isApproved == false }.map {
      AdminContentItem(id: $0.id, type: "community_post", title: $0.title, status: "pending")
    }
    return waiting + posts
  }

  mutating func deletePost(_ id: Int) {
    posts.removeAll { $0.id == id }
    for comment in comments where comment.postID == id { changed(.comment, comment.id) }
    comments.removeAll { $0.postID == id }
    likes = likes.filter { $0.thing != id }
    changed(.post, id)
    changed(.adminItem, id, type: "community_post")
  }
}

/// How the platform of one run behaves.
struct SimTraits: Sendable {
  /// It offers the change feed and honours idempotency keys.
  var hasFeed = false
  var hasPostRoute = true
  /// People see their own posts that wait.
  var showsPending = true
  var mostRows = Int.max
  var personIsAdmin = false
}
