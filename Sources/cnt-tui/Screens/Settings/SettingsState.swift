import MediaKit
import SyncEngine
import TermKit

/// One line of the settings screen, as the file has it.
struct SettingLine: Sendable, Hashable {
  var key: Settings.Key
  /// nil where the file says nothing.
  var value: String?

  /// What is used.
  var shown: String? { value ?? key.standard }
}

/// Everything that can be set, changed where it stands.
struct SettingsState: Sendable, Hashable {
  enum Row: Sendable, Hashable {
    case setting(SettingLine)
    case quota
    case signOut
  }

  var path = ""
  var lines: [SettingLine] = []
  var selected = 0
  /// The text that is being typed.
  var editing: TextField?
  /// What is wrong with the last change, or with the file.
  var problem: String?
  var isLoaded = false

  var rows: [Row] { lines.map(Row.setting) + [.quota, .signOut] }

  var current: Row? { rows.indices.contains(selected) ? rows[selected] : nil }

  mutating func move(by delta: Int) {
    selected = min(max(0, selected + delta), rows.count - 1)
  }
}

extension Settings.Key {
  /// What it means, in a few words; its own name where nobody wrote any.
  var label: String { Self.labels[self].map { tr($0) } ?? rawValue.replacing("_", with: " ") }

  private static let labels: [Settings.Key: Phrase] = [
    .server: Phrase("Server of a new sign-in"), .theme: Phrase("Theme"),
    .language: Phrase("Language"), .colors: Phrase("Colours"), .mouse: Phrase("Mouse"),
    .plain: Phrase("Screen to be read aloud"), .audioOutput: Phrase("Audio output of libmpv"),
    .reducedMotion: Phrase("Nothing moves by itself"),
    .rejectReasons: Phrase("Reasons when rejecting"),
    .weekStart: Phrase("First day of the week"), .pictures: Phrase("Pictures"),
    .replaygain: Phrase("Loudness by ReplayGain tags"),
    .desktopNotifications: Phrase("Notices on the desktop"),
  ]

  /// The values that there are, where they are few.
  func choices(themes: [String], languages: [String]) -> [String]? {
    switch self {
    case .theme: return themes
    case .language: return ["auto"] + languages
    case .colors: return ["auto", "truecolor", "256", "16", "none"]
    case .pictures: return PictureSetting.allCases.map(\.rawValue)
    case .replaygain: return ReplayGain.allCases.map(\.rawValue)
    case .weekStart: return ["auto"] + WeekStart.allCases.map(\.rawValue)
    default:
      guard let standard, ["true", "false"].contains(standard) else { return nil }
      return ["false", "true"]
    }
  }

  /// Whether the running program takes a change; the others count from the next start.
  var worksAtOnce: Bool {
    switch self {
    case .theme, .language, .reducedMotion, .rejectReasons, .weekStart, .pictures,
      .desktopNotifications:
      true
    default: false
    }
  }
}

extension AppState {
  /// Codes of all languages that there are.
  fileprivate var languageCodes: [String] {
    Catalogue.shippedCodes
      + ownLanguages.keys.filter { !Catalogue.shippedCodes.contains($0) }.sorted()
  }
}

extension Updater {
  func openSettings(_ state: inout AppState) -> [Effect] {
    state.overlay = .settings(SettingsState())
    return [.loadSettings]
  }

  func receive(_ state: inout AppState, settings lines: [SettingLine], path: String) {
    guard case .settings(var box) = state.overlay else { return }
    box.lines = lines
    box.path = path
    box.isLoaded = true
    box.problem = nil
    state.overlay = .settings(box)
  }

  /// A change that could not be made, or a file that cannot be read.
  func receive(_ state: inout AppState, settingsProblem: String) {
    guard case .settings(var box) = state.overlay else {
      state.say(settingsProblem, .error)
      return
    }
    box.problem = settingsProblem
    state.overlay = .settings(box)
  }

