import CNTKit
import SyncEngine

/// An admin at work beside the queue: accounts, what is published, the carousel.
extension Updater {
  func openDesk(_ state: inout AppState, _ command: Command) -> [Effect] {
    guard state.account?.isAdmin == true else {
      state.say(tr("Only admins have this"), .error)
      return []
    }
    if command == .deskCommission {
      state.overlay = .commission(CommissionForm())
      return [.loadCommission, .fetchCommission]
    }
    guard let (title, tabs) = DeskScreens.tabs(command) else { return [] }
    var effects = state.section == .admin ? [] : state.show(.admin)
    // Beside each other, not on top of one another.
    while state.pop() {}
    var list = ListScreen(token: 0, title: title, tabs: tabs)
    _ = list.reset(token: state.nextToken())
    effects += state.push(.list(list))
    return effects
  }

  /// Does something to what is marked, or to what is selected where nothing is.
  func desk(_ state: inout AppState, _ command: Command) -> [Effect] {
    guard state.isDesk else { return [] }
    let rows = state.chosenRows
    guard !rows.isEmpty else {
      _ = state.hasLostMarks()
      return []
    }
    let users = rows.compactMap { row -> AdminUser? in
      if case .user(let user) = row.item { user } else { nil }
    }
    if !users.isEmpty { return desk(&state, command, users) }
    let items = rows.map(\.item).filter { $0.ref.kind.deskType != nil && $0.ref.id > 0 }
    switch command {
    case .toggle: return toggleCarousel(&state, items)
    case .approve:
      let hidden = items.filter(\.isTakenOff)
      guard !hidden.isEmpty else { return [] }
      return submit(
        &state,
        hidden.compactMap { item in item.deskName.map { .restore(type: $0, id: item.ref.id) } },
        title: tr("Published \(name(hidden, state)) again"))
    case .archive:
      let shown = items.filter { !$0.isTakenOff }
      guard !shown.isEmpty else { return [] }
      ask(
        &state, tr("Archive"),
        [
          tr(
            shown.count,
            one: "\(name(shown, state)) goes off the platform, and can be published again.",
            other: "\(name(shown, state)) go off the platform, and can be published again.")
        ],
        shown.compactMap { item in item.deskName.map { .archive(type: $0, id: item.ref.id) } },
        past: tr("Archived \(name(shown, state))"))
    case .delete:
      guard !items.isEmpty else {
        state.say(tr("Reject what waits for a decision; only what was decided can be deleted"))
        return []
      }
      ask(
        &state, tr("Delete"),
        [
          tr(
            items.count,
            one: "\(name(items, state)) is deleted for good, with everything that hangs on it.",
            other: "\(name(items, state)) are deleted for good, with everything that hangs on them."
          ),
          tr("Nothing brings it back. To hide it only, archive it."),
        ],
        items.compactMap { item in item.deskName.map { .deleteContent(type: $0, id: item.ref.id) }
        },
        past: tr("Deleted \(name(items, state))"), typed: items.count > 1 ? [tr("delete")] : [])
    default: break
    }
    return []
  }

  private func desk(
    _ state: inout AppState, _ command: Command, _ users: [AdminUser]
  ) -> [Effect] {
    guard users.count == 1, let user = users.first else {
      state.say(tr("Accounts are changed one by one: Esc unmarks them"))
      return []
    }
    let isSelf = user.id == state.account?.userID
    switch command {
    case .toggle where isSelf:
      state.say(tr("You cannot take your own rights: another admin can"), .error)
    case .toggle:
      let name = user.shownName
      ask(
        &state, user.isAdmin ? tr("Remove admin") : tr("Make admin"),
        [
          user.isAdmin
            ? tr("“\(name)” (\(user.email)) is no admin any more.")
            : tr("“\(name)” (\(user.email)) may decide, delete and make other admins.")
        ], [.setAdmin(user: user.id, !user.isAdmin)],
        past: user.isAdmin ? tr("“\(name)” is no admin any more") : tr("“\(name)” is an admin now"))
    case .delete where isSelf:
      state.say(tr("You cannot delete your own account here: another admin can"), .error)
    case .delete:
      ask(
        &state, tr("Delete account"),
        [
          tr(
            "“\(user.shownName)” (\(user.email)) is deleted for good, with all posts, comments, events"
              + " and playlists. Podcasts and films stay, without a name.")
        ], [.deleteUser(user.id, name: user.names.first ?? "\(user.id)")],
        past: tr("Deleted the account of “\(user.shownName)”"),
        typed: user.names.isEmpty ? ["\(user.id)"] : user.names)
    default: break
    }
    return []
  }

  /// All on where one is off; else all off.
  private func toggleCarousel(_ state: inout AppState, _ items: [Item]) -> [Effect] {
    let posts = items.compactMap { item -> CommunityPost? in
      if case .post(let post) = item, post.isApproved != false { post } else { nil }
    }
    guard !posts.isEmpty else { return [] }
    let isOn = posts.contains { $0.showInCarousel == false }
    let changed = posts.filter { ($0.showInCarousel != false) != isOn }
    let what =
      changed.count == 1
      ? "“\(changed[0].title)”"
      : tr(changed.count, one: "\(changed.count) post", other: "\(changed.count) posts")
    state.clearMarks()
    return [
      .decide(
        changed.map { .setCarousel(post: $0.id, isOn) },
        title: isOn ? tr("\(what) in the carousel") : tr("\(what) out of the carousel"))
    ]
  }

  private func ask(
    _ state: inout AppState, _ title: String, _ lines: [String], _ writes: [Write], past: String,
    typed: [String] = []
  ) {
    state.overlay = .deskQuestion(
      DeskQuestion(title: title, lines: lines, typed: typed, writes: writes, past: past))
  }

  private func name(_ items: [Item], _ state: AppState) -> String {
    guard items.count == 1, let item = items.first else {
      return tr(items.count, one: "\(items.count) item", other: "\(items.count) items")
    }
    return "“\(Presenter(state).text(for: Row(item: item)).title)”"
  }
}

extension Item {
  fileprivate var deskName: String? { ref.kind.deskType }
}
