import ArgumentParser

/// The program's entry: the app, or one of the subcommands.
@main
struct CNT: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cnt",
    abstract: "The CNT media platform in the terminal.",
    discussion: "Without a subcommand the app opens. Press ? in it for the keys.",
    version: "0.1.0",
    subcommands: [
      AppCommand.self, LoginCommand.self, LogoutCommand.self, SyncCommand.self,
      SearchCommand.self, OutboxCommand.self, DownloadCommand.self, WatchCommand.self,
      DemoCommand.self,
    ],
    defaultSubcommand: AppCommand.self)
}
