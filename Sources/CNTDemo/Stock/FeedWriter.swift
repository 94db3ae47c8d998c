import CNTKit

/// Writes the feed: posts that do not repeat themselves, comments and likes that fit them.
struct FeedWriter {
  private var generator: SeededGenerator
  private let quotes: [Passage]
  /// Seconds since 1970 that ages count back from.
  private let now: Int

  init(seed: UInt64, quotes: [Passage], now: Int) {
    generator = SeededGenerator(seed: seed)
    self.quotes = quotes
    self.now = now
  }

  /// Fills in 200 published posts and 5 that wait, with comments and likes.
  mutating func write(into content: inout DemoContent, posts count: Int = 200, pending: Int = 5) {
    var used: Set<String> = []
    var age = 35 * 60
    for id in 1...count + pending {
      let isPending = id > count
      let author = pick(Array(Person.allCases.dropFirst(isPending ? 1 : 0)))
      let post = write(id, author, age: isPending ? 600 * (id - count) : age, &used, isPending)
      content.posts.append(post)
      if !isPending { talk(about: post, author, into: &content) }
      age += Int.random(in: 20 * 60...6 * 3600, using: &generator)
    }
  }

  private mutating func write(
    _ id: Int, _ author: Person, age: Int, _ used: inout Set<String>, _ isPending: Bool
  ) -> CommunityPost {
    var kind = pick(Talk.kinds)
    var text = ""
    repeat {
      kind = pick(Talk.kinds)
      var parts = [pick(kind.openings)]
      for _ in 0...Int.random(in: 0...2, using: &generator) {
        let middle = pick(kind.middles)
        if !parts.contains(middle) { parts.append(middle) }
      }
      if Int.random(in: 0..<4, using: &generator) == 0, !quotes.isEmpty {
        let quote = pick(quotes)
        parts.append("\n\n“\(quote.text)”\n— \(quote.title)\n\n")
      }
      parts.append(pick(kind.endings))
      text = parts.joined(separator: " ").replacing(" \n", with: "\n").replacing("\n ", with: "\n")
    } while !used.insert(text).inserted
    return CommunityPost(
      id: id, userID: author.id, title: pick(kind.titles), content: text, category: kind.category,
      postType: "text", isApproved: !isPending,
      createdAt: Timestamp(secondsSince1970: now - age))
  }

  private mutating func talk(
    about post: CommunityPost, _ author: Person, into content: inout DemoContent
  ) {
    let posted = post.createdAt?.secondsSince1970 ?? now
    var said: Set<String> = []
    for index in 0..<[0, 0, 1, 1, 2, 2, 3, 5][Int.random(in: 0..<8, using: &generator)] {
      let comment = pick(Talk.comments)
      guard said.insert(comment).inserted else { continue }
      let person = pick(Person.allCases.filter { $0 != author })
      let delay = Int.random(in: 120...1500, using: &generator) * (index + 1)
      content.comments.append(
        Comment(
          id: content.comments.count + 1, postID: post.id, userID: person.id, content: comment,
          createdAt: Timestamp(secondsSince1970: min(now - 30, posted + delay))))
    }
    for person in Person.allCases
    where person != author && Int.random(in: 0..<3, using: &generator) == 0 {
      content.likes.append(DemoContent.Like(userID: person.id, postID: post.id))
    }
  }

  private mutating func pick<T>(_ values: [T]) -> T {
    values[Int.random(in: 0..<values.count, using: &generator)]
  }
}
