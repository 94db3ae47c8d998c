extension MediaSource {
  /// What the `mpv` program is told to show this in a window of its own, from a second on.
  public func windowArguments(startAt seconds: Double, title: String) -> [String] {
    let start = seconds.isFinite && seconds > 0 ? seconds : 0
    return [
      "--no-terminal", "--force-window=yes", "--start=\(start)", "--force-media-title=\(title)",
      // As in our own player: no other program, and nothing but the file that was asked for.
      "--ytdl=no", "--load-unsafe-playlists=no", "--access-references=no",
      "--demuxer-lavf-o=protocol_whitelist=[file,http,https,tcp,tls,crypto,httpproxy]", "--",
      argument,
    ]
  }
}
