import Foundation

/// One run of ffmpeg for an edit, with the files that it reads beside its arguments.
struct RenderCommand {
  private(set) var arguments: [String]
  /// A folder of its own, which only its owner may look into.
  private let folder: String

  /// To be called when the program has ended.
  func remove() { try? FileManager.default.removeItem(atPath: folder) }

  /// Hears the programme through `filter` and writes nothing.
  static func analysis(
    _ edit: EditList, _ filter: String, verbosity: String = "error"
  ) throws -> RenderCommand {
    var graph = RenderGraph(edit)
    graph.addSound([filter], label: "a")
    let folder = try makeFolder()
    do {
      return RenderCommand(
        arguments: start(verbosity) + (try graph.arguments(folder)) + [
          "-map", "[a]", "-f", "null", "-",
        ], folder: folder)
    } catch {
      try? FileManager.default.removeItem(atPath: folder)
      throw error
    }
  }

  /// Writes the programme to `target`, which is there already or not.
  ///
  /// - Parameters:
  ///   - loudness: The filter that makes it as loud as it is to be.
  ///   - cover: A PNG.
  static func file(
    _ edit: EditList, _ format: RenderFormat, to target: String, loudness: String?,
    cover: (bytes: [UInt8], size: PixelSize)?
  ) throws -> RenderCommand {
    let folder = try makeFolder()
    do {
      var graph = RenderGraph(edit)
      var maps: [String] = []
      if !format.isFilm || edit.soundtrack != .none {
        graph.addSound(loudness.map { [$0] } ?? [], label: "a")
        maps += ["-map", "[a]"] + format.audio
        maps += ["-ar", "\(format.sampleRate(edit.sampleRate))"]
      }
      if format.isFilm, let picture = edit.picture {
        graph.addPicture(picture, texts: try write(picture.overlays, folder), label: "v")
        maps += [
          "-map", "[v]", "-c:v:0", "libx264", "-preset", "veryfast", "-crf", "20", "-pix_fmt",
          "yuv420p",
        ]
      }
      var tags = edit.tags
      if let cover, format == .opus { tags["METADATA_BLOCK_PICTURE"] = Self.block(cover) }
      var arguments = start("error") + (try graph.arguments(folder))
      try Data(MetadataText.make(tags, edit).utf8)
        .write(to: URL(fileURLWithPath: folder + "/tags.txt"))
      var count = graph.inputs.count
      arguments += ["-f", "ffmetadata", "-i", "file:\(folder)/tags.txt"]
      maps += ["-map_metadata", "\(count)", "-map_chapters", "\(count)"]
      count += 1
      if let cover, format.hasCoverStream {
        try Data(cover.bytes).write(to: URL(fileURLWithPath: folder + "/cover.png"))
        arguments += ["-f", "png_pipe", "-i", "file:\(folder)/cover.png"]
        let place = format.isFilm ? 1 : 0
        maps += [
          "-map", "\(count):v:0", "-c:v:\(place)", "copy", "-disposition:v:\(place)",
          "attached_pic",
        ]
      }
      arguments +=
        maps + [
          "-progress", "pipe:1", "-stats_period", "0.2", "-f", format.muxer, "-y",
          InputFile.argument(target),
        ]
      return RenderCommand(arguments: arguments, folder: folder)
    } catch {
      try? FileManager.default.removeItem(atPath: folder)
      throw error
    }
  }

  /// One picture of the programme as raw pixels on standard output.
  static func frame(_ edit: EditList, _ picture: PictureEdit) throws -> RenderCommand {
    let folder = try makeFolder()
    do {
      var graph = RenderGraph(edit)
      graph.addPicture(picture, texts: try write(picture.overlays, folder), label: "v")
      return RenderCommand(
        arguments: start("error") + (try graph.arguments(folder)) + [
          "-map", "[v]", "-frames:v", "1", "-pix_fmt", "rgb0", "-f", "rawvideo", "pipe:1",
        ], folder: folder)
    } catch {
      try? FileManager.default.removeItem(atPath: folder)
      throw error
    }
  }

  private static func start(_ verbosity: String) -> [String] {
    ["-hide_banner", "-nostdin", "-nostats", "-v", verbosity]
  }

  private static func makeFolder() throws -> String {
    // The path stands in filter graphs: only letters that mean nothing there.
    let usual = NSTemporaryDirectory()
    let isPlain = usual.utf8.allSatisfy {
      (0x61...0x7a).contains($0) || (0x41...0x5a).contains($0) || (0x2f...0x39).contains($0)
        || $0 == 0x5f || $0 == 0x2d
    }
    let folder = (isPlain ? usual : "/tmp/") + "cnt-render-\(UUID().uuidString)"
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    return folder
  }

  private static func write(
    _ overlays: [PictureEdit.Overlay], _ folder: String
  ) throws -> [String] {
    try overlays.enumerated().map { number, overlay in
      let path = "\(folder)/text\(number).txt"
      // Lines are lines; other control characters have no shape.
      let text = overlay.text.replacingOccurrences(of: "\r\n", with: "\n").unicodeScalars.filter {
        $0 == "\n" || $0.properties.generalCategory != .control
      }
      let words = String(String.UnicodeScalarView(text))
      try Data((words.isEmpty ? " " : words).utf8).write(to: URL(fileURLWithPath: path))
      return path
    }
  }

  /// FLAC's PICTURE block as Ogg carries it (RFC 9639, 8.8; xiph.org, VorbisComment).
  private static func block(_ cover: (bytes: [UInt8], size: PixelSize)) -> String {
    var bytes: [UInt8] = []
    func append(_ number: Int) {
      withUnsafeBytes(of: UInt32(truncatingIfNeeded: number).bigEndian) { bytes += $0 }
    }
    let type = Array("image/png".utf8)
    // 3: the front cover.
    for number in [3, type.count] { append(number) }
    bytes += type
    for number in [0, cover.size.width, cover.size.height, 24, 0, cover.bytes.count] {
      append(number)
    }
    return Data(bytes + cover.bytes).base64EncodedString()
  }
}

extension RenderGraph {
  /// Inputs, and the graph as one argument or, where that would be too long for the kernel
  /// (MAX_ARG_STRLEN), in a file.
  fileprivate func arguments(_ folder: String) throws -> [String] {
    let inputs = inputs.flatMap { $0 }
    guard text.utf8.count > 32_000 else { return inputs + ["-filter_complex", text] }
    let path = folder + "/graph.txt"
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return inputs + ["-filter_complex_script", path]
  }
}

/// Tags and chapters as ffmpeg reads them (FFmpeg, Metadata).
enum MetadataText {
  static func make(_ tags: [String: String], _ edit: EditList) -> String {
    var text = ";FFMETADATA1\n"
    for (name, value) in tags.sorted(by: { $0.key < $1.key }) {
      text += "\(escaped(name))=\(escaped(value))\n"
    }
    let chapters = edit.chapters.sorted { $0.start < $1.start }
    for (number, chapter) in chapters.enumerated() {
      let end = number + 1 < chapters.count ? chapters[number + 1].start : edit.length
      text += "[CHAPTER]\nTIMEBASE=1/\(edit.sampleRate)\nSTART=\(chapter.start)\nEND=\(end)\n"
      text += "title=\(escaped(chapter.title))\n"
    }
    return text
  }

  private static func escaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where scalar != "\0" {
      if "=;#\\\n\r".unicodeScalars.contains(scalar) { result.append("\\") }
      result.append(scalar)
    }
    return String(result)
  }
}
