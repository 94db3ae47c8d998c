import CNTKit
import Foundation
import Testing

struct EnginePacketTests {
  @Test(arguments: [
    (EnginePacket.open("{}"), "0{}"), (.close, "1"), (.ping(""), "2"), (.ping("probe"), "2probe"),
    (.pong("probe"), "3probe"), (.message("héé\u{301}llo"), "4héé\u{301}llo"), (.upgrade, "5"),
    (.noop, "6"), (.binary(Data([1, 2, 3, 4])), "bAQIDBA=="), (.message("\u{301}x"), "4\u{301}x"),
  ])
  func `a packet is a digit and what it carries`(packet: EnginePacket, text: String) throws {
    #expect(packet.text == text)
    #expect(packet.size == text.utf8.count)
    #expect(try EnginePacket(text: text) == packet)
  }

  @Test(arguments: [
    ("", RealtimeFault.Reason.empty), ("7", .unknownType), ("abc", .unknownType),
    ("é", .unknownType), ("b!!", .badBase64), ("bAQ", .badBase64), ("B", .unknownType),
  ])
  func `what is no packet is refused with its reason`(text: String, reason: RealtimeFault.Reason) {
    #expect(throws: RealtimeFault(reason)) { try EnginePacket(text: text) }
  }

  @Test func `base64 is refused where frames carry bytes`() {
    #expect(throws: RealtimeFault(.unknownType)) {
      try EnginePacket(text: "bAQID", isBinarySafe: true)
    }
  }

  @Test func `a payload is packets parted by the record separator`() throws {
    let packets: [EnginePacket] = [.message("hello"), .binary(Data([1, 2, 3, 4])), .ping("")]
    let text = EnginePayload.encode(packets)
    #expect(text == "4hello\u{1e}bAQIDBA==\u{1e}2")
    #expect(try EnginePayload.decode(Data(text.utf8)) == packets)
  }

  @Test func `payloads are bounded and are text`() {
    var limits = RealtimeLimits()
    limits.packets = 2
    limits.payload = 10
    func fault(_ data: Data) -> RealtimeFault.Reason? {
      do { _ = try EnginePayload.decode(data, limits: limits) } catch { return error.reason }
      return nil
    }
    #expect(fault(Data("1\u{1e}1".utf8)) == nil)
    #expect(fault(Data("1\u{1e}1\u{1e}1".utf8)) == .tooLarge)
    #expect(fault(Data("4aaaaaaaaaa".utf8)) == .tooLarge)
    #expect(fault(Data([0x34, 0xff])) == .notText)
    #expect(fault(Data()) == .empty)
    #expect(fault(Data("1\u{1e}".utf8)) == .empty)
  }

  @Test func `one payload holds sixteen packets and no more bytes than it may, but one at least`() {
    let small = Array(repeating: EnginePacket.message("a"), count: 40)
    #expect(EnginePayload.fitting(small, atMost: 1000) == 16)
    #expect(EnginePayload.fitting(small, atMost: 8) == 2)
    #expect(EnginePayload.fitting([.message("0123456789")], atMost: 5) == 1)
    #expect(EnginePayload.fitting([], atMost: 5) == 0)
  }
}
