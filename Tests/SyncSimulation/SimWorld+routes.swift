import CNTKit
import Foundation

/// A request as the simulated server reads it.
struct SimCall: Sendable {
  var method: String
  var parts: [String]
  var query: [String: String] = [:]
  var body: JSONValue?
  var token: String?
  var key: String?

  init(_ request: HTTPRequest) {
    method = request.method.rawValue
    let url = URLComponents(string: request.url)
    parts = (url?.path ?? "").split(separator: "/").map(String.init)
    if parts.starts(with: ["api", "v1"]) { parts.removeFirst(2) }
    for item in url?.queryItems ?? [] { query[item.name] = item.value }
    if case .data(let data, _) = request.body {
      body = try? JSONDecoder().decode(JSONValue.self, from: data)
    }
    token = request.headers["Authorization"].map { String($0.dropFirst("Bearer ".count)) }
    key = request.headers["Idempotency-Key"]
  }

  var isWrite: Bool { method != "GET" && parts.first != "auth" }
  /// Whether it sets a state, unlike what makes something.
  var isWish: Bool { isWrite && parts.first != "community" }
  func id(_ place: Int) -> Int { parts.count > place ? Int(parts[place]) ?? 0 : 0 }
  func text(_ name: String) -> String { body?[name]?.stringValue ?? "" }
}

/// The routes, as the contract has them.
extension SimWorld {
  /// `user`: who asks; nil for a guest, and for a token that is not good on an open route.
  mutating func answer(
    _ call: SimCall, user: Int?, traits: SimTraits, stamp: Timestamp
  ) -> HTTPResponse {
    guard let first = call.parts.first else { return .refusal(404, "Not Found") }
    switch first {
    case "capabilities":
      guard traits.hasFeed else { return .refusal(404, "Not Found") }
      return .json(
        ServerCapabilities(
          server: "sim",
          features: [ServerCapabilities.changeFeed: 1, ServerCapabilities.idempotencyKeys: 1]))
    case "podcasts": return list(podcasts, call, traits, "Podcast")
    case "movies":
      if call.parts.count > 1, call.parts[1] == "featured" {
        return .json(movies.filter(\.isFeatured))
      }
      if call.parts.count > 1, call.parts[1] == "animated-bible-stories" {
        return .json(movies.filter { kids.contains($0.id) })
      }
      return list(
        movies.filter { !kids.contains($0.id) || call.parts.count > 1 }, call, traits, "Movie")
    case "music": return list(tracks, call, traits, "Track", at: 2)
    case "bible-stories": return list(stories, call, traits, "Story")
    case "documents": return .json(documents)
    case "categories": return .json(categories)
    case "community": return community(call, user, traits, stamp)
    case "events": return events(call, user, traits)
    case "artists": return artist(call, user)
    default: break
    }
    guard let user else { return .refusal(401, "Could not validate credentials") }
    switch first {
    case "sync" where traits.hasFeed:
      return changes(
        call.query["cursor"], limit: Int(call.query["limit"] ?? "") ?? 500, for: user,
        isAdmin: isAdmin(user, traits))
    case "users":
      return .json(
        User(
          id: user, name: "Person \(user)", email: "p\(user)@x.org", isAdmin: isAdmin(user, traits))
      )
    case "notifications": return notification(call, user, traits)
    case "favorites": return favorite(call, user, stamp)
    case "playlists":
      return list(playlists.filter { $0.userID == user }, call, traits, "Playlist")
    case "admin":
      guard isAdmin(user, traits) else { return .refusal(403, "Not enough permissions") }
      return admin(call)
    default: return .refusal(404, "Not Found")
    }
  }

  private func page<Value>(_ rows: [Value], _ call: SimCall, _ traits: SimTraits) -> [Value] {
    let skip = Int(call.query["skip"] ?? call.query["offset"] ?? "") ?? 0
    let limit = min(traits.mostRows, Int(call.query["limit"] ?? "") ?? 100)
    return Array(rows.dropFirst(skip).prefix(limit))
  }

