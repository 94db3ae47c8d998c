import Foundation
import Testing

@testable import CNTDemo

@Suite("The rows of the demo")
struct RowsTests {
  static let now = Date(timeIntervalSince1970: 1_795_000_000)

  /// Rows over a text and files that are only pretended, so that no tool is needed.
  static func content(now: Date = now) throws -> DemoContent {
    let scripture = Scripture(
      Scripture.allReferences.map { Passage(reference: $0, verses: ["Verse of \($0)."]) })
    return try DemoRowsBuilder(time: TimeLine(now: now), scripture: scripture, files: [:]).build()
  }

  @Test("are as many as promised")
  func counts() throws {
    let content = try Self.content()
    #expect(content.people.count == 6)
    #expect(content.podcasts.filter { $0.status == "approved" && $0.audioURL != nil }.count == 12)
    #expect(content.tracks.count == 6)
    #expect(content.movies.filter { $0.status == "approved" }.count == 4)
    #expect(content.posts.filter { $0.isApproved == true }.count == 200)
    #expect(content.events.filter { $0.status == "published" }.count == 10)
    #expect(content.stories.count == 8)
    #expect((300...420).contains(content.comments.count))
  }

  @Test("leave fifteen decisions to the admin")
  func pending() throws {
    let content = try Self.content()
    #expect(content.podcasts.filter { $0.status == "pending" }.count == 5)
    #expect(content.movies.filter { $0.status == "pending" }.count == 2)
    #expect(content.posts.filter { $0.isApproved == false }.count == 5)
    #expect(content.events.filter { $0.status == "pending" }.count == 3)
  }

  @Test("are numbered from one, without a gap or a twin")
  func identifiers() throws {
    let content = try Self.content()
    func check(_ ids: [Int], _ name: String) {
      #expect(ids.sorted() == Array(1...ids.count), "ids of \(name)")
    }
    check(content.people.map(\.user.id), "people")
    check(content.podcasts.map(\.id), "podcasts")
    check(content.movies.map(\.id), "movies")
    check(content.tracks.map(\.id), "tracks")
    check(content.posts.map(\.id), "posts")
    check(content.comments.map(\.id), "comments")
    check(content.events.map(\.id), "events")
    check(content.attendees.map(\.attendee.id), "attendees")
    check(content.notifications.map(\.value.id), "notifications")
    check(content.playlists.flatMap { $0.items ?? [] }.map(\.id), "playlist items")
  }

  @Test("count the likes and comments that are there")
  func talk() throws {
    let content = try Self.content()
    #expect(Set(content.likes).count == content.likes.count)
    for post in content.posts {
      #expect(post.likesCount == content.likes.filter { $0.postID == post.id }.count)
      #expect(post.commentsCount == content.comments.filter { $0.postID == post.id }.count)
    }
  }

  @Test("say nothing before its time or after now")
  func times() throws {
    let content = try Self.content()
    let posted = Dictionary(
      uniqueKeysWithValues: content.posts.map { ($0.id, $0.createdAt?.secondsSince1970 ?? 0) })
    let now = Int(Self.now.timeIntervalSince1970)
    for comment in content.comments {
      let said = comment.createdAt?.secondsSince1970 ?? 0
      #expect(said > posted[comment.postID] ?? .max && said < now)
    }
    let published = content.posts.filter { $0.isApproved == true }
    let ages = published.map { now - (posted[$0.id] ?? 0) }
    #expect(ages.last.map { $0 < 3600 } == true)
    #expect(ages == ages.sorted(by: >))
  }

  @Test("put seven events ahead and three behind, one of them by the admin")
  func events() throws {
    let events = try Self.content().events.filter { $0.status == "published" }
    let now = Int(Self.now.timeIntervalSince1970)
    #expect(events.filter { ($0.eventDate?.secondsSince1970 ?? 0) > now }.count == 7)
    #expect(events.contains { $0.hostID == Person.samuel.id })
  }

  @Test("point only at rows that exist")
  func references() throws {
    let content = try Self.content()
    let people = Set(content.people.map(\.user.id))
    #expect(content.posts.allSatisfy { people.contains($0.userID) })
    #expect(content.follows.allSatisfy { people.contains($0.userID) && $0.artistID <= 3 })
    for artist in content.artists {
      let follows = content.follows.filter { $0.artistID == artist.id }.count
      #expect(artist.followersCount == follows)
    }
    let categories = Set(content.categories.map(\.id))
    #expect(content.podcasts.allSatisfy { categories.contains($0.categoryID ?? 0) })
    #expect(content.movies.allSatisfy { categories.contains($0.categoryID ?? 0) })
    let sizes = [
      "podcast": content.podcasts.count, "audio_podcast": content.podcasts.count,
      "video_podcast": content.podcasts.count, "movie": content.movies.count,
      "music": content.tracks.count,
    ]
    for item in content.playlists.flatMap({ $0.items ?? [] }) {
      #expect((1...(sizes[item.contentType] ?? 0)).contains(item.contentID))
    }
    for favorite in content.favorites {
      #expect((1...(sizes[favorite.contentType] ?? 0)).contains(favorite.contentID))
    }
  }

  @Test("name in every notification the row it is about")
  func notifications() throws {
    let content = try Self.content()
    let titles = [
      "community_post": content.posts.map(\.title), "event": content.events.map(\.title),
      "podcast": content.podcasts.map(\.title),
    ]
    for notification in content.notifications.map(\.value) {
      guard let data = notification.data, let type = data["content_type"]?.stringValue,
        let id = data["content_id"]?.intValue
      else { continue }
      #expect(titles[type]?[id - 1] == data["content_title"]?.stringValue)
    }
  }

  @Test("are the same for the same moment")
  func deterministic() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let first = try encoder.encode(try Self.content())
    #expect(try encoder.encode(try Self.content()) == first)
  }
}
