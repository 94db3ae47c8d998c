import CNTKit
import Foundation
import SyncEngine

/// What people do: on their devices, and on the web.
extension Simulation {
  /// The person at a device does something that the mirror lets them do.
  func act(_ device: SimDevice) throws {
    do { try perform(device) } catch is Died {
      note("  \(device.name) died")
    } catch let error as MirrorError {
      // It was told that nothing was saved, and nothing was.
      note("  \(device.name): \(error.reason)")
    }
  }

  private func perform(_ device: SimDevice) throws {
    func rows(_ source: ListQuery.Source) throws -> [Row] {
      try device.mirror.window(
        ListQuery(source: source), anchor: .first, limit: 60, now: device.now
      ).rows
    }
    texts += 1
    let text = "\(device.name) \(texts) \(seed)"
    switch random.below(11) {
    case 0, 1:
      try submit(
        device, .post(CommunityPostCreate(title: "Post", content: text, category: "general")),
        text)
    case 2, 3:
      guard let post = random.pick(try rows(.feed(category: nil))) else { return }
      try submit(device, .comment(post: post.item.ref.id, text: text), text)
    case 4, 5:
      guard case .post(let post)? = random.pick(try rows(.feed(category: nil)))?.item else {
        return
      }
      try submit(device, .like(post: post.id, liked: !post.isLiked))
    case 6:
      guard let podcast = random.pick(try rows(.podcasts(nil))) else { return }
      try submit(device, .favorite(podcast.item.ref, !podcast.isFavorite))
    case 7:
      guard case .event(let event)? = random.pick(try rows(.events(.upcoming)))?.item else {
        return
      }
      try submit(device, .attend(event: event.id, event.myAttendanceStatus == nil))
    case 8:
      guard case .artist(let artist)? = random.pick(try rows(.artists))?.item else { return }
      try submit(device, .follow(artist: artist.id, artist.isFollowing != true))
    case 9:
      if random.chance(30) { return try submit(device, .markAllRead) }
      guard let row = random.pick(try rows(.notifications(unreadOnly: true))) else { return }
      try submit(device, .markRead([row.item.ref.id]))
    default: try decide(device, rows(.adminQueue(type: nil)))
    }
  }

  /// An admin decides; others look after what was refused.
  private func decide(_ device: SimDevice, _ queue: [Row]) throws {
    if case .adminItem(let item)? = random.pick(queue)?.item {
      return try submit(
        device,
        random.chance(50)
          ? .approve(type: item.type, id: item.id)
          : .reject(type: item.type, id: item.id, reason: "No"),
        heldFor: isExtended && item.id % 2 == 0 ? 30 : 0)
    }
    guard let failed = random.pick(try device.mirror.outbox().filter { $0.state == .failed })
    else { return }
    // A person who can ask whether it arrived does not send it again when it did.
    let text = deeds.first { $0.device == device.name && $0.id == failed.id }?.text
    do {
      if random.chance(50), text.map(isUnsent) != false {
        note("  \(device.name) retries \(failed.title)")
        try device.mirror.retry(failed.id)
        // It is the last wish again.
        if failed.write.stateName(of: device.user) != nil {
          deeds.append(Deed(device: device.name, id: failed.id, write: failed.write, text: nil))
        }
      } else {
        note("  \(device.name) discards \(failed.title)")
        try device.mirror.discard(failed.id)
        forget(device, failed.id)
        if let name = failed.write.stateName(of: device.user) { refused.insert(name) }
      }
    } catch let error as Died {
      // It may be done, though nobody was told so.
      if let text { network.with { _ = $0.excused.insert(text) } }
      touched(failed.write, device.user, by: "death")
      throw error
    }
  }

  private func forget(_ device: SimDevice, _ id: OutboxID) {
    // With it goes what hung on the row that it made.
    let kept = Set((try? device.mirror.outbox().map(\.id)) ?? [])
    for deed in deeds where deed.device == device.name {
      guard let text = deed.text, deed.id == id || !kept.contains(deed.id) else { continue }
      if deed.id == id || isUnsent(text) { discarded.insert(text) }
    }
  }

  private func isUnsent(_ text: String) -> Bool {
    network.with { $0.world.created[text] == nil }
  }

  private func submit(
    _ device: SimDevice, _ write: Write, _ text: String? = nil, heldFor seconds: TimeInterval = 0
  ) throws {
    note("  \(device.name) \(write)")
    let id: OutboxID
    do {
      id = try device.mirror.submit(write, now: device.now, heldFor: seconds)
    } catch let error as Died {
      // It may be on the disk, though nobody was told so.
      if let text { network.with { _ = $0.excused.insert(text) } }
      touched(write, device.user, by: "death")
      throw error
    }
    deeds.append(Deed(device: device.name, id: id, write: write, text: text))
    touched(write, device.user, by: device.name)
  }

  /// Remembers who set a state, to know whether its end can be foretold.
  func touched(_ write: Write, _ user: Int, by name: String) {
    guard let subject = write.stateName(of: user) else { return }
    hands[subject, default: []].insert(name)
  }
}

extension Write {
  /// What state of whose it sets; nil for those that make or decide something.
  func stateName(of user: Int) -> String? {
    switch self {
    case .like(let post, _): "\(user) like \(post)"
    case .favorite(let ref, _): "\(user) favorite \(ref.kind) \(ref.id)"
    case .attend(let event, _): "\(user) attend \(event)"
    case .follow(let artist, _): "\(user) follow \(artist)"
    default: nil
    }
  }
}

