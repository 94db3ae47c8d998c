import Foundation
import Testing

@testable import MediaKit

/// What is heard, measured in what the player writes to a file instead of a device.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct SoundTests {
  private static let rate = 8000

  /// A folder of its own for each test.
  private let folder: String

  init() throws {
    folder = NSTemporaryDirectory() + "cnt-sound-\(UUID().uuidString)"
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true)
  }

  /// Part of one endless sine of 440 Hz.
  private func samples(_ range: Range<Int>) -> [Int16] {
    range.map { Int16(8000 * sin(2 * Double.pi * 440 * Double($0) / Double(Self.rate))) }
  }

  private func write(_ samples: [Int16], _ name: String) throws -> String {
    var file = Data("RIFF".utf8)
    func append(_ value: some FixedWidthInteger) {
      withUnsafeBytes(of: value.littleEndian) { file.append(contentsOf: $0) }
    }
    append(UInt32(36 + samples.count * 2))
    file.append(Data("WAVEfmt ".utf8))
    for value in [16, 0x0001_0001, Self.rate, Self.rate * 2] { append(UInt32(value)) }
    append(UInt16(2))
    append(UInt16(16))
    file.append(Data("data".utf8))
    append(UInt32(samples.count * 2))
    for sample in samples { append(sample) }
    let path = folder + "/" + name
    try file.write(to: URL(fileURLWithPath: path))
    return path
  }

  private func player() throws -> Player {
    var options = PlayerOptions(audioOutput: nil)
    options.recordingPath = folder + "/heard.wav"
    return try Player(options)
  }

  /// The samples behind the header of what was recorded.
  private func heard() throws -> [Int16] {
    let data = try Data(contentsOf: URL(fileURLWithPath: folder + "/heard.wav"))
    let start = try #require(data.range(of: Data("data".utf8))).upperBound + 4
    return stride(from: start, to: data.count - 1, by: 2).map {
      Int16(bitPattern: UInt16(data[$0]) | UInt16(data[$0 + 1]) << 8)
    }
  }

  /// Waits for an event; the end of all events is a failure.
  private func wait(_ player: Player, for matches: (PlayerEvent) -> Bool) async throws {
    for await event in player.events where matches(event) { return }
    throw CancellationError()
  }

  private func isLoaded(_ event: PlayerEvent) -> Bool {
    if case .loaded = event { true } else { false }
  }

  @Test func `between two halves of a tone there is no gap`() async throws {
    let middle = 2 * Self.rate + 137
    let first = try write(samples(0..<middle), "first.wav")
    let second = try write(samples(middle..<4 * Self.rate), "second.wav")
    let player = try player()
    try player.load(.file(path: first), startAt: 0, paused: true)
    try await wait(player, for: isLoaded)
    player.prepareNext(.file(path: first), startAt: 0, token: 1)
    // Another takes its place.
    player.prepareNext(.file(path: second), startAt: 0, token: 2)
    player.setPaused(false)
    try await wait(player) { $0 == .advanced(2) || $0 == .ended }
    try await wait(player) { $0 == .ended }
    player.close()
    #expect(try heard() == samples(0..<4 * Self.rate))
  }

  @Test func `what was taken back does not follow`() async throws {
    let path = try write(samples(0..<Self.rate), "tone.wav")
    let player = try player()
    try player.load(.file(path: path), startAt: 0, paused: true)
    try await wait(player, for: isLoaded)
    player.prepareNext(.file(path: path), startAt: 0, token: 7)
    player.clearNext()
    player.setPaused(false)
    try await wait(player) { $0 == .ended || $0 == .advanced(7) }
    player.close()
    #expect(try heard().count == Self.rate)
  }

  @Test func `at another speed the pitch stays`() async throws {
    let path = try write(samples(0..<6 * Self.rate), "tone.wav")
    let player = try player()
    player.setSpeed(1.5)
    try player.load(.file(path: path), startAt: 0, paused: false)
    try await wait(player) { $0 == .ended }
    player.close()
    let heard = try heard()
    #expect(abs(Double(heard.count) / Double(Self.rate) - 4) < 0.2)
    let crossings = zip(heard, heard.dropFirst()).count { $0 < 0 && $1 >= 0 }
    let pitch = Double(crossings) * Double(Self.rate) / Double(heard.count)
    #expect(abs(pitch - 440) < 13, "\(pitch)")
  }

  private func ffmpeg(_ arguments: [String]) async throws {
    try await TestTool.run("ffmpeg", ["-v", "error", "-nostdin", "-y"] + arguments)
  }

  @Test(arguments: [(ReplayGain.track, 0.25), (.album, 0.5), (.no, 1)])
  func `the loudness that a file tells of itself is heeded`(
    mode: ReplayGain, factor: Double
  ) async throws {
    let tone = try write(samples(0..<Self.rate), "tone.wav")
    let path = folder + "/tone.flac"
    try await ffmpeg([
      "-i", tone, "-metadata", "REPLAYGAIN_TRACK_GAIN=-12.04 dB", "-metadata",
      "REPLAYGAIN_ALBUM_GAIN=-6.02 dB", "-metadata", "REPLAYGAIN_TRACK_PEAK=0.25", "-metadata",
      "REPLAYGAIN_ALBUM_PEAK=0.25", path,
    ])
    let player = try player()
    player.setReplayGain(mode)
    try player.load(.file(path: path), startAt: 0, paused: false)
    try await wait(player) { $0 == .ended }
    player.close()
    let loudest = Double(try heard().max() ?? 0)
    #expect(abs(loudest / 8000 - factor) < 0.02, "\(loudest)")
  }

  @Test func `chapters are told with their titles, and that there are none`() async throws {
    let tone = try write(samples(0..<4 * Self.rate), "tone.wav")
    let words = folder + "/words.txt"
    try """
    ;FFMETADATA1
    [CHAPTER]
    TIMEBASE=1/1
    START=0
    END=2
    title=Opening
    [CHAPTER]
    TIMEBASE=1/1
    START=2
    END=4
    title=Psalm 4
    """.write(toFile: words, atomically: true, encoding: .utf8)
    let path = folder + "/book.mka"
    try await ffmpeg(["-i", tone, "-i", words, "-map_metadata", "1", "-c:a", "flac", path])
    let player = try Player(PlayerOptions(audioOutput: "null"))
    defer { player.close() }
    try player.load(.file(path: path), startAt: 0, paused: true)
    let told = [Chapter(title: "Opening", start: 0), Chapter(title: "Psalm 4", start: 2)]
    try await wait(player) { $0 == .chapters(told) }
    try player.load(.file(path: tone), startAt: 0, paused: true)
    try await wait(player) { $0 == .chapters([]) }
  }

  @Test func `a list of chapters from a hostile file is bounded`() {
    let many = (0..<9000).map {
      #"{"title":"\#(String(repeating: "x", count: 900))","time":\#($0)}"#
    }
    let chapters = Chapter.list(json: "[" + many.joined(separator: ",") + "]")
    #expect(chapters.count == 2000 && chapters[0].title.count == 300)
    #expect(Chapter.list(json: "nonsense").isEmpty)
    #expect(Chapter.list(json: #"[{"time":5},{"title":"a","time":-1}]"#).map(\.start) == [0, 5])
  }
}
