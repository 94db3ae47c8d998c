extension Endpoint where Answer == SearchResults {
  /// The server's search; any failure means no results.
  public static func search(
    _ text: String, type: String? = nil, skip: Int = 0, limit: Int = 20
  ) -> Endpoint {
    .json(
      .get, "/search/",
      query: [("q", text), ("type", type), ("skip", "\(skip)"), ("limit", "\(limit)")],
      authorization: .none)
  }
}
