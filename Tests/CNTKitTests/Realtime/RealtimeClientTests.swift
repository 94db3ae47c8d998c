import Foundation
import Synchronization
import Testing

@testable import CNTKit

/// Waits that end at once; how long they would have been is kept.
final class NotedWaits: Clock, Sendable {
  struct Instant: InstantProtocol {
    var offset = Swift.Duration.zero
    func advanced(by duration: Swift.Duration) -> Instant { Instant(offset: offset + duration) }
    func duration(to other: Instant) -> Swift.Duration { other.offset - offset }
    static func < (a: Instant, b: Instant) -> Bool { a.offset < b.offset }
  }

  let now = Instant()
  let minimumResolution = Swift.Duration.nanoseconds(1)
  private let noted = Mutex<[Swift.Duration]>([])
  private let most: Int

  /// After `most` waits the sleeper is told to stop.
  init(most: Int) { self.most = most }

  var all: [Swift.Duration] { noted.withLock { $0 } }

  func sleep(until deadline: Instant, tolerance: Swift.Duration?) async throws {
    let count = noted.withLock { noted in
      noted.append(deadline.offset)
      return noted.count
    }
    if count >= most { throw CancellationError() }
  }
}

struct RealtimeClientTests {
  private static let open =
    #"0{"sid":"abc","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000}"#

  private func client(
    _ transport: any HTTPTransport, _ waits: NotedWaits, session: Session? = nil
  ) throws -> RealtimeClient {
    RealtimeClient(
      server: try ServerAddress("http://127.0.0.1:9"), transport: transport, session: session,
      userID: 7, clock: waits, random: { 1 })
  }

  private static func text(_ text: String, status: Int = 200) -> HTTPResponse {
    HTTPResponse(status: status, body: Data(text.utf8))
  }

  /// Answers GETs in turn; afterwards the network is gone.
  private func scripted(_ answers: [String]) -> ScriptedTransport {
    let left = Mutex(answers)
    return ScriptedTransport { request in
      if request.method == .post { return Self.text("ok") }
      let answer = left.withLock { $0.isEmpty ? nil : $0.removeFirst() }
      guard let answer else { throw TransportError(.cannotConnect, requestMayHaveArrived: false) }
      return Self.text(answer)
    }
  }

