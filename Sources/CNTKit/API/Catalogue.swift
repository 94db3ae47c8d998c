/// Categories, Bible stories and documents: small lists that change rarely.
extension Endpoint where Answer == [Category] {
  public static var categories: Endpoint { .json(.get, "/categories/", authorization: .none) }
}

extension Endpoint where Answer == [BibleStory] {
  public static func bibleStories(skip: Int, limit: Int) -> Endpoint {
    .json(
      .get, "/bible-stories/", query: [("skip", "\(skip)"), ("limit", "\(limit)")],
      authorization: .none)
  }
}

extension Endpoint where Answer == BibleStory {
  public static func bibleStory(_ id: Int) -> Endpoint {
    .json(.get, "/bible-stories/\(id)", authorization: .none)
  }
}

extension Endpoint where Answer == [DocumentAsset] {
  public static var documents: Endpoint { .json(.get, "/documents/") }
}
