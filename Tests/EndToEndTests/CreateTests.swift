import CNTKit
import Foundation
import Testing

/// A podcast from the microphone to another person's player.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct CreateTests {
  @Test func `recorded, cut, faded, titled, published, approved, and played by somebody else`()
    async throws
  {
    let stage = try await Stage.make()
    try stage.signIn("grace")
    let sound = try SoundServer(hertz: 1234)
    let app = try TerminalSession(
      BuiltProducts.cnt, environment: stage.home("grace").merging(sound.environment) { $1 },
      on: stage)
    try app.wait(for: "Audio podcasts")
    app.type("\u{1b}n")
    try app.wait(for: "Record a podcast")
    app.press(.enter)
    try app.wait(for: "Peak -")
    app.type(" ")
    try app.wait(for: "● 0:04")
    app.press(.enter)
    try app.wait(for: "Publish the recording")
    // Not yet: it is edited first.
    app.press(.escape)
    try app.waitGone("Publish the recording")
    app.type("]")
    try app.wait(for: "0:04")
    app.type("\u{1b}e")
    try app.wait(for: "loudness set")
    app.type("v..d")
    try app.wait("the cut") { $0.contains(/0:00\.0 \/ 0:0[23]/) }
    app.type(".i")
    try app.wait(for: "fades in 0:01.0")
    app.press(.enter)
    try app.wait(for: "Publish the recording")
    app.type("A tone at 1234 Hz")
    app.type("\u{13}")
    try app.wait("the upload's end", timeout: 60) {
      $0.contains("goes up in the background") || $0.contains("synced")
    }
    app.type("2")
    try app.wait("the podcast", timeout: 60) {
      $0.contains("A tone at 1234 Hz") && $0.contains("pending")
    }
    app.type("q")
    #expect(app.exitStatus() == 0)

    let admin = try Shell(stage, as: "admin")
    let pending = try admin.run("admin", "pending", "--format", "{name} {title}")
    #expect(pending.output == "podcast/4 A tone at 1234 Hz\n")
    #expect(try admin.run("admin", "approve", "podcast/4").status == 0)
    try stage.server.addUser("ruth")
    let listener = try Shell(stage, as: "ruth")
    #expect(try listener.run("download", "podcast", "4").status == 0)
    let path = try #require(
      try listener.run("download", "--list", "--json").json.first?["path"]?.stringValue)
    // Two or three seconds are left, they begin in silence, and what is heard is the tone.
    let length = try Self.number(
      "ffprobe", ["-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", path])
    #expect((1.5...3.9).contains(length))
    #expect(try abs(Self.crossings(path, from: 1, seconds: 0.5) - 1234) <= 3)
    #expect(
      try Self.loudest(path, from: 0, seconds: 0.1) + 6 < Self.loudest(path, from: 1, seconds: 0.1))
    let player = try TerminalSession(
      BuiltProducts.cnt, ["play", "podcast", "4"], environment: listener.home, columns: 80, rows: 5,
      on: stage)
    try player.wait(for: "▶ A tone at 1234 Hz")
    player.type("q")
    #expect(player.exitStatus() == 0)
  }

  @Test func `the shell records with pauses and shows the level`() async throws {
    let scratch = try Scratch()
    let sound = try SoundServer(hertz: 440)
    let session = try TerminalSession(
      BuiltProducts.cnt, ["record", "--folder", scratch.path + "/takes"],
      environment: sound.environment.merging(["CNT_HOME": scratch.path + "/home"]) { $1 },
      columns: 100, rows: 10)
    try session.wait(for: "Space pauses, Enter ends it.")
    try session.wait(for: "● 0:02 ▮▮▮")
    session.type(" ")
    try session.wait(for: "‖ 0:02")
    usleep(2_500_000)
    session.type(" ")
    try session.wait(for: "● 0:03")
    session.press(.enter)
    #expect(session.exitStatus() == 0)
    #expect(session.mode() == (echo: true, canonical: true))
    let path = try #require(
      session.text.split(separator: "\n").last { $0.hasSuffix(".wav") }.map(String.init))
    let seconds = try Self.number(
      "ffprobe", ["-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", path])
    // The pause of two seconds and more is not in it.
    #expect((2.9...4.4).contains(seconds))
  }

  @Test func `a film is turned, cut to a part, without colours, with words and other sound`()
    async throws
  {
    let scratch = try Scratch()
    let (film, sound) = (scratch.path + "/film.mp4", scratch.path + "/sound.wav")
    let result = scratch.path + "/result.mp4"
    let made = try ProgramRun(
      "/usr/bin/ffmpeg",
      [
        "-v", "error", "-f", "lavfi", "-i", "color=red:s=160x120:d=4:r=10", "-f", "lavfi", "-i",
        "sine=440:d=4", "-c:v", "mpeg4", "-q:v", "2", film,
      ])
    #expect(made.status == 0, "\(made.error)")
    _ = try ProgramRun(
      "/usr/bin/ffmpeg", ["-v", "error", "-f", "lavfi", "-i", "sine=880:d=4", sound])
    let environment = ["CNT_HOME": scratch.path + "/home"]
    let edit = try ProgramRun(
      BuiltProducts.cnt,
      [
        "edit", film, "-o", result, "--rotate", "90", "--crop", "0,0,100,50", "--saturation", "0",
        "--words", "0-2,top=WWWWWWWW", "--soundtrack", sound, "--chapter", "1=Two",
        "--keep-loudness",
      ], environment: environment)
    #expect(edit.status == 0, "\(edit.error)")
    let facts = try ProgramRun(
      "/usr/bin/ffprobe",
      [
        "-v", "error", "-show_entries", "stream=width,height:chapter_tags=title", "-of", "csv=p=0",
        result,
      ])
    #expect(facts.output.contains("120,80") && facts.output.contains("Two"))
    func frame(_ second: String) throws -> [UInt8] {
      let raw = scratch.path + "/frame.raw"
      _ = try ProgramRun(
        "/usr/bin/ffmpeg",
        [
          "-y", "-v", "error", "-ss", second, "-i", result, "-frames:v", "1", "-f", "rawvideo",
          "-pix_fmt", "rgb24", raw,
        ])
      return Array(try Data(contentsOf: URL(fileURLWithPath: raw)))
    }
    let plain = try frame("3")
    #expect(plain.count == 120 * 80 * 3)
    let (red, green) = (Int(plain[120 * 40 * 3]), Int(plain[120 * 40 * 3 + 1]))
    #expect(abs(red - green) < 12 && red < 140)
    // The words are white, and gone after two seconds.
    #expect(try frame("1").max() ?? 0 > 200 && plain.max() ?? 255 < 160)
    #expect(try abs(Self.crossings(result, from: 1, seconds: 0.5) - 880) <= 4)
    let wrong = try ProgramRun(
      BuiltProducts.cnt, ["edit", film, "-o", result, "--crop", "60,0,60,100"],
      environment: environment)
    #expect(wrong.status == 64 && wrong.error.contains("percent"))
  }

  private static func number(_ program: String, _ arguments: [String]) throws -> Double {
    let run = try ProgramRun("/usr/bin/" + program, arguments)
    return try #require(Double(run.output.trimmingCharacters(in: .whitespacesAndNewlines)))
  }

  private static func samples(_ path: String, from: Double, seconds: Double) throws -> [Int16] {
    let raw = NSTemporaryDirectory() + "cnt-tone-\(UUID().uuidString).raw"
    defer { unlink(raw) }
    let run = try ProgramRun(
      "/usr/bin/ffmpeg",
      [
        "-v", "error", "-ss", "\(from)", "-t", "\(seconds)", "-i", path, "-ac", "1", "-ar", "48000",
        "-f", "s16le", raw,
      ])
    #expect(run.status == 0, "\(run.error)")
    let data = try Data(contentsOf: URL(fileURLWithPath: raw))
    return data.withUnsafeBytes { Array($0.bindMemory(to: Int16.self)) }
  }

  /// How often the sound goes through zero.
  private static func crossings(_ path: String, from: Double, seconds: Double) throws -> Int {
    let samples = try samples(path, from: from, seconds: seconds)
    return zip(samples, samples.dropFirst()).count { ($0 < 0) != ($1 < 0) }
  }

  /// Decibels of full scale.
  private static func loudest(_ path: String, from: Double, seconds: Double) throws -> Double {
    let most = try samples(path, from: from, seconds: seconds).map { abs(Double($0)) }.max() ?? 0
    return 20 * log10(max(1, most) / 32_768)
  }
}
