/// ffmpeg reads a filter graph's text twice, and both readings take escapes away
/// (ffmpeg-filters, "Notes on filtergraph escaping").
enum FilterText {
  /// `text` as the value of a filter's option.
  static func escaped(_ text: String) -> String {
    let option = escape(text, special: "\\':")
    return escape(option, special: "\\'[],;")
  }

  private static func escape(_ text: String, special: String) -> String {
    var out = ""
    for character in text {
      if special.contains(character) { out.append("\\") }
      out.append(character)
    }
    return out
  }

  /// `text` in lines of about `width` characters, broken at spaces.
  static func lines(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, last.count + word.count < width {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}
