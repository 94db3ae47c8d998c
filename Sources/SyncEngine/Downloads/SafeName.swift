import Foundation

/// File names from titles that anybody may have written.
enum SafeName {
  /// The most bytes of a title's part.
  static let mostBytes = 100

  /// A name without an extension: the words of the title as far as a file system and a terminal take
  /// them, then what makes it unique. Whatever the title says, it names a file of one folder.
  static func make(title: String, ref: ItemRef) -> String {
    let unique = "\(ref.kind.rawValue)-\(ref.id < 0 ? "x\(-ref.id)" : "\(ref.id)")"
    let words = readable(title)
    return words.isEmpty ? unique : "\(words)-\(unique)"
  }

  private static func readable(_ title: String) -> String {
    var text = ""
    for character in title.precomposedStringWithCanonicalMapping {
      let kept = isKept(character) ? character : " "
      // Gaps of any length, and what was taken out, become one space; none stands at the start.
      if kept == " ", text.isEmpty || text.hasSuffix(" ") { continue }
      guard text.utf8.count + kept.utf8.count <= mostBytes else { break }
      text.append(kept)
    }
    // A leading dot hides a file, a leading dash looks like an option; at the end both confuse.
    return text.trimmingCharacters(in: CharacterSet(charactersIn: " .-_'"))
  }

  /// Letters of any script, digits, and the few signs that no shell, file system or terminal reads
  /// anything into. A base letter carries at most three marks.
  private static func isKept(_ character: Character) -> Bool {
    let scalars = character.unicodeScalars
    guard scalars.count <= 4, let first = scalars.first else { return false }
    if first.isASCII {
      guard scalars.count == 1 else { return isLetter(first) && areMarks(scalars.dropFirst()) }
      return isLetter(first) || ("0"..."9").contains(first)
        || " -_.,'".unicodeScalars.contains(first)
    }
    return isLetter(first) && areMarks(scalars.dropFirst())
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .otherLetter, .decimalNumber: true
    default: false
    }
  }

  private static func areMarks(_ scalars: some Sequence<Unicode.Scalar>) -> Bool {
    scalars.allSatisfy {
      $0.properties.generalCategory == .nonspacingMark
        || $0.properties.generalCategory == .spacingMark
    }
  }
}
