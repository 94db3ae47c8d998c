import CNTKit

extension Item {
  /// Something that is known only from where it is embedded.
  init?(_ ref: ItemRef, summary: ContentSummary) {
    switch ref.kind {
    case .podcast:
      self = .podcast(
        Podcast(
          id: ref.id, title: summary.title, description: summary.description,
          audioURL: summary.audioURL, videoURL: summary.videoURL, coverImage: summary.coverImage,
          duration: summary.duration, status: "approved"))
    case .movie:
      self = .movie(
        Movie(
          id: ref.id, title: summary.title, description: summary.description,
          videoURL: summary.videoURL, coverImage: summary.coverImage, duration: summary.duration,
          status: "approved"))
    case .track:
      self = .track(
        MusicTrack(
          id: ref.id, title: summary.title, audioURL: summary.audioURL,
          coverImage: summary.coverImage, duration: summary.duration))
    default: return nil
    }
  }
}

extension ItemKind {
  /// The words that favourites use.
  init?(favoriteWord: String) {
    switch favoriteWord {
    case "podcast": self = .podcast
    case "movie": self = .movie
    case "music": self = .track
    default: return nil
    }
  }

  var favoriteWord: String? {
    switch self {
    case .podcast: "podcast"
    case .movie: "movie"
    case .track: "music"
    default: nil
    }
  }

  /// The words that playlists use.
  init?(playlistWord: String) {
    switch playlistWord {
    case "audio_podcast", "video_podcast", "podcast": self = .podcast
    default: self.init(favoriteWord: playlistWord)
    }
  }
}

extension Item {
  /// The model in it.
  var entity: any MirrorEntity {
    switch self {
    case .podcast(let item): item
    case .movie(let item): item
    case .track(let item): item
    case .story(let item): item
    case .document(let item): item
    case .post(let item): item
    case .comment(let item): item
    case .event(let item): item
    case .artist(let item): item
    case .notification(let item): item
    case .playlist(let item): item
    case .adminItem(let item): item
    case .user(let item): item
    case .support(let item): item
    }
  }

  /// Whether the lists of this kind show it to a person. Servers answer with more than was asked for.
  func isVisible(to user: Int) -> Bool {
    switch self {
    case .podcast(let item): item.status == "approved" || item.creatorID == user
    case .movie(let item): item.status == "approved" || item.creatorID == user
    case .track(let item): item.isPublished
    case .post(let item): item.isApproved != false || item.userID == user
    case .event(let item):
      item.status == "approved" || item.status == "published"
        || (item.hostID == user && item.status != Event.deleted)
    default: true
    }
  }
}
