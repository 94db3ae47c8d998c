import CNTKit
import Foundation
import MediaKit
import TermKit

@testable import SyncEngine
@testable import cnt_tui

/// Things of the platform without one Latin letter: each that is on a screen is then one of ours.
enum Wordless {
  static let now = Timestamp(secondsSince1970: 1_795_500_000)

  private static func ago(_ seconds: Int) -> Timestamp {
    Timestamp(secondsSince1970: now.secondsSince1970 - seconds)
  }

  /// Everything that a person does not see as it is stored stays hidden by these.
  static var podcasts: [Row] {
    [
      Row(
        item: .podcast(
          Podcast(
            id: 1, title: "Ωδη α", description: "Λογος.", audioURL: "/1", categoryID: 1,
            duration: 60, status: "approved", playsCount: 1, createdAt: ago(30))),
        pending: true, isFavorite: true),
      Row(
        item: .podcast(
          Podcast(
            id: 2, title: "Ωδη β", videoURL: "/2", duration: 600, status: "pending",
            playsCount: 5, createdAt: ago(600))),
        failure: "The server no longer has the file: tell who published it."),
      Row(
        item: .podcast(
          Podcast(id: 3, title: "Ωδη γ", status: "rejected", createdAt: ago(86_400 * 2)))),
      Row(
        item: .podcast(
          Podcast(id: 4, title: "Ωδη δ", status: "archived", createdAt: ago(86_400 * 90)))),
    ]
  }

  static var movies: [Row] {
    let movie = Movie(
      id: 4, title: "Ταινια", description: "Λογος.", videoURL: "/4", previewURL: "/5",
      director: "Αννα", cast: "Αννα", releaseDate: now, rating: 7.5, duration: 600,
      status: "approved", isFeatured: true)
    return [Row(item: .movie(movie)), Row(item: .movie(Movie(id: 5, title: "Ταινια β")))]
  }

  static var tracks: [Row] {
    [
      Row(
        item: .track(
          MusicTrack(
            id: 3, title: "Ωδη", artist: "Αννα", album: "Ω", genre: "Ω", audioURL: "/3",
            duration: 60, isFeatured: true)))
    ]
  }

  static var posts: [Row] {
    ["general", "testimony", "prayer_request", "question", "announcement"].enumerated().map {
      Row(
        item: .post(
          CommunityPost(
            id: 10 + $0, userID: $0 == 0 ? 7 : 3, userName: $0 == 1 ? nil : "Αννα",
            title: $0 == 2 ? "" : "Ωδη", content: "Λογος.", imageURL: "/6", category: $1,
            isApproved: $0 != 3, likesCount: $0, commentsCount: $0, isLiked: $0 == 1,
            createdAt: ago(4000))))
    }
  }

  static var comments: [Row] {
    [
      Row(
        item: .comment(Comment(id: 1, postID: 10, userID: 7, content: "Αμην", createdAt: now)),
        pending: true)
    ]
  }

  static var events: [Row] {
    let statuses = ["pending", "approved", "rejected", nil]
    return statuses.enumerated().map {
      Row(
        item: .event(
          Event(
            id: 20 + $0, hostID: $0 == 3 ? 7 : 3, title: "Γιορτη", description: "Λογος.",
            eventDate: Timestamp("2026-11-24T18:30:00"), location: "Αθηνα",
            maxAttendees: $0 == 0 ? 5 : 0, status: $0 == 2 ? "cancelled" : "published",
            host: UserSummary(id: 3, name: "Αννα"), attendeesCount: $0,
            isAttending: $0 == 3, myAttendanceStatus: $1)))
    }
  }

  static var artists: [Row] {
    [
      Row(
        item: .artist(
          Artist(
            id: 30, userID: 3, artistName: "Αννα", bio: "Λογος.", followersCount: 1,
            totalPlays: 9, isVerified: true, isFollowing: true))),
      Row(item: .artist(Artist(id: 31, userID: 7, followersCount: 3))),
    ]
  }

  static var stories: [Row] {
    [
      Row(
        item: .story(
          BibleStory(id: 40, title: "Ωδη", scriptureReference: "9", content: "Λογος.")))
    ]
  }

  static var documents: [Row] {
    [
      Row(
        item: .document(
          DocumentAsset(id: 4, title: "Βιβλος", filePath: "/7", category: "Ω", createdAt: now)))
    ]
  }

  static var notifications: [Row] {
    [false, true].map {
      Row(
        item: .notification(
          UserNotification(
            id: $0 ? 2 : 1, title: "Ωδη", message: "Λογος.",
            data: .object(["content_title": .string("Ω"), "reason": .string("Ω")]), read: $0,
            createdAt: now)))
    }
  }

