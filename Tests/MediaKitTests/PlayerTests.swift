import Foundation
import Testing

@testable import MediaKit

@Suite(.serialized, .timeLimit(.minutes(5)))
struct PlayerTests {
  private let options = PlayerOptions(audioOutput: "null")

  /// A sine of some seconds as a WAV file.
  private func tone(seconds: Int) throws -> String {
    let path = NSTemporaryDirectory() + "cnt-tone-\(UUID().uuidString).wav"
    let rate = 8000
    var samples = Data()
    for index in 0..<rate * seconds {
      let value = Int16(8000 * sin(2 * Double.pi * 440 * Double(index) / Double(rate)))
      withUnsafeBytes(of: value.littleEndian) { samples.append(contentsOf: $0) }
    }
    var file = Data("RIFF".utf8)
    func append(_ value: some FixedWidthInteger) {
      withUnsafeBytes(of: value.littleEndian) { file.append(contentsOf: $0) }
    }
    append(UInt32(36 + samples.count))
    file.append(Data("WAVEfmt ".utf8))
    for value in [16, 0x0001_0001, rate, rate * 2] { append(UInt32(value)) }
    append(UInt16(2))
    append(UInt16(16))
    file.append(Data("data".utf8))
    append(UInt32(samples.count))
    try (file + samples).write(to: URL(fileURLWithPath: path))
    return path
  }

  /// The first event that satisfies a condition.
  private func first(_ player: Player, where matches: (PlayerEvent) -> Bool) async -> PlayerEvent? {
    for await event in player.events where matches(event) { return event }
    return nil
  }

  @Test func `a file plays from where it is told, and its end is reported`() async throws {
    let player = try Player(options)
    try player.load(.file(path: try tone(seconds: 2)), startAt: 1, paused: false)
    let position = await first(player) { if case .position = $0 { true } else { false } }
    guard case .position(let seconds)? = position else {
      Issue.record("no position")
      return
    }
    #expect(seconds >= 0.9 && seconds < 2)
    #expect(await first(player) { $0 == .ended } == .ended)
    player.close()
    player.close()
  }

  /// A socket that somebody may connect to, and its port.
  private func listener() throws -> (fd: Int32, port: UInt16) {
    let fd = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | O_NONBLOCK, 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(fd, $0, size) == 0 && listen(fd, 5) == 0 && getsockname(fd, $0, &size) == 0
      }
    }
    try #require(isBound)
    return (fd, UInt16(bigEndian: address.sin_port))
  }

  @Test func `a file that is here makes nobody ask the network`() async throws {
    let (fd, port) = try listener()
    defer { close(fd) }
    let path = NSTemporaryDirectory() + "cnt-list-\(UUID().uuidString).mp3"
    try """
    #EXTM3U
    #EXT-X-VERSION:3
    #EXT-X-TARGETDURATION:5
    #EXT-X-MEDIA-SEQUENCE:0
    #EXTINF:5.0,
    http://127.0.0.1:\(port)/a.ts
    #EXT-X-ENDLIST

    """.write(toFile: path, atomically: true, encoding: .utf8)
    let player = try Player(options)
    defer { player.close() }
    try player.load(.file(path: path), startAt: 0, paused: false)
    _ = await first(player) { event in
      switch event {
      case .failed, .ended: true
      default: false
      }
    }
    #expect(accept(fd, nil, nil) == -1 && errno == EAGAIN)
  }

  @Test func `every load tells whether it is paused, whatever was told before`() async throws {
    let player = try Player(options)
    defer { player.close() }
    let path = try tone(seconds: 9)
    var told: [Bool] = []
    try player.load(.file(path: path), startAt: 0, paused: true)
    var loads = 0
    for await event in player.events {
      if case .loaded = event { loads += 1 }
      guard case .paused(let isPaused) = event, loads > 0 else { continue }
      told.append(isPaused)
      if loads == 2 { break }
      if told.count == 1 {
        player.setPaused(true)
        try player.load(.file(path: path), startAt: 0, paused: false)
      }
    }
    #expect(told.first == true && told.last == false)
  }

  @Test func `a seek is reported at its place while paused`() async throws {
    let player = try Player(options)
    try player.load(.file(path: try tone(seconds: 20)), startAt: 0, paused: true)
    _ = await first(player) { if case .loaded = $0 { true } else { false } }
    player.seek(to: 12)
    let event = await first(player) { if case .position(let at) = $0 { at > 11 } else { false } }
    guard case .position(let seconds)? = event else {
      Issue.record("no position")
      return
    }
    #expect(abs(seconds - 12) < 0.5)
    player.close()
  }

  @Test func `what cannot be opened fails, and does not end`() async throws {
    let player = try Player(options)
    try player.load(.file(path: "/nonexistent/sound.mp3"), startAt: 0, paused: false)
    let event = await first(player) { event in
      if case .failed = event { true } else { event == .ended }
    }
    guard case .failed(let reason)? = event else {
      Issue.record("\(String(describing: event))")
      return
    }
    #expect(!reason.isEmpty)
    player.close()
  }

  @Test func `a missing library is a sentence`() {
    let error = #expect(throws: PlayerError.self) {
      try Player(PlayerOptions(libraryNames: ["libno-such-library.so"]))
    }
    #expect(error?.reason == .libraryMissing)
    #expect(error?.recovery.contains("apt install libmpv2") == true)
  }

  @Test(arguments: [
    "file:///etc/passwd", "/etc/passwd", "av://lavfi:testsrc", "smb://host/x", "http://a b",
    "memory://x", "--script=/tmp/x.lua",
  ])
  func `an address from the network opens nothing but http`(address: String) {
    #expect(throws: PlayerError(.unplayableSource)) { try MediaSource.remote(address) }
  }
}
