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
    return content.map { .row($0) }
  }

  /// The row that it is about. A decision is about what it decides on, not about its line in the
  /// admin's queue: what is archived or deleted afterwards waits for it.
  private var content: ItemRef? {
    switch self {
    case .approve(let type, let id), .reject(let type, let id, _):
      ItemKind(deskType: type).map { ItemRef(kind: $0, id: id) } ?? target
    default: target
    }
  }
}
