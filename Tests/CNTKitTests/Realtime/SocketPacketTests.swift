import CNTKit
import Foundation
import Testing

struct SocketPacketTests {
  /// Takes Engine.IO messages as they would come.
  static func decode(
    _ messages: [EnginePacket], limits: RealtimeLimits = RealtimeLimits()
  ) throws -> [SocketPacket] {
    var decoder = SocketPacketDecoder(limits: limits)
    return try messages.compactMap { message in
      switch message {
      case .message(let text): try decoder.take(text)
      case .binary(let data): try decoder.take(data)
      default: nil
      }
    }
  }

  /// One packet of each kind and shape, with its text.
  static let samples: [(packet: SocketPacket, text: String)] = [
    (SocketPacket(.connect(nil)), "0"),
    (SocketPacket(.connect(.object(["token": .string("1/2")]))), #"0{"token":"1/2"}"#),
    (SocketPacket(.connect(.object(["sid": .string("x")])), in: "/admin"), #"0/admin,{"sid":"x"}"#),
    (SocketPacket(.disconnect), "1"), (SocketPacket(.disconnect, in: "/admin"), "1/admin,"),
    (SocketPacket(.event("foo", [])), #"2["foo"]"#),
    (
      SocketPacket(.event("foo", [.int(1), .null, .object(["a": .array([.bool(true)])])], id: 12)),
      #"212["foo",1,null,{"a":[true]}]"#
    ),
    (
      SocketPacket(.event("ñ \u{1e}\u{2028}", [.string("\"\\\n😀")], id: 0), in: "/a"),
      "2/a,0[\"ñ \\u001e\u{2028}\",\"\\\"\\\\\\n😀\"]"
    ),
    (SocketPacket(.acknowledgement([], id: 1)), "31[]"),
    (
      SocketPacket(.acknowledgement([.string("bar")], id: 9_007_199_254_740_991), in: "/admin"),
      #"3/admin,9007199254740991["bar"]"#
    ),
    (
      SocketPacket(.connectError(.object(["message": .string("Not authorized")]))),
      #"4{"message":"Not authorized"}"#
    ),
    (
      SocketPacket(
        .event("baz", [.attachment(0), .object(["x": .attachment(1)])]),
        attachments: [Data([1, 2, 3]), Data()]),
      #"52-["baz",{"_placeholder":true,"num":0},{"x":{"_placeholder":true,"num":1}}]"#
    ),
    (
      SocketPacket(
        .acknowledgement([.attachment(0)], id: 7), in: "/admin", attachments: [Data([255])]),
      #"61-/admin,7[{"_placeholder":true,"num":0}]"#
    ),
  ]

  @Test(arguments: samples)
  func `a packet has one form, which is read again`(packet: SocketPacket, text: String) throws {
    let messages = try packet.encoded()
    #expect(messages.first == .message(text))
    #expect(messages.count == 1 + packet.attachments.count)
    #expect(try Self.decode(messages) == [packet])
  }

  @Test(arguments: [
    ("", RealtimeFault.Reason.empty), ("7", .unknownType), ("x", .unknownType),
    ("2", .wrongPayload), ("2{}", .wrongPayload), ("2[]", .badEvent), ("2[1]", .badEvent),
    (#"2["connect"]"#, .badEvent), (#"2["disconnect",1]"#, .badEvent), ("2[\"a\"", .badJSON),
    ("2[\"a\"]x", .badJSON), ("2 [\"a\"]", .badJSON), ("2[\"a\",NaN]", .badJSON),
    ("2[\"a\",1e999]", .badJSON), ("2[\"\\ud800\"]", .badJSON), ("2[\"a\"\u{0}]", .badJSON),
    ("3[]", .wrongPayload), ("31", .wrongPayload), (#"31{"a":1}"#, .wrongPayload),
    ("0[]", .wrongPayload), (#"0"x""#, .wrongPayload), ("01", .wrongPayload),
    (#"1{"a":1}"#, .wrongPayload), ("4", .wrongPayload), ("4[]", .wrongPayload),
    ("299999999999999999999[\"a\"]", .badID), ("29007199254740992[\"a\"]", .badID),
    ("201[\"a\"]", .badID), ("5[\"a\"]", .badAttachments), ("5-[\"a\"]", .badAttachments),
    ("50-[\"a\"]", .badAttachments), ("51[\"a\"]", .badAttachments), ("511-[\"a\"]", .tooLarge),
    (#"51-["a",{"_placeholder":true,"num":1}]"#, .badAttachments),
    (#"51-["a",{"_placeholder":true,"num":-1}]"#, .badAttachments),
    (#"51-["a",{"_placeholder":true,"num":"0"}]"#, .badAttachments),
    (#"51-["a",{"_placeholder":true}]"#, .badAttachments),
    ("2/\(String(repeating: "a", count: 200)),[\"a\"]", .badNamespace),
  ])
  func `what is no packet is refused with its reason`(text: String, reason: RealtimeFault.Reason) {
    var decoder = SocketPacketDecoder()
    #expect(throws: RealtimeFault(reason)) { try decoder.take(text) }
  }

  @Test func `nesting is bounded`() throws {
    func nested(_ depth: Int) -> String {
      "2[\"a\"," + String(repeating: "[", count: depth) + String(repeating: "]", count: depth) + "]"
    }
    #expect(try Self.decode([.message(nested(31))]).count == 1)
    #expect(throws: RealtimeFault(.badJSON)) { try Self.decode([.message(nested(32))]) }
    #expect(throws: RealtimeFault(.badJSON)) { try Self.decode([.message(nested(100_000))]) }
  }

  @Test func `attachments come right after their packet and nowhere else`() {
    let header = EnginePacket.message(#"51-["a",{"_placeholder":true,"num":0}]"#)
    #expect(throws: RealtimeFault(.outOfOrder)) { try Self.decode([.binary(Data([1]))]) }
    #expect(throws: RealtimeFault(.outOfOrder)) { try Self.decode([header, .message("2[\"b\"]")]) }
    #expect(throws: RealtimeFault(.outOfOrder)) {
      try Self.decode([header, .binary(Data()), .binary(Data())])
    }
    var limits = RealtimeLimits()
    limits.payload = 50
    #expect(throws: RealtimeFault(.tooLarge)) {
      try Self.decode([header, .binary(Data(count: 51))], limits: limits)
    }
  }

  @Test func `what no peer would take is not sent`() {
    func fault(_ packet: SocketPacket) -> RealtimeFault.Reason? {
      do { _ = try packet.encoded() } catch { return error.reason }
      return nil
    }
    #expect(fault(SocketPacket(.event("a", [.double(.infinity)]))) == .badJSON)
    #expect(fault(SocketPacket(.event("connect", []))) == .badEvent)
    #expect(fault(SocketPacket(.event("a", [], id: -1))) == .badID)
    #expect(fault(SocketPacket(.event("a", []), in: "admin")) == .badNamespace)
    #expect(fault(SocketPacket(.event("a", []), in: "/a,b")) == .badNamespace)
    #expect(
      fault(SocketPacket(.event("a", [.attachment(1)]), attachments: [Data()])) == .badAttachments)
    #expect(fault(SocketPacket(.disconnect, attachments: [Data()])) == .badAttachments)
  }

  /// Each mutation of a good packet is either a packet that has a form of its own, or a typed error.
  @Test func `a hundred thousand mutated packets are read or refused, never more`() throws {
    var random = Xorshift(state: 0x5eed)
    var (read, refused) = (0, 0)
    let alphabet = Array("0123456789[]{}\",-/:\\abuetrn\u{0}\u{1e}é😀".utf8)
    for _ in 0..<100_000 {
      let sample = Self.samples[Int(random.next() % UInt64(Self.samples.count))]
      var bytes = Array(sample.text.utf8)
      for _ in 0...(random.next() % 4) {
        let place = bytes.isEmpty ? 0 : Int(random.next() % UInt64(bytes.count))
        let byte = alphabet[Int(random.next() % UInt64(alphabet.count))]
        switch random.next() % 4 {
        case 0: bytes.insert(byte, at: place)
        case 1 where !bytes.isEmpty: bytes.remove(at: place)
        case 2 where !bytes.isEmpty: bytes[place] = byte
        default: bytes.append(contentsOf: bytes.prefix(Int(random.next() % 20)))
        }
      }
      var decoder = SocketPacketDecoder()
      do {
        guard let packet = try decoder.take(String(decoding: bytes, as: UTF8.self)) else {
          continue
        }
        read += 1
        #expect(try Self.decode(packet.encoded()) == [packet])
      } catch {
        refused += 1
      }
    }
    #expect(read > 1000 && refused > 1000, "read \(read), refused \(refused)")
  }
}

/// Marsaglia's xorshift64: the same numbers every time.
private struct Xorshift {
  var state: UInt64

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state >> 11
  }
}
