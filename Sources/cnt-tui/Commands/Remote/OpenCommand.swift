import ArgumentParser

/// `cnt open`: the app, at one thing.
struct OpenCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open", abstract: "Open the app at a thing or a section.",
    discussion: "cnt remote open shows it in an app that runs already.")

  @Argument(
    help: "Such as podcast/12, cnt://post/5, events or \"bible/john 3:16\".",
    completion: .list(SectionSpec.ID.allCases.map(\.rawValue)))
  var place: String

  func run() async throws {
    try await reporting {
      guard let link = DeepLink(place) else {
        throw Failure(
          sentence:
            "“\(place)” is no place in the app: write podcast/12, bible/john 3:16, or one of "
            + SectionSpec.ID.allCases.map(\.rawValue).joined(separator: ", ") + ".", code: .usage)
      }
      let around = try Surroundings()
      try await AppRunner(
        dependencies: around.dependencies, settings: around.settings, link: link
      ).run()
    }
  }
}
