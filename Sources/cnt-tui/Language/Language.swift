import Synchronization

/// The language that sentences are made in.
enum Language {
  /// The catalogue of what is being made now: set around each update and each drawing, and by tests.
  @TaskLocal static var drawn: Catalogue?

  /// What counts for everything else: threads that make a sentence now and then.
  private static let common = Mutex(Catalogue.english)

  static var current: Catalogue { drawn ?? common.withLock { $0 } }

  /// From here on other threads of this program make their sentences so.
  static func speak(_ catalogue: Catalogue) { common.withLock { $0 = catalogue } }
}

/// One of our own sentences in the language in force.
///
/// A literal that a person reads stands in `tr(...)` or `Phrase(...)`: `scripts/phrases` finds it there.
func tr(_ phrase: Phrase) -> String { Language.current.text(phrase) }

/// The same where a number decides between two forms; the catalogue knows it by the second.
func tr(_ count: Int, one: Phrase, other: Phrase) -> String {
  Language.current.text(count, one: one, other: other)
}