  private func list<Row: Codable & Identifiable>(
    _ rows: [Row], _ call: SimCall, _ traits: SimTraits, _ name: String, at place: Int = 1
  ) -> HTTPResponse where Row.ID == Int {
    guard call.parts.count > place else { return .json(page(rows, call, traits)) }
    let id = call.id(place)
    return rows.first { $0.id == id }.map { .json($0) } ?? .refusal(404, "\(name) not found")
  }

  private mutating func community(
    _ call: SimCall, _ user: Int?, _ traits: SimTraits, _ stamp: Timestamp
  ) -> HTTPResponse {
    guard call.parts.count > 2 else {
      if call.method == "GET" { return .json(page(feed(call, user, traits), call, traits)) }
      guard let user else { return .refusal(401, "Could not validate credentials") }
      let post = CommunityPost(
        id: newID(), userID: user, userName: "Person \(user)", title: call.text("title"),
        content: call.text("content"), category: call.text("category"), postType: "text",
        isApproved: isAdmin(user, traits), createdAt: stamp)
      posts.append(post)
      created[post.content, default: 0] += 1
      changed(.post, post.id)
      changed(.adminItem, post.id, type: "community_post")
      return .json(self.post(post, for: user))
    }
    let id = call.id(2)
    let action = call.parts.count > 3 ? call.parts[3] : ""
    if action.isEmpty, !traits.hasPostRoute { return .refusal(404, "Not Found") }
    guard
      let post = posts.first(where: {
        $0.id == id
          && ($0.isApproved != false || $0.userID == user
            || user.map { isAdmin($0, traits) } == true)
      })
    else { return .refusal(404, "Post not found") }
    switch (call.method, action) {
    case ("GET", ""): return .json(self.post(post, for: user))
    case ("GET", _): return .json(comments.filter { $0.postID == id })
    default: break
    }
    guard let user else { return .refusal(401, "Could not validate credentials") }
    changed(.post, id)
    if action == "like" {
      let pair = Pair(user: user, thing: id)
      let isLiked = likes.insert(pair).inserted
      if !isLiked { likes.remove(pair) }
      return .json(
        LikeResult(liked: isLiked, likesCount: likes.count { $0.thing == id }))
    }
    let comment = Comment(
      id: newID(), postID: id, userID: user, userName: "Person \(user)",
      content: call.text("content").trimmingCharacters(in: .whitespaces), createdAt: stamp)
    comments.append(comment)
    created[comment.content, default: 0] += 1
    changed(.comment, comment.id)
    return .json(comment)
  }

  /// Newest first, ties by id.
  private func feed(_ call: SimCall, _ user: Int?, _ traits: SimTraits) -> [CommunityPost] {
    let isOpen = call.query["approved_only"] == "false"
    let author = call.query["user_id"].flatMap(Int.init)
    return posts.filter { post in
      if let author, post.userID != author { return false }
      if post.isApproved != false { return true }
      return isOpen && post.userID == user && traits.showsPending
    }.sorted {
      ($0.createdAt ?? Timestamp(secondsSince1970: 0), $0.id)
        > ($1.createdAt ?? Timestamp(secondsSince1970: 0), $1.id)
    }.map { post($0, for: user) }
  }

  private mutating func events(
    _ call: SimCall, _ user: Int?, _ traits: SimTraits
  ) -> HTTPResponse {
    let all = events.map { event($0, for: user) }
    if call.parts.last == "hosted" { return .json(all.filter { $0.hostID == user }) }
    if call.parts.last == "attending" {
      return .json(all.filter { $0.myAttendanceStatus != nil })
    }
    guard call.parts.count > 1 else {
      return .json(EventPage(events: page(all, call, traits), total: all.count))
    }
    let id = call.id(1)
    guard let found = all.first(where: { $0.id == id }) else {
      return .refusal(404, "Event not found")
    }
    guard call.method != "GET" else { return .json(found) }
    guard let user else { return .refusal(401, "Could not validate credentials") }
    let pair = Pair(user: user, thing: id)
    if call.parts.last == "join" {
      if attendance[pair] != nil { return .refusal(400, "Already joined") }
      attendance[pair] = "pending"
    } else {
      if attendance.removeValue(forKey: pair) == nil { return .refusal(404, "Not attending") }
    }
    changed(.event, id)
    return .json(["message": "ok"])
  }

