import CNTKit
import Foundation
import Synchronization

/// Names a question of another program until it is answered.
typealias RemoteRequestID = Int

/// Where apps listen and others find them.
enum RemoteSocket {
  static let name = "control"
  /// Bytes of a command at most.
  static let longestCommand = 256
  /// Bytes of an answer at most.
  static let longestAnswer = 1 << 14

  /// Makes the folder, for its owner only; a folder of somebody else is refused.
  static func prepare(_ folder: String) throws {
    try Paths.makeFolder(folder)
    var status = stat()
    guard lstat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR,
      status.st_uid == getuid(), status.st_mode & 0o077 == 0 || chmod(folder, 0o700) == 0
    else { throw UnixSocket.Problem(what: "folder", code: EPERM) }
  }
}

/// Listens for `cnt remote` while the app runs. Every command becomes an ``Action``; its answer comes
/// back as an effect. Of several apps the newest is the one that is found.
final class RemoteServer: Sendable {
  private struct State {
    var last: RemoteRequestID = 0
    var waiting: [RemoteRequestID: Reply] = [:]
  }

  /// One answer on its way from the UI thread to the socket's.
  private final class Reply: Sendable {
    private let answer = Mutex<RemoteAnswer?>(nil)
    private let arrived = DispatchSemaphore(value: 0)

    func give(_ value: RemoteAnswer) {
      answer.withLock { $0 = value }
      arrived.signal()
    }

    func wait(seconds: Int) -> RemoteAnswer? {
      _ = arrived.wait(timeout: .now() + .seconds(seconds))
      return answer.withLock { $0 }
    }
  }

  private let folder: String
  private let socket: UnixSocket
  /// Which file is ours: another app may have put its own in its place.
  private let inode: UInt64
  private let state = Mutex(State())
  private let send: @Sendable (Action) -> Void

  /// Seconds that a program may take to say what it wants, and the app to answer.
  private static let patience = 2
  /// Commands that one connection may give.
  private static let mostCommands = 100

  init(folder: String, send: @escaping @Sendable (Action) -> Void) throws {
    try RemoteSocket.prepare(folder)
    self.folder = folder
    self.send = send
    socket = try UnixSocket.listen(folder: folder, name: RemoteSocket.name)
    inode = Self.inode(folder)
  }

  /// Begins to listen, on a thread of its own.
  func start() {
    let thread = Thread { [self] in
      while let connection = socket.accept() {
        guard connection.isOfOwner else { continue }
        connection.setPatience(Self.patience)
        serve(connection)
      }
    }
    thread.name = "remote"
    thread.start()
  }

  /// Ends listening and takes the file away, if it is still this app's.
  func stop() {
    if Self.inode(folder) == inode { unlink(folder + "/" + RemoteSocket.name) }
    socket.shutDown()
  }

  /// What the app answered.
  func answer(_ id: RemoteRequestID, _ answer: RemoteAnswer) {
    state.withLock { $0.waiting.removeValue(forKey: id) }?.give(answer)
  }

  private func serve(_ connection: UnixSocket) {
    for _ in 0..<Self.mostCommands {
      guard let line = connection.readLine(most: RemoteSocket.longestCommand) else { return }
      guard let command = RemoteCommand(line) else {
        connection.writeLine(
          RemoteAnswer.refused(tr("This is no command: see cnt remote --help.")).line)
        continue
      }
      guard connection.writeLine(ask(command).line) else { return }
    }
  }

  private func ask(_ command: RemoteCommand) -> RemoteAnswer {
    let reply = Reply()
    let id = state.withLock { state in
      state.last += 1
      state.waiting[state.last] = reply
      return state.last
    }
    send(.remote(id, command))
    defer { state.withLock { _ = $0.waiting.removeValue(forKey: id) } }
    return reply.wait(seconds: Self.patience)
      ?? .refused(tr("The app does not answer: look at it."))
  }

  private static func inode(_ folder: String) -> UInt64 {
    var status = stat()
    return lstat(folder + "/" + RemoteSocket.name, &status) == 0 ? UInt64(status.st_ino) : 0
  }
}
