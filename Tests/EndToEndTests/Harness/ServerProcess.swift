import CNTKit
import Foundation

/// A real cnt-server on a data folder of the test.
final class ServerProcess: @unchecked Sendable {
  let data: String
  private(set) var port: Int = 0
  private var child: Child?
  private let log: String

  struct Failure: Error, CustomStringConvertible { var description: String }

  init(data: String) throws {
    self.data = data
    log = data + ".log"
    try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
  }

  var origin: String { "http://127.0.0.1:\(port)" }

  /// Makes an account on a server that is not running.
  func addUser(_ name: String, admin: Bool = false) throws {
    var arguments = [
      "user", "add", "--data", data, "--email", "\(name)@test.invalid", "--name", name.capitalized,
      "--username", name, "--password-stdin",
    ]
    if admin { arguments.append("--admin") }
    let run = try ProgramRun(BuiltProducts.server, arguments, input: "\(name)-password\n")
    guard run.status == 0 else { throw Failure(description: run.error) }
  }

  /// Starts, on the same port as before where there was one.
  func start() throws {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw Failure(description: "no pipe") }
    let error = open(log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    let null = open("/dev/null", O_RDONLY)
    _ = fcntl(ends[0], F_SETFD, FD_CLOEXEC)
    child = try Child(
      BuiltProducts.server,
      ["serve", "--data", data, "--port", "\(port)", "--exit-with-parent"],
      environment: TestEnvironment.base,
      files: .descriptors(input: null, output: ends[1], error: error))
    for fd in [ends[1], error, null] { close(fd) }
    defer { close(ends[0]) }
    var line = ""
    var byte: UInt8 = 0
    while read(ends[0], &byte, 1) == 1, byte != UInt8(ascii: "\n") {
      line.unicodeScalars.append(Unicode.Scalar(byte))
    }
    guard let colon = line.lastIndex(of: ":"), let port = Int(line[line.index(after: colon)...])
    else {
      throw Failure(
        description: "no address from the server: “\(line)”, log: "
          + ((try? String(contentsOfFile: log, encoding: .utf8)) ?? ""))
    }
    self.port = port
  }

  /// Ends it and returns its exit status.
  @discardableResult
  func stop(_ signal: Int32 = SIGTERM) -> Int32? {
    child?.signal(signal)
    let status = child?.wait()
    child = nil
    return status
  }

  deinit { stop(SIGKILL) }

  /// The API as one of the accounts made by ``addUser(_:admin:)``, through the product's own client.
  func client(as name: String) async throws -> APIClient {
    let transport = CurlTransport()
    let address = try ServerAddress(origin)
    let guest = APIClient(server: address, transport: transport)
    let answer = try await guest.call(
      .login(LoginRequest(usernameOrEmail: name, password: "\(name)-password")))
    let folder = data + "-session-" + name
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let store = TokenStore(folder: folder)
    let credentials = Credentials(server: address, answer: answer)
    try store.save(credentials)
    return APIClient(
      server: address, transport: transport,
      session: Session(credentials, store: store, transport: transport))
  }
}

/// A sound file for tests: a sine as 16-bit PCM in a WAV container.
enum TestTone {
  static func write(to path: String, seconds: Int) throws {
    let rate = 8000
    var samples = Data()
    for index in 0..<rate * seconds {
      let value = Int16(8000 * sin(2 * Double.pi * 440 * Double(index) / Double(rate)))
      withUnsafeBytes(of: value.littleEndian) { samples.append(contentsOf: $0) }
    }
    var file = Data("RIFF".utf8)
    func append(_ value: some FixedWidthInteger) {
      withUnsafeBytes(of: value.littleEndian) { file.append(contentsOf: $0) }
    }
    append(UInt32(36 + samples.count))
    file.append(Data("WAVEfmt ".utf8))
    append(UInt32(16))
    append(UInt16(1))
    append(UInt16(1))
    append(UInt32(rate))
    append(UInt32(rate * 2))
    append(UInt16(2))
    append(UInt16(16))
    file.append(Data("data".utf8))
    append(UInt32(samples.count))
    file.append(samples)
    try file.write(to: URL(fileURLWithPath: path))
  }
}
