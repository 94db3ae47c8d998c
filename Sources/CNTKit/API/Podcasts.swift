extension Endpoint where Answer == [Podcast] {
  public static func podcasts(skip: Int, limit: Int, status: String? = nil) -> Endpoint {
    .json(
      .get, "/podcasts/",
      query: [("skip", "\(skip)"), ("limit", "\(limit)"), ("status", status)])
  }

  public static func podcasts(ofArtist id: Int, skip: Int = 0, limit: Int = 100) -> Endpoint {
    .json(
      .get, "/artists/\(id)/podcasts", query: [("skip", "\(skip)"), ("limit", "\(limit)")])
  }
}

extension Endpoint where Answer == [Podcast] {
  /// For admins; what it makes is approved already.
  public static func createPodcasts(_ bodies: [PodcastCreate]) -> Endpoint {
    .json(.post, "/podcasts/bulk/", body: .json(bodies), authorization: .required)
  }
}

extension Endpoint where Answer == Podcast {
  public static func podcast(_ id: Int) -> Endpoint {
    .json(.get, "/podcasts/\(id)")
  }

  public static func createPodcast(_ body: PodcastCreate) -> Endpoint {
    .json(.post, "/podcasts/", body: .json(body), authorization: .required)
  }
}
