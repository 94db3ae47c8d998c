import CNTKit

extension Item {
  /// The address of what one listens to, watches or reads, as the platform gave it; sound before
  /// pictures. nil where there is none.
  public var media: String? {
    let reference: String? =
      switch self {
      case .podcast(let item): item.audioURL?.isEmpty == false ? item.audioURL : item.videoURL
      case .movie(let item): item.videoURL
      case .track(let item): item.audioURL
      case .story(let item): item.audioURL
      case .document(let item): item.filePath
      default: nil
      }
    return reference.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// What its file is called after.
  var downloadTitle: String {
    if case .track(let track) = self, !track.artist.isEmpty {
      return "\(track.artist) - \(track.title)"
    }
    return entity.searchTitle
  }
}
