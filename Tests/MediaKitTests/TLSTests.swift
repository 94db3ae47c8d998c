import Foundation
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

  @discardableResult
  private func run(_ words: [String]) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = words
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }

  private func make(_ words: String...) throws {
    let process = try run(words)
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "\(words)")
  }

  /// The server, its port, and what ends it.
  private func serve() throws -> (process: Process, port: String) {
    try make(
      "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem", "-out",
      "cert.pem", "-days", "2", "-subj", "/CN=localhost", "-addext",
      "subjectAltName=DNS:localhost,IP:127.0.0.1")
    try make(
      "ffmpeg", "-v", "error", "-f", "lavfi", "-i", "sine=duration=1", "tone.wav")
    let script = """
      import http.server, ssl, sys
      server = http.server.ThreadingHTTPServer(
          ('127.0.0.1', 0), http.server.SimpleHTTPRequestHandler)
      context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
      context.load_cert_chain('cert.pem', 'key.pem')
      server.socket = context.wrap_socket(server.socket, server_side=True)
      print(server.server_port, flush=True)
      server.serve_forever()
      """
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", script]
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    return (process, line.trimmingCharacters(in: .whitespacesAndNewlines))
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
    let (process, port) = try serve()
    defer {
      process.terminate()
      try? FileManager.default.removeItem(atPath: folder)
    }
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
