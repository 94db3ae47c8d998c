import CNTKit
import Foundation

extension FakePlatform.World {
  mutating func answer(_ call: FakePlatform.Call, _ body: HTTPBody) -> HTTPResponse {
    let parts = call.path.split(separator: "/").map(String.init)
    if let first = parts.first, missing.contains(call.path) || missing.contains(first) {
      return .refusal(404, "Not Found")
    }
    switch (call.method, parts.first) {
    case (_, "capabilities"):
      guard let features else { return .refusal(404, "Not Found") }
      return .json(ServerCapabilities(features: features))
    case (_, "users"):
      return .json(User(id: me, name: "Miriam", email: "m@example.org", isAdmin: isAdmin))
    case ("POST", "podcasts"), ("POST", "movies"),
      ("POST", "events") where parts.count == 1:
      return make(parts[0], body)
    case (_, "upload"), (_, "uploads"): return upload(call, parts, body)
    case (_, "podcasts"): return list(podcasts, call, parts, "Podcast")
    case (_, "movies"):
      switch parts.dropFirst().first {
      case "featured": return .json(movies.filter(\.isFeatured))
      case "animated-bible-stories": return .json(kids)
      default: return list(movies, call, parts, "Movie")
      }
    case (_, "music"): return list(tracks, call, Array(parts.dropFirst()), "Music track")
    case (_, "bible-stories"): return list(stories, call, parts, "Bible story")
    case (_, "documents"): return document(call, parts, body)
    case (_, "support"): return supportMessage(call, parts, body)
    case (_, "categories"): return .json(categories)
    case (_, "artists"): return artist(call, parts)
    case (_, "playlists"): return playlist(call, parts, body)
    case (_, "favorites"): return favorite(call, parts, body)
    case (_, "events"): return event(call, parts)
    case (_, "notifications"): return notification(call, parts, body)
    case (_, "community"): return community(call, Array(parts.dropFirst(2)), body)
    case (_, "admin"): return admin(call, parts, body)
    case ("PUT", "sync"): return place(body)
    default: return .refusal(404, "Not Found")
    }
  }

  private mutating func place(_ body: HTTPBody) -> HTTPResponse {
    guard let sent: PlaybackPlaces = body.decoded() else { return .refusal(422, "bad body") }
    guard sent.positions.allSatisfy(\.isSane) else { return .refusal(400, "no such place") }
    var answer: [PlaybackPlace] = []
    for new in sent.positions {
      func isSame(_ old: PlaybackPlace) -> Bool {
        old.contentType == new.contentType && old.contentID == new.contentID
      }
      if let old = places.first(where: isSame), old.updatedAt >= new.updatedAt {
        answer.append(old)
        continue
      }
      places.removeAll(where: isSame)
      places.append(new)
      answer.append(new)
    }
    return .json(PlaybackPlaces(positions: answer))
  }

  private mutating func playlist(
    _ call: FakePlatform.Call, _ parts: [String], _ body: HTTPBody
  ) -> HTTPResponse {
    if call.method == "POST", parts.count == 1 {
      guard let new: PlaylistCreate = body.decoded() else { return .refusal(422, "bad body") }
      nextID += 1
      let made = Playlist(
        id: nextID, userID: me, name: new.name, description: new.description, items: [],
        createdAt: Timestamp(now))
      playlists.append(made)
      return .json(hidesItems ? shown(made) : made)
    }
    guard parts.count > 2 else { return list(playlists.map(shown), call, parts, "Playlist") }
    guard let index = playlists.firstIndex(where: { "\($0.id)" == parts[1] }) else {
      return .refusal(404, "Playlist not found")
    }
    var items = playlists[index].items ?? []
    defer { playlists[index].items = items }
    if call.method == "DELETE" {
      let before = items.count
      items.removeAll { "\($0.id)" == parts.last }
      return items.count < before ? .json(["message": "ok"]) : .refusal(404, "not found")
    }
    guard let new: PlaylistItemCreate = body.decoded() else { return .refusal(422, "bad body") }
    nextID += 1
    let item = PlaylistItem(
      id: nextID, contentType: new.contentType, contentID: new.contentID, position: items.count)
    items.append(item)
    return hidesItems ? .json(["message": "Added"]) : .json(item)
  }

  /// As a build shows it that keeps its entries to itself.
  private func shown(_ playlist: Playlist) -> Playlist {
    guard hidesItems else { return playlist }
    var playlist = playlist
    playlist.items = nil
    return playlist
  }

