extension Write {
  /// What must see its writes in their order.
  enum Subject: Hashable, Sendable {
    case row(ItemRef)
    case comments(post: Int)
    case profile
  }

  /// nil for what stands alone.
  var subject: Subject? {
    if case .comment(let post, _) = self { return .comments(post: post) }
    if case .editProfile = self { return .profile }
    return target.map { .row($0) }
  }
}