  /// What the file says now is in force, as far as a running program can take it.
  func apply(
    _ state: inout AppState, _ settings: Settings, changed key: Settings.Key
  ) -> [Effect] {
    switch key {
    case .theme:
      state.isThemeGiven = settings.themeName != nil
      state.wantedTheme = settings.themeName
      state.show(settings.theme)
    case .language:
      state.wantedLanguages = settings.languages
      return state.chooseLanguage()
    case .reducedMotion: state.reducedMotion = settings.reducedMotion || state.isPlain
    case .rejectReasons: state.rejectReasons = settings.rejectReasons
    case .pictures:
      state.pictures.setting = settings.pictures
      state.pictures.isOff = false
    case .desktopNotifications: state.notices.isOn = settings.desktopNotifications
    case .weekStart:
      state.weekStart = settings.weekStart
      for (id, stack) in state.stacks {
        for (index, screen) in stack.enumerated() {
          guard case .list(var list) = screen else { continue }
          list.calendar?.weekStart = settings.weekStart
          state.stacks[id]?[index] = .list(list)
        }
      }
    default: break
    }
    return []
  }

  func settings(
    _ state: inout AppState, _ box: inout SettingsState, _ key: KeyPress
  ) -> [Effect] {
    if let field = box.editing { return edit(&state, &box, field, key) }
    switch state.keymap.command(for: key) {
    case .up: box.move(by: -1)
    case .down, .nextFocus: box.move(by: 1)
    case .top, .pageUp: box.move(by: -box.rows.count)
    case .bottom, .pageDown: box.move(by: box.rows.count)
    case .open, .right: return change(&state, &box, by: 1)
    case .left: return change(&state, &box, by: -1)
    case .back, .quit, .settings:
      state.overlay = nil
      return []
    case .discard, .remove:
      guard case .setting(let line)? = box.current, line.value != nil else { return [] }
      return [.changeSetting(line.key, nil)]
    default:
      if key == KeyPress(.character(" ")) { return change(&state, &box, by: 1) }
      return []
    }
    box.problem = nil
    state.overlay = .settings(box)
    return []
  }

  /// The next of the choices, or a field to type in.
  private func change(
    _ state: inout AppState, _ box: inout SettingsState, by delta: Int
  ) -> [Effect] {
    switch box.current {
    case .setting(let line):
      if let choices = line.key.choices(
        themes: state.themes.map(\.name), languages: state.languageCodes), !choices.isEmpty
      {
        let now = line.shown.flatMap(choices.firstIndex) ?? 0
        return [.changeSetting(line.key, choices[(now + delta + choices.count) % choices.count])]
      }
      guard delta > 0 else { return [] }
      box.editing = TextField(line.value ?? "")
    case .quota:
      guard delta > 0 else { return [] }
      box.editing = TextField(ByteText.text(state.downloadUsage.quota))
    case .signOut:
      guard delta > 0 else { return [] }
      return askToSignOut(&state)
    case nil: return []
    }
    box.problem = nil
    state.overlay = .settings(box)
    return []
  }

  private func edit(
    _ state: inout AppState, _ box: inout SettingsState, _ field: TextField, _ key: KeyPress
  ) -> [Effect] {
    var field = field
    switch key.key {
    case .escape: box.editing = nil
    case .enter:
      box.editing = nil
      state.overlay = .settings(box)
      let text = field.text.trimmingWhitespace()
      switch box.current {
      case .setting(let line): return [.changeSetting(line.key, text.isEmpty ? nil : text)]
      case .quota:
        guard let bytes = ByteText.bytes(text) else {
          box.problem = tr("Write a size such as 500MB or 10GB.")
          state.overlay = .settings(box)
          return []
        }
        return [.setDownloadQuota(bytes), .loadDownloads()]
      case .signOut, nil: return []
      }
    default:
      _ = field.handle(key)
      box.editing = field
    }
    state.overlay = .settings(box)
    return []
  }

  private func askToSignOut(_ state: inout AppState) -> [Effect] {
    let unsent = state.counts.pendingWrites + state.counts.failedWrites + state.publications.count
    state.overlay = .confirm(
      ConfirmState(
        question: state.account.map { tr("Sign out of \($0.server)?") }
          ?? tr("Sign out of the platform?"),
        detail: (unsent > 0
          ? tr(
            unsent, one: "One thing was not sent and would be given up.",
            other: "\(unsent) things were not sent and would be given up.") + " " : "")
          + tr("The copy of the platform and the downloads on this machine are removed."),
        yes: unsent > 0 ? tr("give it up and sign out") : tr("sign out"),
        effects: [.signOut(discardingUnsent: unsent > 0)]))
    return []
  }
}
