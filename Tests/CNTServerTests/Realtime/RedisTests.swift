import CNTKit
import Foundation
import NIOCore
import Testing

@testable import CNTServer

/// What goes between instances.
struct RedisTests {
  @Test func `answers are read whole, however they are cut`() throws {
    let text =
      "*3\r\n$7\r\nmessage\r\n$8\r\nsocketio\r\n$5\r\n{\r\n}x\r\n:12\r\n+OK\r\n-ERR no\r\n$-1\r\n"
    let wanted: [RedisValue] = [
      .array([
        .bytes(Data("message".utf8)), .bytes(Data("socketio".utf8)), .bytes(Data("{\r\n}x".utf8)),
      ]), .integer(12), .text("OK"), .error("ERR no"), .bytes(nil),
    ]
    for size in [1, 2, 7, 1000] {
      var buffer = ByteBuffer()
      var found: [RedisValue] = []
      var rest = ByteBuffer(string: text)
      while let piece = rest.readSlice(length: min(size, rest.readableBytes)),
        piece.readableBytes > 0
      {
        buffer.writeImmutableBuffer(piece)
        while true {
          var attempt = buffer
          guard let value = try RedisDecoder.value(&attempt, depth: 0) else { break }
          buffer = attempt
          found.append(value)
        }
      }
      #expect(found == wanted, "\(size)")
    }
  }

  @Test(arguments: [
    "$99999999999\r\n", "*-2\r\n", "?\r\n", "$3\r\nabcde\r\n",
    "*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n:1\r\n",
  ])
  func `what is no answer ends the connection`(text: String) {
    var buffer = ByteBuffer(string: text)
    #expect(throws: RedisDecoder.Malformed.self) {
      _ = try RedisDecoder.value(&buffer, depth: 0)
    }
  }

  @Test func `addresses`() {
    let full = RedisAddress("redis://me:secret@cache.example.org:6380/2")
    #expect(full?.host == "cache.example.org" && full?.port == 6380 && full?.database == 2)
    #expect(full?.greeting == [["AUTH", "me", "secret"], ["SELECT", "2"]])
    #expect(RedisAddress("redis://localhost")?.greeting == [])
    for bad in ["localhost", "http://x", "redis://", "redis://x/y", "redis://x:99999"] {
      #expect(RedisAddress(bad) == nil, "\(bad)")
    }
  }

  @Test func `an event is the same after the way, with its attachments`() throws {
    let event = SocketEvent(
      name: "n",
      arguments: [.object(["a": .object(["_placeholder": .bool(true), "num": .int(0)])])],
      attachments: [Data([0, 255])])
    let room = RealtimeHub.Room(namespace: "/admin", name: "r")
    let sent = try #require(RedisRelay.Told(event: event, room: room, host: "h").encoded())
    let read = try #require(RedisRelay.Told(sent))
    #expect(read.event.name == "n" && read.event.arguments == event.arguments)
    #expect(read.event.attachments == event.attachments)
    #expect(read.namespace == "/admin" && read.room == "r" && read.host == "h")
    for bad in ["", "[]", #"{"method":"emit"}"#, #"{"method":"close_room","event":"e","data":[]}"#]
    {
      #expect(RedisRelay.Told(Data(bad.utf8)) == nil, "\(bad)")
    }
  }

  @Test func `viewers elsewhere count for a while`() async throws {
    try await ServerHarness.run { server async throws in
      let hub = server.application.services.realtime
      await hub.noteCounts(["stream_1": 3, "other": 9], of: "a")
      await hub.noteCounts(["stream_1": 2], of: "b")
      #expect(await hub.viewers("stream_1") == 5)
      await hub.noteCounts([:], of: "a")
      #expect(await hub.viewers("stream_1") == 2)
    }
  }
}
