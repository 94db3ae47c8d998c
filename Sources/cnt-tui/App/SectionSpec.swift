import SyncEngine

/// One entry of the sidebar: what it is called and which lists stand behind it.
struct SectionSpec: Sendable, Hashable, Identifiable {
  enum ID: String, Sendable, Hashable, CaseIterable {
    case home, podcasts, movies, music, bible, community, events, artists, library, notifications
    case search, admin, support, create
  }

  let id: ID
  /// What it is called.
  let name: Phrase
  /// One column wide, from a block that every monospaced font has.
  let icon: String
  let tabs: [TabSpec]
  var adminsOnly = false

  init(id: ID, title: Phrase, icon: String, tabs: [TabSpec], adminsOnly: Bool = false) {
    self.id = id
    name = title
    self.icon = icon
    self.tabs = tabs
    self.adminsOnly = adminsOnly
  }

  /// Its name in the language in force.
  var title: String { tr(name) }
}

/// One tab of a section.
struct TabSpec: Sendable, Hashable {
  enum Content: Sendable, Hashable {
    /// One list, or several short ones under headings.
    case lists([ListSpec])
    /// What waits to be sent.
    case outbox
    /// What is kept here.
    case downloads
    /// The admin's figures.
    case dashboard
    /// Everything that matches what is typed.
    case search
    /// A month of events.
    case calendar
    /// A text with facts.
    case page(Page)
    /// The King James Bible, which is opened from here.
    case scripture
    /// What can be made.
    case choices
    /// What was recorded on this machine.
    case takes
    /// What is on its way to the platform.
    case publications

    /// Whether it can be narrowed by typing.
    var canFilter: Bool {
      switch self {
      case .lists, .search, .outbox, .downloads, .takes, .publications: true
      case .dashboard, .calendar, .page, .scripture, .choices: false
      }
    }
  }

  /// What it is called; in English, what its arrangement is kept under.
  let name: Phrase
  let content: Content
  /// Rows of the screen that one row of the list takes.
  let rowHeight: Int
  /// What to say when there is nothing, and what to do about it.
  let emptySentence: Phrase
  /// Whether it has one order, and no parts.
  let isFixed: Bool

  init(
    title: Phrase, content: Content, rowHeight: Int = 2,
    empty: Phrase = Phrase("Nothing here yet."), isFixed: Bool = false
  ) {
    name = title
    self.content = content
    self.rowHeight = rowHeight
    emptySentence = empty
    self.isFixed = isFixed
  }

  /// Its name in the language in force.
  var title: String { tr(name) }
  var empty: String { tr(emptySentence) }
}

/// One list within a tab.
struct ListSpec: Sendable, Hashable {
  var heading: Phrase?
  let source: ListQuery.Source
  /// The most rows to show; nil pages without end.
  var limit: Int?
  /// Other than the list's own.
  var order: ListOrder?
  /// What of the list is shown.
  var filter: ListFilter?
  /// Whether its rows take turns in one tall line.
  var isCarousel = false
  /// The list of the same tab whose first rows stand in where there are none.
  var substitute: ListQuery.Source?
}

extension TabSpec {
  /// A tab with one endless list.
  static func list(
    _ title: Phrase, _ source: ListQuery.Source, filter: ListFilter? = nil, rowHeight: Int = 2,
    empty: Phrase = Phrase("Nothing here yet.")
  ) -> TabSpec {
    TabSpec(
      title: title, content: .lists([ListSpec(source: source, filter: filter)]),
      rowHeight: rowHeight, empty: empty)
  }
}

extension SectionSpec {
  /// The sidebar, top to bottom. A new screen adds its line here and its folder under `Screens`.
  static let all: [SectionSpec] = [
    .home, .podcasts, .movies, .music, .bible, .community, .events, .artists, .library,
    .notifications, .search, .admin, .support, .create,
  ]

  static func spec(_ id: ID) -> SectionSpec { all.first { $0.id == id } ?? .home }
}
