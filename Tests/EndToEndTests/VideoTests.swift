import CNTKit
import Foundation
import Testing

/// A film through the real programs, its colours read from the screen.
@Suite(.serialized, .timeLimit(.minutes(3)))
struct VideoTests {
  private enum Hue { case red, blue }

  /// Five seconds of red, then blue.
  private func film(_ folder: String, blueSeconds: Int = 60) throws -> String {
    let path = folder + "/film.mp4"
    let run = try ProgramRun(
      "/usr/bin/ffmpeg",
      [
        "-v", "error", "-y", "-f", "lavfi", "-i", "color=red:size=320x180:rate=25:duration=5",
        "-f", "lavfi", "-i", "color=blue:size=320x180:rate=25:duration=\(blueSeconds)",
        "-filter_complex", "[0][1]concat=n=2", "-c:v", "libx264", "-preset", "ultrafast",
        "-pix_fmt", "yuv420p", path,
      ])
    try #require(run.status == 0, "\(run.error)")
    return path
  }

  /// A member whose platform has one film.
  private func stage() async throws -> Stage {
    let stage = try await Stage.make()
    let admin = try await stage.server.client(as: "admin")
    let upload = try await admin.call(
      .upload(
        .video, path: try film(stage.scratch.path), filename: "film.mp4",
        contentType: "video/mp4"))
    _ = try await admin.call(
      .createMovie(
        MovieCreate(title: "Red then blue", videoURL: upload.url, duration: 65, status: "approved"))
    )
    try stage.signIn("grace")
    return stage
  }

  /// Cells whose background is nearly the hue.
  private func cells(_ app: TerminalSession, _ hue: Hue) -> Int {
    app.backgrounds().reduce(0) { sum, entry in
      let (red, green, blue) = (
        Int(entry.key & 0xff), Int(entry.key >> 8 & 0xff), Int(entry.key >> 16 & 0xff)
      )
      let isHue =
        hue == .red
        ? red > 220 && green < 30 && blue < 30 : blue > 220 && green < 30 && red < 30
      return sum + (isHue ? entry.value : 0)
    }
  }

  private func wait(
    _ app: TerminalSession, _ hue: Hue, atLeast count: Int, timeout: TimeInterval = 20
  ) throws {
    let deadline = Date().addingTimeInterval(timeout)
    while cells(app, hue) < count {
      guard Date() < deadline else {
        throw TerminalSession.Failure(
          description: "\(cells(app, hue)) cells are \(hue), not \(count):\n\(app.text)")
      }
      try app.waitForOutput()
    }
  }

  @Test func `a film shows in its pane, on the whole screen, and under what lies over it`()
    async throws
  {
    let stage = try await stage()
    let app = try stage.open("grace")
    try app.wait(for: "Audio podcasts")
    app.type("3")
    try app.wait("the films") { $0.contains("Featured") && $0.contains("Red then blue") }
    app.type("p")
    // 44 columns of 16:9 in the pane.
    try wait(app, .red, atLeast: 400)
    try wait(app, .blue, atLeast: 400)
    #expect(app.text.contains("Red then blue"))

    app.type("v")
    // 120 columns of 16:9: 34 rows.
    try wait(app, .blue, atLeast: 120 * 33)
    app.resize(columns: 90, rows: 30)
    try wait(app, .blue, atLeast: 90 * 24)
    app.type(" ")
    try app.wait(for: "‖ Red then blue")
    app.type("?")
    try app.wait(for: "Esc closes")
    #expect(cells(app, .blue) < 90 * 24)
    let rows = app.screenRows().filter { $0.contains("Player") || $0.contains("Quieter") }
    #expect(rows.allSatisfy { !$0.contains("▀") })
    app.press(.escape)
    try app.waitGone("Esc closes")
    // Nothing comes from the film that is paused: what was covered is drawn again.
    try wait(app, .blue, atLeast: 90 * 24)
    app.press(.escape)
    try app.wait(for: "Movies")
    app.type("o")
    try app.wait(for: "Without the picture")
    let deadline = Date().addingTimeInterval(20)
    while cells(app, .blue) > 0, Date() < deadline { try app.waitForOutput() }
    #expect(cells(app, .blue) == 0)
    app.type("q")
    #expect(app.exitStatus() == 0)
    #expect(app.mode() == (echo: true, canonical: true))
    #expect(app.sent.contains("\u{1b}[?1003l"))
  }

