/// libmpv's "loadfile".
enum LoadCommand {
  /// The client API with which a place in the playlist came before the options (mpv 0.38, 2.3;
  /// DOCS/interface-changes.rst). It is not looked at where a file is appended or replaces all.
  static let firstWithPlace: UInt = 2 << 16 | 3

  static func words(
    _ source: MediaSource, _ mode: String, options: String, clientVersion: UInt
  ) -> [String] {
    ["loadfile", source.argument, mode] + (clientVersion >= firstWithPlace ? ["-1"] : []) + [
      options
    ]
  }
}
