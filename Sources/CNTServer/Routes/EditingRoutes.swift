import CNTKit
import Foundation
import GRDB
import MediaKit

/// Edits of files that are sent along: the same edit list and the same renderer as on a person's own
/// machine.
enum EditingRoutes {
  static let routes: [Route] =
    [
      Route(.post, "/api/v1/audio-editing/trim", .member, takesFile: true) { call in
        try await edit(call, .audio, "trimmed") { form, list in try trim(form, &list) }
      },
      Route(.post, "/api/v1/audio-editing/merge", .member, takesFile: true) { call in
        try await edit(call, .audio, "merged", least: 2, "audio_files") { _, _ in }
      },
      Route(.post, "/api/v1/audio-editing/fade-in", .member, takesFile: true) { call in
        try await edit(call, .audio, "fadein") { form, list in
          try fade(&list, in: form.number("fade_duration", in: seconds), out: 0)
        }
      },
      Route(.post, "/api/v1/audio-editing/fade-out", .member, takesFile: true) { call in
        try await edit(call, .audio, "fadeout") { form, list in
          try fade(&list, in: 0, out: form.number("fade_duration", in: seconds))
        }
      },
      Route(.post, "/api/v1/audio-editing/fade-in-out", .member, takesFile: true) { call in
        try await edit(call, .audio, "fadeinout") { form, list in
          try fade(
            &list, in: form.number("fade_in_duration", in: seconds),
            out: form.number("fade_out_duration", in: seconds))
        }
      },
      Route(.post, "/api/v1/video-editing/trim", .member, takesFile: true) { call in
        try await edit(call, .video, "trimmed") { form, list in try trim(form, &list) }
      },
      Route(.post, "/api/v1/video-editing/remove-audio", .member, takesFile: true) { call in
        try await edit(call, .video, "no_audio") { _, list in list.soundtrack = .none }
      },
      Route(.post, "/api/v1/video-editing/apply-filters", .member, takesFile: true) { call in
        try await edit(call, .video, "filtered") { form, list in
          list.picture?.brightness = try form.numberIfAny("brightness", in: -1...1) ?? 0
          list.picture?.contrast = try form.numberIfAny("contrast", in: 0...3) ?? 1
          list.picture?.saturation = try form.numberIfAny("saturation", in: 0...3) ?? 1
        }
      },
      Route(.post, "/api/v1/video-editing/rotate", .member, takesFile: true) { call in
        try await edit(call, .video, "rotated") { form, list in
          let degrees = try form.number("degrees", in: -360...360)
          let turn = (Int(degrees) % 360 + 360) % 360
          guard degrees == degrees.rounded(), let rotation = PictureEdit.Rotation(rawValue: turn)
          else { throw Problem(400, "degrees must be 90, 180 or 270") }
          list.picture?.rotation = rotation
          if turn == 90 || turn == 270, let picture = list.picture {
            list.picture?.width = picture.height
            list.picture?.height = picture.width
          }
        }
      },
      Route(.post, "/api/v1/video-editing/add-text-overlays", .member, takesFile: true) { call in
        try await edit(call, .video, "with_text") { form, list in try overlay(form, &list) }
      },
    ]
    + ["add-audio", "replace-audio"].map { name in
      Route(.post, "/api/v1/video-editing/\(name)", .member, takesFile: true) { call in
        try await edit(call, .video, "with_audio", withTrack: true) { _, list in
          list.soundtrack = .replaced(source: list.sources.count - 1)
        }
      }
    }

  private enum Kind: String {
    case audio, video

    var field: String { rawValue + "_file" }
    var format: RenderFormat { self == .audio ? .mp3 : .mp4 }
  }

  /// As the platform's proxy takes.
  private static let largest = 500 << 20
  private static let seconds = 0.0...360_000.0
  /// A rendering that takes longer is given up.
  private static let patience = Duration.seconds(20 * 60)