extension SimWorld {
  /// What is there at the beginning.
  mutating func populate(hasMedia: Bool) {
    for user in [Self.me, Self.other, Self.admin] {
      artists.append(Artist(id: user * 10, userID: user, artistName: "Artist \(user)"))
      changed(.artist, user * 10)
      notifications[user] = (1...4).map { number in
        UserNotification(
          id: user * 10 + number, type: "system", title: "secret-\(user)", message: "\(number)",
          createdAt: Timestamp(secondsSince1970: 1_799_000_000 + number))
      }
      for notification in notifications[user] ?? [] {
        changed(.notification, notification.id, user: user)
      }
      playlists.append(
        Playlist(id: user, userID: user, name: "secret-\(user)", itemCount: 0, items: []))
      changed(.playlist, user, user: user)
    }
    for id in 1...14 {
      podcasts.append(
        Podcast(
          id: id, title: "Podcast \(id)", audioURL: hasMedia ? SimMedia.address(id) : nil,
          creatorID: id % 2 == 0 ? Self.me : Self.other,
          status: id % 5 == 0 ? "pending" : "approved",
          createdAt: Timestamp(secondsSince1970: 1_799_000_000 + id)))
      changed(.podcast, id)
      changed(.adminItem, id, type: "podcast")
    }
    for id in 1...3 {
      movies.append(Movie(id: id, title: "Film \(id)", status: "approved"))
      changed(.movie, id)
      events.append(
        Event(
          id: id, hostID: Self.other, title: "Event \(id)",
          eventDate: Timestamp(secondsSince1970: 1_900_000_000 + id), status: "published"))
      changed(.event, id)
    }
    kids = [3]
    tracks = [MusicTrack(id: 1, title: "Hymn", artist: "Choir", isPublished: true)]
    changed(.music, 1)
    categories = [CNTKit.Category(id: 1, name: "Sermons", type: "podcast")]
    changed(.category, 1)
    for id in 1...16 {
      posts.append(
        CommunityPost(
          id: id, userID: Self.other, userName: "Person 3", title: "Post \(id)", content: "Words",
          category: "general", postType: "text", isApproved: true,
          createdAt: Timestamp(secondsSince1970: 1_799_000_000 + id / 3)))
      changed(.post, id)
    }
  }
}

extension SimNetwork.State {
  /// Somebody at the web site does something.
  mutating func webEdit() {
    switch random.below(12) {
    case 0:
      let post = CommunityPost(
        id: world.newID(), userID: SimWorld.other, userName: "Person 3", title: "Web",
        content: "From the web \(world.nextID)", category: "general", postType: "text",
        isApproved: random.chance(70), createdAt: stamp)
      world.posts.append(post)
      world.changed(.post, post.id)
      world.changed(.adminItem, post.id, type: "community_post")
    case 1, 2:
      guard let post = random.pick(world.posts.filter { $0.isApproved != false }) else { return }
      let comment = Comment(
        id: world.newID(), postID: post.id, userID: SimWorld.other, content: "Web \(world.nextID)",
        createdAt: stamp)
      world.comments.append(comment)
      world.changed(.comment, comment.id)
      world.changed(.post, post.id)
    case 3:
      guard let post = random.pick(world.posts) else { return }
      excuse(post)
      world.deletePost(post.id)
    case 4:
      guard let index = world.podcasts.indices.randomElement(using: &random) else { return }
      world.podcasts[index].playsCount += 1
      world.changed(.podcast, world.podcasts[index].id)
    case 5:
      guard world.podcasts.count > 6,
        let index = world.podcasts.indices.randomElement(using: &random)
      else { return }
      let gone = world.podcasts.remove(at: index)
      world.changed(.podcast, gone.id)
      world.changed(.adminItem, gone.id, type: "podcast")
    case 6:
      let id = world.newID()
      world.podcasts.append(
        Podcast(id: id, title: "New \(id)", creatorID: SimWorld.other, status: "pending"))
      world.changed(.podcast, id)
      world.changed(.adminItem, id, type: "podcast")
    case 7:
      guard let item = random.pick(world.pending) else { return }
      let isApproved = random.chance(60)
      if item.type == "community_post", !isApproved,
        let post = world.posts.first(where: { $0.id == item.id })
      {
        excuse(post)
      }
      world.decide(item.type, item.id, isApproved: isApproved)
    case 8:
      for user in [SimWorld.me, SimWorld.other] {
        let id = world.newID()
        world.notifications[user, default: []].append(
          UserNotification(
            id: id, type: "system", title: "secret-\(user)", message: "News", createdAt: stamp))
        world.changed(.notification, id, user: user)
      }
    case 9:
      // The person themself, on the web.
      guard let post = random.pick(world.posts.filter { $0.isApproved != false }) else { return }
      let pair = SimWorld.Pair(user: SimWorld.me, thing: post.id)
      if !world.likes.insert(pair).inserted { world.likes.remove(pair) }
      world.changed(.post, post.id)
      contested.insert("\(SimWorld.me) like \(post.id)")
    case 10:
      guard let index = world.events.indices.randomElement(using: &random) else { return }
      let pair = SimWorld.Pair(user: SimWorld.me, thing: world.events[index].id)
      if world.attendance[pair] == "pending" { world.attendance[pair] = "approved" }
      world.changed(.event, world.events[index].id)
    default:
      let mine = world.favorites[SimWorld.me] ?? []
      guard let gone = random.pick(mine) else { return }
      world.favorites[SimWorld.me] = mine.filter { $0 != gone }
      world.changed(
        .favorite, gone.contentID, type: gone.contentType, user: SimWorld.me)
      contested.insert("\(SimWorld.me) favorite podcast \(gone.contentID)")
    }
  }

  /// A post is deleted on purpose, with its comments.
  mutating func excuse(_ post: CommunityPost) {
    excused.insert(post.content)
    for comment in world.comments where comment.postID == post.id {
      excused.insert(comment.content)
    }
  }
}
