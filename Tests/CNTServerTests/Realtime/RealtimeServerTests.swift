import CNTKit
import Foundation
import GRDB
import Testing

@testable import CNTServer

@Suite(.timeLimit(.minutes(1)))
struct RealtimeServerTests {
  @Test func `bad requests are answered in the platform's words`() async throws {
    try await RealtimeHarness.run { harness in
      let version =
        #""The client is using an unsupported version of the Socket.IO or Engine.IO protocols""#
      for (query, text) in [
        ("EIO=3&transport=polling", version), ("transport=polling", version),
        ("EIO=4", #""Invalid transport""#), ("EIO=4&transport=bogus", #""Invalid transport""#),
        ("EIO=4&transport=websocket", #""Invalid transport""#),
        ("EIO=4&transport=polling&sid=nope", #""Invalid session nope""#),
      ] {
        let answer = try await harness.ask(.get, query)
        #expect(answer == RealtimeHarness.Answer(400, text), "\(query)")
      }
      #expect(try await harness.ask(.post, "EIO=4&transport=polling", body: "40").status == 400)
      #expect(try await harness.ask(.put, "EIO=4&transport=polling").status == 400)
    }
  }

  @Test func `one request waits at a time, and a second ends the session`() async throws {
    try await RealtimeHarness.run { harness in
      let query = try await harness.open()
      async let first = harness.ask(.get, query)
      async let second = harness.ask(.get, query)
      let answers = try await [first, second].sorted { $0.status < $1.status }
      #expect(answers[0] == RealtimeHarness.Answer(200, "1"))
      #expect(answers[1].status == 400)
      #expect(try await harness.ask(.get, query).status == 400)
    }
  }

  @Test(arguments: ["abc", "42[\"join_stream\",{\"stream_id\":1}]", "4x", "5", "2", "4451-[]"])
  func `who breaks the protocol is out`(body: String) async throws {
    try await RealtimeHarness.run { harness in
      let query = try await harness.open()
      #expect(try await harness.ask(.post, query, body: body).status == 400)
      #expect(try await harness.ask(.get, query).status == 400)
    }
  }

  @Test func `a client that says goodbye gets its waiting request back`() async throws {
    try await RealtimeHarness.run { harness in
      let query = try await harness.open()
      async let waiting = harness.ask(.get, query)
      while await harness.application.services.realtime.waitingPolls == 0 { await Task.yield() }
      #expect(try await harness.ask(.post, query, body: "1") == RealtimeHarness.Answer(200, "ok"))
      #expect(try await waiting == RealtimeHarness.Answer(200, "6"))
    }
  }

  @Test func `silence after a ping ends a session, answers keep it`() async throws {
    var settings = RealtimeSettings()
    settings.pingInterval = .milliseconds(50)
    settings.pingTimeout = .seconds(4)
    try await RealtimeHarness.run(settings) { [settings] harness in
      let query = try await harness.open()
      for _ in 0..<3 {
        #expect(try await harness.ask(.get, query) == RealtimeHarness.Answer(200, "2"))
        #expect(try await harness.ask(.post, query, body: "3") == RealtimeHarness.Answer(200, "ok"))
      }
      #expect(try await harness.ask(.get, query) == RealtimeHarness.Answer(200, "2"))
      let begin = ContinuousClock.now
      #expect(try await harness.ask(.get, query) == RealtimeHarness.Answer(200, "1"))
      #expect(ContinuousClock.now - begin > settings.pingTimeout / 2)
    }
  }

  @Test func `who opens a session and wants nothing is closed`() async throws {
    var settings = RealtimeSettings()
    settings.handshakeTimeout = .milliseconds(500)
    try await RealtimeHarness.run(settings) { harness in
      let query = try await harness.open()
      let answer = try await harness.ask(.get, query)
      // On a busy machine it may be gone before the request comes.
      #expect(answer == RealtimeHarness.Answer(200, "1") || answer.status == 400)
      #expect(try await harness.ask(.get, query).status == 400)
    }
  }

  @Test func `floods, crowds, foreign pages and slow readers are refused`() async throws {
    var settings = RealtimeSettings()
    settings.packetsAtOnce = 10
    settings.packetsPerSecond = 0.001
    settings.mostPerUser = 1
    settings.mostWaitingPackets = 20
    settings.allowedOrigins = ["https://cnt.example.org"]
    try await RealtimeHarness.run(settings) { harness in
      let query = try await harness.open(connect: "")
      let flood = Array(repeating: #"42["message",{}]"#, count: 20).joined(separator: "\u{1e}")
      #expect(try await harness.ask(.post, query, body: flood).status == 400)

      let token = try await harness.token("grace")
      let auth = #"{"token":"\#(token)"}"#
      let one = try await harness.open(connect: auth)
      #expect(try await harness.ask(.get, one).text.hasPrefix("40{"))
      let two = try await harness.open(connect: auth)
      #expect(
        try await harness.ask(.get, two).text
          == #"44{"message":"Too many connections of this account"}"#)

      let hub = harness.application.services.realtime
      for number in 0..<30 {
        await hub.emit(
          "e", [.int(number)],
          to: RealtimeHub.Room(namespace: "/", name: RealtimeHub.room(ofUser: 1)))
      }
      #expect(try await harness.ask(.get, one).status == 400)

      let evil = try await harness.ask(
        .get, "EIO=4&transport=polling", headers: ["Origin": "https://evil.example"])
      #expect(evil == RealtimeHarness.Answer(400, #""Not an accepted origin.""#))
      let good = try await harness.ask(
        .get, "EIO=4&transport=polling", headers: ["Origin": "https://cnt.example.org"])
      #expect(good.status == 200)
    }
  }

  @Test func `a notification reaches its person after the commit, and nobody else`() async throws {
    try await RealtimeHarness.run { harness in
      let services = harness.application.services
      var running: [Task<Void, Never>] = []
      defer { for task in running { task.cancel() } }
      var streams: [AsyncStream<RealtimeEvent>] = []
      for name in ["grace", "miriam"] {
        let client = RealtimeClient(
          server: harness.server, transport: CurlTransport(),
          session: try await harness.session(name), userID: nil)
        let events = await client.events()
        running.append(Task { await client.run() })
        for await event in events {
          // A guest's id opens nobody's room: only the token does.
          if case .other("welcome", _) = event { break }
        }
        streams.append(await client.events())
      }
      let guest = try await harness.open(connect: #"{"user_id":1}"#)
      #expect(try await harness.ask(.get, guest).text.contains("welcome"))
      struct Undone: Error {}
      for (title, isKept) in [("undone", false), ("first", true), ("second", true)] {
        for user in [1, 2] {
          try? await services.database.write { db in
            try NotificationRows.insert(
              db, to: user, type: "system", title: "\(title) \(user)", message: "m", data: [:],
              services.stamp)
            if !isKept { throw Undone() }
          }
        }
      }
      for (index, stream) in streams.enumerated() {
        var titles: [String] = []
        for await event in stream {
          if case .notification(let notification?) = event { titles.append(notification.title) }
          if titles.count == 2 { break }
        }
        #expect(titles == ["first \(index + 1)", "second \(index + 1)"])
      }
      // All that the guest hears, now that the others have heard theirs, is what everybody is told.
      await services.realtime.emit("end", [], to: RealtimeHub.Room(namespace: "/"))
      #expect(try await harness.ask(.get, guest).text == #"42["end"]"#)
    }
  }

  @Test func `an approval is told to the author as it happens`() async throws {
    try await RealtimeHarness.run { harness in
      let client = RealtimeClient(
        server: harness.server, transport: CurlTransport(),
        session: try await harness.session("grace"), userID: nil)
      let events = await client.events()
      let running = Task { await client.run() }
      defer { running.cancel() }
      let post = try await APIClient(
        server: harness.server, transport: harness.transport,
        session: harness.session("grace")
      ).call(.createPost(CommunityPostCreate(title: "T", content: "C", category: "General")))
      for await event in events {
        if event == .connected {
          let admin = APIClient(
            server: harness.server, transport: harness.transport,
            session: try await harness.session("admin"))
          _ = try await admin.call(.approve(type: "community_post", id: post.id))
        }
        guard case .notification(let notification) = event else { continue }
        #expect(notification?.type == "content_approved")
        #expect(notification?.data?["content_id"] == .int(post.id))
        break
      }
    }
  }

  @Test func `a connection ends with its account and with its token`() async throws {
    try await RealtimeHarness.run { harness in
      let query = try await harness.open(
        connect: #"{"token":"\#(try await harness.token("grace"))"}"#)
      _ = try await harness.ask(.get, query)
      async let waiting = harness.ask(.get, query)
      let admin = APIClient(
        server: harness.server, transport: harness.transport,
        session: try await harness.session("admin"))
      _ = try await admin.call(.deleteUser(1))
      #expect(try await waiting == RealtimeHarness.Answer(200, "1"))
    }
  }
}
