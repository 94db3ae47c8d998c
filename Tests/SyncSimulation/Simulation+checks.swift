import CNTKit
import Foundation
import SyncEngine

/// What must be true once all is quiet.
extension Simulation {
  /// No more faults, every device back at work, until nothing changes any more.
  func settle() async throws {
    network.with { state in
      state.faultRate = 0
      state.bystander = nil
      // What was on its way for long arrives now.
      state.pass(4000)
    }
    for device in devices {
      device.skew.seconds.withLock { $0 = 0 }
      try device.restart()
      if !device.isSignedIn { try device.signIn() }
    }
    if isTraced {
      for device in devices {
        for entry in try device.mirror.outbox() { note("  \(device.name) has \(entry)") }
      }
      note("  server has \(network.with { $0.world.posts.suffix(8) })")
    }
    for round in 0..<7 {
      for device in devices {
        network.with { $0.pass(round == 3 ? 90_000 : 400) }
        await device.engine.syncSoon()
        _ = await device.engine.step()
        if !device.isSignedIn { try device.signIn() }
      }
    }
    // Whoever looks at an artist sees what is so now.
    for device in devices {
      for artist in network.with({ $0.world.artists }) where artist.userID != SimWorld.admin {
        await device.engine.refresh(ItemRef(kind: .artist, id: artist.id))
      }
    }
    if isExtended { try await settleDownloads() }
  }

  func check() throws -> [String] {
    var sentences = try checkTexts() + checkStates()
    for device in devices {
      sentences += try checkMirror(device) + checkFiles(device) + checkDownloads(device)
    }
    return sentences
  }

  /// Nothing lost, nothing doubled.
  private func checkTexts() throws -> [String] {
    let (created, excused) = network.with { ($0.world.created, $0.excused) }
    var sentences: [String] = []
    for device in devices {
      let open = try device.mirror.outbox()
      for entry in open where entry.state != .failed && !entry.write.hangsOnUnsent {
        sentences.append("\(device.name) still waits to send \(entry.title)")
      }
      let kept = Set(open.map(\.id))
      for deed in deeds where deed.device == device.name {
        guard let text = deed.text, !discarded.contains(text), !excused.contains(text),
          !kept.contains(deed.id)
        else { continue }
        if created[text, default: 0] == 0 { sentences.append("lost: \(text)") }
      }
    }
    for (text, count) in created where count > 1 && !excused.contains(text) {
      sentences.append("\(count) times: \(text)")
    }
    return sentences
  }

  /// A state that one device alone set is what it set last.
  private func checkStates() throws -> [String] {
    let (world, contested, isRestored) = network.with {
      ($0.world, $0.contested, $0.isRestored)
    }
    guard !isRestored else { return [] }
    var sentences: [String] = []
    for device in devices {
      let failed = try device.mirror.outbox().compactMap { $0.write.stateName(of: device.user) }
      var last: [String: Write] = [:]
      for deed in deeds where deed.device == device.name {
        if let name = deed.write.stateName(of: device.user) { last[name] = deed.write }
      }
      for (name, write) in last.sorted(by: { $0.key < $1.key })
      where hands[name] == [device.name] && !contested.contains(name) && !failed.contains(name)
        && !refused.contains(name)
      {
        if let isSo = world.holds(write, for: device.user), !isSo {
          sentences.append("\(device.name) wished \(write), and it is not so")
        }
      }
    }
    return sentences
  }

  /// The mirror is what the server shows this person.
  private func checkMirror(_ device: SimDevice) throws -> [String] {
    let (world, traits) = network.with { ($0.world, $0.traits) }
    let user = device.user
    // Only where posts that wait were seen does their absence say anything.
    let isOwnShown = try traits.hasFeed || device.mirror.showsPending()
    func mirrored(_ source: ListQuery.Source) throws -> [Item] {
      try device.mirror.window(
        ListQuery(source: source), anchor: .first, limit: 5000, now: device.now
      ).rows.map(\.item).filter { $0.ref.id > 0 }
    }
    var sentences: [String] = []
    func compare(_ name: String, _ mine: [Item], _ theirs: [Item]) {
      let (a, b) = (Set(mine), Set(theirs))
      guard a != b else { return }
      sentences.append("\(device.name) \(name): \(Self.difference(a, b))")
    }
    compare(
      "podcasts", try mirrored(.podcasts(nil)),
      world.podcasts.filter { $0.status == "approved" || $0.creatorID == user }
        .map { .podcast($0) })
    compare("movies", try mirrored(.movies(nil)), world.movies.map { .movie($0) })
    let posts = world.posts.filter { $0.isApproved != false || $0.userID == user }
      .map { world.post($0, for: user) }
    // A server that hides what waits leaves it to each device to remember its own.
    func isComparable(_ post: CommunityPost) -> Bool {
      post.isApproved != false || (isOwnShown && !network.with { $0.isRestored })
    }
    compare(
      "feed",
      try mirrored(.feed(category: nil)).filter {
        if case .post(let post) = $0 { isComparable(post) } else { true }
      }, posts.filter(isComparable).map { .post($0) })
    for post in posts where post.isApproved != false {
      compare(
        "comments of \(post.id)", try mirrored(.comments(post: post.id)),
        world.comments.filter { $0.postID == post.id }.map { .comment($0) })
    }
    compare(
      "events", try mirrored(.events(.upcoming)),
      world.events.map { .event(world.event($0, for: user)) })
    compare(
      "artists", try mirrored(.artists),
      world.artists.filter { artist in
        artist.userID == user || traits.hasFeed || artist.userID != SimWorld.admin
      }.map { .artist(world.artist($0, for: user)) })
    compare(
      "notifications", try mirrored(.notifications(unreadOnly: false)),
      (world.notifications[user] ?? []).map { .notification($0) })
    compare(
      "playlists", try mirrored(.playlists),
      world.playlists.filter { $0.userID == user }.map { .playlist($0) })
    if device.isAdmin {
      compare(
        "queue", try mirrored(.adminQueue(type: nil)), world.pending.map { .adminItem($0) })
    }
    let favorites = try Set(
      device.mirror.window(
        ListQuery(source: .podcasts(nil)), anchor: .first, limit: 5000, now: device.now
      ).rows.filter(\.isFavorite).map(\.item.ref.id))
    let wanted = Set((world.favorites[user] ?? []).map(\.contentID))
    let shown = Set(
      world.podcasts.filter { $0.status == "approved" || $0.creatorID == user }.map(\.id))
    if favorites != wanted.intersection(shown) {
      sentences.append("\(device.name) favourites: \(favorites.sorted()), not \(wanted.sorted())")
    }
    return sentences
  }

