import CNTKit

extension DemoRowsBuilder {
  func addGatherings(_ content: inout DemoContent) {
    for (index, gathering) in (Gathering.all + Gathering.pending).enumerated() {
      let host = gathering.host
      content.events.append(
        Event(
          id: index + 1, hostID: host.id, title: gathering.title,
          description: gathering.description,
          eventDate: time.evening(inDays: gathering.day, hour: gathering.hour),
          location: gathering.location, maxAttendees: gathering.places, status: gathering.status,
          createdAt: time.ago(hours: 60 + index + 24 * max(0, -gathering.day)),
          host: UserSummary(
            id: host.id, username: host.username, name: host.name, avatar: host.avatarURL),
          attendeesCount: gathering.guests.count { $0.1 == "approved" }))
      for (guest, status) in gathering.guests {
        content.attendees.append(
          DemoContent.Attendance(
            eventID: index + 1,
            attendee: EventAttendee(
              id: content.attendees.count + 1, userID: guest.id, status: status,
              createdAt: time.ago(hours: 40 + 24 * max(0, -gathering.day)))))
      }
    }
  }

  func addLibrary(_ content: inout DemoContent) {
    let favorites = [("podcast", 3), ("music", 2), ("movie", 3), ("podcast", 11)]
    for (index, (type, id)) in favorites.enumerated() {
      content.favorites.append(
        Favorite(
          id: index + 1, userID: Person.grace.id, contentType: type, contentID: id,
          createdAt: time.ago(hours: 100 - index * 20)))
    }
    let lists: [(name: String, about: String, entries: [(String, Int)])] = [
      (
        "Night shift", "For the way home",
        [("audio_podcast", 3), ("music", 4), ("audio_podcast", 6), ("video_podcast", 13)]
      ),
      ("Sunday morning", "While the bread rises", [("music", 1), ("music", 3), ("movie", 1)]),
    ]
    var itemID = 0
    for (index, list) in lists.enumerated() {
      let items = list.entries.enumerated().map { position, entry in
        itemID += 1
        return PlaylistItem(
          id: itemID, contentType: entry.0, contentID: entry.1, position: position)
      }
      content.playlists.append(
        Playlist(
          id: index + 1, userID: Person.grace.id, name: list.name, description: list.about,
          itemCount: items.count, items: items, createdAt: time.ago(hours: 200 - index * 60)))
    }
  }

  /// What happened to the six: oldest first, from the rows that are there already.
  func addNotifications(_ content: inout DemoContent) {
    var news: [(person: Person, hours: Int, UserNotification)] = []
    func add(
      _ person: Person, hours: Int, _ type: String, _ title: String, _ message: String,
      about subject: (type: String, id: Int, title: String)? = nil
    ) {
      let data = subject.map {
        JSONValue.object([
          "content_type": .string($0.type), "content_id": .int($0.id),
          "content_title": .string($0.title),
        ])
      }
      news.append(
        (
          person, hours,
          UserNotification(
            id: 0, type: type, title: title, message: message, data: data, read: hours > 72,
            createdAt: time.ago(hours: hours))
        ))
    }
    for person in Person.allCases {
      add(
        person, hours: 2300 - person.id, "system", "Welcome",
        "Listen, watch, read along. Press ? for the keys.")
    }
    add(
      .samuel, hours: 1, "system", "The queue is waiting", "Fifteen items wait for a decision.")
    for (index, artist) in content.artists.enumerated() {
      guard let owner = Person(rawValue: artist.userID) else { continue }
      add(
        owner, hours: 30 + index, "new_follower", "New follower",
        "\(Person.grace.name) follows you now.")
    }
    for post in content.posts.suffix(60) where post.commentsCount > 0 && post.isApproved == true {
      guard let owner = Person(rawValue: post.userID),
        let comment = content.comments.last(where: { $0.postID == post.id }),
        let said = comment.createdAt
      else { continue }
      add(
        owner, hours: max(1, (time.now - said.secondsSince1970) / 3600), "new_comment",
        "\(comment.userName ?? "Somebody") commented",
        "“\(comment.content.prefix(80))” on “\(post.title)”",
        about: ("community_post", post.id, post.title))
    }
    add(
      .grace, hours: 58, "content_approved", "Your place is confirmed",
      "Lucía expects you at the soup kitchen.", about: ("event", 2, "Soup kitchen"))
    add(
      .grace, hours: 20, "system", "New reading", "“All Things New”, read by Samuel.",
      about: ("podcast", 12, "All Things New"))
    content.notifications = news.sorted { ($1.hours, $0.person.id) < ($0.hours, $1.person.id) }
      .enumerated().map { index, item in
        var value = item.2
        value.id = index + 1
        return DemoContent.Owned(userID: item.person.id, value: value)
      }
  }
}