  private static func edit(
    _ call: Call, _ kind: Kind, _ prefix: String, least: Int = 1, _ field: String? = nil,
    withTrack: Bool = false, _ change: (UploadedForm, inout EditList) throws -> Void
  ) async throws -> Reply {
    var call = call
    let form = try await UploadedForm.read(&call, limit: largest)
    if let kept = try await call.kept() { return kept }
    let name = field ?? kind.field
    let main = form.files.filter { $0.field == name }
    guard main.count >= least else {
      guard main.isEmpty else { throw Problem(400, "Send at least \(least) files as \(name)") }
      throw Problem(invalid: [Invalid.missing(name, input: .null)])
    }
    for file in main { try check(file, kind.rawValue) }
    var paths = (least > 1 ? main : Array(main.prefix(1))).map(\.path)
    var track: String?
    if withTrack {
      guard let file = form.files.first(where: { $0.field == "audio_file" }) else {
        throw Problem(invalid: [Invalid.missing("audio_file", input: .null)])
      }
      try check(file, "audio")
      track = file.path
    }
    let folder = "\(call.services.media.folder)/\(kind.rawValue)"
    let name8 = UUID().uuidString.lowercased().replacing("-", with: "").prefix(12)
    let filename = "\(prefix)_\(name8).\(kind.format.rawValue)"
    let target = "\(call.services.media.folder)/incoming/\(filename)"
    defer { unlink(target) }
    let length: Double
    do {
      var list = try await EditList(reading: paths)
      if let track {
        list.sources.append(try await EditSource(reading: track, sampleRate: list.sampleRate))
        paths.append(track)
      }
      if kind == .audio { list.picture = nil }
      guard kind == .audio || list.picture != nil else {
        throw Problem(400, "The file has no pictures")
      }
      try change(form, &list)
      try list.validate()
      length = list.seconds(list.length)
      let ready = list
      let isDone = try await MediaTools.inTurn(patience: patience) {
        try await Renderer().render(ready, as: kind.format, to: target)
        return true
      }
      guard isDone == true else {
        throw Problem(503, "The server has too much to do: try again later")
      }
    } catch let problem as EditProblem {
      throw Problem(400, words(problem))
    } catch let problem as ToolProblem {
      if case .missing = problem.reason {
        throw Problem(503, "The server cannot edit: ffmpeg is not installed there")
      }
      throw Problem(400, "The file cannot be played")
    }
    let reply: [String: JSONValue] = [
      "url": .string("/media/\(kind.rawValue)/\(filename)"), "filename": .string(filename),
      "path": .string("/media/\(kind.rawValue)/\(filename)"), "duration": .double(length),
    ]
    do {
      return try await call.write { _ in
        try IncomingFile.move(target, to: "\(folder)/\(filename)")
        return try .json(reply)
      }
    } catch let error as DatabaseError {
      unlink("\(folder)/\(filename)")
      throw error
    }
  }

  private static func check(_ file: UploadedForm.File, _ kind: String) throws {
    guard
      MediaType.looks(like: kind, file.head)
        || kind == "audio" && MediaType.looks(like: "video", file.head)
    else { throw Problem(400, "File must be \(kind == "audio" ? "an audio" : "a video") file") }
  }

  /// The person's files have no names here that mean something to them.
  private static func words(_ problem: EditProblem) -> String {
    if case .unreadable = problem.reason { return "The file cannot be played" }
    return problem.recovery
  }

  private static func trim(_ form: UploadedForm, _ list: inout EditList) throws {
    let start = try form.number("start_time", in: seconds)
    let end = try form.number("end_time", in: seconds)
    guard start < end else { throw Problem(400, "end_time must be after start_time") }
    guard let first = list.samples(start), let last = list.samples(end), first < list.length else {
      throw Problem(400, "start_time is after the end of the file")
    }
    try list.trim(to: first..<min(last, list.length))
  }

  private static func fade(_ list: inout EditList, in fadeIn: Double, out fadeOut: Double) throws {
    guard let start = list.samples(fadeIn), let end = list.samples(fadeOut),
      start + end <= list.length
    else { throw Problem(400, "The fades are longer than the file") }
    if start > 0 { try list.fade(clip: 0, in: start) }
    if end > 0 { try list.fade(clip: list.clips.count - 1, out: end) }
  }

  /// One of `overlays_json`, as the platform's client writes it.
  private struct Overlay: Decodable {
    var text: String
    var startTime: Double
    var endTime: Double
    var y: Double?
    var fontSize: Double?
    var color: Int?
  }

  /// Where the words stand is kept by thirds of the height; letters are as large as on a screen of 720
  /// lines.
  private static func overlay(_ form: UploadedForm, _ list: inout EditList) throws {
    let data = Data((form.fields["overlays_json"] ?? "").utf8)
    guard JSONDepth.isAcceptable(data),
      let overlays = try? JSONDecoder().decode([Overlay].self, from: data), !overlays.isEmpty,
      overlays.count <= 100
    else { throw Problem(400, "overlays_json must be an array of 1 to 100 overlays") }
    for overlay in overlays {
      guard overlay.startTime < overlay.endTime, let start = list.samples(overlay.startTime),
        let end = list.samples(overlay.endTime), start < list.length, overlay.text.count <= 500
      else { throw Problem(400, "An overlay needs a text and times within the film") }
      let y = overlay.y ?? 0.9
      let made = PictureEdit.Overlay(
        text: overlay.text, place: y < 0.33 ? .top : y < 0.67 ? .middle : .bottom,
        size: min(0.4, max(0.02, (overlay.fontSize ?? 48) / 720)),
        color: UInt32(truncatingIfNeeded: (overlay.color ?? 0xffffff) & 0xffffff), start: start,
        end: min(end, list.length))
      list.picture?.overlays.append(made)
    }
  }
}
