import ArgumentParser
import SyncEngine

/// `cnt like`: say that a post is liked.
struct LikeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "like", abstract: "Like posts.")

  @Argument(help: "Numbers of posts, or post/5 as lists print them.")
  var posts: [String]

  @OptionGroup var send: SendOptions

  func run() async throws {
    try await reporting { try await Likes(posts, true).carryOut(send) }
  }
}

/// `cnt unlike`: take a like back.
struct UnlikeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unlike", abstract: "Take likes back.")

  @Argument(help: "Numbers of posts, or post/5 as lists print them.")
  var posts: [String]

  @OptionGroup var send: SendOptions

  func run() async throws {
    try await reporting { try await Likes(posts, false).carryOut(send) }
  }
}

/// Likes of some posts, set or taken back.
private struct Likes {
  var posts: [String]
  var wanted: Bool

  init(_ posts: [String], _ wanted: Bool) {
    self.posts = posts
    self.wanted = wanted
  }

  func carryOut(_ options: SendOptions) async throws {
    let account = try OpenAccount()
    let submission = Submission(account: account, options: options)
    let past = wanted ? "liked" : "not liked any more"
    var deeds: [Deed] = []
    for word in posts {
      let row = try account.require(try ThingNames.one(word, of: .post))
      guard case .post(let post) = row.item else { continue }
      let name = ThingNames.name(row.item.ref)
      if post.isLiked == wanted {
        submission.tell(name, already: wanted ? "liked" : "not liked")
      } else {
        deeds.append(
          Deed(write: .like(post: post.id, liked: wanted), thing: name, past: past))
      }
    }
    try await submission.carryOut(deeds)
  }
}
