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
      AppCommand.self, OpenCommand.self, RemoteControlCommand.self, LoginCommand.self,
      LogoutCommand.self, SyncCommand.self,
      SearchCommand.self, ListCommand.self, ShowCommand.self, OutboxCommand.self,
      DownloadCommand.self, PlayCommand.self, QueueCommand.self, PlaylistCommand.self,
      WatchCommand.self, PostCommand.self,
      CommentCommand.self,
      LikeCommand.self,
      UnlikeCommand.self, FavoriteCommand.self, UnfavoriteCommand.self, FollowCommand.self,
      UnfollowCommand.self, EventCommand.self, NotificationsCommand.self, AdminCommand.self,
      SupportCommand.self,
      DocumentCommand.self, BibleCommand.self, RecordCommand.self, EditCommand.self,
      PublishCommand.self,
      UploadsCommand.self,
      KeysCommand.self, ThemeCommand.self, ConfigCommand.self, DoctorCommand.self,
      DemoCommand.self,
    ],
    defaultSubcommand: AppCommand.self)

  static func main() async {
    // Asked for nothing, the app need not wait until all that could be asked for is read.
    guard CommandLine.argc == 1 else { return await main(nil) }
    do { try await AppCommand.open() } catch { exit(withError: error) }
  }
}
