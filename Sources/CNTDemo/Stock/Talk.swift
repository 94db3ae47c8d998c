/// One post of the stock, as it is written in the lines below it.
///
/// A line is `[@username ][#sign ]Title | text`: `@` fixes the author, `#` asks for a picture with
/// that sign on it, `¶` is a paragraph and `{Psalms 46:10-10}` the King James text of the passage.
struct Talk: Hashable, Sendable {
  var author: String?
  var sign: String?
  var title: String
  var text: String

  init?(_ line: some StringProtocol) {
    guard let bar = line.firstRange(of: " | ") else { return nil }
    var words = line[..<bar.lowerBound].split(separator: " ", omittingEmptySubsequences: false)[...]
    if let first = words.first, first.hasPrefix("@") {
      author = String(first.dropFirst())
      words = words.dropFirst()
    }
    if let first = words.first, first.hasPrefix("#") {
      sign = String(first.dropFirst())
      words = words.dropFirst()
    }
    title = words.joined(separator: " ")
    text = line[bar.upperBound...].split(separator: "¶", omittingEmptySubsequences: false)
      .joined(separator: "\n\n")
    guard !title.isEmpty, !text.isEmpty else { return nil }
  }

  static func lines(_ stock: String) -> [Talk] {
    stock.split(separator: "\n").compactMap { Talk($0) }
  }
}

/// The kinds of post the platform knows.
enum PostCategory: String, CaseIterable, Sendable {
  case testimony
  case prayerRequest = "prayer_request"
  case question
  case announcement
  case general

  var stock: [Talk] {
    switch self {
    case .testimony: Talk.lines(Stock.testimonies)
    case .prayerRequest: Talk.lines(Stock.prayerRequests)
    case .question: Talk.lines(Stock.questions)
    case .announcement: Talk.lines(Stock.announcements)
    case .general: Talk.lines(Stock.verses) + Talk.lines(Stock.general)
    }
  }

  /// Answers that fit this kind, before those that fit any.
  var replies: [String] {
    let own =
      switch self {
      case .testimony: Stock.testimonyReplies
      case .prayerRequest: Stock.prayerReplies
      case .question: Stock.questionReplies
      case .announcement: Stock.announcementReplies
      case .general: Stock.generalReplies
      }
    return own.split(separator: "\n").map(String.init)
  }
}

/// Hand-written text of the demo's feed.
enum Stock {}
