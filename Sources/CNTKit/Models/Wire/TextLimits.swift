/// How long a text may be, in Unicode scalars. What a row holds stands in lists, in the feed and beside
/// other people's rows, so that one row without an end would be too much for all.
///
/// A field is a key of a body, such as `title`. Where a key has a limit of its own in one kind of body,
/// it is asked for with that kind before it: `playlist.name`, `comment.content`. A kind without limits of
/// its own changes nothing: `podcast.title` is `title`.
///
/// `cnt-server` refuses what is longer; of the deployed platform no limits are known.
public enum TextLimits {
  /// Addresses, and whatever is not named below.
  private static let others = 2000

  private static let byField: [String: Int] = [
    "name": 100, "username": 100, "artist_name": 100, "phone": 100, "date_of_birth": 100,
    "subject": 200, "category": 200, "genre": 200,
    "title": 300, "playlist.name": 300, "artist": 300, "album": 300, "director": 300,
    "location": 1000,
    "bio": 5000, "cast": 5000, "comment.content": 10_000, "message": 10_000, "response": 10_000,
    // Signed by others, who put in what they like.
    "id_token": 16_000, "access_token": 16_000,
    // An object, as JSON.
    "social_links": 10_000,
    "content": 50_000, "description": 50_000, "lyrics": 50_000,
  ]

  /// Unicode scalars that a field takes at most; nil where it has no limit of its own.
  public static func most(_ field: String) -> Int? {
    let key = key(of: field)
    // It is compared with what is stored, which may be from before there were limits.
    if key == "expected" { return nil }
    return byField[field] ?? byField[key] ?? others
  }

  /// What to do about a text that is too long, in one sentence; nil for one that fits.
  public static func problem(_ field: String, _ text: String) -> String? {
    guard let most = most(field), isLonger(text, than: most) else { return nil }
    let words = key(of: field).replacing("_", with: " ").replacing("url", with: "address")
    return "Shorten the \(words) to \(most) characters: it has \(text.unicodeScalars.count)."
  }

  /// Counts only where it must: no text has more scalars than bytes.
  public static func isLonger(_ text: String, than most: Int) -> Bool {
    text.utf8.count > most && text.unicodeScalars.count > most
  }

  private static func key(of field: String) -> String {
    field.split(separator: ".").last.map(String.init) ?? field
  }
}
