import CNTKit
import Foundation
import Testing

/// `cnt list` and `cnt show` through the real programs, with no server behind them.
@Suite(.serialized, .timeLimit(.minutes(2)))
struct ListTests {
  @Test func `what was fetched is listed and shown without a server`() async throws {
    let stage = try await Stage.make()
    let admin = try await stage.server.client(as: "admin")
    _ = try await admin.call(
      Endpoint<CNTKit.Comment>.createComment(
        post: 5, CommentCreate(content: "Bold \u{1b}[31mwords")))
    let unsynced = try Shell(stage, synced: false)
    let empty = try unsynced.run("list", "podcasts")
    #expect(empty.status == 75 && empty.error.contains("run cnt sync first"))
    let shell = try Shell(stage)
    stage.server.stop()

    let podcasts = try shell.run("list", "podcasts")
    #expect(podcasts.status == 0 && podcasts.error.isEmpty)
    #expect(
      podcasts.lines.map { $0.split(separator: "\t").first } == [
        "podcast/3", "podcast/2", "podcast/1",
      ])
    #expect(
      try shell.run(
        "list", "podcasts", "--after", "3", "--limit", "1", "--format", "{id}\\t{title}"
      )
      .output == "2\tReading number 2\n")
    let json = try shell.run("list", "posts", "--json", "--category", "general").json
    #expect(json.count == 5 && json[0]["title"]?.stringValue == "Post number 5")
    #expect(try shell.run("list", "posts", "--category", "testimony").output.isEmpty)
    #expect(try shell.run("list", "podcasts", "--category", "sermons").lines.count == 3)
    #expect(try shell.run("list", "podcasts", "--category", "2").lines.isEmpty)

    let shown = try shell.run("show", "post", "5")
    #expect(shown.output.hasPrefix("post/5\tPost number 5\n"))
    #expect(shown.output.contains("Words of post 5.") && shown.output.contains("\nAdmin, now:\n"))
    #expect(shown.output.contains("words") && !shown.output.contains("\u{1b}"))
    let model = try #require(shell.run("show", "post/5", "--json").json.first)
    #expect(model["item"]?["comments_count"]?.intValue == 1)
    #expect(model["comments"]?[0]?["content"]?.stringValue == "Bold \u{1b}[31mwords")
  }

  @Test func `a wrong question has a sentence and a code of its own`() async throws {
    let shell = try Shell(try await Stage.make())
    func check(_ run: ProgramRun, _ status: Int32, _ words: String) {
      #expect(run.status == status && run.output.isEmpty)
      #expect(run.error.contains(words), "\(run.error)")
    }
    check(try shell.run("list", "sermons"), 64, "podcasts")
    check(try shell.run("list", "podcasts", "--format", "{colour}"), 64, "There are name, kind")
    check(try shell.run("list", "music", "--category", "x"), 64, "--category goes with")
    check(try shell.run("list", "podcasts", "--category", "x"), 64, "There are Sermons")
    check(try shell.run("list", "podcasts", "--after", "9"), 66, "not in this list")
    check(try shell.run("list", "admin"), 77, "Only admins")
    check(try shell.run("show", "podcast", "9"), 66, "podcast/9 is not here")
    check(try shell.run("show", "podcast"), 64, "a kind and a number")
  }

  @Test func `a reader that goes away ends the list quietly`() async throws {
    let shell = try Shell(try await Stage.make())
    let run = try shell.pipeline(
      "set -o pipefail; cnt list posts | head -n 1; echo ${PIPESTATUS[0]}")
    #expect(run.error.isEmpty && run.lines.first?.hasPrefix("post/5\t") == true)
    // Whoever starts programs with SIGPIPE ignored sees the same.
    let ignored = try shell.pipeline("trap '' PIPE; cnt list posts | true; echo ${PIPESTATUS[0]}")
    #expect(ignored.error.isEmpty)
    #expect(["0", "141"].contains(ignored.lines.last))
  }
}
