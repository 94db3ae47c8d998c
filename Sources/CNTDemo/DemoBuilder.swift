import CNTKit
import Foundation
import Synchronization

/// Makes the demo content: media files under a folder and the rows that speak of them.
///
/// ```swift
/// let content = try await DemoBuilder(mediaFolder: data + "/media") { print($0) }.build()
/// ```
///
/// The same `now` gives the same rows. A build that was cut short can simply be run again.
public struct DemoBuilder: Sendable {
  let mediaFolder: String
  let now: Date
  let log: @Sendable (String) -> Void

  /// - Parameters:
  ///   - mediaFolder: where `audio/`, `video/`, `images/` and `documents/` are put; made if missing.
  ///   - now: what the posts count back from and the events look forward from.
  ///   - log: gets one line for each step.
  public init(
    mediaFolder: String, now: Date = Date(), log: @escaping @Sendable (String) -> Void
  ) {
    self.mediaFolder = mediaFolder
    self.now = now
    self.log = log
  }

  /// Runs the tools; needs `bible-kjv`, `espeak-ng`, `ffmpeg` and `fonts-dejavu-core`.
  public func build() async throws(DemoError) -> DemoContent {
    let missing = Tool.missingPackages()
    guard missing.isEmpty else { throw DemoError(.missingPackages(missing)) }
    log("Making the demo content: readings, hymns, films, pictures (about a minute)")
    let workshop = try Workshop(mediaFolder: mediaFolder)
    let lengths = Lengths()
    try await WorkQueue.run(
      filmJobs(workshop, lengths) + hymnJobs(workshop, lengths) + readingJobs(workshop, lengths)
        + avatarJobs(workshop)
    ) { [log] in log("  \($0)") }
    var quotes: [Passage] = []
    for reference in Talk.quoted { quotes.append(try await Passage.read(reference)) }
    var stories: [String: String] = [:]
    for reading in Reading.stories {
      stories[reading.slug] = try await text(of: reading.passages)
    }
    let content = DemoRowsBuilder(
      now: Int(now.timeIntervalSince1970), lengths: lengths.all, quotes: quotes, stories: stories
    ).build()
    try workshop.publish()
    return content
  }

  /// Lengths of what was made, by slug; jobs report them from several tasks.
  final class Lengths: Sendable {
    private let seconds = Mutex<[String: Int]>([:])

    func set(_ slug: String, _ value: Int) { seconds.withLock { $0[slug] = value } }
    var all: [String: Int] { seconds.withLock { $0 } }
  }

  private func text(of passages: [String]) async throws(DemoError) -> String {
    var parts: [String] = []
    for reference in passages { parts.append(try await Passage.read(reference).text) }
    return parts.joined(separator: "\n\n")
  }

  private func readingJobs(_ workshop: Workshop, _ lengths: Lengths) -> [Job] {
    (Reading.published.filter { !$0.hasPicture } + Reading.pending + Reading.stories).map {
      reading in
      Job(title: "reading: \(reading.title)") { () async throws(DemoError) in
        var spoken: [String] = []
        for reference in reading.passages {
          let passage = try await Passage.read(reference)
          spoken.append("\(passage.spokenTitle).\n\n\(passage.text)")
        }
        let wav = workshop.draft("\(reading.slug).wav")
        try await reading.reader.voice.speak(
          spoken.joined(separator: "\n\n"), to: wav, in: workshop)
        let cover = workshop.path("images", "reading-\(reading.slug).jpg")
        try await CoverPainter().paint(
          title: reading.title, subtitle: Passage.title(reading.passages[0]), sign: "✝",
          ground: .of(reading.slug), to: cover)
        let target = workshop.path("audio", "\(reading.slug).mp3")
        try await AudioEncoder().encode(
          wav, to: target, cover: cover, kind: .speech,
          tags: AudioTags(
            title: reading.title, artist: reading.reader.name, album: "Readings"))
        lengths.set(
          reading.slug, Int(try await AudioEncoder.duration(of: target).rounded()))
      }
    }
  }

  private func hymnJobs(_ workshop: Workshop, _ lengths: Lengths) -> [Job] {
    Hymn.all.map { hymn in
      Job(title: "hymn: \(hymn.title)") { () async throws(DemoError) in
        let wav = workshop.draft("\(hymn.slug).wav")
        try workshop.write(
          WAVFile.data(Synthesizer.render(hymn.tune, settings: hymn.settings)), to: wav)
        let cover = workshop.path("images", "hymn-\(hymn.slug).jpg")
        try await CoverPainter().paint(
          title: hymn.title, subtitle: hymn.tuneName, sign: "♪", ground: .of(hymn.slug), to: cover)
        let target = workshop.path("audio", "\(hymn.slug).mp3")
        try await AudioEncoder().encode(
          wav, to: target, cover: cover, kind: .music,
          tags: AudioTags(
            title: hymn.title, artist: hymn.artist, album: Hymn.album, genre: hymn.genre))
        lengths.set(hymn.slug, Int(try await AudioEncoder.duration(of: target).rounded()))
      }
    }
  }

  private func filmJobs(_ workshop: Workshop, _ lengths: Lengths) -> [Job] {
    (Film.published + Film.pending).map { film in
      Job(title: "film: \(film.title)") { () async throws(DemoError) in
        let print = try await FilmMaker(workshop: workshop).make(
          film, text: try await text(of: film.passages))
        lengths.set(film.slug, print.seconds)
      }
    }
  }

  private func avatarJobs(_ workshop: Workshop) -> [Job] {
    Person.allCases.map { person in
      Job(title: "picture: \(person.name)") { () async throws(DemoError) in
        try await CoverPainter(width: 256, height: 256).paint(
          title: "", sign: person.initials, ground: .of(person.username),
          to: workshop.path("images", "avatar-\(person.username).jpg"))
      }
    }
  }
}
