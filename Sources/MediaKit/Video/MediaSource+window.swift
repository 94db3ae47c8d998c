import Foundation

extension MediaSource {
  /// What the `mpv` program is told to show this in a window of its own, from a second on.
  public func windowArguments(
    startAt seconds: Double, title: String,
    certificates: String? = ProcessInfo.processInfo.environment["SSL_CERT_FILE"]
  ) -> [String] {
    let start = seconds.isFinite && seconds > 0 ? seconds : 0
    return [
      "--no-terminal", "--force-window=yes", "--start=\(start)", "--force-media-title=\(title)",
      // As in our own player: no other program, and nothing but the file that was asked for.
      "--ytdl=no", "--load-unsafe-playlists=no", "--access-references=no",
      "--demuxer-lavf-o=protocol_whitelist=[\(protocols)]",
    ] + TLSSettings.words(certificates: certificates).map { "--\($0)=\($1)" } + ["--", argument]
  }
}
