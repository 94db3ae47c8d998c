import ArgumentParser
import CNTKit
import Foundation
import SyncEngine

/// `cnt publish`: files of this machine to the platform.
struct PublishCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "publish", abstract: "Publish a podcast, a film, music or a picture.",
    discussion: """
      The file goes up, in parts where the server takes them, and what stands for it follows, once, \
      however often the line breaks. Interrupted, it goes on with the app, with cnt sync --watch, or \
      with cnt uploads run. An admin approves it before others see it.
      """,
    subcommands: [PublishPodcast.self, PublishMovie.self, PublishTrack.self, PublishPicture.self])
}

/// What all kinds have in common.
struct PublishOptions: ParsableArguments {
  @Argument(help: "The file.", completion: .file())
  var file: String

  @Option(name: .shortAndLong, help: "The title.")
  var title: String

  @Flag(help: "Only queue it: the app or cnt sync --watch uploads it.")
  var later = false

  @Flag(help: "Print one JSON object.")
  var json = false
}

struct PublishPodcast: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "podcast", abstract: "Publish a podcast: sound or a film.")

  @OptionGroup var common: PublishOptions
  @Option(help: "What it is about.") var description: String?
  @Option(help: "A category by its name.") var category: String?
  @Option(help: "A picture file, or a time of the film such as 0:42.", completion: .file())
  var cover: String?

  func run() async throws {
    try await reporting {
      try await PublishJob(.podcast, common).run([
        "description": description, "category": category, "cover": cover,
      ])
    }
  }
}

struct PublishMovie: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "movie", abstract: "Publish a film.")

  @OptionGroup var common: PublishOptions
  @Option(help: "What it is about.") var description: String?
  @Option(help: "A category by its name.") var category: String?
  @Option(help: "A picture file, or a time of the film such as 0:42.", completion: .file())
  var cover: String?
  @Option(help: "A short film that shows what it is like.", completion: .file())
  var preview: String?
  @Option(help: "Who directed it.") var director: String?
  @Option(help: "Who is in it, with commas between the names.") var cast: String?
  @Option(help: "The day on which it came out, such as 2026-12-24.") var released: String?

  func run() async throws {
    try await reporting {
      try await PublishJob(.movie, common).run([
        "description": description, "category": category, "cover": cover, "preview": preview,
        "director": director, "cast": cast, "release": released,
      ])
    }
  }
}

struct PublishTrack: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "track", abstract: "Publish music, as an admin.")

  @OptionGroup var common: PublishOptions
  @Option(help: "Whose music it is.") var artist: String
  @Option(help: "The album.") var album: String?
  @Option(help: "The genre.") var genre: String?
  @Option(help: "A picture file.", completion: .file()) var cover: String?
  @Option(help: "A text file with the lyrics.", completion: .file()) var lyrics: String?

  func run() async throws {
    var words: String?
    if let lyrics {
      guard let text = try? String(contentsOfFile: lyrics, encoding: .utf8) else {
        throw Failure(sentence: "\(lyrics) cannot be read as text: check it.", code: .noInput)
      }
      words = text
    }
    try await reporting {
      try await PublishJob(.track, common, isForAdmins: true).run([
        "artist": artist, "album": album, "genre": genre, "cover": cover, "lyrics": words,
      ])
    }
  }
}

struct PublishPicture: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "picture", abstract: "Post a picture with words to the community.")

  @OptionGroup var common: PublishOptions
  @Option(help: "The words.") var text: String

  func run() async throws {
    try await reporting {
      try await PublishJob(.picture, common).run(["description": text])
    }
  }
}

/// Queues what the options say, and uploads it.
private struct PublishJob {
  let kind: PublishForm.Kind
  let options: PublishOptions
  let isForAdmins: Bool

  init(_ kind: PublishForm.Kind, _ options: PublishOptions, isForAdmins: Bool = false) {
    self.kind = kind
    self.options = options
    self.isForAdmins = isForAdmins
  }

  func run(_ values: [String: String?]) async throws {
    let account = try OpenAccount()
    if isForAdmins { try account.requireAdmin() }
    var form = PublishForm.form(kind, path: options.file)
    var values = values
    values["title"] = options.title
    for index in form.fields.indices {
      guard let text = values[form.fields[index].name] ?? nil else { continue }
      form.fields[index] = .init(
        form.fields[index].name, form.fields[index].label, text, isLong: text.contains("\n"))
    }
    let id: Int64
    do {
      let order = try PublishForm.order(
        form, categories: try account.mirror.categoryNames(),
        isAdmin: account.credentials.isAdmin)
      try order.checkBesides()
      let (content, files) = try await order.prepared(
        media: order.path("path") ?? "", covers: account.mirror.folder + "/covers")
      id = try account.mirror.publish(content, files: files, now: account.now)
    } catch let problem as FormProblem {
      throw Failure(
        sentence: problem.sentence,
        code: ["path", "cover", "preview"].contains(problem.field) ? .noInput : .usage)
    }
    guard !options.later else {
      let line = PublicationLine(try account.mirror.publication(id), id: id)
      print(options.json ? line.json : line.plain)
      return
    }
    try await UploadWait(account: account, json: options.json).run([id])
  }
}