  private func list<E: Encodable & Identifiable>(
    _ rows: [E], _ call: FakePlatform.Call, _ parts: [String], _ name: String
  ) -> HTTPResponse where E.ID == Int {
    if parts.count > 1, let id = Int(parts[1]) {
      return rows.first { $0.id == id }.map { .json($0) } ?? .refusal(404, "\(name) not found")
    }
    return .json(page(rows, call))
  }

  private func page<E>(_ rows: [E], _ call: FakePlatform.Call) -> [E] {
    if ignoresPaging { return rows }
    let skip = Int(call.query["skip"] ?? call.query["offset"] ?? "") ?? 0
    let limit = min(mostRows, Int(call.query["limit"] ?? "") ?? 100)
    return Array(rows.dropFirst(skip).prefix(limit))
  }

  private mutating func community(
    _ call: FakePlatform.Call, _ parts: [String], _ body: HTTPBody
  ) -> HTTPResponse {
    guard let id = parts.first.flatMap(Int.init) else {
      return call.method == "POST" ? create(body) : .json(page(feed(call), call))
    }
    if call.method == "GET", parts.count == 1, !hasPostRoute { return .refusal(404, "Not Found") }
    guard let index = posts.firstIndex(where: { $0.id == id }) else {
      return .refusal(404, "Post not found")
    }
    switch (call.method, parts.dropFirst().first) {
    case ("PATCH", "carousel-visibility"):
      let wanted: [String: Bool]? = body.decoded()
      posts[index].showInCarousel = wanted?["show_in_carousel"]
      deskDeeds.append("carousel \(id) \(wanted?["show_in_carousel"] ?? false)")
      return .json(posts[index])
    case ("GET", nil):
      return hasPostRoute ? .json(mine(posts[index])) : .refusal(404, "Not Found")
    case ("POST", "like"):
      let isLiked = likes.insert(id).inserted
      if !isLiked { likes.remove(id) }
      posts[index].likesCount += isLiked ? 1 : -1
      return .json(LikeResult(liked: isLiked, likesCount: posts[index].likesCount))
    case ("GET", "comments"): return .json(comments.filter { $0.postID == id })
    case ("POST", "comments"):
      guard let new: CommentCreate = body.decoded() else { return .refusal(422, "bad body") }
      nextID += 1
      let comment = Comment(
        id: nextID, postID: id, userID: me, userName: "Miriam",
        content: new.content.trimmingCharacters(in: .whitespaces), createdAt: Timestamp(now))
      comments.append(comment)
      posts[index].commentsCount += 1
      return .json(comment)
    default: return .refusal(405, "Method Not Allowed")
    }
  }

  private mutating func create(_ body: HTTPBody) -> HTTPResponse {
    guard let new: CommunityPostCreate = body.decoded() else { return .refusal(422, "bad body") }
    nextID += 1
    let post = CommunityPost(
      id: nextID, userID: me, userName: "Miriam", title: new.title, content: new.content,
      imageURL: new.imageURL,
      category: new.category, postType: new.postType ?? "image", isApproved: false,
      createdAt: Timestamp(now))
    posts.insert(post, at: 0)
    return .json(post)
  }

  private func feed(_ call: FakePlatform.Call) -> [CommunityPost] {
    let isOpen = call.query["approved_only"] == "false"
    return posts.filter { isOpen || $0.isApproved != false }.map(mine)
  }

  private func mine(_ post: CommunityPost) -> CommunityPost {
    var post = post
    post.isLiked = likes.contains(post.id)
    return post
  }

  private mutating func favorite(
    _ call: FakePlatform.Call, _ parts: [String], _ body: HTTPBody
  ) -> HTTPResponse {
    switch call.method {
    case "POST":
      guard let new: FavoriteCreate = body.decoded() else { return .refusal(422, "bad body") }
      let isKnown = favorites.contains {
        $0.contentType == new.contentType && $0.contentID == new.contentID
      }
      if isKnown { return .refusal(400, "Item already in favorites") }
      favorites.append(
        Favorite(
          contentType: new.contentType, contentID: new.contentID,
          content: ContentSummary(title: "Thing \(new.contentID)"), createdAt: Timestamp(now)))
      return .json(["message": "ok"])
    case "DELETE":
      let count = favorites.count
      favorites.removeAll { $0.contentType == parts[1] && "\($0.contentID)" == parts[2] }
      return favorites.count == count ? .refusal(404, "Favorite not found") : .json(["message": ""])
    default: return .json(favorites)
    }
  }

