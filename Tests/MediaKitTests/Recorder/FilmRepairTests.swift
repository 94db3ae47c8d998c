import Foundation
import Testing

@testable import MediaKit

/// Films that died are mended or left alone, never lost.
@Suite(.timeLimit(.minutes(5)))
struct FilmRepairTests {
  /// A take of one film, as a process leaves it that was killed.
  private func take(_ folder: TestFolder, film: Data) throws -> (store: String, film: String) {
    let recordings = folder.path + "/recordings"
    let made = try TakeFolder.make(in: recordings, began: Date(timeIntervalSince1970: 0))
    let plan = RecordingPlan(audio: nil, video: .pattern(width: 64, height: 48))
    try made.save(Take(began: Date(timeIntervalSince1970: 0), plan: plan))
    let path = made.path + "/" + TakeFolder.name(1, ".mkv")
    try film.write(to: URL(fileURLWithPath: path))
    return (recordings, path)
  }

  /// Three seconds in clusters of half a second, without length and index.
  private func film() async throws -> Data {
    let path = try await TestFilm.make(
      [
        "-f", "lavfi", "-i", "testsrc2=s=320x240:r=25:d=3", "-c:v", "libx264", "-preset",
        "ultrafast", "-g", "12", "-cluster_time_limit", "500", "-live", "1",
      ], ending: "mkv")
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try Data(contentsOf: URL(fileURLWithPath: path))
  }

  @Test func `a film without its length gets one`() async throws {
    let folder = try TestFolder()
    let (store, path) = try take(folder, film: try await film())
    try #require(try await MediaFacts.read(path).duration == 0)
    let recovered = await TakeStore(folder: store).recover()
    #expect(recovered.map(\.paths) == [[path]])
    #expect(abs(try await MediaFacts.read(path).duration - 3) < 0.2)
  }

  @Test func `without ffmpeg the film stays, and is mended another time`() async throws {
    let folder = try TestFolder()
    let film = try await film()
    let (store, path) = try take(folder, film: film)
    let bare = TakeStore(folder: store, environment: ["PATH": folder.path])
    #expect(await bare.recover().isEmpty)
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == film)
    #expect(bare.unfinished().count == 1)
    #expect(await TakeStore(folder: store).recover().count == 1)
    #expect(bare.unfinished().isEmpty)
  }

  @Test func `what cannot be read to its end stays as it is`() async throws {
    let folder = try TestFolder()
    var film = try await film()
    // As a power cut leaves it: zeros where nothing was written yet.
    let third = film.count / 3
    film.replaceSubrange(third..<third * 2, with: Data(count: third))
    let (store, path) = try take(folder, film: film)
    let recovered = await TakeStore(folder: store).recover()
    #expect(recovered.map(\.paths) == [[path]])
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == film)
  }

  @Test func `only what is empty goes`() async throws {
    let folder = try TestFolder()
    let (store, path) = try take(folder, film: Data())
    let notes = (path as NSString).deletingLastPathComponent + "/notes.txt"
    try Data("mine".utf8).write(to: URL(fileURLWithPath: notes))
    #expect(await TakeStore(folder: store).recover().isEmpty)
    #expect(!FileManager.default.fileExists(atPath: path))
    #expect(FileManager.default.fileExists(atPath: notes))
  }
}
