/// What somebody may have meant by a name that is none.
package enum NearestName {
  /// The nearest of the names, by letters to change, add, drop or swap; nil where none is near.
  package static func to(_ word: String, among names: [String]) -> String? {
    let limit = max(2, word.count / 3)
    let near = names.map { (name: $0, distance: distance(word.lowercased(), $0.lowercased())) }
      .min { $0.distance < $1.distance }
    if let near, near.distance <= 1 { return near.name }
    // The beginning of a longer name is nearer than a short name with other letters.
    let longer = names.first { word.count > 2 && $0.lowercased().hasPrefix(word.lowercased()) }
    return longer ?? near.flatMap { $0.distance <= limit ? $0.name : nil }
  }

  /// " Did you mean “x”?", or nothing.
  package static func question(_ word: String, among names: [String]) -> String {
    to(word, among: names).map { " Did you mean “\($0)”?" } ?? ""
  }

  /// Optimal string alignment distance.
  private static func distance(_ a: String, _ b: String) -> Int {
    let (a, b) = (Array(a.prefix(64)), Array(b.prefix(64)))
    var older: [Int] = []
    var last = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1]
      for j in b.indices {
        var best = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, older[j - 1] + 1) }
        row.append(best)
      }
      (older, last) = (last, row)
    }
    return last[b.count]
  }
}
