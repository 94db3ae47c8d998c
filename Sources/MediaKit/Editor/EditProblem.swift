/// Why an edit cannot be made.
public struct EditProblem: Error, Hashable, Sendable {
  public enum Reason: Hashable, Sendable {
    case nothingLeft
    case noSuchClip(Int)
    case noSuchSource(Int)
    case outside
    case tooMany(String)
    /// A figure that is out of its range.
    case figure(String)
    case unreadable(String)
    /// The result would replace one of its own sources.
    case overSource(String)
    /// What another version wrote.
    case version(Int)
  }

  public var reason: Reason

  public init(_ reason: Reason) { self.reason = reason }

  /// The sentence that says what to do. Names in it are not sanitised.
  public var recovery: String {
    switch reason {
    case .nothingLeft: "Nothing would be left: keep at least one sample."
    case .noSuchClip(let number): "There is no clip \(number &+ 1): choose one of those there are."
    case .noSuchSource(let number):
      "The edit names a source \(number &+ 1) that it does not have: add that file again."
    case .outside: "That is outside of the programme: choose a time within it."
    case .tooMany(let what): "There are too many \(what): make two programmes of it."
    case .figure(let what): "That is no possible \(what): choose another one."
    case .unreadable(let path): "\(path) cannot be read: see that it is there and can be played."
    case .overSource(let path):
      "\(path) is a source of this programme: write the result elsewhere."
    case .version(let number):
      "Another version of this program wrote this edit (\(number)): update this one."
    }
  }
}

extension EditList {
  /// ffmpeg's time for a graph grows with the square of its filters.
  static let mostClips = 2000
  static let mostSources = 200
  /// A thousand hours at the highest rate.
  static let longest: Int64 = 3_600_000 * 192_000

  /// Throws where the edit says something that cannot be, as one from a file may.
  public func validate() throws(EditProblem) {
    func check(_ holds: Bool, _ what: String) throws(EditProblem) {
      guard holds else { throw EditProblem(.figure(what)) }
    }
    guard version == Self.currentVersion else { throw EditProblem(.version(version)) }
    try check((8000...192_000).contains(sampleRate), "sample rate")
    guard sources.count <= Self.mostSources else { throw EditProblem(.tooMany("sources")) }
    guard clips.count <= Self.mostClips else { throw EditProblem(.tooMany("clips")) }
    for source in sources {
      guard !source.path.isEmpty, !source.path.utf8.contains(0) else {
        throw EditProblem(.unreadable("A file without a name"))
      }
      try check((1...Self.longest).contains(source.length), "length of a source")
    }
    guard !clips.isEmpty else { throw EditProblem(.nothingLeft) }
    for clip in clips {
      guard sources.indices.contains(clip.source) else {
        throw EditProblem(.noSuchSource(clip.source))
      }
      try check(
        0 <= clip.start && clip.start < clip.end && clip.end <= sources[clip.source].length,
        "beginning and end of a clip")
      try check(
        (0...clip.length).contains(clip.fadeIn)
          && (0...(clip.length - clip.fadeIn)).contains(clip.fadeOut), "fade")
      try check((-60...24).contains(clip.gain), "gain (-60 to 24 dB)")
    }
    if let loudness {
      try check((-40 ... -5).contains(loudness.integrated), "loudness (-40 to -5 LUFS)")
      try check((-9...0).contains(loudness.truePeak), "true peak (-9 to 0 dBTP)")
    }
    if let noiseReduction {
      try check((1...40).contains(noiseReduction), "noise reduction (1 to 40 dB)")
    }
    if case .replaced(let source) = soundtrack {
      guard sources.indices.contains(source), sources[source].hasAudio else {
        throw EditProblem(.noSuchSource(source))
      }
    }
    guard chapters.count <= Chapter.most else { throw EditProblem(.tooMany("chapters")) }
    let length = length
    for chapter in chapters { try check((0..<length).contains(chapter.start), "chapter") }
    guard tags.count <= 100 else { throw EditProblem(.tooMany("tags")) }
    for (name, value) in tags {
      try check(
        name.wholeMatch(of: /[A-Za-z][A-Za-z0-9_ -]{0,59}/) != nil && value.utf8.count <= 100_000,
        "tag")
    }
    try picture?.validate(length: length)
  }
}

extension PictureEdit {
  func validate(length: Int64) throws(EditProblem) {
    func check(_ holds: Bool, _ what: String) throws(EditProblem) {
      guard holds else { throw EditProblem(.figure(what)) }
    }
    try check(
      rate.numerator > 0 && rate.denominator > 0 && rate.numerator <= 1_000_000
        && rate.denominator <= 1_000_000 && (1...240).contains(rate.value), "frame rate (1 to 240)")
    let sides = 16...8192
    try check(
      sides.contains(width) && sides.contains(height) && width % 2 == 0 && height % 2 == 0,
      "size of a film (even, 16 to 8192)")
    if let crop {
      try check(
        crop.left >= 0 && crop.top >= 0 && crop.width >= 0.01 && crop.height >= 0.01
          && crop.left + crop.width <= 1.000_001 && crop.top + crop.height <= 1.000_001, "crop")
    }
    try check((-1...1).contains(brightness), "brightness (-1 to 1)")
    try check((0...3).contains(contrast), "contrast (0 to 3)")
    try check((0...3).contains(saturation), "saturation (0 to 3)")
    guard overlays.count <= 200 else { throw EditProblem(.tooMany("texts")) }
    for overlay in overlays {
      try check(
        (1...2000).contains(overlay.text.utf8.count) && (0.01...0.5).contains(overlay.size)
          && overlay.color <= 0xff_ffff && 0 <= overlay.start && overlay.start < overlay.end
          && overlay.end <= length, "text on the picture")
    }
    if let poster { try check((0..<length).contains(poster), "place of the poster") }
  }
}
