import Foundation

extension ServerDoctor {
  /// Programs that make pictures, lengths, edits and archives.
  func tools() -> [ServerFinding] {
    [
      ("ffmpeg", "stills, quote pictures and edits are not made"),
      ("ffprobe", "lengths are not known"), ("tar", "backups cannot be archives"),
    ].map { name, loss in
      guard let path = Self.find(name, environment["PATH"] ?? "/usr/bin:/bin") else {
        return .warn("tools", "\(name) is not found: \(loss)", "Install \(name), or correct PATH.")
      }
      return .ok("tools", path)
    }
  }

  private static func find(_ name: String, _ folders: String) -> String? {
    folders.split(separator: ":").map { "\($0)/\(name)" }.first { path in
      var facts = stat()
      return stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFREG
        && access(path, X_OK) == 0
    }
  }

  /// Which variables are set; never what they say.
  func outside() -> [ServerFinding] {
    var findings = ServerVariables.groups.map { group -> ServerFinding in
      let set = group.variables.flatMap { [$0, $0 + "_FILE"] }.filter {
        environment[$0]?.isEmpty == false
      }
      return .ok(
        "settings",
        "\(group.name): " + (set.isEmpty ? "nothing is set" : set.joined(separator: ", ")))
    }
    do {
      _ = try PlatformSettings(environment: environment)
    } catch {
      // Some sentences quote what they found.
      let sentence = error.recovery.replacing(/, not “.*”/, with: "")
        .replacing(/names .*, which/, with: "names what")
      findings.append(.bad("settings", "a variable cannot be used", sentence))
    }
    if environment["PUBLIC_URL"]?.isEmpty != false {
      findings.append(
        .warn(
          "settings", "PUBLIC_URL is not set",
          "Set it to how people reach the server, such as https://cnt.example.org."))
    }
    return findings
  }

  /// Whether the port can be had; a server that runs has it.
  func listening(_ isRunning: Bool) -> ServerFinding {
    if isRunning { return .ok("port", "a server is running on this folder") }
    guard port != 0 else { return .ok("port", "any free one") }
    var wanted = addrinfo()
    wanted.ai_socktype = Int32(SOCK_STREAM.rawValue)
    wanted.ai_flags = AI_PASSIVE
    var list: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(host, "\(port)", &wanted, &list) == 0, let first = list?.pointee else {
      return .bad("port", "\(host) is no address of this machine", "Correct --host.")
    }
    defer { freeaddrinfo(list) }
    let fd = socket(first.ai_family, first.ai_socktype | Int32(SOCK_CLOEXEC.rawValue), 0)
    defer { close(fd) }
    // As the server does it: connections that have just ended do not count.
    var yes: Int32 = 1
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
    guard bind(fd, first.ai_addr, first.ai_addrlen) == 0, listen(fd, 1) == 0 else {
      return .bad(
        "port", "\(host):\(port) cannot be had (\(String(cString: strerror(errno))))",
        "Stop what has it, or choose another --port.")
    }
    return .ok("port", "\(host):\(port) is free")
  }
}
