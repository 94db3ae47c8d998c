import CNTKit
import Foundation
import Testing

/// The admin desk from the shell, against a real server.
@Suite(.serialized, .timeLimit(.minutes(3)))
struct DeskTests {
  /// A stage with a second admin.
  private func stage() async throws -> Stage {
    let stage = try await Stage.make()
    stage.server.stop()
    try stage.server.addUser("ada", admin: true)
    try stage.server.start()
    return stage
  }

  @Test func `two admins decide on one thing: the second is told, once`() async throws {
    let stage = try await stage()
    let grace = try await stage.server.client(as: "grace")
    for title in ["First", "Second"] {
      _ = try await grace.call(Endpoint<Podcast>.createPodcast(PodcastCreate(title: title)))
    }
    let (one, two) = (try Shell(stage, as: "admin"), try Shell(stage, as: "ada"))
    #expect(try one.run("admin", "reject", "podcast/4", "--reason", "Too loud").status == 0)
    let late = try two.run("admin", "approve", "podcast/4")
    #expect(late.status == 1 && late.output.contains("Another admin decided otherwise"))
    #expect(try two.run("outbox").output.contains("Podcast is rejected meanwhile"))
    // Nothing tries it again, and nothing stands in the way of the next decision.
    #expect(try two.run("admin", "approve", "podcast/5").status == 0)
    #expect(try two.run("sync").status == 0)
    // The same decision by both is no conflict, and the author is told once.
    #expect(try one.run("admin", "approve", "podcast/5").output.contains("approved"))
    let told = try await grace.call(.notifications(limit: 50, offset: 0)).notifications
    #expect(told.map(\.type).sorted() == ["content_approved", "content_rejected"])
    let admin = try await stage.server.client(as: "admin")
    let rows = try await admin.call(.podcasts(skip: 0, limit: 10))
    #expect(rows.first { $0.id == 4 }?.status == "rejected")
    // What another admin deleted is not there to be deleted again.
    #expect(try one.run("admin", "delete", "podcast/5", "--yes").status == 0)
    #expect(try two.run("admin", "delete", "podcast/5", "--yes").output == "podcast/5: deleted\n")
  }

