import CNTKit
import Foundation
import GRDB
import Testing

@testable import CNTServer

/// What a doctor finds in a server's data folder, and around it.
struct ServerDoctorTests {
  private static let environment = [
    "PATH": "/usr/bin:/bin", "PUBLIC_URL": "https://cnt.example.org",
  ]

  private static func look(
    _ data: String, _ environment: [String: String] = environment, port: Int = 0
  ) async -> [ServerFinding] {
    await ServerDoctor(data: data, host: "127.0.0.1", port: port, environment: environment)
      .examine()
  }

  /// A data folder that no server has open, filled, with a media file that a row names.
  private static func inData(_ work: @escaping @Sendable (String) async throws -> Void) async throws
  {
    try await BackupTests.inFolder { place in
      try await ServerHarness.run { server async throws in
        let world = try await FeedWorld(server)
        try await world.fill()
        try await world.execute("UPDATE movies SET video_url = ''")
        try await world.execute("UPDATE music_tracks SET audio_url = '/media/audio/a.mp3'")
        try PartTests.mp3.write(
          to: URL(fileURLWithPath: server.folder + "/media/audio/a.mp3"))
        _ = try await Backup.make(of: server.folder, to: place + "/b")
      }
      _ = try await Backup.restore(place + "/b", to: place + "/d")
      try await work(place + "/d")
    }
  }

  private static func change(_ data: String, _ sql: String) async throws {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    let queue = try DatabaseQueue(path: data + "/cnt.sqlite", configuration: configuration)
    try await queue.write { db in try db.execute(sql: sql) }
    try queue.close()
  }

  @Test func `a good folder is found good, and is as it was`() async throws {
    try await Self.inData { data async throws in
      let before = try FileManager.default.subpathsOfDirectory(atPath: data).sorted()
      let findings = await Self.look(data)
      #expect(findings.filter { $0.state != .ok } == [])
      #expect(
        Set(findings.map(\.check))
          == [
            "data", "space", "secrets", "database", "rows", "media", "parts", "tools", "settings",
            "port",
          ])
      let after = try FileManager.default.subpathsOfDirectory(atPath: data).sorted()
        .filter { !$0.hasPrefix("cnt.sqlite-") }
      #expect(after == before)
    }
  }

  enum Fault: String, CaseIterable {
    case open, openKey, noKey, brokenDatabase, newer, older, lostRow, lostFile, unusedFile
  }

  private static func make(_ fault: Fault, _ data: String) async throws {
    switch fault {
    case .open: chmod(data, 0o755)
    case .openKey: chmod(data + "/secret.key", 0o644)
    case .noKey: unlink(data + "/secret.key")
    case .brokenDatabase:
      let file = try #require(FileHandle(forUpdatingAtPath: data + "/cnt.sqlite"))
      try file.seek(toOffset: 8192)
      try file.write(contentsOf: Data(repeating: 0x55, count: 60_000))
      try file.close()
    case .newer:
      try await change(data, "INSERT INTO grdb_migrations VALUES ('of the future')")
    case .older:
      try await change(data, "DELETE FROM grdb_migrations WHERE identifier = 'uploads in parts'")
    case .lostRow:
      try await change(
        data, "INSERT INTO likes (post_id, user_id, created_at) VALUES (999, 1, '')")
    case .lostFile: unlink(data + "/media/audio/a.mp3")
    case .unusedFile:
      try Data("x".utf8).write(
        to: URL(fileURLWithPath: data + "/media/audio/\u{1b}[31m.mp3"))
    }
  }

  @Test(arguments: [
    (Fault.open, "data", ServerFinding.State.warn, "open to other users"),
    (.openKey, "secrets", .bad, "secret.key can be read by other users"),
    (.noKey, "secrets", .warn, "no secret.key"), (.brokenDatabase, "database", .bad, ""),
    (.newer, "database", .bad, "newer cnt-server"), (.older, "database", .warn, "earlier"),
    (.lostRow, "rows", .bad, "1 rows refer to what is gone, in likes"),
    (.lostFile, "media", .bad, "1 files are missing: audio/a.mp3 (music_tracks 1)"),
    (.unusedFile, "media", .warn, "1 files, 0 MiB, are named by no row"),
  ]) func `what is wrong is found, with what to do`(
    fault: Fault, check: String, state: ServerFinding.State, words: String
  ) async throws {
    try await Self.inData { data async throws in
      try await Self.make(fault, data)
      let found = await Self.look(data).filter { $0.state != .ok }
      #expect(found.map(\.check) == [check] && found.first?.state == state, "\(found)")
      #expect(found.first?.detail.contains(words) == true || words.isEmpty, "\(found)")
      #expect(found.first?.advice?.isEmpty == false)
      #expect(found.allSatisfy { !$0.plain.unicodeScalars.contains("\u{1b}") })
    }
  }

  @Test func `what is around it is looked at, and no value is told`() async throws {
    try await Self.inData { data async throws in
      let secret = data + "/../stripe"
      try Data("sk_file_secret".utf8).write(to: URL(fileURLWithPath: secret))
      chmod(secret, 0o644)
      let findings = await Self.look(
        data,
        [
          "PATH": "/nowhere", "LIVEKIT_URL": "not-an-address-hidden", "LIVEKIT_API_KEY": "hidden1",
          "SMTP_PASSWORD": "hidden2", "STRIPE_SECRET_KEY_FILE": secret, "METRICS_TOKEN": "hidden3",
        ])
      let text = findings.map(\.plain).joined(separator: "\n")
      for value in ["hidden", "sk_file", "stripe\n", secret] { #expect(!text.contains(value)) }
      for name in [
        "LIVEKIT_URL, LIVEKIT_API_KEY", "SMTP_PASSWORD", "STRIPE_SECRET_KEY_FILE", "METRICS_TOKEN",
        "ffmpeg is not found", "PUBLIC_URL is not set", "LIVEKIT_URL must be an address",
        "STRIPE_SECRET_KEY_FILE can be read by other users",
      ] { #expect(text.contains(name), "\(name)") }
      let gone = await Self.look(data, ["STRIPE_SECRET_KEY_FILE": "/hidden/file"])
      #expect(gone.contains { $0.check == "settings" && $0.state == .bad })
      #expect(!gone.map(\.plain).joined().contains("/hidden/file"))
    }
  }

  @Test func `a port that somebody has is said, and a server that runs has its own`() async throws {
    try await Self.inData { data async throws in
      try await ServerHarness.run { server async throws in
        try await server.listening { port async throws in
          let taken = await Self.look(data, port: port).first { $0.check == "port" }
          #expect(taken?.state == .bad && taken?.advice?.contains("--port") == true)
          let lock = try DataLock.take(data)
          let running = await Self.look(data, port: port).first { $0.check == "port" }
          #expect(running?.state == .ok && running?.detail.contains("is running") == true)
          withExtendedLifetime(lock) {}
        }
      }
    }
  }

  @Test func `what is no data folder is said`() async throws {
    try await BackupTests.inFolder { place in
      let none = await Self.look(place + "/no")
      #expect(none.first?.state == .bad && none.first?.advice?.contains("--data") == true)
      let empty = await Self.look(place)
      #expect(empty.filter { $0.state == .bad } == [])
      #expect(empty.first { $0.check == "database" }?.detail == "there is none yet")
    }
  }
}
