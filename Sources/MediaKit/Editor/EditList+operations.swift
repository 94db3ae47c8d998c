/// Each of these leaves the edit as it was where it throws.
extension EditList {
  /// The clip in which a sample of the programme is, and how far into it.
  public func place(of sample: Int64) -> (clip: Int, offset: Int64)? {
    guard sample >= 0 else { return nil }
    var rest = sample
    for (number, clip) in clips.enumerated() {
      if rest < clip.length { return (number, rest) }
      rest -= clip.length
    }
    return nil
  }

  /// Adds a file at the end, the whole of it; returns its clip's place.
  @discardableResult
  public mutating func append(_ source: EditSource) -> Int {
    sources.append(source)
    clips.append(Clip(source: sources.count - 1, start: 0, end: source.length))
    return clips.count - 1
  }

  /// Adds another programme of the same rate behind this one; its chapters come along.
  public mutating func merge(_ other: EditList) throws(EditProblem) {
    guard other.sampleRate == sampleRate else { throw EditProblem(.figure("sample rate")) }
    let (shift, first) = (length, sources.count)
    sources += other.sources
    clips += other.clips.map { clip in
      var clip = clip
      clip.source += first
      return clip
    }
    chapters += other.chapters.map { EditChapter(title: $0.title, start: $0.start + shift) }
  }

  /// Makes two clips of one; nothing is heard of it.
  public mutating func split(at sample: Int64) throws(EditProblem) {
    guard (0...length).contains(sample) else { throw EditProblem(.outside) }
    guard let (number, offset) = place(of: sample), offset > 0 else { return }
    clips.replaceSubrange(number...number, with: clips[number].split(at: offset))
  }

  /// Takes a part out; what follows moves up, chapters and texts with it.
  public mutating func cut(_ range: Range<Int64>) throws(EditProblem) {
    guard range.lowerBound >= 0, range.upperBound <= length else { throw EditProblem(.outside) }
    guard range.count < length else { throw EditProblem(.nothingLeft) }
    guard !range.isEmpty else { return }
    try split(at: range.lowerBound)
    try split(at: range.upperBound)
    let starts = starts
    clips = zip(clips, starts).filter { !range.contains($1) }.map(\.0)
    follow(range)
  }

  /// Takes several parts out.
  public mutating func cut(_ ranges: [Range<Int64>]) throws(EditProblem) {
    var edited = self
    // From the end, so that the places of those before stay.
    var limit = Int64.max
    for range in ranges.sorted(by: { $0.lowerBound > $1.lowerBound }) {
      let end = min(range.upperBound, limit)
      limit = range.lowerBound
      if end > range.lowerBound { try edited.cut(range.lowerBound..<end) }
    }
    self = edited
  }

  /// Keeps a part alone.
  public mutating func trim(to range: Range<Int64>) throws(EditProblem) {
    guard range.lowerBound >= 0, range.upperBound <= length else { throw EditProblem(.outside) }
    guard !range.isEmpty else { throw EditProblem(.nothingLeft) }
    var edited = self
    let length = length
    if range.upperBound < length { try edited.cut(range.upperBound..<length) }
    if range.lowerBound > 0 { try edited.cut(0..<range.lowerBound) }
    self = edited
  }

  /// Puts a clip elsewhere; `target` is its place afterwards. Chapters stay at their times.
  public mutating func move(clip: Int, to target: Int) throws(EditProblem) {
    for number in [clip, target] where !clips.indices.contains(number) {
      throw EditProblem(.noSuchClip(number))
    }
    clips.insert(clips.remove(at: clip), at: target)
  }

  /// Samples; nil leaves a fade as it is.
  public mutating func fade(
    clip: Int, in fadeIn: Int64? = nil, out fadeOut: Int64? = nil
  ) throws(EditProblem) {
    guard clips.indices.contains(clip) else { throw EditProblem(.noSuchClip(clip)) }
    var edited = clips[clip]
    edited.fadeIn = fadeIn ?? edited.fadeIn
    edited.fadeOut = fadeOut ?? edited.fadeOut
    guard (0...edited.length).contains(edited.fadeIn),
      (0...(edited.length - edited.fadeIn)).contains(edited.fadeOut)
    else { throw EditProblem(.figure("fade")) }
    clips[clip] = edited
  }

  /// Decibels.
  public mutating func setGain(_ gain: Double, clip: Int) throws(EditProblem) {
    guard clips.indices.contains(clip) else { throw EditProblem(.noSuchClip(clip)) }
    guard (-60...24).contains(gain) else { throw EditProblem(.figure("gain (-60 to 24 dB)")) }
    clips[clip].gain = gain
  }

  /// Takes out what ``SilenceFinder`` found.
  ///
  /// - Parameter margin: Samples of each silence that stay at both of its ends.
  public mutating func removeSilence(
    _ silences: [Range<Int64>], margin: Int64
  ) throws(EditProblem) {
    guard margin >= 0 else { throw EditProblem(.figure("margin")) }
    let length = length
    try cut(
      silences.compactMap { silence in
        // At the programme's ends there is nothing to keep apart.
        let start = silence.lowerBound <= 0 ? 0 : silence.lowerBound + margin
        let end = silence.upperBound >= length ? length : silence.upperBound - margin
        return start < end ? start..<end : nil
      })
  }

  private mutating func follow(_ gone: Range<Int64>) {
    let size = gone.upperBound - gone.lowerBound
    func moved(_ sample: Int64) -> Int64 {
      sample < gone.lowerBound ? sample : max(gone.lowerBound, sample - size)
    }
    let length = length
    var chapters: [EditChapter] = []
    for chapter in self.chapters {
      let start = moved(chapter.start)
      // Where two come to one place the later one names what is there.
      if chapters.last?.start == start { chapters.removeLast() }
      if start < length { chapters.append(EditChapter(title: chapter.title, start: start)) }
    }
    self.chapters = chapters
    guard var picture else { return }
    picture.overlays = picture.overlays.compactMap { overlay in
      var overlay = overlay
      overlay.start = moved(overlay.start)
      overlay.end = min(length, moved(overlay.end))
      return overlay.start < overlay.end ? overlay : nil
    }
    picture.poster = picture.poster.map { min(moved($0), length - 1) }
    self.picture = picture
  }
}

extension Clip {
  fileprivate func split(at offset: Int64) -> [Clip] {
    var (left, right) = (self, self)
    left.end = start + offset
    right.start = left.end
    left.fadeIn = min(fadeIn, left.length)
    left.fadeOut = 0
    right.fadeIn = 0
    right.fadeOut = min(fadeOut, right.length)
    return [left, right]
  }
}
