import Foundation
import Testing

@testable import CNTDemo

extension Tag {
  /// Runs `bible`, `espeak-ng` and `ffmpeg`; `scripts/install-packages` installs them.
  @Tag static var tools: Self
}

@Suite("Building for real", .tags(.tools))
struct BuildingTests {
  @Test("a reading becomes a tagged MP3 with its cover, and moves into the media folder")
  func podcast() async throws {
    let media = FileManager.default.temporaryDirectory.path + "/cnt-demo-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: media) }
    let reading = try #require(Reading.pending.first { $0.slug == "fruit-of-the-spirit" })
    let workshop = try Workshop(mediaFolder: media)
    var passages: [Passage] = []
    for reference in reading.passages { passages.append(try await Passage.read(reference)) }
    let studio = Studio(workshop: workshop, scripture: Scripture(passages))
    try await studio.record(reading)
    try workshop.publish()

    let made = try #require(studio.files.all[reading.audioURL])
    #expect((20...90).contains(made.seconds))
    let shown = try await Tool.ffprobe.run([
      "-v", "error", "-show_entries", "format_tags=title,artist:stream=codec_name", "-of",
      "csv=p=0", "\(media)/audio/\(reading.slug).mp3",
    ])
    #expect(shown.contains("mp3") && shown.contains("mjpeg"))
    #expect(shown.contains("The Fruit of the Spirit") && shown.contains("Tobias Lindqvist"))
    #expect(FileManager.default.fileExists(atPath: "\(media)/images/\(reading.coverName)"))
    #expect(!FileManager.default.fileExists(atPath: media + ".building"))
  }

  @Test("a passage that does not exist is refused by name")
  func noPassage() async {
    await #expect(throws: DemoError.self) { try await Passage.read("Nowhere 3:4-5") }
  }
}
