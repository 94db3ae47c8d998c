import CNTKit
import Foundation
import Testing

@testable import CNTServer

/// python-socketio's client against a server that is started here.
@Suite(.timeLimit(.minutes(2)))
struct RealtimePeerTests {
  @Test(arguments: ["polling", "websocket", "polling,websocket"])
  func `a client connects, joins, talks and is counted`(transports: String) async throws {
    try await RealtimeHarness.run { harness in
      let seen = try await harness.python(
        """
        async def main():
            heard, said = [], []
            names = ['welcome', 'joined_stream', 'stream_status', 'new_message']
            listener, speaker = client(heard, names), client(said, names)
            transports = sys.argv[3].split(',')
            await listener.connect(base, transports=transports, wait_timeout=60)
            await speaker.connect(base, transports=transports, wait_timeout=60,
                auth={'token': sys.argv[2]})
            await listener.emit('join_stream', {'stream_id': 5})
            await until(lambda: any(e[0] == 'stream_status' for e in heard))
            await speaker.emit('join_stream', {'stream_id': 5})
            await until(lambda: any(e[1].get('viewer_count') == 2 for e in heard))
            ack = await speaker.call('chat_message', {
                'stream_id': 5, 'message': 'ñ hello', 'username': 'Somebody', 'timestamp': 'now'})
            await until(lambda: any(e[0] == 'new_message' for e in heard))
            await listener.emit('chat_message', {'stream_id': 5, 'message': 'hi', 'username': 'Ann',
                'timestamp': 't'})
            await until(lambda: any(e[0] == 'new_message' for e in said))
            ends = [listener.transport(), speaker.transport()]
            await speaker.disconnect()
            await until(lambda: heard[-1][1].get('viewer_count') == 1)
            await listener.disconnect()
            print(json.dumps({'heard': heard, 'said': said, 'ack': ack, 'ends': ends}))
        asyncio.run(main())
        """, [try await harness.token("grace"), transports])
      let last = transports.split(separator: ",").last.map(String.init) ?? ""
      #expect(seen["ends"] == .array([.string(last), .string(last)]))
      #expect(seen["ack"] == .array([]) || seen["ack"] == .null)
      guard case .array(let heard)? = seen["heard"], case .array(let said)? = seen["said"] else {
        Issue.record("nothing was heard")
        return
      }
      #expect(heard.count == 6, "\(heard)")
      #expect(
        heard.prefix(2) == [
          .array([.string("welcome"), .object(["message": .string("Connected to CNT")])]),
          .array([.string("joined_stream"), .object(["stream_id": .int(5)])]),
        ])
      // Who has an account speaks under its name; who has none is marked.
      #expect(
        heard.contains(
          .array([
            .string("new_message"),
            .object([
              "username": .string("Grace"), "user_id": .int(1), "message": .string("ñ hello"),
              "timestamp": .string("now"),
            ]),
          ])))
      #expect(
        said.last
          == .array([
            .string("new_message"),
            .object([
              "username": .string("Ann"), "is_guest": .bool(true), "message": .string("hi"),
              "timestamp": .string("t"),
            ]),
          ]))
    }
  }

  @Test(arguments: ["polling", "websocket"])
  func `bytes and acknowledgements go both ways, in two namespaces of one session`(
    transport: String
  ) async throws {
    var settings = RealtimeSettings()
    settings.furtherNamespaces["/echo"] = SocketNamespace(
      admit: { _, _ in .admitted(nil) },
      arrived: { hub, key in
        Task {
          let answer = await hub.ask("question", [.int(41)], key, atMost: .seconds(20))
          hub.emit("answered", answer?.arguments ?? [.null], to: key)
        }
      }, left: { _, _, _ in },
      receive: { hub, key, event in
        hub.deliver(event, to: RealtimeHub.Room(namespace: key.namespace))
        return SocketAnswer(arguments: event.arguments, attachments: event.attachments)
      })
    try await RealtimeHarness.run(settings) { harness in
      let seen = try await harness.python(
        """
        async def main():
            seen, main_seen = [], []
            sio = client(seen, ['bin', 'answered'], '/echo')
            async def question(n): return n + 1
            sio.on('question', question, namespace='/echo')
            async def welcome(d): main_seen.append(d)
            sio.on('welcome', welcome)
            await sio.connect(
                base, transports=[sys.argv[2]], namespaces=['/', '/echo'], wait_timeout=60)
            data = {'a': bytes(range(256)), 'b': [b'', 1.5, None, True, 'x']}
            ack = await sio.call('bin', data, namespace='/echo', timeout=20)
            await until(lambda: len(seen) == 2 and main_seen)
            echoed = [e[1] for e in seen if e[0] == 'bin'][0]
            answered = [e[1] for e in seen if e[0] == 'answered'][0]
            await sio.disconnect()
            print(json.dumps({'ack': ack == data, 'echoed': echoed == data, 'answered': answered}))
        asyncio.run(main())
        """, [transport])
      #expect(
        seen == .object(["ack": .bool(true), "echoed": .bool(true), "answered": .int(42)]))
    }
  }

  @Test func `bad tokens and strangers are refused, admins are let in`() async throws {
    try await RealtimeHarness.run { harness in
      let seen = try await harness.python(
        """
        async def attempt(auth, namespace):
            sio = socketio.AsyncClient(reconnection=False)
            problems = []
            async def refused(problem): problems.append(problem)
            sio.on('connect_error', refused, namespace=namespace)
            await sio.connect(base, auth=auth, namespaces=[namespace], wait=False)
            await until(lambda: problems or namespace in sio.namespaces)
            answer = problems[0]['message'] if problems else 'in'
            await sio.disconnect()
            return answer
        async def main():
            grace, admin = sys.argv[2:4]
            print(json.dumps([
                await attempt(None, '/'), await attempt({'token': grace}, '/'),
                await attempt({'token': grace + 'x'}, '/'), await attempt({'token': 5}, '/'),
                await attempt({'user_id': 1}, '/admin'), await attempt({'token': grace}, '/admin'),
                await attempt({'token': admin}, '/admin'), await attempt(None, '/nope')]))
        asyncio.run(main())
        """, [try await harness.token("grace"), try await harness.token("admin")])
      #expect(
        seen
          == .array(
            [
              "in", "in", "Not authorized", "Not authorized", "Admin access required",
              "Admin access required", "in", "Invalid namespace",
            ].map(JSONValue.string)))
    }
  }
}
