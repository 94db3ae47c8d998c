extension Endpoint where Answer == [MusicTrack] {
  public static func tracks(skip: Int, limit: Int) -> Endpoint {
    .json(
      .get, "/music/tracks", query: [("skip", "\(skip)"), ("limit", "\(limit)")],
      authorization: .none)
  }
}

extension Endpoint where Answer == MusicTrack {
  public static func track(_ id: Int) -> Endpoint {
    .json(.get, "/music/tracks/\(id)")
  }

  /// For admins.
  public static func createTrack(_ body: MusicTrackCreate) -> Endpoint {
    .json(.post, "/music/tracks", body: .json(body), authorization: .required)
  }
}
