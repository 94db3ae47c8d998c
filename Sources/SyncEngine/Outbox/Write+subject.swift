extension Write {
  /// What must see its writes in their order.
  enum Subject: Hashable, Sendable {
    case row(ItemRef)
    case comments(post: Int)
  }

  /// nil for what stands alone.
  var subject: Subject? {
    if case .comment(let post, _) = self { return .comments(post: post) }
    return target.map { .row($0) }
  }
}
