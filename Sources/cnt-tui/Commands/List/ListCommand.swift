import ArgumentParser
import CNTKit
import Foundation
import SyncEngine

/// `cnt list`: what the screens list, for scripts.
struct ListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List what has been fetched.",
    discussion: """
      Reads the mirror and never the network. Prints kind/number, date, title and a line about each \
      thing, separated by tabs, in the order of the screens; --json prints an object a line with \
      the fields of --format.
      """)

  @Argument(
    help: "One of \(ListKind.allCases.map(\.rawValue).joined(separator: ", ")).")
  var kind: ListKind

  @OptionGroup var options: ListOptions
  @OptionGroup var lines: LineOptions

  func validate() throws { try options.check(kind) }

  func run() async throws {
    try await reporting { try ListRun(OpenAccount(), kind, options, lines).run() }
  }
}

/// One list on its way to standard output.
struct ListRun {
  private let account: OpenAccount
  private let kind: ListKind
  private let options: ListOptions
  private let line: @Sendable (ThingSummary) -> String
  private let presenter: Presenter
  private let output = LineOutput()

  init(
    _ account: OpenAccount, _ kind: ListKind, _ options: ListOptions, _ lines: LineOptions
  ) throws {
    self.account = account
    self.kind = kind
    self.options = options
    line = try lines.printer()
    presenter = try account.presenter()
  }

  func run() throws {
    if kind == .admin { try account.requireAdmin() }
    guard let source = kind.source(options) else { return try downloads() }
    let wanted = try options.category.flatMap { try category($0) }
    var left = options.limit ?? .max
    try RowStream(
      mirror: account.mirror,
      query: ListQuery(source: source, match: options.match, order: options.sort)
    )
    .forEach(after: try after()) { row in
      if let wanted, row.item.categoryID != wanted { return true }
      try output.put(line(ThingSummary(row, presenter, account.media)))
      left -= 1
      return left > 0
    }
    try output.flush()
    if left == options.limit ?? .max, try !account.mirror.wasSynced() {
      throw Failure(sentence: "Nothing was fetched yet: run cnt sync first.", code: .temporary)
    }
  }

  /// Those of the queue are few: a person asked for each.
  private func downloads() throws {
    var all = try account.mirror.downloads()[...]
    if let after = try after() {
      guard let place = all.firstIndex(where: { $0.ref == after }) else {
        throw Failure(
          sentence: "What is named by --after is not among the downloads.", code: .noInput)
      }
      all = all[(place + 1)...]
    }
    for download in all.prefix(options.limit ?? .max) {
      let path = account.mirror.downloadPath(download)
      try output.put(line(ThingSummary(download, path: path, presenter, account.media)))
    }
    try output.flush()
  }

  private func after() throws -> ItemRef? {
    guard let text = options.after else { return nil }
    if kind == .admin { return try ThingNames.adminItem(text).ref }
    let words = kind.itemKind.map { [$0.rawValue, text] } ?? [text]
    if let ref = try ThingNames.read(text.contains("/") ? [text] : words, of: .all).first {
      return ref
    }
    return nil
  }

  /// The number of a category that is given by number or by name; nil where the words of the list
  /// already say it.
  private func category(_ text: String) throws -> Int? {
    guard kind.categories == .numbered else { return nil }
    if let number = Int(text) { return number }
    let names = try account.mirror.categoryNames()
    if let found = names.first(where: { $0.value.lowercased() == text.lowercased() }) {
      return found.key
    }
    throw Failure(
      sentence: "There is no category “\(text)”. There are "
        + names.sorted { $0.key < $1.key }.map(\.value).joined(separator: ", ") + ".",
      code: .usage)
  }
}

extension Item {
  /// The server's category, for kinds that have one.
  fileprivate var categoryID: Int? {
    switch self {
    case .podcast(let item): item.categoryID
    case .movie(let item): item.categoryID
    default: nil
    }
  }
}