  static var playlists: [Row] {
    [
      Row(item: .playlist(Playlist(id: 50, name: "Ωδαι", itemCount: 1))),
      Row(item: .playlist(Playlist(id: 51, name: "Ωδαι β", itemCount: 2))),
    ]
  }

  static var adminItems: [Row] {
    ["podcast", "movie", "music", "community_post", "event"].enumerated().map {
      Row(
        item: .adminItem(
          AdminContentItem(
            id: 60 + $0, type: $1, title: $0 == 1 ? "" : "Ωδη", creatorName: "Αννα",
            status: "pending", createdAt: now, imageURL: "/8", audioURL: "/9", videoURL: "/9",
            duration: 60)))
    }
  }

  static var users: [Row] {
    [
      Row(
        item: .user(
          AdminUser(
            id: 7, username: "α", name: "Αννα", email: "α@ω", phone: "1", dateOfBirth: now,
            isAdmin: true, authProvider: "ω", hasArtistProfile: true, createdAt: now))),
      Row(item: .user(AdminUser(id: 8, username: "β", name: "Ρουθ", email: "β@ω"))),
      Row(item: .user(AdminUser(id: 9))),
    ]
  }

  static var questions: [Row] {
    ["open", "responded", "closed"].enumerated().map {
      Row(
        item: .support(
          SupportMessage(
            id: 70 + $0, subject: $0 == 2 ? "" : "Ωδη", message: "Λογος.", status: $1,
            adminResponse: $0 == 1 ? "Ναι." : nil, userID: $0 == 0 ? 7 : 3, createdAt: now,
            respondedAt: now)))
    }
  }

  static let all: [Row] =
    podcasts + movies + tracks + posts + comments + events + artists + stories + documents
    + notifications + playlists + adminItems + users + questions

  /// The places in `all` of the first thing of each kind.
  static let kinds: [Int] = Dictionary(
    all.indices.map { (all[$0].item.ref.kind, $0) }, uniquingKeysWith: { first, _ in first }
  ).values.sorted()

  /// One write of each kind that a person sees in the outbox, in every state.
  static var outbox: [OutboxEntry] {
    let writes: [Write] = [
      .like(post: 1, liked: true), .like(post: 1, liked: false), .comment(post: 1, text: "Αμην"),
      .post(CommunityPostCreate(title: "Ωδη", content: "Ω", category: "general")),
      .favorite(ItemRef(kind: .podcast, id: 1), true),
      .favorite(ItemRef(kind: .podcast, id: 1), false), .attend(event: 1, true),
      .attend(event: 1, false), .follow(artist: 1, true), .follow(artist: 1, false),
      .markRead([1]), .markRead([1, 2]), .markAllRead,
      .decideAttendee(event: 1, user: 2, status: "approved"),
      .decideAttendee(event: 1, user: 2, status: "rejected"), .deleteEvent(1),
      .approve(type: "podcast", id: 1), .approve(type: "movie", id: 1),
      .reject(type: "music", id: 1, reason: nil), .archive(type: "event", id: 1),
      .restore(type: "community_post", id: 1), .deleteContent(type: "podcast", id: 1),
      .setAdmin(user: 1, true), .setAdmin(user: 1, false), .deleteUser(1, name: "Αννα"),
      .setCarousel(post: 1, true), .setCarousel(post: 1, false), .closeSupport(id: 1),
      .seeSupport(id: 1, asAdmin: false),
      .askSupport(SupportMessageCreate(subject: "Ωδη", message: "Ω")), .deleteDocument(id: 1),
      .addToPlaylist(playlist: 1, type: "podcast", id: 1),
    ]
    return writes.enumerated().map { index, write in
      OutboxEntry(
        id: OutboxID(index + 1), write: write,
        state: OutboxEntry.State.allCases[index % OutboxEntry.State.allCases.count],
        createdAt: now.date, attempts: 0,
        failure: index % 4 == 0 ? "The server has a fault: try again later." : nil,
        title: write.title, key: "key", isKeyed: false, isInsisted: false)
    }
  }

  static var downloads: [Download] {
    let states: [Download.State] = [.queued, .queued, .running, .paused, .failed, .done, .done]
    return states.enumerated().map { index, state in
      Download(
        ref: ItemRef(kind: .podcast, id: index + 1), title: "Ωδη", url: "/1", state: state,
        isPinned: index == 5, bytes: 9, total: index == 2 ? 90 : nil,
        failure: index == 1 || index == 4
          ? "The server had a fault (500): it is tried again by itself." : nil,
        requestedAt: now.date)
    }
  }
}
