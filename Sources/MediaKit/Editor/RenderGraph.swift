/// An edit as ffmpeg's inputs and one filter graph (ffmpeg-filters(1)). Only numbers, and paths of our own
/// making, are ever written into the graph.
struct RenderGraph {
  /// The arguments of each input, `-i` included.
  private(set) var inputs: [[String]] = []
  private var chains: [String] = []
  private let edit: EditList

  init(_ edit: EditList) { self.edit = edit }

  var text: String { chains.joined(separator: ";\n") + "\n" }

  /// Pieces of one source in its order, cut out in one pass over it.
  private struct Run {
    struct Piece {
      var clip: Int
      var start: Int64
      var length: Int64

      var end: Int64 { start + length }
    }

    var source: Int
    var pieces: [Piece]
  }

  /// Pieces that follow each other in one source share a run; what goes back in it begins another.
  private static func runs(_ pieces: [(source: Int, piece: Run.Piece)]) -> [Run] {
    var runs: [Run] = []
    for (source, piece) in pieces {
      if let last = runs.last, last.source == source, let end = last.pieces.last?.end,
        piece.start >= end
      {
        runs[runs.count - 1].pieces.append(piece)
      } else {
        runs.append(Run(source: source, pieces: [piece]))
      }
    }
    return runs
  }

  private mutating func addInput(_ source: Int, from seconds: Double? = nil) -> Int {
    let seek = seconds.map { $0 > 0 ? ["-ss", decimal($0)] : [] } ?? []
    inputs.append(
      InputFile.limits + seek + ["-i", InputFile.argument(edit.sources[source].path)])
    return inputs.count - 1
  }

  /// Splits a stream at the ends of pieces; `origin` is where the stream begins. The filter passes each
  /// sample once, whatever the number of pieces.
  private mutating func cut(
    _ run: Run, _ chain: String, _ filter: String, _ sink: String, origin: Int64
  ) {
    let letter = filter.hasPrefix("a") ? "a" : "v"
    var cuts: [Int64] = []
    var names: [String?] = []
    var place = origin
    for piece in run.pieces {
      if piece.start > place {
        cuts.append(piece.start - origin)
        names.append(nil)
      }
      if piece.end < run.pieces[run.pieces.count - 1].end { cuts.append(piece.end - origin) }
      names.append("\(letter)p\(piece.clip)")
      place = piece.end
    }
    guard !cuts.isEmpty else {
      chains.append("\(chain)[\(letter)p\(run.pieces[0].clip)]")
      return
    }
    let labels = names.enumerated().map { number, name in
      "[\(name ?? "\(letter)x\(run.pieces[0].clip)_\(number)")]"
    }
    chains.append(
      "\(chain),\(filter)=" + cuts.map(String.init).joined(separator: "|") + labels.joined())
    for (number, name) in names.enumerated() where name == nil {
      chains.append("\(labels[number])\(sink)")
    }
  }

  // MARK: sound

  private var sound: String {
    "aresample=\(edit.sampleRate),aformat=sample_fmts=fltp:sample_rates=\(edit.sampleRate)"
      + ":channel_layouts=stereo"
  }

  /// In a film, sound that begins later than the picture stays later. One channel is heard from two
  /// loudspeakers as loud as it is, which the resampler would lower by 3 dB.
  private func sound(of source: Int) -> String {
    let source = edit.sources[source]
    return (source.isMono ? "pan=stereo|c0=c0|c1=c0," : "")
      + (source.hasVideo ? "aresample=\(edit.sampleRate):async=1:first_pts=0," : "") + sound
  }

  /// afftdn hands out what it got a fortieth of a second before: so much is put behind and taken off in
  /// front. Its floor is higher than that of any usable recording.
  private var quieting: [String] {
    guard let reduction = edit.noiseReduction else { return [] }
    let delay = edit.sampleRate / 40
    return [
      "apad=pad_len=\(delay)", "afftdn=nr=\(decimal(reduction)):nf=-40",
      "atrim=start_sample=\(delay)", "asetpts=N/SR/TB",
    ]
  }

