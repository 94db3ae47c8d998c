import Foundation
import SyncEngine

/// What another program may ask a running app for. The command line, the socket and the app share this
/// one grammar: ``text`` is read back by ``init(_:)``.
enum RemoteCommand: Hashable, Sendable {
  case play, pause, toggle, stop, next, previous, status
  /// Seconds.
  case seek(Change)
  /// 0 to 100.
  case volume(Change)
  case open(DeepLink)
  case nextChapter, previousChapter
  /// 0.5 to 2.
  case speed(Double)
  /// Whether what comes next is mixed.
  case shuffle(Bool)
  case repeats(PlayQueue.Repeats)

  private static let simple: [String: RemoteCommand] = [
    "play": .play, "pause": .pause, "toggle": .toggle, "stop": .stop, "next": .next,
    "previous": .previous, "status": .status, "next-chapter": .nextChapter,
    "previous-chapter": .previousChapter,
  ]

  /// The words that begin a command, for shells to complete.
  static let verbs = [
    "play", "pause", "toggle", "stop", "next", "previous", "seek", "volume", "open", "status",
    "next-chapter", "previous-chapter", "speed", "shuffle", "repeat",
  ]

  /// Reads a command; nil for anything else.
  init?(_ text: String) {
    let words = text.split(separator: " ").map(String.init)
    switch words.first {
    case let verb? where words.count == 1:
      guard let command = Self.simple[verb] else { return nil }
      self = command
    case "seek"? where words.count == 2:
      guard let change = Change(words[1], most: 1_000_000) else { return nil }
      self = .seek(change)
    case "volume"? where words.count == 2:
      guard let change = Change(words[1], most: 100) else { return nil }
      self = .volume(change)
    case "speed"? where words.count == 2:
      guard case .to(let speed)? = Change(words[1], most: 2), speed >= 0.5 else { return nil }
      self = .speed(speed)
    case "shuffle"? where words.count == 2:
      guard ["on", "off"].contains(words[1]) else { return nil }
      self = .shuffle(words[1] == "on")
    case "repeat"? where words.count == 2:
      guard let repeats = PlayQueue.Repeats(rawValue: words[1]) else { return nil }
      self = .repeats(repeats)
    case "open"? where words.count >= 2:
      guard let link = DeepLink(words.dropFirst().joined(separator: " ")) else { return nil }
      self = .open(link)
    default: return nil
    }
  }

  var text: String {
    switch self {
    case .play: return "play"
    case .pause: return "pause"
    case .toggle: return "toggle"
    case .stop: return "stop"
    case .next: return "next"
    case .previous: return "previous"
    case .status: return "status"
    case .seek(let change): return "seek \(change.text)"
    case .volume(let change): return "volume \(change.text)"
    case .open(let link): return "open \(link.text)"
    case .nextChapter: return "next-chapter"
    case .previousChapter: return "previous-chapter"
    case .speed(let speed): return "speed \(Change.to(speed).text)"
    case .shuffle(let on): return "shuffle \(on ? "on" : "off")"
    case .repeats(let repeats): return "repeat \(repeats.rawValue)"
    }
  }

  /// A new value for something that has one.
  enum Change: Hashable, Sendable {
    case to(Double)
    /// Up, or down where negative.
    case by(Double)

    /// Reads a number; with a sign in front it is a step.
    fileprivate init?(_ text: String, most: Double) {
      guard text.utf8.allSatisfy({ "+-.0123456789".utf8.contains($0) }), let given = Double(text),
        abs(given) <= most
      else { return nil }
      let value = (given * 1000).rounded() / 1000
      self = text.hasPrefix("+") || text.hasPrefix("-") ? .by(value) : .to(value)
    }

    fileprivate var text: String {
      switch self {
      case .to(let value): Self.digits(value)
      // Minus zero has a sign, too.
      case .by(let step): (step.sign == .minus ? "" : "+") + Self.digits(step)
      }
    }

    private static func digits(_ number: Double) -> String {
      number.rounded() == number && number != 0 ? "\(Int(number))" : "\(number)"
    }

    /// What it makes of a value.
    func applied(to value: Double) -> Double {
      switch self {
      case .to(let new): new
      case .by(let step): value + step
      }
    }
  }
}

/// What an app answers: one line.
enum RemoteAnswer: Hashable, Sendable {
  case done
  case status(RemoteStatus)
  /// What kept it from being done, and what to do.
  case refused(String)

  private static let refusal = "error "
  private static let success = "ok"

  init?(_ line: String) {
    if line == Self.success {
      self = .done
    } else if line.hasPrefix(Self.refusal) {
      self = .refused(String(line.dropFirst(Self.refusal.count)))
    } else if line.hasPrefix(Self.success + " "),
      let status = try? JSONDecoder().decode(
        RemoteStatus.self, from: Data(line.dropFirst(Self.success.count + 1).utf8))
    {
      self = .status(status)
    } else {
      return nil
    }
  }

  var line: String {
    switch self {
    case .done: Self.success
    case .status(let status): Self.success + " " + jsonLine(status)
    case .refused(let sentence): Self.refusal + printable(sentence)
    }
  }
}

/// What a running app plays.
struct RemoteStatus: Codable, Hashable, Sendable {
  enum State: String, Codable, Sendable { case stopped, loading, playing, paused }

  var state: State
  /// Such as `podcast/12`.
  var thing: String?
  var title: String?
  /// Seconds from the start.
  var position: Double?
  /// Seconds, once known.
  var duration: Double?
  /// 0 to 100.
  var volume: Double
  var speed: Double
  var shuffle: Bool
  /// off, all or one.
  var repeats: String
  /// The place in the queue, from 1, and its length.
  var index: Int?
  var count: Int?

  init(_ player: PlayerState) {
    volume = player.volume
    speed = player.speed
    shuffle = player.order != nil
    repeats = player.repeats.rawValue
    guard let entry = player.current else {
      state = .stopped
      return
    }
    state = player.isLoading ? .loading : player.isPaused ? .paused : .playing
    thing = ThingNames.name(entry.ref)
    // A title may be of any length; an answer may not.
    title = String(entry.title.prefix(200))
    position = player.position
    duration = player.duration
    index = (player.index ?? 0) + 1
    count = player.queue.count
  }

  /// For people: what is played and where it is.
  var plain: String {
    guard let thing, let title else { return state.rawValue }
    let time = [position, duration].compactMap { $0.map { DateText.duration(seconds: $0) } }
    return [state.rawValue, thing, printable(title), time.joined(separator: " / ")]
      .joined(separator: "\t")
  }
}
