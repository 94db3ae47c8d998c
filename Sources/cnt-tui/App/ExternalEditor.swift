import Foundation
import TermKit

/// The person's own editor for a long text: `$VISUAL`, `$EDITOR`, else what the system has.
struct ExternalEditor: Sendable {
  enum Outcome: Sendable, Hashable {
    case text(String)
    /// The text stays as it was; the sentence says why.
    case failed(String)
  }

  /// Bytes of a file that are read; beyond what a text may have, whatever its characters.
  static let mostBytes = 1 << 20

  var environment: [String: String]

  /// Runs the editor on the terminal and waits for its end. The text is in a file that only its owner
  /// can read, in a folder of its own, so that what the editor leaves beside it goes too.
  func edit(_ text: String) -> Outcome {
    let base = environment["XDG_RUNTIME_DIR"] ?? environment["TMPDIR"] ?? "/tmp"
    var template = Array("\(base)/cnt-text-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      return .failed(tr("No private file can be made in \(base): make it writable."))
    }
    let folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/text.md"
    // Editors expect that the last line is ended.
    let lines = text.isEmpty || text.hasSuffix("\n") ? text : text + "\n"
    let made = FileManager.default.createFile(
      atPath: path, contents: Data(lines.utf8), attributes: [.posixPermissions: 0o600])
    guard made else {
      return .failed(tr("No private file can be made in \(base): see that it has room."))
    }
    let status = run(path)
    guard status == 0 else {
      return .failed(tr("The editor “\(printable(command))” failed; the text is as it was."))
    }
    return read(path)
  }

  private func read(_ path: String) -> Outcome {
    guard let file = FileHandle(forReadingAtPath: path),
      let data = try? file.read(upToCount: Self.mostBytes)
    else { return .failed(tr("The editor left no text; the text is as it was.")) }
    var text = String(decoding: data, as: UTF8.self)
    if text.last == "\n" || text.last == "\r\n" { text.removeLast() }
    return .text(text)
  }

  /// The editor's command line; it may hold arguments.
  var command: String {
    for name in ["VISUAL", "EDITOR"] {
      if let value = environment[name], !value.isEmpty { return value }
    }
    return access("/usr/bin/editor", X_OK) == 0 ? "editor" : "vi"
  }

  /// Runs the editor as `git` does, through the shell; its exit status, or -1.
  private func run(_ path: String) -> Int32 {
    // As in system(3): what the terminal sends to both is the editor's to answer, except Ctrl-Z,
    // which stops both.
    let kept = [
      (SIGINT, Self.handle(SIGINT, SIG_IGN)), (SIGQUIT, Self.handle(SIGQUIT, SIG_IGN)),
      (SIGTSTP, Self.handle(SIGTSTP, SIG_DFL)),
    ]
    defer {
      for (number, before) in kept {
        var before = before
        sigaction(number, &before, nil)
      }
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var defaults = sigset_t()
    sigemptyset(&defaults)
    for number in [SIGINT, SIGQUIT, SIGTSTP, SIGTERM, SIGHUP, SIGPIPE, SIGWINCH] {
      sigaddset(&defaults, number)
    }
    posix_spawnattr_setsigdefault(&attributes, &defaults)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
    let words = ["/bin/sh", "-c", command + " \"$@\"", "editor", path]
    let arguments = words.map { strdup($0) } + [nil]
    let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for pointer in arguments + variables { free(pointer) } }
    var pid: pid_t = 0
    guard posix_spawn(&pid, "/bin/sh", nil, &attributes, arguments, variables) == 0 else {
      return -1
    }
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0 { guard errno == EINTR else { return -1 } }
    return status & 0x7f == 0 ? (status >> 8) & 0xff : -1
  }

  /// Changes what a signal does and returns what it did, flags and all.
  private static func handle(_ number: Int32, _ handler: __sighandler_t?) -> sigaction {
    var (new, before) = (sigaction(), sigaction())
    new.__sigaction_handler.sa_handler = handler
    sigaction(number, &new, &before)
    return before
  }
}
