import CNTKit
import Foundation
import GRDB

/// What a person makes for others, and an admin looks at before all see it.
public enum Making: Codable, Hashable, Sendable {
  case podcast(PodcastCreate)
  case movie(MovieCreate)
  case track(MusicTrackCreate)
  case event(EventCreate)

  public var kind: ItemKind {
    switch self {
    case .podcast: .podcast
    case .movie: .movie
    case .track: .track
    case .event: .event
    }
  }

  public var title: String {
    switch self {
    case .podcast(let new): new.title
    case .movie(let new): new.title
    case .track(let new): new.title
    case .event(let new): new.title
    }
  }

  /// The address of the file that it stands for, which no other has; nil where it has none.
  var media: String? {
    switch self {
    case .podcast(let new): new.audioURL ?? new.videoURL
    case .movie(let new): new.videoURL.isEmpty ? nil : new.videoURL
    case .track(let new): new.audioURL
    case .event: nil
    }
  }

  /// What a person wrote, by the names that ``TextLimits`` has.
  var texts: [(field: String, text: String)] {
    let texts: [(String, String?)] =
      switch self {
      case .podcast(let new): [("title", new.title), ("description", new.description)]
      case .movie(let new):
        [
          ("title", new.title), ("description", new.description), ("director", new.director),
          ("cast", new.cast),
        ]
      case .track(let new):
        [
          ("title", new.title), ("artist", new.artist), ("album", new.album), ("genre", new.genre),
          ("lyrics", new.lyrics),
        ]
      case .event(let new):
        [("title", new.title), ("description", new.description), ("location", new.location)]
      }
    return texts.compactMap { field, text in text.map { (field, $0) } }
  }
}

/// What the server made of one, or what stands for it here until then.
enum MadeRow: Sendable {
  case podcast(Podcast)
  case movie(Movie)
  case track(MusicTrack)
  case event(Event)

  /// The row that shows while it waits.
  init(_ making: Making, id: Int, user: Int, now: Date) {
    let stamp = Timestamp(now)
    switch making {
    case .podcast(let new):
      self = .podcast(
        Podcast(
          id: id, title: new.title, description: new.description, audioURL: new.audioURL,
          videoURL: new.videoURL, coverImage: new.coverImage, creatorID: user,
          categoryID: new.categoryID, duration: new.duration, createdAt: stamp))
    case .movie(let new):
      self = .movie(
        Movie(
          id: id, title: new.title, description: new.description, videoURL: new.videoURL,
          coverImage: new.coverImage, previewURL: new.previewURL, director: new.director,
          cast: new.cast, releaseDate: new.releaseDate, rating: new.rating,
          categoryID: new.categoryID, creatorID: user, duration: new.duration, createdAt: stamp))
    case .track(let new):
      self = .track(
        MusicTrack(
          id: id, title: new.title, artist: new.artist, album: new.album, genre: new.genre,
          audioURL: new.audioURL, coverImage: new.coverImage, duration: new.duration,
          lyrics: new.lyrics, createdAt: stamp))
    case .event(let new):
      self = .event(
        Event(
          id: id, hostID: user, title: new.title, description: new.description,
          eventDate: new.eventDate, location: new.location, latitude: new.latitude,
          longitude: new.longitude, maxAttendees: new.maxAttendees, status: "pending",
          coverImage: new.coverImage, createdAt: stamp))
    }
  }

  var entity: any MirrorEntity {
    switch self {
    case .podcast(let row): row
    case .movie(let row): row
    case .track(let row): row
    case .event(let row): row
    }
  }

  var id: Int {
    switch self {
    case .podcast(let row): row.id
    case .movie(let row): row.id
    case .track(let row): row.id
    case .event(let row): row.id
    }
  }

  func store(_ db: Database, seconds: Int) throws {
    func store(_ row: some MirrorEntity) throws {
      try EntityRow(row).storeIndexed(db, seconds: seconds)
    }
    try store(entity)
  }

  /// Shows what was just made, which has a negative id until the server gives it its own.
  static func insert(_ db: Database, _ making: Making, id: Int, now: Date) throws {
    let user = try StateRow.int(db, StateRow.userID)
    try MadeRow(making, id: id, user: user, now: now)
      .store(db, seconds: Int(now.timeIntervalSince1970))
  }
}
