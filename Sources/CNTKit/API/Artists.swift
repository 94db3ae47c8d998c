extension Endpoint where Answer == Artist {
  public static func artist(_ id: Int) -> Endpoint { .json(.get, "/artists/\(id)") }

  public static func artist(ofUser id: Int) -> Endpoint {
    .json(.get, "/artists/by-user/\(id)")
  }

  /// One's own page; the platform makes it at the first call.
  public static var myArtist: Endpoint { .json(.get, "/artists/me", authorization: .required) }
}

extension Endpoint where Answer == [ArtistFollower] {
  public static func followers(artist id: Int, skip: Int = 0, limit: Int = 100) -> Endpoint {
    .json(
      .get, "/artists/\(id)/followers", query: [("skip", "\(skip)"), ("limit", "\(limit)")])
  }
}

extension Endpoint where Answer == Void {
  public static func follow(artist id: Int) -> Endpoint {
    .ignoringAnswer(.post, "/artists/\(id)/follow", isIdempotent: true)
  }

  public static func unfollow(artist id: Int) -> Endpoint {
    .ignoringAnswer(.delete, "/artists/\(id)/follow", isIdempotent: true)
  }
}
