import CNTKit
import Foundation
import Testing

/// Publishing from the shell, against a server that takes files in one request or in parts.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct PublishTests {
  @Test func `a file is published, approved, and played by somebody else`() async throws {
    let stage = try await Stage.make()
    let shell = try Shell(stage)
    let tone = stage.scratch.path + "/tone.wav"
    let published = try shell.run(
      "publish", "podcast", tone, "--title", "A tone", "--description", "440 Hz")
    #expect(published.status == 0, "\(published.error)")
    #expect(published.output == "podcast/4\tpublished\t100%\tA tone\n")
    #expect(try shell.run("uploads").output == "Nothing is on its way to the platform.\n")
    #expect(
      try shell.run("list", "podcasts", "--format", "{title} {status}").lines.first
        == "A tone pending")
    let admin = try Shell(stage, as: "admin")
    #expect(try admin.run("admin", "approve", "podcast/4").status == 0)
    let client = try await stage.server.client(as: "admin")
    let podcast = try await client.call(Endpoint<Podcast>.podcast(4))
    #expect(podcast.status == "approved" && podcast.duration == 60)
    #expect(podcast.description == "440 Hz" && podcast.audioURL?.isEmpty == false)
  }

  @Test func `without a server it waits, and goes up when the app runs`() async throws {
    let stage = try await Stage.make()
    let shell = try Shell(stage)
    let tone = stage.scratch.path + "/tone.wav"
    stage.server.stop()
    let waits = try shell.run("publish", "podcast", tone, "--title", "A tone")
    #expect(waits.status == 75, "\(waits.output)\(waits.error)")
    #expect(try shell.run("uploads").output.contains("\tqueued\t0%\tA tone"))
    try stage.server.start()
    let app = try stage.open("grace")
    try app.wait(for: "Audio podcasts")
    #expect(try shell.run("uploads", "resume", "1").status == 0)
    app.type("2")
    try app.wait("the podcast") { $0.contains("A tone") && $0.contains("pending") }
    app.type("q")
    #expect(app.exitStatus() == 0)
    let client = try await stage.server.client(as: "grace")
    let podcasts = try await client.call(Endpoint<[Podcast]>.podcasts(skip: 0, limit: 100))
    #expect(podcasts.count { $0.title == "A tone" } == 1)
  }

  @Test func `what cannot be published is refused before anything is sent`() async throws {
    let stage = try await Stage.make()
    let shell = try Shell(stage)
    let words = stage.scratch.path + "/words.txt"
    try "words".write(toFile: words, atomically: true, encoding: .utf8)
    let kind = try shell.run("publish", "podcast", words, "--title", "A")
    #expect(kind.status == 66 && kind.error.contains("Choose a file of these kinds: aac"))
    let none = try shell.run("publish", "podcast", words + ".mp3", "--title", "A")
    #expect(none.status == 66 && none.error.contains("check the path"))
    let fake = stage.scratch.path + "/fake.mp3"
    try "no sound".write(toFile: fake, atomically: true, encoding: .utf8)
    #expect(try shell.run("publish", "podcast", fake, "--title", "A").status == 66)
    let track = try shell.run("publish", "track", fake, "--title", "A", "--artist", "B")
    #expect(track.status == 77)
    #expect(try shell.run("uploads").output == "Nothing is on its way to the platform.\n")
    #expect(try shell.run("uploads", "pause", "3").error.contains("There is no upload 3"))
  }
}
