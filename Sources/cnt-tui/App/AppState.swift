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
  var account: Account?
  var signIn = SignInState()
  var section: SectionSpec.ID = .home
  var focus: Focus = .main
  /// The screens of each section, the visible one last.
  var stacks: [SectionSpec.ID: [Screen]] = [:]
  var overlay: Overlay?
  var player = PlayerState()
  var video = VideoState()
  var sync: SyncStatus = .idle(lastSync: nil)
  var counts = MirrorCounts()
  /// What is kept here or on its way, in the order of its list.
  var downloads: [Download] = []
  var downloadUsage = DownloadUsage()
  /// The same by thing, for marks in rows.
  var downloadMarks: [ItemRef: Download] = [:]
  var toast: Toast?
  /// The last name tag given to a list.
  var lastToken = 0
  /// Names of categories by id.
  var categories: [Int: String] = [:]
  /// Texts that were begun and put away, by ``ComposerState/draftKey``.
  var drafts: [String: String] = [:]

  init(size: Size, now: Date, timeZone: TimeZone = .current, theme: Theme) {
    self.size = size
    self.now = now
    self.timeZone = timeZone
    self.theme = theme
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

  mutating func say(_ text: String, _ kind: Toast.Kind = .info) {
    toast = Toast(text: text, kind: kind, until: now.addingTimeInterval(kind == .error ? 8 : 4))
  }
}

/// What a section shows.
enum Screen: Sendable, Hashable {
  case list(ListScreen)
  case detail(DetailScreen)
}

/// What lies over the screen and takes every key.
enum Overlay: Sendable, Hashable {
  case help(scroll: Int)
  case composer(ComposerState)
  case reject(RejectState)
}