  /// The programme's sound under `label`, as long as the programme, through `filters` at the end.
  mutating func addSound(_ filters: [String], label: String) {
    let length = edit.length
    let exact = ["apad=whole_len=\(length)", "atrim=end_sample=\(length)"]
    let end = (quieting + filters + exact).joined(separator: ",") + "[\(label)]"
    if case .replaced(let source) = edit.soundtrack {
      let input = addInput(source)
      chains.append("[\(input):a:0]\(sound(of: source)),atrim=end_sample=\(length),\(end)")
      return
    }
    let pieces = edit.clips.enumerated().map { number, clip in
      (clip.source, Run.Piece(clip: number, start: clip.start, length: clip.length))
    }
    for run in Self.runs(pieces) {
      guard edit.sources[run.source].hasAudio else {
        for piece in run.pieces {
          chains.append(
            "anullsrc=r=\(edit.sampleRate):cl=stereo,\(sound),atrim=end_sample=\(piece.length)"
              + "[ap\(piece.clip)]")
        }
        continue
      }
      let input = addInput(run.source)
      let last = run.pieces[run.pieces.count - 1].end
      // A source that is shorter than it said is followed by silence.
      cut(
        run,
        "[\(input):a:0]\(sound(of: run.source)),apad=whole_len=\(last),atrim=end_sample=\(last)",
        "asegment=samples", "anullsink", origin: 0)
    }
    for (number, clip) in edit.clips.enumerated() {
      // One filter for most clips: there may be thousands.
      var steps = ["asetpts=N/SR/TB"]
      if clip.gain != 0 { steps.append("volume=\(decimal(clip.gain))dB:precision=float") }
      if clip.fadeIn > 0 { steps.append("afade=t=in:ss=0:ns=\(clip.fadeIn)") }
      if clip.fadeOut > 0 {
        steps.append("afade=t=out:ss=\(clip.length - clip.fadeOut):ns=\(clip.fadeOut)")
      }
      chains.append("[ap\(number)]\(steps.joined(separator: ","))[ac\(number)]")
    }
    let labels = edit.clips.indices.map { "[ac\($0)]" }.joined()
    chains.append("\(labels)concat=n=\(edit.clips.count):v=0:a=1,\(end)")
  }

  // MARK: pictures

  /// The programme's pictures under `label`. `texts` are the files with the words of its overlays.
  mutating func addPicture(_ picture: PictureEdit, texts: [String], label: String) {
    let rate = "\(picture.rate.numerator)/\(picture.rate.denominator)"
    let frames = { [edit] (sample: Int64) -> Int64 in
      Int64((edit.seconds(sample) * picture.rate.value).rounded())
    }
    var pieces: [(source: Int, piece: Run.Piece)] = []
    for (number, (clip, start)) in zip(edit.clips, edit.starts).enumerated() {
      // Counted from the programme's beginning, so that pictures never run away from the sound.
      let count = frames(start + clip.length) - frames(start)
      guard count > 0 else { continue }
      var first = frames(clip.start)
      if let last = pieces.last, last.source == clip.source, number > 0,
        edit.clips[number - 1].end <= clip.start
      {
        first = max(first, last.piece.end)
      }
      pieces.append((clip.source, Run.Piece(clip: number, start: first, length: count)))
    }
    let blank =
      "color=black:s=\(picture.width)x\(picture.height):r=\(rate),format=yuv420p,setsar=1"
    for run in Self.runs(pieces) {
      guard edit.sources[run.source].hasVideo else {
        for piece in run.pieces { chains.append("\(blank)[vp\(piece.clip)]") }
        continue
      }
      let origin = run.pieces[0].start
      let input = addInput(run.source, from: Double(origin) / picture.rate.value)
      let last = run.pieces[run.pieces.count - 1].end - origin
      cut(
        run,
        "[\(input):v:0]fps=\(rate):start_time=0,"
          + Self.look(picture) + ",trim=end_frame=\(last)", "segment=frames", "nullsink",
        origin: origin)
    }
    for (_, piece) in pieces {
      // A source whose pictures end early keeps its last one.
      chains.append(
        "[vp\(piece.clip)]setpts=N/FRAME_RATE/TB,tpad=stop_mode=clone:stop=-1,"
          + "trim=end_frame=\(piece.length)[vc\(piece.clip)]")
    }
    let total = frames(edit.length)
    if pieces.isEmpty { chains.append("\(blank)[vc0]") }
    let labels = pieces.isEmpty ? "[vc0]" : pieces.map { "[vc\($0.piece.clip)]" }.joined()
    let steps =
      ["concat=n=\(max(1, pieces.count)):v=1:a=0"]
      + zip(picture.overlays, texts).map { overlay($0, picture, file: $1) }
      + ["tpad=stop_mode=clone:stop=-1", "trim=end_frame=\(max(1, total))", "format=yuv420p"]
    chains.append(labels + steps.joined(separator: ",") + "[\(label)]")
  }

