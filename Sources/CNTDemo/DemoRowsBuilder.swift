import CNTKit

/// The rows of the demo, once it is known how long everything is.
struct DemoRowsBuilder {
  /// Seconds since 1970.
  let now: Int
  /// Seconds by slug.
  let lengths: [String: Int]
  let quotes: [Passage]
  /// The text of each Bible story by slug.
  let stories: [String: String]

  private static let kidsCategory = 7
  private static let filmCategory = 8

  func build() -> DemoContent {
    var content = DemoContent()
    content.people = Person.allCases.map { person in
      DemoContent.Person(
        user: User(
          id: person.id, username: person.username, name: person.name,
          email: "\(person.username)@demo.invalid", avatar: person.avatarURL, bio: person.bio,
          isAdmin: person == .samuel, authProvider: "email", createdAt: stamp(hours: 2400)),
        password: person.password)
    }
    content.categories = categories
    addArtists(&content)
    addPodcasts(&content)
    addFilms(&content)
    addHymns(&content)
    addStories(&content)
    var writer = FeedWriter(seed: 23, quotes: quotes, now: now)
    writer.write(into: &content)
    addGatherings(&content)
    addLibrary(&content)
    addNotifications(&content)
    return content
  }

  private func stamp(hours: Int) -> Timestamp {
    Timestamp(secondsSince1970: now - hours * 3600)
  }

  /// The platform's six, under its numbers, and those that films need.
  private var categories: [Category] {
    let named = [
      ("Sermons", "podcast"), ("Bible Study", "podcast"), ("Devotionals", "podcast"),
      ("Prayer", "podcast"), ("Worship", "music"), ("Gospel", "music"),
      ("Animated Bible Stories", "movie"), ("Short Films", "movie"),
    ]
    return named.enumerated().map {
      Category(id: $0.offset + 1, name: $0.element.0, type: $0.element.1)
    }
  }

  private func addArtists(_ content: inout DemoContent) {
    let artists: [(Person, String, Bool)] = [
      (.samuel, "Readings from the Old Testament", true), (.miriam, "Psalms aloud", true),
      (.daniel, "Organ, piano and the parables", false), (.lucia, "Stories for children", false),
    ]
    for (index, (person, bio, isVerified)) in artists.enumerated() {
      content.artists.append(
        Artist(
          id: index + 1, userID: person.id, artistName: person.name,
          coverImage: person.avatarURL, bio: bio,
          socialLinks: ["website": "https://\(person.username).demo.invalid"],
          totalPlays: 120 * (index + 2), isVerified: isVerified, createdAt: stamp(hours: 2000)))
      for other in Person.allCases where other != person && (other.id + index) % 2 == 0 {
        content.follows.append(DemoContent.Follow(userID: other.id, artistID: index + 1))
      }
    }
  }

  private func addPodcasts(_ content: inout DemoContent) {
    let heard = Reading.published.filter { !$0.hasPicture }
    for (index, reading) in (heard + Reading.pending).enumerated() {
      content.podcasts.append(
        Podcast(
          id: index + 1, title: reading.title, description: reading.description,
          audioURL: "/media/audio/\(reading.slug).mp3",
          coverImage: "/media/images/reading-\(reading.slug).jpg", creatorID: reading.reader.id,
          categoryID: reading.categoryID, duration: lengths[reading.slug],
          status: index < heard.count ? "approved" : "pending",
          playsCount: index < heard.count ? 17 * (index + 1) % 90 : 0,
          createdAt: stamp(hours: reading.age)))
    }
  }

  private func addFilms(_ content: inout DemoContent) {
    for (index, film) in (Film.published + Film.pending).enumerated() {
      let isLive = index < Film.published.count
      content.movies.append(
        Movie(
          id: index + 1, title: film.title, description: film.description,
          videoURL: "/media/video/\(film.slug).mp4",
          coverImage: "/media/images/film-\(film.slug).jpg",
          previewURL: "/media/video/\(film.slug)-preview.mp4", previewStartTime: 0,
          previewEndTime: 8, director: film.director, cast: film.cast,
          releaseDate: Timestamp("\(film.year)-06-01"), rating: film.rating,
          categoryID: film.isForChildren ? Self.kidsCategory : Self.filmCategory,
          creatorID: film.reader.id, duration: lengths[film.slug],
          status: isLive ? "approved" : "pending", playsCount: isLive ? 31 * (index + 1) : 0,
          isFeatured: film.isFeatured, createdAt: stamp(hours: film.age)))
    }
  }

