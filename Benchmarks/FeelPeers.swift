import Foundation

/// A program that a person might use instead, with something to show.
struct FeelPeer {
  var name: String
  var program: String
  var arguments: [String]
  /// What its first screen shows.
  var shows: String
  /// Keys from there to a long list.
  var toList = ""
}

/// cmus, ncmpcpp and newsboat with 10,000 things each.
struct FeelPeers {
  static let count = 10_000
  let folder: String
  let environment: [String: String]
  private let server = Process()

  init(_ folder: String) throws {
    self.folder = folder
    environment = [
      "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TERM": "xterm-256color", "HOME": folder,
      "CMUS_HOME": folder + "/cmus", "XDG_RUNTIME_DIR": folder,
    ]
    for name in ["music", "newsboat", "cmus", "mpd"] {
      try FileManager.default.createDirectory(
        atPath: folder + "/" + name, withIntermediateDirectories: true)
    }
  }

  func all() throws -> [FeelPeer] { [try cmus(), try ncmpcpp(), try newsboat()] }

  func end() {
    if server.isRunning { server.terminate() }
  }

  /// A wave file of ten milliseconds for each track.
  private func makeMusic() throws {
    func bytes<T: FixedWidthInteger>(_ number: T) -> Data {
      withUnsafeBytes(of: number.littleEndian) { Data($0) }
    }
    var wave = Data("RIFF".utf8) + bytes(UInt32(36 + 160)) + Data("WAVEfmt ".utf8)
    wave += bytes(UInt32(16)) + bytes(UInt16(1)) + bytes(UInt16(1)) + bytes(UInt32(8000))
    wave += bytes(UInt32(16000)) + bytes(UInt16(2)) + bytes(UInt16(16))
    wave += Data("data".utf8) + bytes(UInt32(160)) + Data(count: 160)
    for number in 0..<Self.count {
      try wave.write(to: URL(fileURLWithPath: folder + "/music/track \(100_000 + number).wav"))
    }
  }

  private func cmus() throws -> FeelPeer {
    try makeMusic()
    try Data("set start_view=sorted\nset mpris=false\n".utf8).write(
      to: URL(fileURLWithPath: folder + "/cmus/rc"))
    let filling = try TimedSession("/usr/bin/cmus", [], environment: environment)
    filling.settle(1)
    // A machine without sound makes it complain first; any key ends that.
    filling.type("\r")
    filling.settle(0.5)
    filling.type(":add -l \(folder)/music\r")
    filling.settle(5)
    filling.type(":save\r")
    filling.settle(1)
    filling.type(":quit\r")
    filling.settle(1)
    return FeelPeer(name: "cmus", program: "/usr/bin/cmus", arguments: [], shows: "track 1")
  }

  private func ncmpcpp() throws -> FeelPeer {
    let socket = folder + "/mpd/socket"
    let configuration = """
      music_directory "\(folder)/music"
      db_file "\(folder)/mpd/db"
      log_file "\(folder)/mpd/log"
      bind_to_address "\(socket)"
      max_playlist_length "\(Self.count)"
      audio_output {
        type "null"
        name "null"
      }
      """
    let file = folder + "/mpd/mpd.conf"
    try Data(configuration.utf8).write(to: URL(fileURLWithPath: file))
    server.executableURL = URL(fileURLWithPath: "/usr/bin/mpd")
    server.arguments = ["--no-daemon", file]
    server.standardOutput = FileHandle.nullDevice
    server.standardError = FileHandle.nullDevice
    try server.run()
    for _ in 0..<100 where !FileManager.default.fileExists(atPath: socket) { usleep(50_000) }
    try run("/usr/bin/mpc", ["-q", "-h", socket, "update", "--wait"])
    try run("/usr/bin/mpc", ["-q", "-h", socket, "add", "/"])
    return FeelPeer(
      name: "ncmpcpp", program: "/usr/bin/ncmpcpp", arguments: ["-q", "-h", socket], shows: "track")
  }

  private func newsboat() throws -> FeelPeer {
    let place = folder + "/newsboat"
    var feed = """
      <?xml version="1.0"?><rss version="2.0"><channel><title>Feed</title>
      <link>http://127.0.0.1/</link><description>A feed</description>
      """
    for number in 0..<Self.count {
      feed += "<item><title>Entry \(number)</title><link>http://127.0.0.1/\(number)</link>"
      feed += "<guid>\(number)</guid><description>Words of entry \(number)</description></item>"
    }
    feed += "</channel></rss>"
    try Data(feed.utf8).write(to: URL(fileURLWithPath: place + "/feed.xml"))
    try Data("file://\(place)/feed.xml\n".utf8).write(to: URL(fileURLWithPath: place + "/urls"))
    try Data().write(to: URL(fileURLWithPath: place + "/config"))
    let files = ["-u", place + "/urls", "-c", place + "/cache.db", "-C", place + "/config"]
    try run("/usr/bin/newsboat", files + ["-x", "reload"])
    return FeelPeer(
      name: "newsboat", program: "/usr/bin/newsboat", arguments: files, shows: "Feed", toList: "\r")
  }

  private func run(_ program: String, _ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.environment = environment
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw BenchError.notWhole(["\(program) ended with \(process.terminationStatus)"])
    }
  }
}
