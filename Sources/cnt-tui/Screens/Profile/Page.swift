import CNTKit
import SyncEngine
import TermKit

/// A tab that is a text with facts, not a list.
enum Page: Sendable, Hashable {
  case profile
  case person(Int)
  case about
}

/// What a page is made of.
enum PageContent: Sendable, Hashable {
  case profile(User?, posts: Int)
  case person(PublicUser?, artist: Artist?, posts: Int)
  case about(AboutFacts)
}

extension Presenter {
  func page(_ content: PageContent) -> ItemText {
    switch content {
    case .profile(let user, let posts): profile(user, posts)
    case .person(let person, let artist, let posts): self.person(person, artist, posts)
    case .about(let facts): about(facts)
    }
  }

  private func profile(_ user: User?, _ posts: Int) -> ItemText {
    guard let user else {
      return ItemText(
        icon: "◉", title: tr("Your profile"),
        body: tr("It has not been fetched yet: sync once."))
    }
    var text = ItemText(icon: "◉", title: user.name ?? user.username ?? user.email)
    if user.isAdmin { text.badges.append(.init(text: tr("admin"), role: .accent)) }
    text.fact(tr("User name"), user.username)
    text.fact(tr("E-mail"), user.email)
    text.fact(tr("Phone"), user.phone)
    text.fact(
      tr("Born"), user.dateOfBirth.map { DateText.day(CivilDay(entered: $0, in: dates.timeZone)) })
    text.fact(tr("Member since"), user.createdAt.map { dates.date($0.date) })
    text.fact(tr("Posts"), Self.number(posts))
    text.body = user.bio ?? ""
    text.actions = [.edit]
    return text
  }

  private func person(_ person: PublicUser?, _ artist: Artist?, _ posts: Int) -> ItemText {
    guard let person else {
      return ItemText(
        icon: "◉", title: tr("Somebody"),
        body: tr("What they tell of themselves has not been fetched yet."))
    }
    var text = ItemText(icon: "◉", title: person.name)
    text.fact(tr("User name"), person.username)
    text.fact(tr("Member since"), person.createdAt.map { dates.date($0.date) })
    text.fact(tr("Posts"), Self.number(posts))
    if let artist {
      text.fact(tr("Artist"), artist.artistName ?? tr("Artist \(artist.id)"))
      text.fact(tr("Followers"), "\(artist.followersCount)")
      text.actions = [.openArtist]
    }
    text.body = person.bio ?? ""
    return text
  }

  /// Counting stops somewhere.
  private static func number(_ count: Int) -> String {
    count >= mostCounted ? tr("\(mostCounted) or more") : "\(count)"
  }

  static let mostCounted = 1000
}

extension AppState {
  /// One's own page, with what belongs to it.
  var profileTabs: [TabSpec] {
    [
      TabSpec(title: Phrase("Profile"), content: .page(.profile), isFixed: true),
      .list(
        Phrase("My posts"), .feed(category: nil), filter: .mine, rowHeight: 5,
        empty: Phrase("You have posted nothing yet. Press {compose} to write.")),
      .list(
        Phrase("Following"), .artists, filter: .following,
        empty: Phrase("You follow nobody yet. Press {follow} on an artist.")),
    ]
  }
}

extension Updater {
  /// Opens a page with the lists that belong to it.
  func openPage(_ state: inout AppState, _ title: Phrase, _ tabs: [TabSpec]) -> [Effect] {
    // Twice the same is one.
    if case .list(let list)? = state.screen, list.tabs == tabs, list.name == title { return [] }
    var list = ListScreen(token: 0, title: title, tabs: tabs)
    _ = list.reset(token: state.nextToken())
    return state.push(.list(list))
  }

  func openProfile(_ state: inout AppState) -> [Effect] {
    openPage(&state, Phrase("Your profile"), state.profileTabs)
  }

  /// The person behind a post or a comment, an event's host, an artist's owner.
  func openAuthor(_ state: inout AppState) -> [Effect] {
    guard let (id, name) = state.target.flatMap(Self.author) else {
      state.say(tr("There is nobody to show here"))
      return []
    }
    if id == state.account?.userID { return openProfile(&state) }
    let tabs: [TabSpec] = [
      TabSpec(title: Phrase(verbatim: name), content: .page(.person(id)), isFixed: true),
      .list(
        Phrase("Posts"), .feed(category: nil), filter: .author(id), rowHeight: 5,
        empty: Phrase("No posts yet.")),
    ]
    return openPage(&state, Phrase(verbatim: name), tabs)
  }

  private static func author(of row: Row) -> (Int, String)? {
    switch row.item {
    case .post(let post): (post.userID, post.userName ?? tr("Somebody"))
    case .comment(let comment): (comment.userID, comment.userName ?? tr("Somebody"))
    case .event(let event):
      event.hostID > 0
        ? (event.hostID, event.host?.name ?? event.host?.username ?? tr("The host")) : nil
    case .artist(let artist): (artist.userID, artist.artistName ?? tr("The artist"))
    default: nil
    }
  }

  func receive(_ state: inout AppState, token: Int, _ content: PageContent) {
    let text = Presenter(state).page(content)
    state.withList(token: token) { list in
      list.page = text
      list.pageContent = content
      list.isLoaded = true
    }
  }

  /// Scrolls a page; nil where the movement means what it does in every list.
  func moveInPage(
    _ state: inout AppState, _ list: inout ListScreen, _ command: Command
  ) -> [Effect]? {
    guard case .page = list.current.content else { return nil }
    let rect = Frame(state).detail
    let most = max(0, PageView(state: state, list: list).lines(rect).count - rect.size.rows)
    switch command {
    case .up: list.offset = max(0, list.offset - 1)
    case .down: list.offset = min(most, list.offset + 1)
    case .pageUp: list.offset = max(0, list.offset - max(1, rect.size.rows - 1))
    case .pageDown: list.offset = min(most, list.offset + max(1, rect.size.rows - 1))
    case .top: list.offset = 0
    case .bottom: list.offset = most
    case .open, .right:
      guard let first = list.page?.actions.first else { return [] }
      return run(&state, first)
    case .filter: return []
    default: return nil
    }
    state.screen = .list(list)
    return []
  }

  /// What `edit` means where no event is meant: one's own profile, on its page.
  func editPage(_ state: inout AppState) -> [Effect] {
    guard case .list(let list)? = state.screen, case .profile(let user?, _)? = list.pageContent
    else {
      state.say(tr("There is nothing to change here"))
      return []
    }
    state.overlay = .form(ProfileForm.form(user))
    return []
  }

  func openArtist(_ state: inout AppState) -> [Effect] {
    guard case .list(let list)? = state.screen,
      case .person(_, let artist?, _)? = list.pageContent
    else { return [] }
    return state.push(.detail(DetailScreen(ref: ItemRef(kind: .artist, id: artist.id))))
  }
}

/// Draws a page.
struct PageView {
  let state: AppState
  let list: ListScreen

  func lines(_ rect: Rect) -> [[Painter.Span]] {
    guard let page = list.page else { return [[.init(tr("Reading…"), .tertiary)]] }
    return DetailView.lines(page, state: state, width: rect.size.columns)
  }

  func draw(_ painter: inout Painter, _ rect: Rect) {
    let lines = lines(rect)
    let first = min(list.offset, max(0, lines.count - rect.size.rows))
    for (index, line) in lines.dropFirst(first).prefix(rect.size.rows).enumerated() {
      painter.line(
        line, column: rect.origin.column, row: rect.origin.row + index, width: rect.size.columns)
    }
  }
}
