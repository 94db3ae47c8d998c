import ArgumentParser
import Foundation
import MediaKit

/// `cnt edit`: a programme of files, in one line.
struct EditCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit", abstract: "Make a programme of recordings and files.",
    discussion: """
      Joins the files in their order, takes parts out and writes the result: MP3, M4A, Opus (.ogg), \
      FLAC or WAV, or a film (.mp4) where the first file is one. The files stay as they are. Times are \
      seconds of the joined programme, and all count before anything is taken out.
      """)

  @Argument(help: "The files, in order.", completion: .file())
  var files: [String]

  @Option(name: [.customShort("o"), .long], help: "What to write; what is there is replaced.")
  var output: String

  @Option(help: "Take out a part: FROM-TO in seconds; may be said several times.")
  var cut: [String] = []

  @Flag(help: "Take out silences: below -40 dB for 0.8 seconds.")
  var removeSilence = false

  @Option(help: "Seconds from silence at the beginning.")
  var fadeIn: Double?

  @Option(help: "Seconds to silence at the end.")
  var fadeOut: Double?

  @Option(parsing: .unconditional, help: "Loudness in LUFS (EBU R 128).")
  var loudness = -16.0

  @Flag(help: "Leave the loudness as it is.")
  var keepLoudness = false

  @Option(help: "Lower steady noise by so many decibels, 1 to 40.")
  var denoise: Double?

  @Option(help: "The title.")
  var title: String?

  @Option(help: "Who speaks or plays.")
  var artist: String?

  @Option(help: "A picture file for players to show.", completion: .file())
  var cover: String?

  @Option(help: "A chapter: SECONDS=TITLE in what is left; may be said several times.")
  var chapter: [String] = []

  @OptionGroup(title: "Films") var film: FilmOptions

  func validate() throws {
    guard !files.isEmpty else { throw ValidationError("Say which files.") }
    guard RenderFormat(ending: (output as NSString).pathExtension) != nil else {
      throw ValidationError("The output ends in .mp3, .m4a, .ogg, .opus, .flac, .wav or .mp4.")
    }
    _ = try ranges()
    _ = try chapters()
    try film.validate()
    let isFilm = RenderFormat(ending: (output as NSString).pathExtension)?.isFilm ?? false
    guard isFilm || !film.isSaid else {
      throw ValidationError("Options of films need an output that is one: .mp4.")
    }
  }

  private func chapters() throws -> [(seconds: Double, title: String)] {
    try chapter.map { text in
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, let seconds = Double(parts[0]), (0..<1e7).contains(seconds) else {
        throw ValidationError("--chapter takes seconds and a title, such as 12.5=Psalm.")
      }
      return (seconds, parts[1])
    }
  }

  func run() async throws {
    try await reporting {
      do {
        let work = Task { try await render() }
        // What is cancelled leaves nothing behind.
        let watch = Task {
          let number = await Signals.first(of: [SIGINT, SIGTERM, SIGHUP])
          if number != nil { work.cancel() }
          return number
        }
        let result = await work.result
        watch.cancel()
        if let number = await watch.value { throw ExitCode(128 + number) }
        try result.get()
        if isatty(STDERR_FILENO) == 1 {
          try? FileHandle.standardError.write(contentsOf: Data("\r".utf8))
        }
        print(printable(output))
      } catch let problem as EditProblem {
        throw Failure(sentence: problem.recovery, code: .noInput)
      } catch let problem as ToolProblem {
        throw Failure(sentence: problem.recovery, code: .unavailable)
      } catch let error as POSIXError {
        throw Failure(
          sentence:
            "\(output) cannot be written (\(String(cString: strerror(error.code.rawValue)))):"
            + " choose another place.", code: .cannotCreate)
      }
    }
  }

  private func render() async throws {
    let edit = try await programme()
    guard let format = RenderFormat(ending: (output as NSString).pathExtension) else { return }
    try await Renderer().render(edit, as: format, to: output) { progress in
      guard isatty(STDERR_FILENO) == 1 else { return }
      let line = "\r\(Int(progress.fraction * 100)) %"
      try? FileHandle.standardError.write(contentsOf: Data(line.utf8))
    }
  }

  private func ranges() throws -> [ClosedRange<Double>] {
    try cut.map { text in
      let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Double($0) }
      guard parts.count == 2, let from = parts[0], let to = parts[1], from < to, to < 1e7 else {
        throw ValidationError("--cut takes two times in seconds, such as 12.5-20.")
      }
      return from...to
    }
  }

  private func programme() async throws -> EditList {
    var edit = try await EditList(reading: files)
    try edit.cut(
      try ranges().map { range in
        guard let from = edit.samples(range.lowerBound), let to = edit.samples(range.upperBound),
          from < edit.length
        else { throw EditProblem(.outside) }
        return from..<max(from, min(to, edit.length))
      })
    if removeSilence {
      try edit.removeSilence(try await SilenceFinder().find(in: edit), margin: 9600)
    }
    if let fadeIn { try edit.fade(clip: 0, in: edit.samples(fadeIn) ?? -1) }
    if let fadeOut { try edit.fade(clip: edit.clips.count - 1, out: edit.samples(fadeOut) ?? -1) }
    edit.loudness = keepLoudness ? nil : LoudnessGoal(integrated: loudness)
    edit.noiseReduction = denoise
    edit.tags["title"] = title
    edit.tags["artist"] = artist
    edit.cover = cover
    for chapter in try chapters().sorted(by: { $0.seconds < $1.seconds }) {
      guard let start = edit.samples(chapter.seconds), start < edit.length else {
        throw EditProblem(.outside)
      }
      edit.chapters.append(EditChapter(title: chapter.title, start: start))
    }
    try await film.apply(to: &edit)
    return edit
  }
}
