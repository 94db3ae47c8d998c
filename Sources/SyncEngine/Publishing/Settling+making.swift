import CNTKit
import Foundation

/// Looking for what may have been made although no answer came.
extension Settling {
  /// Rows of a page; many lists come in no order, so that only all of a list tells that something is
  /// not in it.
  private static let page = 200

  /// The row that a write made: it has the file that was uploaded for it, which has a name of its own,
  /// or, where a server keeps no address, the person's own words.
  func twin(of making: Making) async throws -> MadeRow? {
    switch making {
    case .podcast(let new):
      let rows = try await all { Endpoint<[Podcast]>.podcasts(skip: $0, limit: $1) }
      let strangers = try sender.mirror.cannotBeTwins(rows.map(\.id), of: entry)
      return rows.first { row in
        if hasMedia(making, row.audioURL, row.videoURL) { return true }
        return row.audioURL == nil && row.videoURL == nil && row.creatorID == sender.userID
          && isSame(row.title, new.title) && !strangers.contains(row.id)
          && isRecent(row.createdAt)
      }.map(MadeRow.podcast)
    case .movie:
      let rows =
        try await all { Endpoint<[Movie]>.movies(skip: $0, limit: $1) }
        + sender.api.call(.animatedBibleStories(limit: 1000))
      return rows.first { hasMedia(making, $0.videoURL) }.map(MadeRow.movie)
    case .track:
      let rows = try await all { Endpoint<[MusicTrack]>.tracks(skip: $0, limit: $1) }
      return rows.first { hasMedia(making, $0.audioURL) }.map(MadeRow.track)
    case .event(let new):
      let rows = try await sender.api.call(.hostedEvents)
      let strangers = try sender.mirror.cannotBeTwins(rows.map(\.id), of: entry)
      return rows.first { row in
        isSame(row.title, new.title) && row.eventDate?.date == new.eventDate.date
          && !strangers.contains(row.id) && isRecent(row.createdAt)
      }.map(MadeRow.event)
    }
  }

  /// See ``floor()``. What has a file of its own needs no other sign.
  func floor(of making: Making) async throws -> Int {
    switch making {
    case .event: try await sender.api.call(.hostedEvents).map(\.id).max() ?? 0
    case .podcast:
      try await all { Endpoint<[Podcast]>.podcasts(skip: $0, limit: $1) }.map(\.id).max() ?? 0
    case .movie, .track: 0
    }
  }

  /// Whether one of the addresses is of the same file, whatever a server puts before its name.
  private func hasMedia(_ making: Making, _ addresses: String?...) -> Bool {
    func name(_ path: String) -> Substring? {
      path.prefix { $0 != "?" }.split(separator: "/").last
    }
    guard let name = making.media.flatMap(name) else { return false }
    return addresses.contains { $0.flatMap(name(_:)) == name }
  }

  private func all<Row: Identifiable & Sendable>(
    _ endpoint: (_ skip: Int, _ limit: Int) -> Endpoint<[Row]>
  ) async throws -> [Row] where Row.ID == Int {
    var walk = PageWalk(.end)
    var rows: [Row] = []
    while let skip = walk.nextSkip {
      let page = try await sender.api.call(endpoint(skip, Self.page))
      rows += page
      _ = walk.take(page.map(\.id), asked: Self.page)
      walk.step(total: nil, isNews: true)
    }
    return rows
  }
}
