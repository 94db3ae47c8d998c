import SyncEngine
import TermKit

/// What a person reads of one row: the same words in lists, details and previews.
struct ItemText: Sendable, Hashable {
  struct Badge: Sendable, Hashable {
    var text: String
    var role: ThemeRole
  }

  /// One column.
  var icon: String
  var title: String
  /// Right of the title: a length, a time, a count.
  var meta = ""
  var badges: [Badge] = []
  /// Under the title.
  var subtitle = ""
  /// Instead of it, where a search found its words.
  var snippet: Snippet?
  /// Label and value, for the detail.
  var facts: [Fact] = []
  /// Running text; may hold line breaks.
  var body = ""
  /// What can be done, the first by Enter.
  var actions: [Command] = []

  struct Fact: Sendable, Hashable {
    var label: String
    var value: String
  }

  /// Unicode scalars of running text, and of what stands on one line: far more than is written for
  /// people, and no more than can be laid out while somebody waits.
  static let longestBody = 200_000
  static let longestLine = 500

  /// Cuts what the network made too long.
  mutating func bound() {
    title = DisplayText.prefix(title, scalars: Self.longestLine)
    subtitle = DisplayText.prefix(subtitle, scalars: Self.longestLine)
    body = DisplayText.prefix(body, scalars: Self.longestBody)
    for index in facts.indices {
      facts[index].value = DisplayText.prefix(facts[index].value, scalars: Self.longestLine * 10)
    }
  }

  mutating func fact(_ label: String, _ value: String?) {
    guard let value, !value.isEmpty else { return }
    facts.append(Fact(label: label, value: value))
  }
}

/// Turns rows into words; needs the time and the zone to say "3 h ago".
struct Presenter: Sendable {
  var dates: DateText
  var categories: [Int: String] = [:]
  var userID = 0
  /// Whether the texts are for the admin desk.
  var isDesk = false
  /// Whether this person keeps the platform's documents.
  var isAdmin = false
  /// What is kept here or on its way.
  var downloads: [ItemRef: Download] = [:]

  func text(for row: Row) -> ItemText {
    var text =
      switch row.item {
      case .podcast(let item): podcast(item)
      case .movie(let item): movie(item)
      case .track(let item): track(item)
      case .story(let item): story(item)
      case .document(let item): document(item)
      case .post(let item): post(item)
      case .comment(let item): comment(item)
      case .event(let item): event(item)
      case .artist(let item): artist(item)
      case .notification(let item): notification(item)
      case .playlist(let item): playlist(item)
      case .adminItem(let item): adminItem(item)
      case .user(let item): user(item)
      case .support(let item): support(item)
      }
    if isDesk { addDeskActions(row.item, &text) }
    if let position = row.position, position.seconds > 5, !text.actions.isEmpty {
      text.badges.append(
        .init(text: tr("at \(DateText.duration(seconds: position.seconds))"), role: .info))
    }
    if let snippet = row.snippet, snippet.parts.contains(where: \.isMatch) {
      text.snippet = snippet
    }
    if let download = downloads[row.item.ref] {
      text.badges.append(badge(download))
      text.fact(tr("Download"), fact(download))
    }
    if row.isFavorite { text.badges.append(.init(text: "★", role: .accent)) }
    if row.pending { text.badges.append(.init(text: tr("waiting to be sent"), role: .pending)) }
    if let failure = row.failure {
      text.badges.append(.init(text: tr("not sent"), role: .error))
      text.fact(tr("Not sent"), recognised(failure))
    }
    text.bound()
    return text
  }

  /// A badge for the approval state of content; none for what is live.
  func badge(status: String?) -> [ItemText.Badge] {
    switch status {
    case "pending": [.init(text: tr("pending"), role: .warning)]
    case "rejected": [.init(text: tr("rejected"), role: .error)]
    case "cancelled": [.init(text: tr("cancelled"), role: .error)]
    case "deleted": [.init(text: tr("to be deleted"), role: .error)]
    case "archived": [.init(text: tr("archived"), role: .tertiary)]
    default: []
    }
  }

  func category(_ id: Int?) -> String? { id.flatMap { categories[$0] } }
}
