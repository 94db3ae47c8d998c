import Foundation

/// What a file holds, as ffprobe reads it.
public struct MediaFacts: Hashable, Sendable {
  public struct Audio: Hashable, Sendable {
    /// Samples a second.
    public var sampleRate: Int
    public var channels: Int
    /// Samples of one channel, where the container counts them exactly.
    public var samples: Int64?
  }

  public struct Video: Hashable, Sendable {
    /// As it is meant to be seen: turned, in square pixels.
    public var size: PixelSize
    /// Pictures a second.
    public var rate: FrameRate
  }

  /// Seconds; 0 where nothing says so.
  public var duration: Double
  public var audio: Audio?
  /// A cover is none.
  public var video: Video?
  /// By their names in lower case; not sanitised.
  public var tags: [String: String]
  /// Not sanitised.
  public var chapters: [Chapter]
  public var hasCover: Bool

  /// No film or recording of this world is longer: a thousand hours.
  static let longest = 3_600_000.0

  /// Reads the file at `path`; throws ``ToolProblem`` where there is nothing to play in it.
  public static func read(
    _ path: String, environment: [String: String] = ProcessInfo.processInfo.environment
  ) async throws -> MediaFacts {
    var json: [UInt8] = []
    try await MediaTool(environment: environment).run(
      "ffprobe",
      ["-v", "error"] + InputFile.limits + [
        "-show_format", "-show_streams", "-show_chapters", "-of", "json", "-i",
        InputFile.argument(path),
      ]
    ) { piece in
      guard json.count < 8 << 20 else { throw ToolProblem(reason: .unreadable(program: "ffprobe")) }
      json += piece
    }
    guard let facts = MediaFacts(json: json), facts.audio != nil || facts.video != nil else {
      throw ToolProblem(reason: .unreadable(program: "ffprobe"))
    }
    return facts
  }

  private struct Answer: Decodable {
    struct Format: Decodable {
      var duration: String?
      var tags: [String: String]?
    }

    struct Stream: Decodable {
      struct SideData: Decodable { var rotation: Double? }

      var codecType: String?
      var sampleRate: String?
      var channels: Int?
      var width: Int?
      var height: Int?
      var sampleAspectRatio: String?
      var rFrameRate: String?
      var avgFrameRate: String?
      var timeBase: String?
      var durationTs: Int64?
      var duration: String?
      var tags: [String: String]?
      var disposition: [String: Int]?
      var sideDataList: [SideData]?
    }

    struct Part: Decodable {
      var startTime: String?
      var tags: [String: String]?
    }

    var format: Format?
    var streams: [Stream]?
    var chapters: [Part]?
  }

  /// nil for what is not ffprobe's answer.
  init?(json: [UInt8]) {
    let coder = JSONDecoder()
    coder.keyDecodingStrategy = .convertFromSnakeCase
    guard let answer = try? coder.decode(Answer.self, from: Data(json)) else { return nil }
    let streams = answer.streams ?? []
    let isCover = { (stream: Answer.Stream) in stream.disposition?["attached_pic"] == 1 }
    let sound = streams.first { $0.codecType == "audio" }
    let film = streams.first { $0.codecType == "video" && !isCover($0) }
    hasCover = streams.contains(where: isCover)
    // Ogg has its tags in its streams.
    tags = [:]
    for found in streams.map(\.tags) + [answer.format?.tags] {
      for (name, value) in found ?? [:] { tags[name.lowercased()] = value }
    }
    let lengths = [answer.format?.duration] + streams.map(\.duration)
    duration =
      lengths.lazy.compactMap { $0.flatMap(Double.init) }
      .first { (0...Self.longest).contains($0) } ?? 0
    chapters = (answer.chapters ?? []).prefix(Chapter.most).compactMap { part in
      guard let start = part.startTime.flatMap(Double.init), start.isFinite else { return nil }
      let title = part.tags?.first { $0.key.lowercased() == "title" }?.value ?? ""
      return Chapter(title: String(title.prefix(Chapter.longestTitle)), start: max(0, start))
    }
    audio = sound.flatMap { stream in
      guard let rate = stream.sampleRate.flatMap(Int.init), (1...768_000).contains(rate),
        let channels = stream.channels, (1...64).contains(channels)
      else { return nil }
      let isExact = stream.timeBase == "1/\(rate)"
      return Audio(
        sampleRate: rate, channels: channels,
        samples: isExact ? stream.durationTs.flatMap { $0 >= 0 ? $0 : nil } : nil)
    }
    video = film.flatMap { stream in
      guard let width = stream.width, let height = stream.height,
        (1...16_384).contains(width), (1...16_384).contains(height)
      else { return nil }
      let aspect = FrameRate(ratio: stream.sampleAspectRatio ?? "", separator: ":")?.value ?? 1
      let wide = min(16_384, max(1, (Double(width) * aspect).rounded()))
      let turn = stream.sideDataList?.lazy.compactMap(\.rotation).first ?? 0
      let isTurned = turn.isFinite && abs(turn.truncatingRemainder(dividingBy: 180)) == 90
      let rates = [stream.avgFrameRate, stream.rFrameRate].compactMap {
        $0.flatMap { FrameRate(ratio: $0, separator: "/") }
      }
      return Video(
        size: isTurned
          ? PixelSize(width: height, height: Int(wide))
          : PixelSize(width: Int(wide), height: height),
        rate: rates.first { (1...240).contains($0.value) } ?? FrameRate(25))
    }
  }
}

/// A ratio of whole numbers, such as 30000/1001 pictures a second.
public struct FrameRate: Codable, Hashable, Sendable {
  public var numerator: Int
  public var denominator: Int

  public init(_ numerator: Int, over denominator: Int = 1) {
    self.numerator = numerator
    self.denominator = denominator
  }

  init?(ratio: String, separator: Character) {
    let parts = ratio.split(separator: separator).compactMap { Int($0) }
    guard parts.count == 2, (1...10_000_000).contains(parts[0]),
      (1...10_000_000).contains(parts[1])
    else { return nil }
    self.init(parts[0], over: parts[1])
  }

  public var value: Double { Double(numerator) / Double(denominator) }
}
