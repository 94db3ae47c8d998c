import Foundation
import Subprocess
import SystemPackage
import Testing

@testable import MediaKit

/// A server with a certificate of an authority that nobody knows.
@Suite(.serialized, .timeLimit(.minutes(3)))
struct TLSTests {
  private let folder: String

  init() throws {
    folder = NSTemporaryDirectory() + "cnt-tls-\(UUID().uuidString)"
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true)
  }

  /// Runs a server while `body` asks it, at the port that it is given.
  private func serving(_ body: (String) async throws -> Void) async throws {
    try await TestTool.run(
      "openssl",
      [
        "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem", "-out", "cert.pem",
        "-days", "2", "-subj", "/CN=localhost", "-addext",
        "subjectAltName=DNS:localhost,IP:127.0.0.1",
      ], in: folder)
    try await TestTool.run(
      "ffmpeg", ["-v", "error", "-nostdin", "-f", "lavfi", "-i", "sine=duration=1", "tone.wav"],
      in: folder)
    let script = """
      import http.server, os, ssl
      server = http.server.ThreadingHTTPServer(
          ('127.0.0.1', 0), http.server.SimpleHTTPRequestHandler)
      context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
      context.load_cert_chain('cert.pem', 'key.pem')
      server.socket = context.wrap_socket(server.socket, server_side=True)
      with open('port.new', 'w') as file:
          file.write(str(server.server_port))
      os.rename('port.new', 'port')
      server.serve_forever()
      """
    _ = try await Subprocess.run(
      .name("python3"), arguments: ["-c", script], workingDirectory: FilePath(folder),
      input: .none, output: .discarded, error: .discarded
    ) { execution in
      var port: String?
      while port == nil {
        try await Task.sleep(for: .milliseconds(20))
        port = try? String(contentsOfFile: folder + "/port", encoding: .utf8)
      }
      if let port { try await body(port) }
      try execution.send(signal: .terminate)
    }
  }

  private func outcome(_ address: String, certificates: String?) async throws -> PlayerEvent? {
    let player = try Player(PlayerOptions(audioOutput: "null", certificates: certificates))
    defer { player.close() }
    try player.load(.url(address), startAt: 0, paused: true)
    for await event in player.events {
      switch event {
      case .loaded, .failed: return event
      default: continue
      }
    }
    return nil
  }

  @Test func `a certificate that nobody vouches for is refused`() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try await serving { port in
      let address = "https://localhost:\(port)/tone.wav"
      guard case .failed = try await outcome(address, certificates: nil) else {
        Issue.record("it played")
        return
      }
      guard case .loaded = try await outcome(address, certificates: folder + "/cert.pem") else {
        Issue.record("it did not play with the authority that was named")
        return
      }
    }
  }

  @Test func `the window is told the same, and what may be opened`() {
    let remote = MediaSource.url("https://a/b.mp4").windowArguments(
      startAt: 0, title: "t", certificates: "/c.pem")
    #expect(remote.contains("--tls-verify=yes") && remote.contains("--tls-ca-file=/c.pem"))
    #expect(!remote.contains { $0.contains("[file") || $0.contains(",file") })
    #expect(Array(remote.suffix(2)) == ["--", "https://a/b.mp4"])
    let local = MediaSource.file(path: "/b.mp4").windowArguments(
      startAt: 0, title: "t", certificates: nil)
    #expect(local.contains("--demuxer-lavf-o=protocol_whitelist=[file]"))
    #expect(!local.contains { $0.hasPrefix("--tls-ca-file") })
  }

  @Test func `a newer libmpv is told a place before the options`() {
    func words(_ version: UInt) -> [String] {
      LoadCommand.words(
        .file(path: "/a"), "replace", options: "start=1", clientVersion: version)
    }
    #expect(words(2 << 16 | 2) == ["loadfile", "/a", "replace", "start=1"])
    #expect(words(2 << 16 | 3) == ["loadfile", "/a", "replace", "-1", "start=1"])
    #expect(words(2 << 16 | 5) == ["loadfile", "/a", "replace", "-1", "start=1"])
  }
}
