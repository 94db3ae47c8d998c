/// One of our own sentences: the English pattern, and what is put into its places.
///
/// `Phrase("Pinned \(n) of \(m)")` has the pattern `Pinned %1 of %2`, which is what a catalogue knows it
/// by; `%%` stands for a percent sign. What is put in is shown as it is, never looked up and never
/// read as a pattern.
struct Phrase: Sendable, Hashable {
  /// A place with its value, and what follows it.
  struct Place: Sendable, Hashable {
    var value: String
    /// The value where it is a whole number, which may decide on the form.
    var number: Int?
    var after = ""
  }

  private(set) var head: String
  private(set) var places: [Place]
  /// Tells apart what is one word in English and two in another language.
  private(set) var context: String?

  /// A text of others, such as a name: it stays as it is in every language.
  init(verbatim text: String) {
    head = ""
    places = [Place(value: text)]
  }

  /// Takes what is written in several pieces.
  init(_ phrase: Phrase) { self = phrase }

  /// The same words in a sense of their own: `%1 of state` in the catalogue is `state|%1 of state`.
  func inSense(_ context: String) -> Phrase {
    var phrase = self
    phrase.context = context
    return phrase
  }

  /// What a catalogue has it under.
  var pattern: String {
    var text = context.map { $0 + "|" } ?? ""
    text += Self.escaped(head)
    for (index, place) in places.enumerated() {
      text += "%\(index + 1)" + Self.escaped(place.after)
    }
    return text
  }

  /// As it is written in the source.
  var english: String { places.reduce(head) { $0 + $1.value + $1.after } }

  /// Whether there are words of ours in it.
  var hasWords: Bool { head.contains(where: \.isLetter) || places.contains { $0.hasWords } }

  /// The same pattern with other values.
  func replacingValues(_ values: [String]) -> Phrase {
    var phrase = self
    for (index, value) in values.enumerated() where places.indices.contains(index) {
      phrase.places[index].value = value
      phrase.places[index].number = Int(value)
    }
    return phrase
  }

  private static func escaped(_ text: String) -> String {
    text.utf8.contains(UInt8(ascii: "%")) ? text.replacing("%", with: "%%") : text
  }

  static func + (left: Phrase, right: Phrase) -> Phrase {
    var phrase = left
    if phrase.places.isEmpty {
      phrase.head += right.head
    } else {
      phrase.places[phrase.places.count - 1].after += right.head
    }
    phrase.places += right.places
    return phrase
  }
}

extension Phrase.Place {
  fileprivate var hasWords: Bool { after.contains(where: \.isLetter) }
}

extension Phrase: ExpressibleByStringInterpolation {
  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var head = ""
    fileprivate var places: [Place] = []

    init(literalCapacity: Int, interpolationCount: Int) {
      places.reserveCapacity(interpolationCount)
    }

    mutating func appendLiteral(_ literal: String) {
      if places.isEmpty {
        head += literal
      } else {
        places[places.count - 1].after += literal
      }
    }

    mutating func appendInterpolation(_ text: String) { places.append(Place(value: text)) }

    mutating func appendInterpolation(_ number: Int) {
      places.append(Place(value: "\(number)", number: number))
    }

    mutating func appendInterpolation(_ value: some CustomStringConvertible) {
      places.append(Place(value: value.description))
    }
  }

  init(stringLiteral text: String) {
    head = text
    places = []
  }

  init(stringInterpolation: StringInterpolation) {
    head = stringInterpolation.head
    places = stringInterpolation.places
  }
}
