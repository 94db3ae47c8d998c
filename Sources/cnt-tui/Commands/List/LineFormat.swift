/// A line with named fields, as `--format` takes it: `{id}\t{title}`.
///
/// `\t`, `\n` and `\\` mean what they mean in C; `{{` and `}}` are braces.
struct LineFormat: Hashable, Sendable {
  private enum Part: Hashable, Sendable {
    case text(String)
    case field(String)
  }

  /// A template that cannot be used, with the sentence that says why.
  struct Problem: Error, Hashable { var sentence: String }

  private var parts: [Part] = []

  /// `fields`: the names that may stand between braces.
  init(_ template: String, fields: [String]) throws(Problem) {
    var text = ""
    var rest = Substring(template)
    while let character = rest.popFirst() {
      switch (character, rest.first) {
      case ("{", "{"), ("}", "}"):
        rest.removeFirst()
        text.append(character)
      case ("{", _):
        guard let end = rest.firstIndex(of: "}") else {
          throw Problem(sentence: "A { is not closed; write {{ for the brace itself.")
        }
        let name = String(rest[..<end])
        guard fields.contains(name) else {
          throw Problem(
            sentence: "There is no field “\(name)”. There are "
              + fields.joined(separator: ", ") + ".")
        }
        parts += [.text(text), .field(name)]
        text = ""
        rest = rest[rest.index(after: end)...]
      case ("}", _): throw Problem(sentence: "A } has no {; write }} for the brace itself.")
      case ("\\", let next):
        guard let meant = Self.escapes[next ?? " "] else {
          throw Problem(sentence: "After \\ comes t, n or another \\.")
        }
        rest.removeFirst()
        text.append(meant)
      default: text.append(character)
      }
    }
    parts.append(.text(text))
  }

  private static let escapes: [Character: Character] = ["t": "\t", "n": "\n", "\\": "\\"]

  /// The line; what a field holds comes from `value`, and is made safe to print here.
  func line(_ value: (String) -> String) -> String {
    parts.reduce(into: "") { line, part in
      switch part {
      case .text(let text): line += text
      case .field(let name): line += printable(value(name))
      }
    }
  }
}
