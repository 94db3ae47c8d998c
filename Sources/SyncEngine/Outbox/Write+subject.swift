extension Write {
  /// What must see its writes in their order.
  enum Subject: Hashable, Sendable {
    case row(ItemRef)
    case comments(post: Int)
    case profile
    case commission
  }

  /// nil for what stands alone.
  var subject: Subject? {
    if case .comment(let post, _) = self { return .comments(post: post) }
    if case .editProfile = self { return .profile }
    if case .setCommission = self { return .commission }
    return target.map { .row($0) }
  }
}
