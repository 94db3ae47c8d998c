/// Finds the line of a key, which TOMLKit does not keep.
package enum TOMLPlace {
  /// The line, from 1, on which `key = ...` stands below `[section]` (nil: before the first section);
  /// with an empty key, the line of the section itself. nil where it is written in another way.
  package static func line(of key: String, section: String? = nil, in text: String) -> Int? {
    var current: String?
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      let words = line.drop { $0 == " " || $0 == "\t" }
      if words.hasPrefix("[") {
        current = words.dropFirst().split(separator: "]").first.map(String.init)
        if key.isEmpty, current == section { return index + 1 }
        continue
      }
      guard current == section, let end = words.firstIndex(of: "=") else { continue }
      let name = words[..<end].filter { $0 != " " && $0 != "\t" && $0 != "\"" && $0 != "'" }
      if !key.isEmpty, name == key { return index + 1 }
    }
    return nil
  }

  /// "Line 3: " before a sentence, or nothing.
  package static func prefix(_ line: Int?) -> String { line.map { "Line \($0): " } ?? "" }
}
