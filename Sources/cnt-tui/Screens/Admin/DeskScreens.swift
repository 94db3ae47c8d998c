import CNTKit
import SyncEngine

/// The lists of the admin desk beside the queue.
enum DeskScreens {
  static func tabs(_ command: Command) -> (title: Phrase, tabs: [TabSpec])? {
    switch command {
    case .deskUsers:
      let titles: [UserFilter: Phrase] = [
        .all: Phrase("Accounts"), .admins: Phrase("Admins"), .artists: Phrase("Artists"),
        .regular: Phrase("Regular"),
      ]
      return (
        Phrase("Accounts"),
        UserFilter.allCases.map {
          .list(
            titles[$0] ?? "", .users($0),
            empty: Phrase("No such account is known here. {refresh} syncs."))
        }
      )
    case .deskPublished:
      return (
        Phrase("Published"),
        content(Phrase("Published"), .approved, empty: Phrase("Nothing is published."))
      )
    case .deskHidden:
      return (
        Phrase("Taken off"),
        content(Phrase("Taken off"), .hidden, empty: Phrase("Nothing was rejected or archived."))
      )
    case .deskCarousel:
      return (
        Phrase("Carousel"),
        [
          .list(
            Phrase("Carousel"), .carousel, empty: Phrase("There is no post that everybody sees."))
        ]
      )
    default: return nil
    }
  }

  private static func content(
    _ all: Phrase, _ state: DeskContent.State, empty: Phrase
  ) -> [TabSpec] {
    let types: [(Phrase, String?)] = [
      (all, nil), (Phrase("Podcasts"), "podcast"), (Phrase("Movies"), "movie"),
      (Phrase("Posts"), "community_post"),
      (Phrase("Music"), "music"), (Phrase("Events"), "event"),
    ]
    return types.map { .list($0, .content(DeskContent(type: $1, state)), empty: empty) }
  }
}

extension TabSpec {
  /// How many there are, where that is known.
  func note(_ counts: UserCounts) -> String {
    guard case .lists(let lists) = content, case .users(let filter)? = lists.first?.source,
      counts.all > 0
    else { return "" }
    return " \(counts[filter])"
  }
}

extension ListScreen {
  /// What a list of the desk shows beside its rows.
  var deskEffects: [Effect] {
    let hasUsers = sources.contains { if case .users = $0 { true } else { false } }
    return hasUsers ? [.loadUserCounts] : []
  }
}

extension AppState {
  /// Whether what is on the screen is an admin's to decide on.
  var isDesk: Bool { section == .admin && account?.isAdmin == true }

  /// Whether the queue of what waits is on the screen, or something out of it.
  var isQueue: Bool { target.map { $0.item.ref.kind == .adminItem } ?? false }

  /// Reads again what a form over the screen shows.
  func refreshForm() -> [Effect] {
    if case .commission? = overlay { [.loadCommission] } else { [] }
  }
}

extension Presenter {
  /// What an admin can do to published content.
  func addDeskActions(_ item: Item, _ text: inout ItemText) {
    guard item.ref.kind.deskType != nil, item.ref.id > 0 else { return }
    if case .post(let post) = item, post.isApproved != false {
      let isOn = post.showInCarousel != false
      text.badges.append(
        .init(
          text: isOn ? "● " + tr("carousel") : "○ " + tr("not in the carousel"),
          role: isOn ? .success : .tertiary))
      text.actions.append(.toggle)
    }
    text.actions += item.isTakenOff ? [.approve, .delete] : [.archive, .delete]
  }
}

extension Item {
  /// Whether it was rejected or archived; what waits for a decision is not meant.
  var isTakenOff: Bool {
    switch self {
    case .podcast(let item): item.status != "approved"
    case .movie(let item): item.status != "approved"
    case .event(let item): !["approved", "published"].contains(item.status)
    case .track(let item): !item.isPublished
    case .post(let item): item.isApproved == false
    default: false
    }
  }
}
