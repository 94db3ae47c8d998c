import ArgumentParser
import SyncEngine

/// How lines are printed.
struct LineOptions: ParsableArguments {
  @Flag(help: "Print one JSON object a line.")
  var json = false

  @Option(
    help: ArgumentHelp(
      "A line with named fields, such as '{id}\\t{title}'.",
      discussion: "The fields are \(ThingSummary.fields.joined(separator: ", ")); "
        + "\\t, \\n and \\\\ mean what they mean in C, {{ and }} are braces."))
  var format: String?

  func validate() throws {
    guard !(json && format != nil) else {
      throw ValidationError("--json and --format exclude each other.")
    }
    do { _ = try line() } catch { throw ValidationError(error.sentence) }
  }

  private func line() throws(LineFormat.Problem) -> LineFormat {
    try LineFormat(format ?? ThingSummary.standardFormat, fields: ThingSummary.fields)
  }

  /// What prints summaries as it was asked for.
  func printer() throws(LineFormat.Problem) -> @Sendable (ThingSummary) -> String {
    if json { return { jsonLine($0) } }
    let line = try line()
    return { summary in line.line { summary[$0] } }
  }
}

/// What is listed.
struct ListOptions: ParsableArguments {
  @Option(help: "The most lines to print.")
  var limit: Int?

  @Option(help: "Go on after this thing: a number, or KIND/NUMBER as a list prints it.")
  var after: String?

  @Option(
    help: "Only one category: of podcasts, movies, kids, posts, support, or the admin's queue.",
    completion: .list(ComposerState.categories + ListKind.adminTypes))
  var category: String?

  @Option(help: "Which events: upcoming, past, hosting, attending or all.")
  var scope: EventScope?

  @Option(
    help: ArgumentHelp(
      "In another order, such as title or played.",
      discussion: "A list says which orders it has when it is asked for another."))
  var sort: ListOrder?

  @Flag(help: "Only notifications that were not read.")
  var unread = false

  @Option(help: "Only what matches these words; the beginnings of words match too.")
  var match: String?

  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("--limit takes a number from 1 on.") }
  }

  /// Refuses what has no meaning for this kind.
  func check(_ kind: ListKind) throws(ValidationError) {
    if scope != nil, kind != .events { throw ValidationError("--scope goes with events.") }
    if unread, kind != .notifications {
      throw ValidationError("--unread goes with notifications.")
    }
    if match != nil, kind == .downloads {
      throw ValidationError("--match does not go with downloads.")
    }
    if let sort {
      let orders = kind.source(self).map(ListOrder.offered) ?? []
      guard orders.contains(sort) else {
        throw ValidationError(
          orders.isEmpty
            ? "--sort does not go with \(kind.rawValue)."
            : "This list has the orders \(orders.map(\.rawValue).joined(separator: ", ")).")
      }
    }
    guard let category else { return }
    switch kind.categories {
    case .numbered: break
    case .words(let words):
      guard words.contains(category) else {
        throw ValidationError(
          "There is no category “\(category)” here. There are \(words.joined(separator: ", ")).")
      }
    case nil:
      throw ValidationError(
        "--category goes with podcasts, movies, kids, posts, support and admin.")
    }
  }
}

extension ListOrder: ExpressibleByArgument {}
