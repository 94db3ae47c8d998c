import CNTKit
import Foundation

/// A server with a member, an admin and some content, and homes for their apps.
final class Stage: Sendable {
  let scratch: Scratch
  let server: ServerProcess
  let audio: String

  private init(_ scratch: Scratch, _ server: ServerProcess, _ audio: String) {
    self.scratch = scratch
    self.server = server
    self.audio = audio
  }

  static func make() async throws -> Stage {
    let scratch = try Scratch()
    let server = try ServerProcess(data: scratch.path + "/server")
    try server.addUser("grace")
    try server.addUser("admin", admin: true)
    try server.start()
    let admin = try await server.client(as: "admin")
    let tone = scratch.path + "/tone.wav"
    try TestTone.write(to: tone, seconds: 60)
    let upload = try await admin.call(
      .upload(.audio, path: tone, filename: "tone.wav", contentType: "audio/wav"))
    let stage = Stage(scratch, server, upload.url)
    for number in 1...3 {
      let podcast = try await admin.call(
        Endpoint<Podcast>.createPodcast(
          PodcastCreate(
            title: "Reading number \(number)", description: "A psalm.", audioURL: upload.url,
            categoryID: 1, duration: 60)))
      try await admin.call(.approve(type: "podcast", id: podcast.id))
    }
    for number in 1...5 {
      _ = try await admin.call(
        .createPost(
          CommunityPostCreate(
            title: "Post number \(number)", content: "Words of post \(number).",
            category: "general", postType: "text")))
    }
    return stage
  }

  func home(_ name: String) -> [String: String] { ["CNT_HOME": scratch.path + "/home-" + name] }

  /// Signs a home in without a screen.
  func signIn(_ name: String) throws {
    let run = try ProgramRun(
      BuiltProducts.cnt, ["login", server.origin, name], environment: home(name),
      input: "\(name)-password\n")
    guard run.status == 0 else { throw ServerProcess.Failure(description: run.error) }
  }

  func open(_ name: String, columns: Int = 120, rows: Int = 40) throws -> TerminalSession {
    try TerminalSession(
      BuiltProducts.cnt, environment: home(name), columns: columns, rows: rows, on: self)
  }
}