  @Test func `accounts are listed, made admins and deleted, and members may not`() async throws {
    let stage = try await stage()
    let shell = try Shell(stage, as: "admin")
    let all = try shell.run("admin", "users", "--format", "{name} {title} {status}")
    #expect(
      all.lines.sorted() == ["user/1 Grace regular", "user/2 Admin admin", "user/3 Ada admin"])
    #expect(try shell.run("admin", "users", "--match", "grace@").lines.count == 1)
    #expect(try shell.run("admin", "users", "--role", "admins", "--json").json.count == 2)
    // A script that does not say so does nothing.
    #expect(try shell.run("admin", "user", "make-admin", "grace").status == 64)
    let made = try shell.run("admin", "user", "make-admin", "grace", "--yes")
    #expect(made.output == "user/1: made an admin\n")
    #expect(try shell.run("admin", "user", "make-admin", "user/1").output.contains("already"))
    #expect(try shell.run("admin", "user", "remove-admin", "admin", "--yes").status == 77)
    #expect(try shell.run("admin", "user", "delete", "admin", "--yes").status == 77)
    #expect(try shell.run("admin", "user", "delete", "nobody", "--yes").status == 66)
    #expect(
      try shell.run("admin", "user", "delete", "ada@test.invalid", "--yes").output
        == "user/3: deleted\n")
    #expect(try shell.run("admin", "users").lines.count == 2)
    #expect(try shell.run("admin", "user", "remove-admin", "grace", "--yes").status == 0)
    let member = try Shell(stage, as: "grace")
    for command in ["users", "content", "carousel", "commission"] {
      #expect(try member.run("admin", command).status == 77, "\(command)")
    }
  }

  @Test func `content is archived and published again, and posts leave the carousel`() async throws
  {
    let stage = try await stage()
    let shell = try Shell(stage, as: "admin")
    #expect(try shell.run("admin", "content").lines.count == 8)
    #expect(
      try shell.run("admin", "archive", "podcast/1", "post/2").output
        == "podcast/1: archived\npost/2: archived\n")
    #expect(try shell.run("sync").status == 0)
    let hidden = try shell.run("admin", "content", "--state", "hidden", "--format", "{name}")
    #expect(Set(hidden.lines) == ["podcast/1", "post/2"], "\(hidden.output)")
    #expect(try shell.run("admin", "pending").output == "")
    let guest = APIClient(
      server: try ServerAddress(stage.server.origin), transport: CurlTransport())
    #expect(try await guest.call(.podcasts(skip: 0, limit: 9)).map(\.id).sorted() == [2, 3])
    #expect(try shell.run("admin", "restore", "podcast/1", "post/2").status == 0)
    #expect(try await guest.call(.podcasts(skip: 0, limit: 9)).count == 3)
    #expect(
      try shell.run("admin", "carousel", "hide", "3").output == "post/3: out of the carousel\n")
    #expect(try shell.run("admin", "carousel").lines.contains { $0.hasPrefix("post/3\toff\t") })
    let shown = try await guest.call(.posts(skip: 0, limit: 9, carouselOnly: true))
    #expect(Set(shown.map(\.id)) == [1, 2, 4, 5])
  }

  @Test func `the commission is shown and set, and the later of two admins is told`() async throws {
    let stage = try await stage()
    let (one, two) = (try Shell(stage, as: "admin"), try Shell(stage, as: "ada"))
    #expect(try one.run("admin", "commission").output.hasPrefix("0 %, off\n"))
    #expect(
      try one.run("admin", "commission", "set", "--percentage", "7.5", "--active").output
        == "commission: 7.5 %, on\n")
    #expect(try one.run("admin", "commission", "set", "--percentage", "101").status == 64)
    let late = try two.run(
      "admin", "commission", "set", "--kind", "fixed", "--fixed", "0.5")
    #expect(late.output.contains("This replaced what another admin had set meanwhile: 7.5 %, on"))
    let get = try #require(two.run("admin", "commission", "get", "--json").json.first)
    #expect(get["commission_type"]?.stringValue == "fixed")
  }

  @Test func `a folder is uploaded once, however often it is asked for`() async throws {
    let stage = try await stage()
    let shell = try Shell(stage, as: "admin")
    let folder = stage.scratch.path + "/files"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try TestTone.write(to: folder + "/morning_prayer.wav", seconds: 2)
    try TestTone.write(to: folder + "/Reading number 1.wav", seconds: 1)
    try Data("no sound".utf8).write(to: URL(fileURLWithPath: folder + "/text.txt"))
    let dry = try shell.run("admin", "upload", folder, "--dry-run")
    #expect(dry.status == 1 && dry.output.contains("podcast\tmorning_prayer.wav\tmorning prayer"))
    #expect(dry.output.contains("“Reading number 1” is there already"))
    #expect(dry.output.contains("text.txt\tIts type is unknown"))
    let client = try await stage.server.client(as: "admin")
    #expect(try await client.call(.podcasts(skip: 0, limit: 9)).count == 3)
    let first = try shell.run("admin", "upload", folder, "--json")
    let made = try #require(first.json.first { $0["state"]?.stringValue == "made" })
    #expect(made["made"]?.stringValue == "podcast/4", "\(first.output) \(first.error)")
    let again = try shell.run("admin", "upload", folder)
    #expect(again.output.contains("podcast/4\tmorning_prayer.wav\tthere already"))
    let rows = try await client.call(.podcasts(skip: 0, limit: 9))
    #expect(rows.count == 4)
    let podcast = try #require(rows.first { $0.id == 4 })
    #expect(podcast.status == "approved" && podcast.title == "morning prayer")
  }
}