  /// What tells two lists apart, as short as it can be said.
  private static func difference(_ mine: Set<Item>, _ theirs: Set<Item>) -> String {
    let known = Dictionary(theirs.map { ($0.ref, $0) }, uniquingKeysWith: { $1 })
    let refs = Set(mine.map(\.ref))
    var words: [String] = []
    for item in mine.subtracting(theirs).sorted(by: { $0.ref.id < $1.ref.id }).prefix(3) {
      guard let other = known[item.ref] else {
        words.append("extra \(item)")
        continue
      }
      let (a, b) = ("\(item)".split(separator: ", "), "\(other)".split(separator: ", "))
      let parts = zip(a, b).filter { $0 != $1 }.map { "\($0) not \($1)" }
      words.append("\(item.ref.id): \(parts.joined(separator: ", "))")
    }
    for item in theirs where !refs.contains(item.ref) { words.append("without \(item)") }
    return words.prefix(4).joined(separator: "; ")
  }

  /// No file that nobody knows, and nothing of another account.
  private func checkFiles(_ device: SimDevice) throws -> [String] {
    var sentences: [String] = []
    let known: Set<String> = [
      "mirror.sqlite", "mirror.sqlite-wal", "mirror.sqlite-shm", "mirror.lock", "sync.lock",
      "session.json", "session.lock", "downloads", "downloads.lock",
    ]
    for file in try FileManager.default.contentsOfDirectory(atPath: device.folder)
    where !known.contains(file) {
      sentences.append("\(device.name) has a file nobody knows: \(file)")
    }
    let others = [SimWorld.me, SimWorld.other, SimWorld.admin].filter { $0 != device.user }
    for file in ["mirror.sqlite", "mirror.sqlite-wal"] {
      let data = FileManager.default.contents(atPath: device.folder + "/" + file) ?? Data()
      for user in others where data.holds("secret-\(user)") {
        sentences.append("\(device.name) holds what is \(user)'s")
      }
    }
    return sentences
  }
}

extension Data {
  fileprivate func holds(_ word: String) -> Bool {
    withUnsafeBytes { bytes in
      guard var here = bytes.baseAddress, let first = word.utf8.first else { return false }
      let (end, count) = (here + bytes.count, word.utf8.count)
      while let next = memchr(here, Int32(first), end - here), end - UnsafeRawPointer(next) >= count
      {
        if memcmp(next, word, count) == 0 { return true }
        here = UnsafeRawPointer(next) + 1
      }
      return false
    }
  }
}

extension Write {
  /// Whether it is about a post that was never sent: that one was refused, or it would be.
  fileprivate var hangsOnUnsent: Bool {
    switch self {
    case .like(let post, _), .comment(let post, _): post < 0
    default: false
    }
  }
}

extension SimWorld {
  /// Whether what a write wanted is so; nil when there is nothing to have it.
  func holds(_ write: Write, for user: Int) -> Bool? {
    switch write {
    case .like(let post, let on):
      guard posts.contains(where: { $0.id == post && $0.isApproved != false }) else { return nil }
      return likes.contains(Pair(user: user, thing: post)) == on
    case .favorite(let ref, let on):
      return (favorites[user] ?? []).contains { $0.contentID == ref.id } == on
    case .attend(let event, let on):
      return (attendance[Pair(user: user, thing: event)] != nil) == on
    case .follow(let artist, let on):
      return follows.contains(Pair(user: user, thing: artist)) == on
    default: return nil
    }
  }
}
