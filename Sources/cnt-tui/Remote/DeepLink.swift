import SyncEngine

/// A place in the app as a person names it: `podcast/12`, or a section such as `events`.
enum DeepLink: Hashable, Sendable {
  case thing(ItemRef)
  case section(SectionSpec.ID)
  /// A place of the King James Bible.
  case scripture(ScriptureReference)

  /// Kinds that have a page of their own.
  static let kinds: [ItemKind] = [
    .podcast, .movie, .track, .story, .document, .post, .event, .artist, .notification, .playlist,
    .support,
  ]

  private static let scripture = "bible/"

  /// Reads the name, also as an address: `cnt://podcast/12`, `bible/john 3:16`, the latter with
  /// underscores, too.
  init?(_ text: String) {
    let name = text.hasPrefix("cnt://") ? String(text.dropFirst("cnt://".count)) : text
    if let section = SectionSpec.ID(rawValue: name) {
      self = .section(section)
    } else if let ref = ThingNames.reference(name), Self.kinds.contains(ref.kind) {
      self = .thing(ref)
    } else if name.hasPrefix(Self.scripture),
      case .reference(let place) = ScriptureReference.read(
        String(name.dropFirst(Self.scripture.count)).replacing("_", with: " "))
    {
      self = .scripture(place)
    } else {
      return nil
    }
  }

  /// As it is read.
  var text: String {
    switch self {
    case .thing(let ref): ThingNames.name(ref)
    case .section(let id): id.rawValue
    case .scripture(let place): Self.scripture + place.text.replacing(" ", with: "_")
    }
  }

  /// Where the sidebar stands while it is shown.
  var section: SectionSpec.ID {
    switch self {
    case .section(let id): id
    case .scripture: .bible
    case .thing(let ref):
      switch ref.kind {
      case .podcast: .podcasts
      case .movie: .movies
      case .track: .music
      case .story, .document: .bible
      case .post, .comment: .community
      case .event: .events
      case .artist: .artists
      case .notification: .notifications
      case .playlist: .library
      case .adminItem, .user: .admin
      case .support: .support
      }
    }
  }
}

extension Updater {
  /// Goes to a place; before somebody is signed in, as soon as they are.
  func open(_ state: inout AppState, _ link: DeepLink) -> [Effect] {
    guard state.account != nil else {
      state.link = link
      return []
    }
    state.link = nil
    state.focus = .main
    var effects = saveReaders(state) + state.show(link.section)
    while state.pop() {}
    if case .scripture(let place) = link { return effects + openScripture(&state, place) }
    guard case .thing(let ref) = link else { return effects }
    if ref.kind == .playlist {
      let name = Phrase("Playlist \(ref.id)")
      var list = ListScreen(
        token: 0, title: name,
        tabs: [
          .list(name, .playlist(ref.id), empty: Phrase("This playlist is empty, or not here."))
        ])
      effects += list.reset(token: state.nextToken())
      return effects + state.push(.list(list)).filter { if case .load = $0 { false } else { true } }
    }
    return effects + state.push(.detail(DetailScreen(ref: ref)))
  }
}
