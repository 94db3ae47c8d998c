import ArgumentParser
import Foundation
import SyncEngine

/// `cnt queue`: what is played next, in the app and by `cnt play --queue`.
struct QueueCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "queue", abstract: "Show and change what is played next.",
    discussion: """
      The queue is kept with the account. An app that runs takes a change in at once; what it plays \
      stays. cnt play --queue plays it without the app.
      """,
    subcommands: [List.self, Add.self, Next.self, Remove.self, Move.self, Clear.self],
    defaultSubcommand: List.self)

  static let scope = ThingNames.Scope.only([.podcast, .movie, .track, .story])

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "Show the queue (the default).")

    @Flag(help: "Print one JSON object a line.")
    var json = false

    func run() async throws {
      try await reporting {
        let queue = try OpenAccount().mirror.queue().queue
        let current = queue.index
        for (index, entry) in queue.entries.enumerated() {
          let line = QueueLine(entry, index: index, isCurrent: index == current)
          print(json ? jsonLine(line) : line.plain)
        }
      }
    }
  }

  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "add", abstract: "Add things at the end.")

    @OptionGroup var wanted: QueueThings

    func run() async throws {
      try await reporting {
        try wanted.put { queue, entries in queue.entries += entries }
      }
    }
  }

  struct Next: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "next", abstract: "Put things behind what plays.")

    @OptionGroup var wanted: QueueThings

    func run() async throws {
      try await reporting {
        try wanted.put { queue, entries in
          queue.entries.insert(contentsOf: entries, at: queue.index.map { $0 + 1 } ?? 0)
        }
      }
    }
  }

  struct Remove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "remove", abstract: "Take things out.")

    @Argument(help: "Places, as cnt queue prints them.")
    var places: [Int]

    func run() async throws {
      try await reporting {
        try OpenAccount().mirror.changeQueue { queue in
          for place in places { try queue.check(place) }
          let gone = Swift.Set(places.map { $0 - 1 })
          queue.entries = queue.entries.enumerated().filter { !gone.contains($0.offset) }
            .map(\.element)
          if queue.index == nil { queue.current = nil }
        }
      }
    }
  }

  struct Move: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "move", abstract: "Move one to another place.")

    @Argument(help: "Its place, as cnt queue prints it.")
    var place: Int

    @Argument(help: "The place that it gets.")
    var target: Int

    func run() async throws {
      try await reporting {
        try OpenAccount().mirror.changeQueue { queue in
          try queue.check(place)
          try queue.check(target)
          queue.entries.insert(queue.entries.remove(at: place - 1), at: target - 1)
        }
      }
    }
  }

  struct Clear: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "clear", abstract: "Empty the queue.",
      discussion: "What an app plays at the moment stays in its queue.")

    func run() async throws {
      try await reporting {
        try OpenAccount().mirror.changeQueue { $0 = PlayQueue(repeats: $0.repeats) }
      }
    }
  }
}

/// One line of `cnt queue`.
struct QueueLine: Encodable {
  /// From 1.
  var place: Int
  var thing: String
  var title: String
  var subtitle: String
  /// Seconds.
  var duration: Double?
  var isCurrent: Bool

  init(_ entry: QueueEntry, index: Int, isCurrent: Bool) {
    place = index + 1
    thing = ThingNames.name(entry.ref)
    title = entry.title
    subtitle = entry.subtitle
    duration = entry.duration
    self.isCurrent = isCurrent
  }

  var plain: String {
    let length = duration.map { DateText.duration(seconds: $0) } ?? ""
    return [
      "\(place)", isCurrent ? "*" : "", thing, printable(title), printable(subtitle), length,
    ].joined(separator: "\t")
  }
}

extension PlayQueue {
  /// Refuses a place, from 1, where nothing stands.
  fileprivate func check(_ place: Int) throws {
    guard entries.indices.contains(place - 1) else {
      throw Failure(
        sentence: entries.isEmpty
          ? "The queue is empty: cnt queue add fills it."
          : "There is no place \(place) in the queue: cnt queue shows 1 to \(entries.count).",
        code: .noInput)
    }
  }
}
