import CNTKit
import Foundation

/// The rows of the demo, once the text is read and it is known how long everything is.
///
/// Ids count from 1 in each collection, in the order in which things are listed in the plan.
struct DemoRowsBuilder {
  let time: TimeLine
  let scripture: Scripture
  /// What the made files are like, by URL.
  let files: [String: MadeFile]

  func build() throws(DemoError) -> DemoContent {
    var content = DemoContent()
    addPeople(&content)
    addPodcasts(&content)
    addFilms(&content)
    addHymns(&content)
    try addStories(&content)
    addDocuments(&content)
    var writer = FeedWriter(seed: 23, scripture: scripture, time: time)
    try writer.write(into: &content)
    addGatherings(&content)
    addLibrary(&content)
    addNotifications(&content)
    return content
  }

  private func addPeople(_ content: inout DemoContent) {
    content.people = Person.allCases.map { person in
      DemoContent.Person(
        user: User(
          id: person.id, username: person.username, name: person.name,
          email: "\(person.username)@demo.invalid", avatar: person.avatarURL, bio: person.bio,
          isAdmin: person == .samuel, authProvider: "email",
          createdAt: time.ago(hours: 2400 - person.id * 30)),
        password: person.password)
    }
    content.categories = ContentCategory.allCases.map {
      Category(id: $0.rawValue, name: $0.name, type: $0.type)
    }
    let artists: [(person: Person, bio: String, isVerified: Bool)] = [
      (.miriam, "Psalms and stories, read aloud. Beirut and Lyon.", true),
      (.daniel, "Organ, piano and the parables.", true),
      (.lucia, "Songs and stories for children of every age.", false),
    ]
    for (index, artist) in artists.enumerated() {
      let followers = Person.allCases.filter {
        $0 != artist.person && ($0.id + index) % 3 != 0
      }
      content.artists.append(
        Artist(
          id: index + 1, userID: artist.person.id, artistName: artist.person.name,
          coverImage: artist.person.avatarURL, bio: artist.bio,
          socialLinks: ["website": "https://\(artist.person.username).demo.invalid"],
          followersCount: followers.count, totalPlays: 412 - index * 97,
          isVerified: artist.isVerified, createdAt: time.ago(hours: 2000 - index * 50)))
      content.follows += followers.map { .init(userID: $0.id, artistID: index + 1) }
    }
  }
}

/// What is known of a file once it is made.
struct MadeFile: Hashable, Sendable {
  var seconds = 0
  var bytes = 0
}

/// The platform's categories under its numbers, and the children's films.
enum ContentCategory: Int, CaseIterable {
  case sermons = 1
  case bibleStudy
  case devotionals
  case prayer
  case worship
  case gospel
  case animatedStories
  case testimony
  case prayerRequest
  case question
  case announcement
  case general

  var name: String {
    switch self {
    case .sermons: "Sermons"
    case .bibleStudy: "Bible Study"
    case .devotionals: "Devotionals"
    case .prayer: "Prayer"
    case .worship: "Worship"
    case .gospel: "Gospel"
    case .animatedStories: "Animated Bible Stories"
    case .testimony: "Testimony"
    case .prayerRequest: "Prayer Request"
    case .question: "Question"
    case .announcement: "Announcement"
    case .general: "General"
    }
  }

  var type: String {
    switch self {
    case .sermons, .bibleStudy, .devotionals, .prayer: "podcast"
    case .worship, .gospel: "music"
    case .animatedStories: "movie"
    default: "community"
    }
  }
}
