extension Endpoint where Answer == ServerCapabilities {
  /// Only on servers that offer more than the platform as it is deployed: a 404 says that this one
  /// does not.
  public static var capabilities: Endpoint {
    .json(.get, "/capabilities", authorization: .none)
  }
}

extension Endpoint where Answer == SyncChangePage {
  /// What changed since `cursor`, or everything that there is, row by row, without one. A cursor that
  /// the server can no longer go on from is answered with 410.
  public static func changes(since cursor: String?, limit: Int) -> Endpoint {
    .json(
      .get, "/sync/changes", query: [("cursor", cursor), ("limit", "\(limit)")],
      authorization: .required)
  }
}

extension Endpoint where Answer == PlaybackPlaces {
  /// Tells where one stopped; the answer has what is kept, which may be newer. Sent again it changes
  /// nothing.
  public static func putPlaybackPlaces(_ places: [PlaybackPlace]) -> Endpoint {
    .json(
      .put, "/sync/positions", body: .json(PlaybackPlaces(positions: places)),
      authorization: .required)
  }
}