  private mutating func event(_ call: FakePlatform.Call, _ parts: [String]) -> HTTPResponse {
    if parts.contains("hosted") { return .json(events.filter { $0.hostID == me }) }
    if parts.contains("attending") { return .json(events.filter { $0.myAttendanceStatus != nil }) }
    guard parts.count > 1, let id = Int(parts[1]) else {
      return .json(EventPage(events: page(events, call), total: events.count))
    }
    guard let index = events.firstIndex(where: { $0.id == id }) else {
      return .refusal(404, "Event not found")
    }
    switch parts.last {
    case "join": events[index].myAttendanceStatus = "pending"
    case "leave": events[index].myAttendanceStatus = nil
    default: break
    }
    return .json(events[index])
  }

  private mutating func notification(
    _ call: FakePlatform.Call, _ parts: [String], _ body: HTTPBody
  ) -> HTTPResponse {
    if call.method == "POST" {
      let wanted: [String: [Int]]? = body.decoded()
      for index in notifications.indices
      where wanted?["notification_ids"]?.contains(notifications[index].id) ?? true {
        notifications[index].read = true
      }
      return .json(["message": "ok"])
    }
    return .json(
      NotificationPage(
        notifications: page(notifications, call), unreadCount: notifications.count { !$0.read }))
  }

  private mutating func artist(_ call: FakePlatform.Call, _ parts: [String]) -> HTTPResponse {
    let id = parts.compactMap(Int.init).first
    let isByUser = parts.contains("by-user")
    guard let index = artists.firstIndex(where: { (isByUser ? $0.userID : $0.id) == id }) else {
      return .refusal(404, "Artist not found")
    }
    if parts.last == "follow" { artists[index].isFollowing = call.method == "POST" }
    return .json(artists[index])
  }

  private mutating func admin(
    _ call: FakePlatform.Call, _ parts: [String], _ body: HTTPBody
  ) -> HTTPResponse {
    switch (call.method, parts.dropFirst().first) {
    case (_, "dashboard"): return .json(AdminDashboard(pendingPosts: pending.count))
    case (_, "users"): return user(call, parts, body)
    case ("GET", "settings"):
      return commission.map { .json($0) } ?? .refusal(404, "Not Found")
    case ("PUT", "settings"):
      guard let change: CommissionChange = body.decoded() else { return .refusal(422, "bad body") }
      commission = CommissionSettings(
        id: 1, kind: change.kind, percentage: change.percentage, fixedAmount: change.fixedAmount,
        isActive: change.isActive, updatedAt: Timestamp(now), updatedBy: me)
      return .json(commission)
    case ("DELETE", "podcast"), ("POST", "archive"):
      let id = Int(parts.last ?? "") ?? 0
      guard let index = podcasts.firstIndex(where: { $0.id == id }) else {
        return .refusal(404, "Podcast not found")
      }
      deskDeeds.append("\(call.method) \(id)")
      if call.method == "POST" {
        podcasts[index].status = "archived"
      } else {
        podcasts.remove(at: index)
      }
      return .json(["message": "ok"])
    case ("GET", _): return .json(pending)
    default:
      let id = Int(parts.last ?? "") ?? 0
      guard let index = pending.firstIndex(where: { $0.id == id && $0.type == parts[2] }) else {
        return .refusal(404, "Content not found")
      }
      pending.remove(at: index)
      if parts[1] == "approve" { approved.append(id) }
      return .json(["message": "ok"])
    }
  }
}

extension FakePlatform.World {
  private mutating func user(
    _ call: FakePlatform.Call, _ parts: [String], _ body: HTTPBody
  ) -> HTTPResponse {
    guard parts.count > 2, let id = Int(parts[2]) else {
      let skip = Int(call.query["skip"] ?? "") ?? 0
      return .json(Array(users.dropFirst(skip).prefix(Int(call.query["limit"] ?? "") ?? 100)))
    }
    guard let index = users.firstIndex(where: { $0.id == id }) else {
      return .refusal(404, "User not found")
    }
    switch call.method {
    case "PATCH":
      let wanted: [String: Bool]? = body.decoded()
      users[index].isAdmin = wanted?["is_admin"] ?? false
      deskDeeds.append("admin \(id) \(users[index].isAdmin)")
      return .json(["message": "ok"])
    case "DELETE":
      users.remove(at: index)
      deskDeeds.append("delete user \(id)")
      return .json(["message": "ok"])
    default: return .json(users[index])
    }
  }
}

extension HTTPBody {
  func decoded<Value: Decodable>() -> Value? {
    guard case .data(let data, _) = self else { return nil }
    return try? JSONDecoder().decode(Value.self, from: data)
  }
}