  private mutating func artist(_ call: SimCall, _ user: Int?) -> HTTPResponse {
    let isByUser = call.parts.count > 1 && call.parts[1] == "by-user"
    let id = call.id(isByUser ? 2 : 1)
    guard let artist = artists.first(where: { (isByUser ? $0.userID : $0.id) == id }) else {
      return .refusal(404, "Artist not found")
    }
    guard call.method != "GET" else { return .json(self.artist(artist, for: user)) }
    guard let user else { return .refusal(401, "Could not validate credentials") }
    let pair = Pair(user: user, thing: id)
    if call.method == "POST" { follows.insert(pair) } else { follows.remove(pair) }
    changed(.artist, id)
    return .json(["message": "ok"])
  }

  private mutating func notification(
    _ call: SimCall, _ user: Int, _ traits: SimTraits
  ) -> HTTPResponse {
    var mine = notifications[user] ?? []
    guard call.method == "POST" else {
      let newest = Array(mine.sorted { $0.id > $1.id })
      return .json(
        NotificationPage(
          notifications: page(newest, call, traits), unreadCount: mine.count { !$0.read }))
    }
    var wanted: Set<Int>?
    if case .array(let ids)? = call.body?["notification_ids"] {
      wanted = Set(ids.compactMap(\.intValue))
    }
    for index in mine.indices where wanted?.contains(mine[index].id) != false {
      mine[index].read = true
      changed(.notification, mine[index].id, user: user)
    }
    notifications[user] = mine
    return .json(["message": "ok"])
  }

  private mutating func favorite(
    _ call: SimCall, _ user: Int, _ stamp: Timestamp
  ) -> HTTPResponse {
    var mine = favorites[user] ?? []
    defer { favorites[user] = mine }
    switch call.method {
    case "POST":
      let type = call.text("content_type")
      let id = call.body?["content_id"]?.intValue ?? 0
      if mine.contains(where: { $0.contentType == type && $0.contentID == id }) {
        return .refusal(400, "Item already in favorites")
      }
      mine.append(Favorite(contentType: type, contentID: id, createdAt: stamp))
      changed(.favorite, id, type: type, user: user)
      return .json(["message": "ok"])
    case "DELETE":
      let count = mine.count
      mine.removeAll { $0.contentType == call.parts[1] && $0.contentID == call.id(2) }
      changed(.favorite, call.id(2), type: call.parts[1], user: user)
      return mine.count == count ? .refusal(404, "Favorite not found") : .json(["message": "ok"])
    default: return .json(mine)
    }
  }

  private mutating func admin(_ call: SimCall) -> HTTPResponse {
    switch (call.method, call.parts.count > 1 ? call.parts[1] : "") {
    case ("GET", "dashboard"): return .json(AdminDashboard(pendingPosts: pending.count))
    case ("GET", "users"), ("GET", "settings"): return .refusal(404, "Not Found")
    case ("GET", _): return .json(pending)
    default: break
    }
    let (type, id) = (call.parts.count > 2 ? call.parts[2] : "", call.id(3))
    guard pending.contains(where: { $0.type == type && $0.id == id }) else {
      return .refusal(404, "Content not found")
    }
    decide(type, id, isApproved: call.parts[1] == "approve")
    return .json(["message": "ok"])
  }

  /// What an admin's decision does; a rejected post is deleted.
  mutating func decide(_ type: String, _ id: Int, isApproved: Bool) {
    changed(.adminItem, id, type: type)
    if type == "podcast", let index = podcasts.firstIndex(where: { $0.id == id }) {
      podcasts[index].status = isApproved ? "approved" : "rejected"
      changed(.podcast, id)
    } else if let index = posts.firstIndex(where: { $0.id == id }) {
      if isApproved {
        posts[index].isApproved = true
        changed(.post, id)
        for comment in comments where comment.postID == id { changed(.comment, comment.id) }
      } else {
        deletePost(id)
      }
    }
  }
}
