/// A translated pattern, taken apart once so that filling it is one pass.
struct Template: Sendable, Hashable {
  private let head: String
  /// The number of a place, from 0, and what follows it.
  private let places: [(index: Int, after: String)]

  /// Takes a pattern apart: `%1` to `%9` are places, `%%` is a percent sign. Any other sign after a
  /// percent sign leaves it as it stands.
  init(_ pattern: String) {
    var head = ""
    var places: [(index: Int, after: String)] = []
    var rest = pattern[...]
    func add(_ text: some StringProtocol) {
      if places.isEmpty { head += text } else { places[places.count - 1].after += text }
    }
    while let mark = rest.firstIndex(of: "%") {
      add(rest[..<mark])
      rest = rest[rest.index(after: mark)...]
      if let digit = rest.first, let number = digit.wholeNumberValue, digit.isASCII, number > 0 {
        places.append((number - 1, ""))
        rest = rest.dropFirst()
      } else {
        add("%")
        if rest.first == "%" { rest = rest.dropFirst() }
      }
    }
    add(rest)
    self.head = head
    self.places = places
  }

  /// The numbers of its places, from 1, each once.
  var placeNumbers: Set<Int> { Set(places.map { $0.index + 1 }) }

  /// The names in braces, which become keys: `{download}`.
  var keyNames: Set<Substring> {
    let text = places.reduce(head) { $0 + "\u{0}" + $1.after }
    return Set(
      text.split(separator: "{", omittingEmptySubsequences: false).dropFirst().map {
        $0.prefix { $0 != "}" }
      })
  }

  func filled(_ values: [Phrase.Place]) -> String {
    var text = head
    for place in places {
      if values.indices.contains(place.index) { text += values[place.index].value }
      text += place.after
    }
    return text
  }

  static func == (left: Template, right: Template) -> Bool {
    left.head == right.head && left.places.elementsEqual(right.places) { $0 == $1 }
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(head)
    for place in places {
      hasher.combine(place.index)
      hasher.combine(place.after)
    }
  }
}
