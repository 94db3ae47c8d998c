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

extension Endpoint where Answer == DocumentAsset {
  /// Without a slash at the end, as the platform has it.
  public static func createDocument(_ body: DocumentCreate) -> Endpoint {
    .json(.post, "/documents", body: .json(body), authorization: .required)
  }
}

extension Endpoint where Answer == Void {
  /// Stated by the platform's documents only; a build may lack it.
  public static func editDocument(_ id: Int, _ edit: DocumentEdit) -> Endpoint {
    .ignoringAnswer(.patch, "/documents/\(id)", body: .json(edit), isIdempotent: true)
  }

  public static func deleteDocument(_ id: Int) -> Endpoint {
    .ignoringAnswer(.delete, "/documents/\(id)", isIdempotent: true)
  }
}

extension Endpoint where Answer == [DocumentAsset] {
  public static var documents: Endpoint { .json(.get, "/documents/") }
}
