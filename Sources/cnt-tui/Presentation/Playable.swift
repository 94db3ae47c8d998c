import CNTKit
import SyncEngine

extension PlayerState.Entry {
  /// What playing this row means, or nil where there is nothing to hear.
  init?(row: Row) {
    func entry(
      _ media: String?, _ title: String, _ subtitle: String, _ duration: Int?, film: String? = nil
    ) -> Self? {
      guard let media, !media.isEmpty else { return nil }
      return Self(
        ref: row.item.ref, title: title, subtitle: subtitle, media: media,
        duration: duration.map(Double.init), hasPictures: media == film)
    }
    let made: Self? =
      switch row.item {
      case .podcast(let item):
        entry(
          item.audioURL?.isEmpty == false ? item.audioURL : item.videoURL, item.title,
          tr("Podcast"),
          item.duration, film: item.videoURL)
      case .movie(let item):
        entry(
          item.videoURL, item.title, item.director ?? tr("Movie"), item.duration,
          film: item.videoURL)
      case .track(let item): entry(item.audioURL, item.title, item.artist, item.duration)
      case .story(let item): entry(item.audioURL, item.title, item.scriptureReference, nil)
      case .adminItem(let item):
        entry(
          item.audioURL?.isEmpty == false ? item.audioURL : item.videoURL, item.title,
          item.creatorName ?? tr("Waiting for approval"), item.duration, film: item.videoURL)
      default: nil
      }
    guard let made else { return nil }
    self = made
  }

  /// By the name of the file: of a download no more is known.
  private static func isVideo(_ address: String) -> Bool {
    let path = address.prefix { $0 != "?" && $0 != "#" }
    return ["mp4", "m4v", "mov", "mkv", "webm", "ogv"].contains {
      path.lowercased().hasSuffix(".\($0)")
    }
  }

  /// The clip that a film is announced with; nil where there is none.
  init?(previewOf movie: Movie) {
    guard let media = movie.previewURL, !media.isEmpty else { return nil }
    self.init(
      ref: ItemRef(kind: .movie, id: movie.id), title: movie.title, subtitle: tr("Preview"),
      media: media, hasPictures: true)
  }

  /// What playing a download means; nil where it is not for the ear.
  init?(download: Download) {
    guard [.podcast, .movie, .track, .story].contains(download.ref.kind) else { return nil }
    self.init(
      ref: download.ref, title: download.title, subtitle: tr("Download"), media: download.url,
      duration: nil, hasPictures: download.ref.kind == .movie || Self.isVideo(download.url))
  }
}
