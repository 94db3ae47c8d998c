import TermKit

/// Which keys run which commands.
struct Keymap: Sendable {
  /// Every binding in the order of the help; a command may have several keys.
  let bindings: [(command: Command, keys: [String])]
  private let table: [KeyPress: Command]

  init(_ bindings: [(command: Command, keys: [String])]) {
    self.bindings = bindings
    var table: [KeyPress: Command] = [:]
    for (command, keys) in bindings {
      for name in keys {
        guard let key = KeyPress(name) else { preconditionFailure("no such key: \(name)") }
        precondition(table[key] == nil, "two commands on \(name)")
        table[key] = command
      }
    }
    self.table = table
  }

  func command(for key: KeyPress) -> Command? { table[key] }

  /// The keys of a command as a person reads them.
  func keys(for command: Command) -> [String] {
    bindings.first { $0.command == command }?.keys ?? []
  }

  /// The first key of a command, or its title where it has none.
  func name(of command: Command) -> String { keys(for: command).first ?? "“\(command.title)”" }

  /// One of our own sentences with the keys in it as they are now: `{download}` is the key of
  /// ``Command/download``. Names from the network do not belong into it.
  func filled(_ sentence: String) -> String {
    var parts = sentence.split(separator: "{", omittingEmptySubsequences: false)[...]
    var text = String(parts.removeFirst())
    for part in parts {
      let end = part.firstIndex(of: "}") ?? part.endIndex
      text += Command(rawValue: String(part[..<end])).map(name(of:)) ?? String(part[..<end])
      text += part[end...].dropFirst()
    }
    return text
  }

  /// The built-in keys: arrows and vi.
  static let standard = Keymap([
    (.up, ["up", "k"]), (.down, ["down", "j"]),
    (.left, ["left", "h"]), (.right, ["right", "l"]),
    (.pageUp, ["pageup", "ctrl-b", "ctrl-u"]), (.pageDown, ["pagedown", "ctrl-f", "ctrl-d"]),
    (.top, ["home", "g"]), (.bottom, ["end", "G"]),
    (.open, ["enter"]), (.back, ["escape", "backspace"]), (.nextFocus, ["tab", "backtab"]),
    (.goBack, ["alt-left", "ctrl-o", "H"]), (.goForward, ["alt-right", "I"]),
    (.setLetter, ["`"]), (.goToLetter, ["'"]),
    (.previousTab, ["["]), (.nextTab, ["]"]), (.filter, ["/"]), (.arrange, ["i"]),
    (.nextOrder, ["\\"]),
    (.section1, ["1"]), (.section2, ["2"]), (.section3, ["3"]), (.section4, ["4"]),
    (.section5, ["5"]), (.section6, ["6"]), (.section7, ["7"]), (.section8, ["8"]),
    (.section9, ["9"]), (.section12, ["0"]), (.section14, ["alt-n"]),
    (.play, ["p"]), (.preview, ["alt-p"]), (.playAll, ["A"]), (.playPause, ["space"]),
    (.stop, ["S"]),
    (.seekBack, [","]), (.seekForward, ["."]), (.previousTrack, ["<"]), (.nextTrack, [">"]),
    (.volumeDown, ["-"]), (.volumeUp, ["+", "="]), (.slower, ["{"]), (.faster, ["}"]),
    (.queue, ["Q"]), (.enqueue, ["e"]), (.playNext, ["E"]), (.shuffle, ["z"]),
    (.repeatMode, ["Z"]), (.sleepTimer, ["W"]),
    (.author, ["U"]), (.attendees, ["C"]), (.edit, ["alt-e"]), (.remove, ["delete"]),
    (.exportEvent, ["X"]), (.profile, ["f3"]), (.about, ["f1"]),
    (.settings, ["f2"]), (.similar, ["alt-m"]),
    (.previousChapter, ["alt-("]), (.nextChapter, ["alt-)"]), (.chapters, ["alt-k"]),
    (.jumpTo, ["@"]),
    (.lyrics, ["alt-l"]), (.slightlySlower, ["alt-{"]), (.slightlyFaster, ["alt-}"]),
    (.saveQueue, ["alt-s"]), (.addToPlaylist, ["alt-a"]), (.clearHistory, ["alt-x"]),
    (.copyLink, ["y"]), (.copyMarkdown, ["Y"]),
    (.video, ["v"]), (.videoWindow, ["V"]), (.subtitles, ["b"]), (.picture, ["o"]),
    (.filmWay, ["alt-v"]),
    (.favorite, ["f"]), (.like, ["L"]), (.comment, ["c"]), (.compose, ["n"]), (.join, ["J"]),
    (.follow, ["F"]), (.markRead, ["m"]), (.markAllRead, ["M"]),
    (.download, ["D"]), (.pauseDownload, ["w"]), (.pin, ["P"]),
    (.read, ["ctrl-r"]), (.goToPlace, ["#"]), (.bookmark, ["B"]), (.bookmarks, ["\""]),
    (.narrower, ["("]), (.wider, [")"]),
    (.answer, ["alt-r"]), (.closeQuestion, ["alt-c"]),
    (.approve, ["a"]), (.reject, ["x"]), (.undo, ["u"]),
    (.deskUsers, ["f5"]), (.deskPublished, ["f6"]), (.deskHidden, ["f7"]),
    (.deskCarousel, ["f8"]), (.deskCommission, ["f9"]), (.toggle, ["*"]),
    (.archive, ["ctrl-k"]), (.delete, ["alt-d"]),
    (.mark, ["t"]), (.markRange, ["T"]), (.markAll, ["ctrl-a"]),
    (.retry, ["r"]), (.discard, ["d"]),
    (.search, ["s"]), (.notifications, ["N"]), (.outbox, ["O"]), (.downloads, ["K"]),
    (.refresh, ["R"]),
    (.repaint, ["ctrl-l"]), (.pictures, ["alt-i"]), (.suspend, ["ctrl-z"]), (.help, ["?"]),
    (.palette, [":", "ctrl-p"]),
    (.themes, ["ctrl-t"]),
    (.quit, ["q", "ctrl-c"]),
  ])
}
