import Foundation
import SyncEngine
import TermKit

/// Everything that decides what is on the screen.
struct AppState: Sendable {
  /// Who is signed in.
  struct Account: Sendable, Hashable {
    var userID: Int
    var name: String
    var username: String
    var isAdmin: Bool
    var server: String
  }

  /// Which half of the screen takes the keys.
  enum Focus: Sendable, Hashable { case sidebar, main }

  /// A sentence that goes away by itself.
  struct Toast: Sendable, Hashable {
    enum Kind: Sendable, Hashable { case info, success, error }
    var text: String
    var kind: Kind
    var until: Date
  }

  var size: Size
  var now: Date
  /// The zone in which times are shown.
  var timeZone: TimeZone
  var theme: Theme
  var keymap = Keymap.standard
  /// What the terminal can show of a theme.
  var colorDepth = ColorDepth.trueColor
  /// The one that was asked for by name; its file may be broken at the moment.
  var wantedTheme: String?
  /// Whether `config.toml` or the command line asked for it.
  var isThemeGiven = false
  /// Whether the screen is one to be read aloud.
  var isPlain = false
  /// Whether a file of keys or of a theme had a fault when it was last read.
  var hasBrokenFiles = false
  /// Whether what changes by itself should change seldom.
  var reducedMotion = false
  /// The person's own; one of a built-in theme's name stands for that.
  var ownThemes: [Theme] = []
  /// The language of everything on the screen.
  var language = Catalogue.english
  /// Codes of those that the person wants, best first.
  var wantedLanguages = ["en"]
  /// Those of the person's own files, by code.
  var ownLanguages: [String: Catalogue] = [:]
  var account: Account?
  var signIn = SignInState()
  var section: SectionSpec.ID = .home
  var focus: Focus = .main
  /// The screens of each section, the visible one last.
  var stacks: [SectionSpec.ID: [Screen]] = [:]
  var overlay: Overlay?
  /// What is on its way to the platform.
  var publications: [Publication] = []
  /// What is looked at or made into a file before it can go up.
  var preparing = 0
  /// Forms that came back while something else was open.
  var refusedForms: [FormState] = []
  var history = History()
  var placeMarks = PlaceMarks()
  /// A count that is being typed.
  var count: Int?
  var player = PlayerState()
  var notices = NoticeState()
  var video = VideoState()
  var pictures = PictureState()
  var sync: SyncStatus = .idle(lastSync: nil)
  var counts = MirrorCounts()
  /// What is kept here or on its way, in the order of its list.
  var downloads: [Download] = []
  var downloadUsage = DownloadUsage()
  /// Rises when a key changes them here: answers to older questions know nothing of that.
  var downloadRevision = 0
  /// The same by thing, for marks in rows.
  var downloadMarks: [ItemRef: Download] = [:]
  var toast: Toast?
  var desk: DeskFigures?
  var userCounts = UserCounts()
  /// What an admin decided last, while it can be taken back.
  var undoable: Undoable?
  /// What is often said when something is rejected.
  /// nil for the standard ones.
  var rejectReasons: [String]?
  /// Where to go as soon as somebody is signed in.
  var link: DeepLink?
  var random = AppRandom(seed: 1)
  /// The last name tag given to a list.
  var lastToken = 0
  /// Names of categories by id.
  var categories: [Int: String] = [:]
  /// How lists of the sidebar are arranged, by section and tab.
  var arrangements: [String: [String: Arrangement]] = [:]
  /// With which day weeks begin in the calendar.
  var weekStart = WeekStart.monday
  /// When the next post of the home screen takes its turn; nil while none does.
  var carouselTurn: Date?
  /// Texts that are in memory, to read.
  var texts = ReaderTexts()
  /// Texts that were begun and put away, by ``ComposerState/draftKey``.
  var drafts: [String: String] = [:]

  init(size: Size, now: Date, timeZone: TimeZone = .current, theme: Theme) {
    self.size = size
    self.now = now
    self.timeZone = timeZone
    self.theme = theme
  }

  /// Those to choose from.
  var themes: [Theme] { ownThemes.onBuiltIn }

  func theme(named name: String) -> Theme? {
    ownThemes.last { $0.name == name } ?? Theme.builtIn(named: name)
  }

  /// The sections this person may see.
  var sections: [SectionSpec] {
    SectionSpec.all.filter { !$0.adminsOnly || account?.isAdmin == true }
  }

  /// The visible screen of the current section.
  var screen: Screen? {
    get { stacks[section]?.last }
    set {
      guard let newValue, var stack = stacks[section], !stack.isEmpty else { return }
      stack[stack.count - 1] = newValue
      stacks[section] = stack
    }
  }

  mutating func say(
    _ text: String, _ kind: Toast.Kind = .info, for seconds: TimeInterval? = nil
  ) {
    let seconds = seconds ?? (kind == .error ? 8 : 4)
    toast = Toast(text: text, kind: kind, until: now.addingTimeInterval(seconds))
  }
}

/// What a section shows.
enum Screen: Sendable, Hashable {
  case list(ListScreen)
  case detail(DetailScreen)
  case reader(ReaderScreen)
}

/// What lies over the screen and takes every key.
enum Overlay: Sendable, Hashable {
  case help(scroll: Int)
  case queue(selected: Int)
  case player(PlayerBox)
  case palette(PaletteState)
  case themes(ThemePickerState)
  case composer(ComposerState)
  case reject(RejectState)
  case arrange(ArrangeState)
  case form(FormState)
  case confirm(ConfirmState)
  case attendees(AttendeesState)
  case settings(SettingsState)
  case deskQuestion(DeskQuestion)
  case commission(CommissionForm)
  case finder(FinderState)
  case bookmarks(selected: Int)
  case document(DocumentForm)
  case recorder(RecorderState)
  case editor(EditorState)
}
