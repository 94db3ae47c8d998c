import SyncEngine
import TermKit

/// A thing as Markdown (CommonMark), for the clipboard: title, facts, text, link.
struct MarkdownText: Hashable {
  let text: String

  init(_ item: ItemText, address: String?) {
    var parts = ["# " + Self.escaped(item.title)]
    let facts = item.facts.map { "- **\(Self.escaped($0.label)):** \(Self.escaped($0.value))" }
    if !facts.isEmpty { parts.append(facts.joined(separator: "\n")) }
    let body = item.body.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .map { Self.escaped(String($0)) }
    if !item.body.isEmpty { parts.append(body.joined(separator: "\n")) }
    if let address { parts.append("<\(Self.percentEncoded(address))>") }
    text = parts.joined(separator: "\n\n") + "\n"
  }

  /// The text made safe, with what Markdown would read as its own marked as text.
  static func escaped(_ text: String) -> String {
    var result = ""
    let plain = DisplayText.plain(text)
    for (index, character) in plain.enumerated() {
      switch character {
      case "\\", "`", "*", "_", "[", "]", "<", ">", "#", "|", "~", "&", "!":
        result += "\\\(character)"
      case "-", "+", "=":
        result += index == 0 ? "\\\(character)" : String(character)
      case ".", ")":
        // "1." begins a list.
        let isNumber = !result.isEmpty && result.allSatisfy(\.isWholeNumber)
        result += isNumber ? "\\\(character)" : String(character)
      default: result.append(character)
      }
    }
    return result
  }

  /// Without what would end the link.
  private static func percentEncoded(_ address: String) -> String {
    DisplayText.plain(address).replacing("<", with: "%3C").replacing(">", with: "%3E")
      .replacing(" ", with: "%20")
  }
}