  private func addHymns(_ content: inout DemoContent) {
    for (index, hymn) in Hymn.all.enumerated() {
      content.tracks.append(
        MusicTrack(
          id: index + 1, title: hymn.title, artist: hymn.artist, album: Hymn.album,
          genre: hymn.genre, audioURL: "/media/audio/\(hymn.slug).mp3",
          coverImage: "/media/images/hymn-\(hymn.slug).jpg", duration: lengths[hymn.slug],
          lyrics: hymn.lyrics, isFeatured: hymn.isFeatured, playsCount: 12 * (index + 1),
          createdAt: stamp(hours: 700 - index * 90)))
    }
  }

  private func addStories(_ content: inout DemoContent) {
    for (index, reading) in Reading.stories.enumerated() {
      content.stories.append(
        BibleStory(
          id: index + 1, title: reading.title,
          scriptureReference: reading.passages.map(Passage.title).joined(separator: "; "),
          content: stories[reading.slug] ?? "", audioURL: "/media/audio/\(reading.slug).mp3",
          coverImage: "/media/images/reading-\(reading.slug).jpg",
          createdAt: stamp(hours: reading.age)))
    }
  }

  private func addGatherings(_ content: inout DemoContent) {
    for (index, gathering) in (Gathering.all + Gathering.pending).enumerated() {
      let day = now / 86_400 + gathering.day
      content.events.append(
        Event(
          id: index + 1, hostID: gathering.host.id, title: gathering.title,
          description: gathering.description,
          eventDate: Timestamp(secondsSince1970: day * 86_400 + gathering.hour * 3600),
          location: gathering.location, maxAttendees: gathering.places,
          status: gathering.status, createdAt: stamp(hours: 60 + 24 * max(0, -gathering.day))))
      for (guest, status) in gathering.guests {
        content.attendees.append(
          DemoContent.Attendance(
            eventID: index + 1,
            attendee: EventAttendee(
              id: content.attendees.count + 1, userID: guest.id, status: status,
              createdAt: stamp(hours: 48))))
      }
    }
  }

  private func addLibrary(_ content: inout DemoContent) {
    for (index, (type, id)) in [("podcast", 3), ("music", 2), ("movie", 1), ("podcast", 11)]
      .enumerated()
    {
      content.favorites.append(
        Favorite(
          id: index + 1, userID: Person.grace.id, contentType: type, contentID: id,
          createdAt: stamp(hours: 100 - index)))
    }
    let lists: [(String, String, [(String, Int)])] = [
      (
        "Night shift", "For the way home",
        [("audio_podcast", 3), ("music", 4), ("audio_podcast", 6)]
      ),
      ("Sunday morning", "While the bread rises", [("music", 1), ("music", 3), ("movie", 1)]),
    ]
    var itemID = 0
    for (index, (name, description, entries)) in lists.enumerated() {
      let items = entries.enumerated().map { position, entry in
        itemID += 1
        return PlaylistItem(
          id: itemID, contentType: entry.0, contentID: entry.1, position: position)
      }
      content.playlists.append(
        Playlist(
          id: index + 1, userID: Person.grace.id, name: name, description: description,
          items: items, createdAt: stamp(hours: 200 - index)))
    }
  }

  private func addNotifications(_ content: inout DemoContent) {
    func add(
      _ person: Person, _ type: String, _ title: String, _ message: String, hours: Int,
      read: Bool = false, data: [String: JSONValue]? = nil
    ) {
      content.notifications.append(
        DemoContent.Owned(
          userID: person.id,
          value: UserNotification(
            id: content.notifications.count + 1, type: type, title: title, message: message,
            data: data.map(JSONValue.object), read: read, createdAt: stamp(hours: hours))))
    }
    add(
      .grace, "system", "Welcome to CNT", "Listen, watch, read along. Press ? for the keys.",
      hours: 2300, read: true)
    add(
      .grace, "content_approved", "Podcast approved", "“Comfort Ye My People” is live.", hours: 580,
      read: true,
      data: ["content_type": .string("podcast"), "content_id": .int(6)])
    add(
      .grace, "new_like", "Miriam likes your post", "And two others.", hours: 30,
      data: ["content_type": .string("community_post"), "content_id": .int(1)])
    add(
      .grace, "content_approved", "You are expected",
      "Lucía approved your place in the soup kitchen.",
      hours: 20, data: ["content_type": .string("event"), "content_id": .int(2)])
    add(
      .grace, "system", "New readings", "“All Things New” was published.", hours: 18,
      data: ["content_type": .string("podcast"), "content_id": .int(12)])
    for person in Person.allCases where person != .grace {
      add(person, "system", "Welcome to CNT", "Good to have you here.", hours: 2300, read: true)
    }
    add(.samuel, "system", "The queue is waiting", "Fifteen items wait for a decision.", hours: 1)
  }
}
