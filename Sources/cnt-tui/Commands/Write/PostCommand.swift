import ArgumentParser
import CNTKit
import SyncEngine

/// `cnt post`: write into the community.
struct PostCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "post", abstract: "Write a post for the community.",
    discussion: """
      The text is the argument, or standard input where that is - or no terminal; on a terminal \
      your editor opens. An admin approves the post before others see it.
      """)

  @Argument(help: "The text, or - for standard input.")
  var text: String?

  @Option(help: "The title; the first words of the text without it.")
  var title: String?

  @Option(
    help: "One of \(ComposerState.categories.joined(separator: ", ")).",
    completion: .list(ComposerState.categories))
  var category = "general"

  @OptionGroup var send: SendOptions

  func validate() throws {
    guard ComposerState.categories.contains(category) else {
      throw ValidationError(
        "There is no category “\(category)”. There are "
          + ComposerState.categories.joined(separator: ", ") + ".")
    }
  }

  func run() async throws {
    try await reporting {
      let account = try OpenAccount()
      let text = try await TextInput.read(text, for: "post")
      let title = (title ?? "").trimmingWhitespace()
      let post = CommunityPostCreate(
        title: title.isEmpty ? Updater.title(from: text) : title, content: text,
        category: category, postType: "text")
      try await Submission(account: account, options: send).carryOut([
        Deed(write: .post(post), thing: "“\(post.title)”", past: "posted")
      ])
    }
  }
}

/// `cnt comment`: answer a post.
struct CommentCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "comment", abstract: "Comment on a post.")

  @Argument(help: "The post: its number, or post/5 as lists print it.")
  var post: String

  @Argument(help: "The text, or - for standard input; on a terminal your editor opens without it.")
  var text: String?

  @OptionGroup var send: SendOptions

  func run() async throws {
    try await reporting {
      let account = try OpenAccount()
      let ref = try ThingNames.one(post, of: .post)
      _ = try account.require(ref)
      let text = try await TextInput.read(text, for: "comment")
      try await Submission(account: account, options: send).carryOut([
        Deed(
          write: .comment(post: ref.id, text: text), thing: ThingNames.name(ref),
          past: "commented")
      ])
    }
  }
}
