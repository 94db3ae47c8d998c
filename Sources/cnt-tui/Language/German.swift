/// German as the program ships it; `scripts/phrases` says what is missing.
enum German {
  /// The same as a language file.
  static let file =
    """
    [language]
    name = "Deutsch"

    [phrases]

    """ + [app, below, create, editor, screensAToF, screensHToV].joined(separator: "\n")
}

extension Catalogue {
  /// Read once, by whoever wants it first.
  static let german: Catalogue = {
    var problems: [Problem] = []
    return (try? Catalogue(toml: German.file, code: "de", problems: &problems)) ?? .english
  }()
}
