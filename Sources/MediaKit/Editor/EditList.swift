/// What a programme is made of, and how it sounds and looks: the whole of an edit, as a value.
///
/// Nothing is ever changed in a source. Times are whole samples of ``sampleRate``, in the programme and in
/// the sources, whatever rate these have themselves: they are brought to the programme's first. Pictures
/// follow the sound: each begins and ends with the frame that is nearest.
public struct EditList: Codable, Hashable, Sendable {
  public static let currentVersion = 1

  public var version = currentVersion
  /// Samples a second.
  public var sampleRate: Int
  /// What a film looks like; nil for sound alone.
  public var picture: PictureEdit?
  public var sources: [EditSource] = []
  /// In the order in which they are played.
  public var clips: [Clip] = []
  public var loudness: LoudnessGoal?
  /// Decibels by which steady noise is lowered (ffmpeg's afftdn); nil for none.
  public var noiseReduction: Double?
  public var soundtrack = Soundtrack.own
  public var chapters: [EditChapter] = []
  /// By their names as ffmpeg knows them: title, artist, album, date, genre, comment ...
  public var tags: [String: String] = [:]
  /// A picture file for players to show.
  public var cover: String?

  public init(sampleRate: Int = 48_000, picture: PictureEdit? = nil) {
    self.sampleRate = sampleRate
    self.picture = picture
  }

  /// Samples.
  public var length: Int64 { clips.reduce(0) { $0 + $1.length } }

  /// Where each clip begins in the programme, samples.
  public var starts: [Int64] {
    var sum: Int64 = 0
    return clips.map { clip in
      defer { sum += clip.length }
      return sum
    }
  }

  /// Whole samples nearest to seconds; nil for what is no time.
  public func samples(_ seconds: Double) -> Int64? {
    let value = (seconds * Double(sampleRate)).rounded()
    return value.isFinite && abs(value) < 1e15 ? Int64(value) : nil
  }

  public func seconds(_ samples: Int64) -> Double { Double(samples) / Double(sampleRate) }
}

/// A file that clips are cut from.
public struct EditSource: Codable, Hashable, Sendable {
  public var path: String
  /// In samples of the programme.
  public var length: Int64
  public var hasAudio: Bool
  public var hasVideo: Bool
  /// Its sound has one channel.
  public var isMono: Bool

  public init(
    path: String, length: Int64, hasAudio: Bool = true, hasVideo: Bool = false,
    isMono: Bool = false
  ) {
    self.path = path
    self.length = length
    self.hasAudio = hasAudio
    self.hasVideo = hasVideo
    self.isMono = isMono
  }
}

/// A piece of a source.
public struct Clip: Codable, Hashable, Sendable {
  /// Place in ``EditList/sources``.
  public var source: Int
  /// The first sample, and the one behind the last.
  public var start: Int64
  public var end: Int64
  /// Samples from silence to full, and back.
  public var fadeIn: Int64 = 0
  public var fadeOut: Int64 = 0
  /// Decibels.
  public var gain = 0.0

  public init(source: Int, start: Int64, end: Int64) {
    self.source = source
    self.start = start
    self.end = end
  }

  public var length: Int64 { end - start }
}

/// How loud the whole programme is to be (EBU R 128).
public struct LoudnessGoal: Codable, Hashable, Sendable {
  /// LUFS.
  public var integrated: Double
  /// dBTP, at most.
  public var truePeak: Double

  public init(integrated: Double = -16, truePeak: Double = -1.5) {
    self.integrated = integrated
    self.truePeak = truePeak
  }
}

/// What is heard with a film.
public enum Soundtrack: Codable, Hashable, Sendable {
  /// What its sources have.
  case own
  case none
  /// A source instead, from its beginning; silence where it ends before the film.
  case replaced(source: Int)
}

public struct EditChapter: Codable, Hashable, Sendable {
  public var title: String
  /// In the programme, samples.
  public var start: Int64

  public init(title: String, start: Int64) {
    self.title = title
    self.start = start
  }
}

/// What a film looks like.
public struct PictureEdit: Codable, Hashable, Sendable {
  public enum Rotation: Int, Codable, CaseIterable, Sendable {
    case none = 0
    case right = 90
    case half = 180
    case left = 270
  }

  /// A part of the picture; 0 is left or top, 1 right or bottom.
  public struct Area: Codable, Hashable, Sendable {
    public var left: Double
    public var top: Double
    public var width: Double
    public var height: Double

    public init(left: Double, top: Double, width: Double, height: Double) {
      self.left = left
      self.top = top
      self.width = width
      self.height = height
    }
  }

  /// Words over the picture for a time.
  public struct Overlay: Codable, Hashable, Sendable {
    public enum Place: String, Codable, CaseIterable, Sendable { case top, middle, bottom }

    public var text: String
    public var place: Place
    /// Of a line, in parts of the picture's height.
    public var size: Double
    /// 0xRRGGBB.
    public var color: UInt32
    /// In the programme, samples.
    public var start: Int64
    public var end: Int64

    public init(
      text: String, place: Place = .bottom, size: Double = 0.08, color: UInt32 = 0xffffff,
      start: Int64, end: Int64
    ) {
      self.text = text
      self.place = place
      self.size = size
      self.color = color
      self.start = start
      self.end = end
    }
  }

  public var rate: FrameRate
  /// Of the film that is made, pixels; even. What has another shape gets black edges.
  public var width: Int
  public var height: Int
  /// Of what the camera saw, before it is cut.
  public var rotation = Rotation.none
  public var crop: Area?
  /// From -1 to 1; 0 changes nothing.
  public var brightness = 0.0
  /// From 0 to 3; 1 changes nothing.
  public var contrast = 1.0
  public var saturation = 1.0
  public var overlays: [Overlay] = []
  /// The picture that stands for the film, in the programme, samples.
  public var poster: Int64?

  public init(rate: FrameRate = FrameRate(30), width: Int, height: Int) {
    self.rate = rate
    self.width = width
    self.height = height
  }
}
