extension Endpoint where Answer == [CommunityPost] {
  /// Newest first. `category` is sent in lower case, as the platform compares it.
  public static func posts(
    skip: Int, limit: Int, category: String? = nil, approvedOnly: Bool = true,
    carouselOnly: Bool = false, userID: Int? = nil
  ) -> Endpoint {
    .json(
      .get, "/community/posts",
      query: [
        ("skip", "\(skip)"), ("limit", "\(limit)"), ("category", category?.lowercased()),
        ("approved_only", "\(approvedOnly)"), ("carousel_only", "\(carouselOnly)"),
        ("user_id", userID.map { "\($0)" }),
      ])
  }
}

extension Endpoint where Answer == CommunityPost {
  /// Not on every build of the platform: a 404 may mean that the route is missing.
  public static func post(_ id: Int) -> Endpoint { .json(.get, "/community/posts/\(id)") }

  public static func createPost(_ body: CommunityPostCreate) -> Endpoint {
    .json(.post, "/community/posts", body: .json(body), authorization: .required)
  }
}

extension Endpoint where Answer == LikeResult {
  /// A toggle: never repeat it without looking first.
  public static func toggleLike(post id: Int) -> Endpoint {
    .json(.post, "/community/posts/\(id)/like", authorization: .required)
  }
}

extension Endpoint where Answer == [Comment] {
  /// The whole list, oldest first.
  public static func comments(post id: Int) -> Endpoint {
    .json(.get, "/community/posts/\(id)/comments", authorization: .none)
  }
}

extension Endpoint where Answer == Comment {
  public static func createComment(post id: Int, _ body: CommentCreate) -> Endpoint {
    .json(
      .post, "/community/posts/\(id)/comments", body: .json(body), authorization: .required)
  }
}