  @Test func `a film that is watched by itself ends the program`() throws {
    let scratch = try Scratch()
    let path = try film(scratch.path, blueSeconds: 1)
    let app = try TerminalSession(
      BuiltProducts.cnt, ["watch", path], environment: ["CNT_HOME": scratch.path + "/home"],
      columns: 80, rows: 24)
    try wait(app, .red, atLeast: 80 * 21)
    try wait(app, .blue, atLeast: 80 * 21)
    #expect(app.exitStatus() == 0)
    #expect(app.mode() == (echo: true, canonical: true))
  }

  /// ncurses moves lines that it finds elsewhere, by sequences that move pictures too.
  @Test func `words that move with the controls do not take the picture along`() throws {
    let scratch = try Scratch()
    let words = scratch.path + "/words.srt"
    try "1\n00:00:00,100 --> 00:01:00,000\nIn the beginning\nwas the word\n\n"
      .write(toFile: words, atomically: true, encoding: .utf8)
    let path = scratch.path + "/film.mkv"
    let made = try ProgramRun(
      "/usr/bin/ffmpeg",
      [
        "-v", "error", "-y", "-f", "lavfi", "-i", "color=red:size=320x240:rate=25:duration=60",
        "-i", words, "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:s",
        "srt", "-disposition:s:0", "default", path,
      ])
    try #require(made.status == 0, "\(made.error)")
    let app = try TerminalSession(
      BuiltProducts.cnt, ["watch", "--colors", "256", path],
      environment: ["CNT_HOME": scratch.path + "/home", "COLORTERM": ""], columns: 80, rows: 24)
    try app.wait("the words at the lower edge") {
      $0.split(separator: "\n", omittingEmptySubsequences: false).last?.contains("was the word")
        == true
    }
    app.type(" ")
    try app.wait(for: "‖ film.mkv")
    try app.wait("the words above the controls") {
      $0.split(separator: "\n", omittingEmptySubsequences: false).dropLast(2).last?
        .contains("was the word") == true
    }
    try app.waitGone("film.mkv")
    try app.wait("the words at the lower edge again") {
      $0.split(separator: "\n", omittingEmptySubsequences: false).last?.contains("was the word")
        == true
    }
    // 64 columns of 4:3 in 24 rows, less the words.
    try wait(app, .red, atLeast: 64 * 24 - 40)
    app.type("q")
    #expect(app.exitStatus() == 0)
  }

  @Test func `what is no film is a sentence, and so is a terminal without colours`() throws {
    let scratch = try Scratch()
    let home = ["CNT_HOME": scratch.path + "/home"]
    try "no film".write(toFile: scratch.path + "/words.mp4", atomically: true, encoding: .utf8)
    let missing = try ProgramRun(BuiltProducts.cnt, ["watch", "/no/such.mp4"], environment: home)
    #expect(missing.status == 66)
    #expect(missing.error.contains("There is no file"))
    let words = try TerminalSession(
      BuiltProducts.cnt, ["watch", scratch.path + "/words.mp4"], environment: home)
    #expect(words.exitStatus() == 66)
    #expect(words.sent.contains("Cannot play"))
    let bare = try TerminalSession(
      BuiltProducts.cnt, ["watch", scratch.path + "/words.mp4"],
      environment: home.merging(["NO_COLOR": "1"]) { $1 })
    #expect(bare.exitStatus() == 1)
    #expect(bare.sent.contains("too few colours"))
  }
}
