import CNTKit
import Foundation
import Logging

/// What one instance says to a room, told to all others.
///
/// The messages are those of python-socketio's Redis manager (its `pubsub_manager.py`), in JSON on the
/// channel `socketio`: other programs that use it can speak to people who are connected here, and hear
/// what is said here. Its other methods (rooms that are entered or closed from afar) are not followed.
struct RedisRelay: Sendable {
  static let channel = "socketio"

  let link: RedisLink
  private let host: String

  init(address: RedisAddress, hub: RealtimeHub, logger: Logger) {
    let host = RandomName.make()
    self.host = host
    link = RedisLink(address: address, channel: Self.channel, logger: logger) { data in
      if let counts = Counts(data) {
        if counts.host != host { await hub.noteCounts(counts.rooms, of: counts.host) }
        return
      }
      guard let told = Told(data), told.host != host else { return }
      await hub.deliverHere(
        told.event, to: RealtimeHub.Room(namespace: told.namespace, name: told.room))
    }
  }

  /// Joins the hub to the others until the task is cancelled.
  func run(_ hub: RealtimeHub) async {
    let (link, host) = (link, host)
    await hub.relay { event, room in
      if let message = Told(event: event, room: room, host: host).encoded() {
        link.publish(message)
      }
    }
    await hub.tellCounts { rooms in link.publish(Counts(host: host, rooms: rooms).encoded()) }
    // Who has just come, or has lost some messages, hears of everybody's viewers before long.
    let beat = Task {
      while !Task.isCancelled {
        try? await Task.sleep(for: .seconds(RealtimeHub.countsAge / 3))
        await hub.sayCounts()
      }
    }
    await link.run()
    beat.cancel()
    await hub.relay(nil)
    await hub.tellCounts(nil)
  }

  /// How many watch which stream at one instance: a method of our own, which others pass over.
  struct Counts {
    var host: String
    var rooms: [String: Int]

    init(host: String, rooms: [String: Int]) {
      self.host = host
      self.rooms = rooms
    }

    init?(_ message: Data) {
      guard JSONDepth.isAcceptable(message),
        let value = try? JSONDecoder().decode(JSONValue.self, from: message),
        value["method"]?.stringValue == "cnt_counts", let host = value["host_id"]?.stringValue,
        case .object(let rooms)? = value["rooms"]
      else { return nil }
      self.host = host
      self.rooms = rooms.compactMapValues { $0.intValue.flatMap { $0 > 0 ? $0 : nil } }
    }

    func encoded() -> Data {
      let members: [String: JSONValue] = [
        "method": .string("cnt_counts"), "host_id": .string(host),
        "rooms": .object(rooms.mapValues(JSONValue.int)),
      ]
      return (try? JSONEncoder().encode(members)) ?? Data()
    }
  }

  /// An event on its way between instances.
  struct Told {
    var event: SocketEvent
    var namespace: String
    /// nil for all who are connected.
    var room: String?
    var host: String?

    init(event: SocketEvent, room: RealtimeHub.Room, host: String) {
      self.event = event
      namespace = room.namespace
      self.room = room.name
      self.host = host
    }

    /// nil for what is no event, or none that can be read.
    init?(_ message: Data) {
      guard JSONDepth.isAcceptable(message),
        let value = try? JSONDecoder().decode(JSONValue.self, from: message),
        value["method"]?.stringValue == "emit", let name = value["event"]?.stringValue,
        case .array(var arguments)? = value["data"]
      else { return nil }
      var attachments: [Data] = []
      if value["binary"] == .bool(true) {
        // The arguments with their placeholders, then each attachment.
        guard case .array(let first)? = arguments.first else { return nil }
        for text in arguments.dropFirst() {
          guard let data = text.stringValue.flatMap({ Data(base64Encoded: $0) }) else { return nil }
          attachments.append(data)
        }
        arguments = first
      }
      event = SocketEvent(name: name, arguments: arguments, attachments: attachments)
      namespace = value["namespace"]?.stringValue ?? "/"
      room = value["room"]?.stringValue
      host = value["host_id"]?.stringValue
    }

    func encoded() -> Data? {
      let isBinary = !event.attachments.isEmpty
      let data: [JSONValue] =
        isBinary
        ? [.array(event.arguments)] + event.attachments.map { .string($0.base64EncodedString()) }
        : event.arguments
      let members: [String: JSONValue] = [
        "method": .string("emit"), "event": .string(event.name), "data": .array(data),
        "binary": .bool(isBinary), "namespace": .string(namespace),
        "room": room.map(JSONValue.string) ?? .null, "skip_sid": .null, "callback": .null,
        "host_id": host.map(JSONValue.string) ?? .null,
      ]
      return try? JSONEncoder().encode(members)
    }
  }
}
