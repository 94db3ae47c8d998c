import Foundation
import Synchronization

/// Everything there is to make, as jobs that stand by themselves.
struct Studio: Sendable {
  let workshop: Workshop
  let scripture: Scripture
  let files = FileLedger()

  /// The long ones first, so that both cores have work to the end.
  var jobs: [Job] {
    filmJobs + hymnJobs + readingJobs + bookJobs + [avatarJob] + pictureJobs
  }

  /// A reading as MP3 with its cover: the job of one podcast.
  func record(_ reading: Reading) async throws(DemoError) {
    var spoken = ["\(reading.title)."]
    for reference in reading.passages {
      let passage = try scripture.passage(reference)
      spoken.append("\(passage.spokenTitle).\n\n\(passage.verses.joined(separator: "\n"))")
    }
    let wav = workshop.draft("\(reading.slug).wav")
    try await reading.reader.voice.speak(spoken.joined(separator: "\n\n"), to: wav, in: workshop)
    let cover = workshop.path("images", reading.coverName)
    try await CoverPainter().paint(
      title: reading.title, subtitle: Passage.title(reading.passages[0]), sign: "✝",
      ground: .of(reading.slug), to: cover)
    let target = workshop.path("audio", "\(reading.slug).mp3")
    try await AudioEncoder().encode(
      wav, to: target, cover: cover, kind: .speech,
      tags: AudioTags(title: reading.title, artist: reading.reader.name, album: "Readings"))
    files.note(reading.audioURL, target, seconds: try await AudioEncoder.duration(of: target))
  }

  private var readingJobs: [Job] {
    let heard = Reading.published.filter { !$0.hasPicture }
    return (heard + Reading.pending + Reading.stories).map { reading in
      Job(title: "Reading: \(reading.title)") { () async throws(DemoError) in
        try await record(reading)
      }
    }
  }

  private var filmJobs: [Job] {
    let watched = Reading.published.filter(\.hasPicture).map { Film($0) }
    return (watched + Film.published + Film.pending).map { film in
      Job(title: "Film: \(film.title)") { () async throws(DemoError) in
        let seconds = try await FilmMaker(workshop: workshop, scripture: scripture).make(film)
        files.note(
          "/media/video/\(film.fileName)", workshop.path("video", film.fileName),
          seconds: Double(seconds))
      }
    }
  }

  private var hymnJobs: [Job] {
    Hymn.all.map { hymn in
      Job(title: "Hymn: \(hymn.title)") { () async throws(DemoError) in
        let wav = workshop.draft("\(hymn.slug).wav")
        let samples = Synthesizer.render(hymn.tune, settings: hymn.settings)
        try workshop.write(WAVFile.data(samples), to: wav)
        let cover = workshop.path("images", "hymn-\(hymn.slug).jpg")
        try await CoverPainter().paint(
          title: hymn.title, subtitle: hymn.tuneName, sign: "♪", ground: .of(hymn.slug), to: cover)
        let target = workshop.path("audio", "\(hymn.slug).mp3")
        try await AudioEncoder().encode(
          wav, to: target, cover: cover, kind: .music,
          tags: AudioTags(
            title: hymn.title, artist: hymn.artist, album: Hymn.album, genre: hymn.genre))
        files.note(
          "/media/audio/\(hymn.slug).mp3", target,
          seconds: try await AudioEncoder.duration(of: target))
      }
    }
  }

  private var bookJobs: [Job] {
    Book.all.map { book in
      Job(title: "Document: \(book.title)") { () async throws(DemoError) in
        let target = workshop.path("documents", "\(book.slug).pdf")
        try workshop.write(try book.document(from: scripture).data(), to: target)
        files.note(book.fileURL, target)
        try await CoverPainter().paint(
          title: book.title, sign: "✝", ground: .of(book.slug),
          to: workshop.path("images", "document-\(book.slug).jpg"))
      }
    }
  }

  private var avatarJob: Job {
    Job(title: "Pictures of people") { () async throws(DemoError) in
      for person in Person.allCases {
        try await CoverPainter(width: 256, height: 256).paint(
          title: "", sign: person.initials, ground: .of(person.username),
          to: workshop.path("images", "avatar-\(person.username).jpg"))
      }
    }
  }

  /// Pictures of posts: a verse set in letters, or a sign.
  private var pictureJobs: [Job] {
    PostCategory.allCases.flatMap(\.stock).compactMap { talk in
      guard let name = talk.pictureName else { return nil }
      return Job(title: "Picture: \(talk.title)") { () async throws(DemoError) in
        var passage: Passage?
        if let reference = Scripture.references(in: talk.text).first {
          passage = try scripture.passage(reference)
        }
        try await CoverPainter(width: 800, height: 500).paint(
          title: passage?.text ?? talk.title, subtitle: passage?.title ?? "",
          sign: talk.isQuote ? "" : talk.sign ?? "", ground: .of(talk.title),
          to: workshop.path("images", name))
      }
    }
  }
}

/// What was made so far; jobs report from several tasks.
final class FileLedger: Sendable {
  private let files = Mutex<[String: MadeFile]>([:])

  /// Notes the file at `path` under the URL it will have.
  func note(_ url: String, _ path: String, seconds: Double = 0) {
    let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
    files.withLock { $0[url] = MadeFile(seconds: Int(seconds.rounded()), bytes: size ?? 0) }
  }

  var all: [String: MadeFile] { files.withLock { $0 } }

  var megabytes: Int { all.values.reduce(0) { $0 + $1.bytes } / 1_000_000 }
}

/// Numbers the jobs as they start.
final class Counter: Sendable {
  private let count = Mutex(0)

  func next() -> Int {
    count.withLock {
      $0 += 1
      return $0
    }
  }
}