  @Test func `it says who it is, answers pings, and hands events over that came early too`()
    async throws
  {
    let transport = scripted([
      Self.open, "42[\"welcome\",{\"message\":\"hi\"}]\u{1e}40{\"sid\":\"x\"}",
      "2\u{1e}42[\"new_notification\",{\"id\":5,\"title\":\"T\"}]\u{1e}421[\"x\"]", "1",
    ])
    let client = try client(transport, NotedWaits(most: 1))
    let events = await client.events()
    await client.run()
    var seen: [RealtimeEvent] = []
    for await event in events {
      seen.append(event)
      if event == .disconnected { break }
    }
    #expect(
      seen == [
        .connected, .other("welcome", [.object(["message": .string("hi")])]),
        .notification(UserNotification(id: 5, title: "T")), .other("x", []), .disconnected,
      ])
    let posted = transport.requests.compactMap { request -> String? in
      guard case .data(let data, _) = request.body else { return nil }
      return String(decoding: data, as: UTF8.self)
    }
    #expect(posted == [#"40{"user_id":7}"#, "3", "431[]"])
    let urls = transport.requests.map(\.url)
    #expect(urls[0] == "http://127.0.0.1:9/socket.io/?EIO=4&transport=polling")
    #expect(Set(urls.dropFirst()) == [urls[0] + "&sid=abc"])
    // A request waits as long as the server may be silent, and is not cut off for being slow.
    let waiting = transport.requests[2].timeouts
    #expect(waiting.total == 50 && waiting.idle == 50)
  }

  @Test func `it comes back after growing pauses`() async throws {
    let waits = NotedWaits(most: 8)
    await (try client(scripted([]), waits)).run()
    #expect(waits.all == [1, 2, 4, 8, 16, 32, 60, 60].map { Swift.Duration.seconds($0) })
  }

  @Test func `a connection that held makes the next pause short again`() async throws {
    let waits = NotedWaits(most: 3)
    let lost = ScriptedTransport { _ in throw TransportError(.timedOut, requestMayHaveArrived: true)
    }
    let good = scripted([Self.open, "40", "6", "1"])
    let calls = Mutex(0)
    let transport = ScriptedTransport { request in
      // The first two tries get nothing, the third a connection.
      let number = calls.withLock { calls in
        calls += 1
        return calls
      }
      return try await (number <= 2 ? lost : good).send(request)
    }
    await (try client(transport, waits)).run()
    // The answer without an event is followed by a pause of its own.
    #expect(waits.all == [.seconds(1), .seconds(2), .milliseconds(500), .seconds(1)])
  }

  @Test(arguments: [
    (404, "", 3600.0), (200, "<html>Pay for the network</html>", 300), (502, "", 1),
  ])
  func `a server without Socket.IO is left in peace`(
    status: Int, body: String, seconds: Double
  ) async throws {
    let waits = NotedWaits(most: 1)
    let transport = ScriptedTransport { _ in Self.text(body, status: status) }
    await (try client(transport, waits)).run()
    #expect(waits.all == [.seconds(seconds)])
    #expect(transport.requests.count == 1)
  }

  @Test func `after a refused token another one is fetched`() async throws {
    let folder = NSTemporaryDirectory() + "cnt-realtime-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let server = try ServerAddress("http://127.0.0.1:9")
    let refreshing = ScriptedTransport { _ in
      ScriptedTransport.json(#"{"access_token":"second","refresh_token":"r2"}"#)
    }
    let credentials = Credentials(
      server: server,
      answer: TokenResponse(
        accessToken: "first", refreshToken: "r1", userID: 7, name: "M", isAdmin: false))
    let store = TokenStore(folder: folder)
    try store.save(credentials)
    let session = Session(credentials, store: store, transport: refreshing)
    let transport = scripted([
      Self.open, #"44{"message":"Not authorized"}"#, Self.open, "40", "1",
    ])
    await (try client(transport, NotedWaits(most: 2), session: session)).run()
    let auths = transport.requests.compactMap { request -> String? in
      guard case .data(let data, _) = request.body else { return nil }
      return String(decoding: data, as: UTF8.self)
    }
    #expect(
      auths == [#"40{"token":"first","user_id":7}"#, #"40{"token":"second","user_id":7}"#])
    #expect(refreshing.requests.count == 1)
  }

  @Test(arguments: [
    (
      #"["new_message",{"username":"A","message":"hi","timestamp":"t"}]"#,
      RealtimeEvent.chat(.init(username: "A", message: "hi", timestamp: "t"))
    ),
    (
      #"["new_message",{"username":1}]"#,
      .other("new_message", [.object(["username": .int(1)])])
    ),
    (#"["joined_stream",{"stream_id":5}]"#, .joinedStream("5")),
    (
      #"["stream_status",{"stream_id":"5","type":"viewer_count","viewer_count":3}]"#,
      .streamStatus(stream: "5", type: "viewer_count", viewers: 3)
    ),
    (
      #"["live_stream_started",{"stream_id":5,"host_name":"H","stream_title":"T","room_name":"r"}]"#,
      .streamStarted(.init(stream: "5", host: "H", title: "T", room: "r"))
    ),
    (#"["new_notification",{"id":"no"}]"#, .notification(nil)),
    (#"["new_notification"]"#, .notification(nil)),
  ])
  func `events are read as the platform has them`(json: String, event: RealtimeEvent) throws {
    var decoder = SocketPacketDecoder()
    guard case .event(let name, let arguments, _)? = try decoder.take("2" + json)?.content else {
      Issue.record("no event")
      return
    }
    #expect(RealtimeEvent(name, arguments) == event)
  }

  /// python-socketio as the platform has it: refuses a token, greets, sends back what it gets.
  private static let server = """
    import os, sys, socketio
    from aiohttp import web
    sio = socketio.AsyncServer(async_mode='aiohttp', ping_interval=1, ping_timeout=5)
    app = web.Application()
    sio.attach(app)
    @sio.event
    async def connect(sid, environ, auth):
        if (auth or {}).get('user_id') != 7:
            raise socketio.exceptions.ConnectionRefusedError('no')
        await sio.emit('welcome', {'message': 'hi'}, to=sid)
    @sio.event
    async def chat_message(sid, data):
        for n in range(20):
            await sio.emit('new_message', {'username': 'A', 'message': data['message'] + str(n)}, to=sid)
        await sio.emit('bin', {'a': b'123'}, to=sid)
        def answered(*args):
            sio.start_background_task(sio.emit, 'answered', list(args), to=sid)
        await sio.emit('asked', 1, to=sid, callback=answered)
    async def main():
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, '127.0.0.1', 0)
        await site.start()
        with open(sys.argv[1] + '.new', 'w') as file:
            file.write(str(site._server.sockets[0].getsockname()[1]))
        os.rename(sys.argv[1] + '.new', sys.argv[1])
        await sio.sleep(60)
    import asyncio
    asyncio.run(main())
    """

  @Test(.timeLimit(.minutes(1)))
  func `python-socketio's server is heard and answered, beyond its pings`() async throws {
    let seen = try await Peer.serving(Self.server) { port in
      let client = RealtimeClient(
        server: try ServerAddress("http://127.0.0.1:\(port)"), transport: CurlTransport(),
        session: nil, userID: 7)
      let events = await client.events()
      let running = Task { await client.run() }
      defer { running.cancel() }
      var seen: [RealtimeEvent] = []
      var welcomed = 0
      for await event in events {
        seen.append(event)
        if case .other("welcome", _) = event {
          welcomed += 1
          #expect(await client.emit("chat_message", [.object(["message": .string("ñ")])]))
        }
        if case .other("answered", _) = event { break }
      }
      // Pings come each second: the connection outlives some of them.
      try await Task.sleep(for: .milliseconds(2500))
      #expect(await client.isConnected)
      #expect(welcomed == 1)
      return seen
    }
    var expected: [RealtimeEvent] = [
      .connected, .other("welcome", [.object(["message": .string("hi")])]),
    ]
    expected += (0..<20).map {
      .chat(RealtimeEvent.Chat(username: "A", message: "ñ\($0)", timestamp: nil))
    }
    expected += [
      .other("bin", [.object(["a": .attachment(0)])]), .other("asked", [.int(1)]),
      .other("answered", [.array([])]),
    ]
    #expect(seen == expected)
  }

  @Test(.timeLimit(.minutes(1)))
  func `python-socketio's refusal is one`() async throws {
    let waits = NotedWaits(most: 1)
    try await Peer.serving(Self.server) { port in
      let client = RealtimeClient(
        server: try ServerAddress("http://127.0.0.1:\(port)"), transport: CurlTransport(),
        session: nil, userID: 8, clock: waits, random: { 1 })
      let events = await client.events()
      await client.run()
      _ = events
      #expect(await client.isConnected == false)
    }
    #expect(waits.all == [.seconds(2)])
  }
}
