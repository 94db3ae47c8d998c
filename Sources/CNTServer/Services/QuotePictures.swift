import CNTKit
import Foundation
import GRDB

/// Pictures of words, for posts that have no other: a gradient with the text in its middle.
enum QuotePictures {
  static let folder = "images/quotes"
  /// Columns of a line and lines, by which the letters get smaller for longer texts.
  private static let layouts: [(columns: Int, lines: Int, size: Int)] = [
    (columns: 18, lines: 5, size: 88), (26, 8, 60), (36, 12, 44), (52, 18, 30),
  ]
  /// From and to, of the platform's browns, and some beside them.
  private static let gradients = [
    ("0x3b2f25", "0x8b6f4e"), ("0x2b2d42", "0x6b7a8f"), ("0x1f3b2d", "0x6b8f5e"),
    ("0x4a2c40", "0x9b6b8a"), ("0x5a3a1b", "0xc08a4a"),
  ]

  /// Where the picture was put, below the folder of media; nil where it could not be made.
  static func make(_ text: String, services: Services) async -> String? {
    let (lines, size) = layOut(text)
    guard !lines.isEmpty else { return nil }
    let name = UUID().uuidString.lowercased()
    let words = "\(services.media.folder)/incoming/\(name).txt"
    let incoming = "\(services.media.folder)/incoming/\(name).jpg"
    defer {
      unlink(words)
      unlink(incoming)
    }
    guard
      (try? Data(lines.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: words))) != nil
    else { return nil }
    let colors = gradients[
      Int(text.utf8.reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 })
        % gradients.count]
    // The text is in a file, and nothing in it is expanded.
    let drawing =
      "drawtext=font=Serif:textfile=\(name).txt:expansion=none:fontcolor=white:fontsize=\(size)"
      + ":line_spacing=\(size / 3):x=(w-text_w)/2:y=(h-text_h)/2:shadowx=2:shadowy=2"
      + ":shadowcolor=black@0.5"
    let isMade = await MediaTools.draw(
      "gradients=s=1080x1080:n=2:c0=\(colors.0):c1=\(colors.1):x0=0:y0=0:x1=1080:y1=1080:d=1:r=1",
      drawing, in: "\(services.media.folder)/incoming", to: incoming)
    guard isMade else { return nil }
    let place = "\(folder)/\(name).jpg"
    return rename(incoming, "\(services.media.folder)/\(place)") == 0 ? place : nil
  }

  /// Lines of whole words, and the size of their letters.
  static func layOut(_ text: String) -> (lines: [String], size: Int) {
    let plain = String(
      String.UnicodeScalarView(
        text.unicodeScalars.map {
          $0.properties.generalCategory == .control ? " " : $0
        }))
    let words = plain.split(separator: " ", omittingEmptySubsequences: true).prefix(2000)
    var last: (lines: [String], size: Int) = ([], 0)
    for layout in layouts {
      var lines: [String] = []
      var line = ""
      for word in words {
        if !line.isEmpty, line.count + 1 + word.count > layout.columns {
          lines.append(line)
          line = ""
        }
        line += (line.isEmpty ? "" : " ") + String(word.prefix(layout.columns))
      }
      if !line.isEmpty { lines.append(line) }
      last = (lines, layout.size)
      if lines.count <= layout.lines { return last }
    }
    let most = layouts[layouts.count - 1].lines
    return (last.lines.prefix(most - 1) + ["…"], last.size)
  }

  /// Gives a text post that has no picture one, by and by.
  static func begin(_ post: CommunityPost, _ services: Services) {
    guard post.postType == "text", post.imageURL == nil else { return }
    Task {
      guard let place = await make(post.content, services: services) else { return }
      try? await services.database.write { db in
        try db.execute(
          sql: "UPDATE community_posts SET image_url = ? WHERE id = ? AND image_url IS NULL",
          arguments: ["/media/" + place, post.id])
      }
    }
  }
}