  /// How a picture is turned, cut, coloured and brought to the film's size.
  private static func look(_ picture: PictureEdit) -> String {
    // Square pixels first.
    var steps = ["scale=trunc(iw*sar/2)*2:trunc(ih/2)*2,setsar=1"]
    switch picture.rotation {
    case .none: break
    case .right: steps.append("transpose=clock")
    case .half: steps.append("hflip,vflip")
    case .left: steps.append("transpose=cclock")
    }
    if let crop = picture.crop {
      steps.append(
        "crop=w=max(2\\,trunc(iw*\(decimal(crop.width))/2)*2)"
          + ":h=max(2\\,trunc(ih*\(decimal(crop.height))/2)*2)"
          + ":x=iw*\(decimal(crop.left)):y=ih*\(decimal(crop.top))")
    }
    let size = "\(picture.width):\(picture.height)"
    steps.append(
      "scale=\(size):force_original_aspect_ratio=decrease:force_divisible_by=2,"
        + "pad=\(size):(ow-iw)/2:(oh-ih)/2:black,setsar=1,format=yuv420p")
    if picture.brightness != 0 || picture.contrast != 1 || picture.saturation != 1 {
      steps.append(
        "eq=brightness=\(decimal(picture.brightness)):contrast=\(decimal(picture.contrast))"
          + ":saturation=\(decimal(picture.saturation))")
    }
    return steps.joined(separator: ",")
  }

  /// The words are in a file, and nothing in them is looked at but they themselves.
  private func overlay(
    _ overlay: PictureEdit.Overlay, _ picture: PictureEdit, file: String
  ) -> String {
    let size = max(4, Int(overlay.size * Double(picture.height)))
    let digits = String(overlay.color, radix: 16)
    let color = "0x" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    let place =
      switch overlay.place {
      case .top: "h/20"
      case .middle: "(h-text_h)/2"
      case .bottom: "h-text_h-h/20"
      }
    let (start, end) = (edit.seconds(overlay.start), edit.seconds(overlay.end))
    return "drawtext=textfile=\(file):expansion=none:fontsize=\(size):fontcolor=\(color)"
      + ":x=(w-text_w)/2:y=\(place):box=1:boxcolor=black@0.5:boxborderw=\(max(1, size / 4))"
      + ":enable=gte(t\\,\(decimal(start)))*lt(t\\,\(decimal(end)))"
  }
}

/// A number as ffmpeg reads it: no exponent, whatever the size.
func decimal(_ value: Double) -> String {
  // A billionth of a second or a decibel is less than anything that is cut here.
  let scaled = (value * 1e9).rounded()
  guard scaled.isFinite, abs(scaled) < 9e18 else { return "0" }
  let whole = Int64(scaled)
  let rest = String(whole.magnitude % 1_000_000_000)
  return (whole < 0 ? "-" : "") + "\(whole.magnitude / 1_000_000_000)."
    + String(repeating: "0", count: 9 - rest.count) + rest
}
