import CNTKit
import Foundation
import MediaKit
import Subprocess
import Testing

@testable import CNTServer

/// Edits on the server, told by what comes out.
@Suite(.timeLimit(.minutes(5)))
struct EditingTests {
  /// A sound of `seconds`, as WAV.
  private func sound(_ seconds: Int, frequency: Int = 440) async throws -> Data {
    try await made(["-f", "lavfi", "-i", "sine=\(frequency):d=\(seconds):r=48000"], "wav")
  }

  private func film() async throws -> Data {
    try await made(
      [
        "-f", "lavfi", "-i", "color=red:s=64x48:r=10:d=3", "-f", "lavfi", "-i", "sine=440:d=3",
        "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac",
      ], "mp4")
  }

  private func made(_ arguments: [String], _ ending: String) async throws -> Data {
    let path = NSTemporaryDirectory() + "cnt-edit-\(UUID().uuidString).\(ending)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let record = try await Subprocess.run(
      .name("ffmpeg"), arguments: Arguments(["-v", "error", "-nostdin"] + arguments + [path]),
      output: .discarded, error: .string(limit: 4096))
    try #require(record.terminationStatus.isSuccess, "\(record.standardError)")
    return try Data(contentsOf: URL(fileURLWithPath: path))
  }

  private func edit(
    _ server: ServerHarness, _ path: String, files: [(String, Data)],
    _ fields: [String: String] = [:],
    key: String? = nil
  ) async throws -> ServerHarness.Answer {
    var body = Data()
    for (name, value) in fields.sorted(by: { $0.key < $1.key }) {
      body += Data(
        "--B\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8)
    }
    for (name, content) in files {
      body += Data(
        "--B\r\nContent-Disposition: form-data; name=\"\(name)\"; filename=\"a\"\r\n\r\n".utf8)
      body += content + Data("\r\n".utf8)
    }
    body += Data("--B--\r\n".utf8)
    var headers = ["Content-Type": "multipart/form-data; boundary=B"]
    if let key { headers["Idempotency-Key"] = key }
    return try await server.call(
      "POST", "/api/v1/" + path, as: try await server.token("grace"), body: body, headers: headers)
  }

  private func facts(_ server: ServerHarness, _ answer: ServerHarness.Answer) async throws
    -> MediaFacts
  {
    try #require(answer.status == 200, "\(answer.json)")
    let url = answer.json["url"]?.stringValue ?? ""
    #expect(answer.json["path"]?.stringValue == url)
    return try await MediaFacts.read(server.folder + url)
  }

  private func expect(
    _ server: ServerHarness, _ answer: ServerHarness.Answer, seconds: Double, within: Double
  ) async throws {
    let duration = try await facts(server, answer).duration
    #expect(abs(duration - seconds) < within, "\(duration)")
  }

  @Test func `sound is cut, joined and faded`() async throws {
    let (three, two) = (try await sound(3), try await sound(2, frequency: 880))
    try await ServerHarness.run { server async throws in
      let cut = try await edit(
        server, "audio-editing/trim", files: [("audio_file", three)],
        ["start_time": "0.5", "end_time": "2"])
      try await expect(server, cut, seconds: 1.5, within: 0.1)
      #expect(cut.json["filename"]?.stringValue?.hasPrefix("trimmed_") == true)
      let joined = try await edit(
        server, "audio-editing/merge", files: [("audio_files", three), ("audio_files", two)])
      try await expect(server, joined, seconds: 5, within: 0.1)
      let faded = try await edit(
        server, "audio-editing/fade-in-out", files: [("audio_file", three)],
        ["fade_in_duration": "1", "fade_out_duration": "1"])
      try await expect(server, faded, seconds: 3, within: 0.1)
      let left = try FileManager.default.contentsOfDirectory(
        atPath: server.folder + "/media/incoming")
      #expect(left.isEmpty, "\(left)")
    }
  }

  @Test func `films are cut, turned and made silent`() async throws {
    let film = try await film()
    let tone = try await sound(1, frequency: 1234)
    try await ServerHarness.run { server async throws in
      let cut = try await edit(
        server, "video-editing/trim", files: [("video_file", film)],
        ["start_time": "1", "end_time": "2"])
      try await expect(server, cut, seconds: 1, within: 0.2)
      let silent = try await edit(
        server, "video-editing/remove-audio", files: [("video_file", film)])
      #expect(try await facts(server, silent).audio == nil)
      let turned = try await edit(
        server, "video-editing/rotate", files: [("video_file", film)], ["degrees": "90"])
      #expect(try await facts(server, turned).video?.size == PixelSize(width: 48, height: 64))
      let words = try await edit(
        server, "video-editing/add-text-overlays", files: [("video_file", film)],
        [
          "overlays_json":
            #"[{"id":"1","text":"Hi ' : \\ %{","startTime":0,"endTime":2,"x":0.5,"y":0.1,"fontSize":24,"color":4294967295}]"#
        ])
      try await expect(server, words, seconds: 3, within: 0.2)
      let other = try await edit(
        server, "video-editing/replace-audio", files: [("video_file", film), ("audio_file", tone)])
      try await expect(server, other, seconds: 3, within: 0.2)
    }
  }

  @Test func `what cannot be edited is said and leaves nothing`() async throws {
    let three = try await sound(3)
    try await ServerHarness.run { server async throws in
      let cases: [(String, [(String, Data)], [String: String], Int)] = [
        ("trim", [("audio_file", three)], ["start_time": "2", "end_time": "1"], 400),
        ("trim", [("audio_file", three)], ["start_time": "9", "end_time": "10"], 400),
        ("trim", [("audio_file", three)], ["start_time": "0"], 422),
        ("trim", [("audio_file", three)], ["start_time": "nan", "end_time": "1"], 400),
        ("trim", [], ["start_time": "0", "end_time": "1"], 422),
        ("merge", [("audio_files", three)], [:], 400),
        (
          "trim", [("audio_file", Data("#!/bin/sh".utf8))], ["start_time": "0", "end_time": "1"],
          400
        ),
        (
          "trim", [("audio_file", Data("ID3 not really".utf8))],
          ["start_time": "0", "end_time": "1"], 400
        ),
      ]
      for (path, files, fields, status) in cases {
        let answer = try await edit(server, "audio-editing/" + path, files: files, fields)
        #expect(answer.status == status, "\(path) \(fields): \(answer.json)")
      }
      for folder in ["incoming", "audio"] {
        let left = try FileManager.default.contentsOfDirectory(
          atPath: server.folder + "/media/" + folder)
        #expect(left.isEmpty, "\(left)")
      }
    }
  }

  @Test func `a form of texts without end is refused`() async throws {
    try await ServerHarness.run { server async throws in
      let many = Dictionary(uniqueKeysWithValues: (0..<200).map { ("f\($0)", "x") })
      #expect(try await edit(server, "audio-editing/trim", files: [], many).status == 413)
      let long = Dictionary(
        uniqueKeysWithValues: (0..<20).map { ("f\($0)", String(repeating: "x", count: 20_000)) })
      #expect(try await edit(server, "audio-editing/trim", files: [], long).status == 413)
    }
  }

  @Test func `an edit that is sent again under its key is made once`() async throws {
    let three = try await sound(1)
    try await ServerHarness.run { server async throws in
      func once() async throws -> ServerHarness.Answer {
        try await edit(
          server, "audio-editing/fade-in", files: [("audio_file", three)],
          ["fade_duration": "0.5"], key: "k")
      }
      let (one, two) = (try await once(), try await once())
      #expect(one.status == 200 && one.json == two.json)
      let files = try FileManager.default.contentsOfDirectory(
        atPath: server.folder + "/media/audio")
      #expect(files.count == 1)
    }
  }
}
