import CNTKit

/// Puts the stock of posts in an order, gives them authors, times, comments and likes.
struct FeedWriter {
  private var generator: SeededGenerator
  private let scripture: Scripture
  private let time: TimeLine
  private var usedReplies: [String: Int] = [:]

  init(seed: UInt64, scripture: Scripture, time: TimeLine) {
    generator = SeededGenerator(seed: seed)
    self.scripture = scripture
    self.time = time
  }

  /// 200 published posts, oldest first, and five that wait for an admin.
  mutating func write(into content: inout DemoContent) throws(DemoError) {
    let talks = shuffledStock()
    for (index, (category, talk)) in talks.enumerated() {
      let minutes = minutesAgo(index, of: talks.count)
      let author = talk.person ?? pick(Person.allCases)
      var post = try post(index + 1, talk, category, author, minutes: minutes)
      post.isApproved = true
      content.posts.append(post)
      try addComments(to: post, category, minutes: minutes, into: &content)
      addLikes(to: post, into: &content)
    }
    for (index, talk) in Talk.lines(Stock.pendingPosts).enumerated() {
      let author = talk.person ?? .grace
      var post = try post(
        talks.count + index + 1, talk, .general, author, minutes: 25 + index * 190)
      post.isApproved = false
      content.posts.append(post)
    }
    count(&content)
  }

  private mutating func shuffledStock() -> [(PostCategory, Talk)] {
    PostCategory.allCases.flatMap { category in category.stock.map { (category, $0) } }
      .shuffled(using: &generator)
  }

  /// Six weeks, thinner the further back; the newest is minutes old.
  private mutating func minutesAgo(_ index: Int, of count: Int) -> Int {
    let back = Double(count - 1 - index)
    let spread = Double(42 * 24 * 60) / (Double(count) * Double(count))
    return Int(spread * back * back) + Int(back) * 9 + 7 + Int.random(in: 0...8, using: &generator)
  }

  private func post(
    _ id: Int, _ talk: Talk, _ category: PostCategory, _ author: Person, minutes: Int
  ) throws(DemoError) -> CommunityPost {
    CommunityPost(
      id: id, userID: author.id, userName: author.name, userAvatar: author.avatarURL,
      title: talk.title, content: try scripture.quoting(talk.text), imageURL: talk.pictureURL,
      category: category.rawValue, postType: talk.isQuote || talk.sign == nil ? "text" : "image",
      showInCarousel: talk.sign != nil && id % 4 == 0, createdAt: time.ago(minutes: minutes))
  }

  private mutating func addComments(
    to post: CommunityPost, _ category: PostCategory, minutes: Int, into content: inout DemoContent
  ) throws(DemoError) {
    let count = [0, 0, 1, 1, 1, 2, 2, 2, 3, 5][Int.random(in: 0..<10, using: &generator)]
    var said = 0
    for _ in 0..<count {
      let person = pick(Person.allCases.filter { $0.id != post.userID })
      guard let reply = reply(to: category) else { continue }
      // Within two days, each after the one before it.
      let window = min(minutes - 1, 2880)
      said = min(
        minutes - 1, said + 1 + Int.random(in: 0...max(1, window / (count + 1)), using: &generator))
      let author = post.userName?.split(separator: " ").first.map(String.init) ?? ""
      let text = Int.random(in: 0..<6, using: &generator) == 0 ? "\(author): \(reply)" : reply
      content.comments.append(
        Comment(
          id: content.comments.count + 1, postID: post.id, userID: person.id, userName: person.name,
          userAvatar: person.avatarURL, content: try scripture.quoting(text),
          createdAt: time.ago(minutes: minutes - said)))
    }
  }

  /// The reply that was used least, own ones of the category before those that fit anything.
  private mutating func reply(to category: PostCategory) -> String? {
    let general = Int.random(in: 0..<8, using: &generator) == 0
    let stock =
      general ? Stock.anyReplies.split(separator: "\n").map(String.init) : category.replies
    let fewest = stock.map { usedReplies[$0, default: 0] }.min() ?? 0
    guard
      let reply = stock.filter({ usedReplies[$0, default: 0] == fewest })
        .randomElement(using: &generator)
    else { return nil }
    usedReplies[reply, default: 0] += 1
    return reply
  }

  private mutating func addLikes(to post: CommunityPost, into content: inout DemoContent) {
    let warmth = Int.random(in: 1...5, using: &generator)
    for person in Person.allCases
    where person.id != post.userID && Int.random(in: 0..<6, using: &generator) < warmth {
      content.likes.append(DemoContent.Like(userID: person.id, postID: post.id))
    }
  }

  private func count(_ content: inout DemoContent) {
    let likes = Dictionary(grouping: content.likes, by: \.postID).mapValues(\.count)
    let comments = Dictionary(grouping: content.comments, by: \.postID).mapValues(\.count)
    for index in content.posts.indices {
      content.posts[index].likesCount = likes[content.posts[index].id] ?? 0
      content.posts[index].commentsCount = comments[content.posts[index].id] ?? 0
    }
  }

  private mutating func pick(_ people: [Person]) -> Person {
    people[Int.random(in: 0..<people.count, using: &generator)]
  }
}

extension Talk {
  /// The author, if the line fixes one.
  var person: Person? { author.flatMap { name in Person.allCases.first { $0.username == name } } }

  /// Whether its picture shows words instead of a sign.
  var isQuote: Bool { sign == "❝" }

  /// The name of its picture, from the title.
  var pictureName: String? {
    guard sign != nil else { return nil }
    let letters = title.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
    return "post-\(String(letters)).jpg"
  }

  var pictureURL: String? { pictureName.map { "/media/images/\($0)" } }
}
