import CNTKit
import Foundation

/// Posts made from their number: the same on every run and machine, without holding them all.
struct SampleFeed: Sendable {
  var count: Int
  /// Posts whose count of likes is other than at first.
  var edited: Set<Int> = []

  /// Words by frequency, as in a language: a few of them make most of a text.
  private static let words: [String] = {
    let starts = ["gra", "mer", "ho", "fai", "lo", "pea", "spi", "tru", "li", "wa", "sho", "ki"]
    let middles = ["ce", "cy", "th", "ri", "do", "la", "ne", "su", "mi", "go"]
    let ends = ["", "n", "r", "st", "ful", "ly", "ness", "ing", "ed", "s"]
    var words: [String] = []
    for end in ends {
      for middle in middles { for start in starts { words.append(start + middle + end) } }
    }
    for number in 0..<18_800 { words.append("w\(String(number, radix: 36))x") }
    return words
  }()

  /// A number from two others, well mixed.
  private static func mix(_ a: Int, _ b: Int) -> UInt64 {
    var z = UInt64(truncatingIfNeeded: a) &* 0x9e37_79b9_7f4a_7c15 &+ UInt64(b)
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  static func text(_ id: Int, words count: Int) -> String {
    var text: [String] = []
    for place in 0..<count {
      // Zipf: the chance of the word at rank r goes as 1/r.
      let share = Double(mix(id, place) >> 11) / Double(1 << 53)
      let rank = Int(pow(Double(words.count), share)) - 1
      text.append(words[min(words.count - 1, max(0, rank))])
    }
    return text.joined(separator: " ")
  }

  func post(_ id: Int) -> CommunityPost {
    CommunityPost(
      id: id, userID: 2 + id % 5000, userName: "Person \(id % 5000)",
      title: Self.text(id, words: 5), content: Self.text(-id, words: 30), category: "general",
      postType: "text", isApproved: true, showInCarousel: true,
      likesCount: id % 90 + (edited.contains(id) ? 1 : 0), commentsCount: 0,
      createdAt: Timestamp(secondsSince1970: 1_700_000_000 + id))
  }

  /// The page that a server would answer with, newest first.
  func page(skip: Int, limit: Int) -> Data {
    let ids = stride(from: count - skip, to: max(0, count - skip - limit), by: -1)
    return (try? JSONEncoder().encode(ids.map(post))) ?? Data("[]".utf8)
  }
}
