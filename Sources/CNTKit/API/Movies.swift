extension Endpoint where Answer == [Movie] {
  /// Leaves out the animated Bible stories.
  public static func movies(skip: Int, limit: Int) -> Endpoint {
    .json(
      .get, "/movies/", query: [("skip", "\(skip)"), ("limit", "\(limit)")], authorization: .none)
  }

  public static func featuredMovies(limit: Int = 10) -> Endpoint {
    .json(.get, "/movies/featured/", query: [("limit", "\(limit)")], authorization: .none)
  }

  /// The children's list; not paged.
  public static func animatedBibleStories(limit: Int = 20) -> Endpoint {
    .json(
      .get, "/movies/animated-bible-stories/", query: [("limit", "\(limit)")],
      authorization: .none)
  }

  public static func movies(similarTo id: Int, limit: Int = 10) -> Endpoint {
    .json(.get, "/movies/\(id)/similar", query: [("limit", "\(limit)")], authorization: .none)
  }
}

extension Endpoint where Answer == Movie {
  public static func movie(_ id: Int) -> Endpoint {
    .json(.get, "/movies/\(id)")
  }

  public static func createMovie(_ body: MovieCreate) -> Endpoint {
    .json(.post, "/movies/", body: .json(body), authorization: .required)
  }
}
