/// A book of the Bible that becomes a document to read.
struct Book: Sendable {
  let slug: String
  let title: String
  let description: String
  /// A passage for each chapter.
  let chapters: [String]

  static let all = [
    Book(
      slug: "ruth", title: "The Book of Ruth",
      description: "Four chapters about loss, loyalty and barley. King James text.",
      chapters: ["Ruth 1:1-22", "Ruth 2:1-23", "Ruth 3:1-18", "Ruth 4:1-22"]),
    Book(
      slug: "philippians", title: "The Epistle to the Philippians",
      description: "A letter about joy, written in chains. King James text.",
      chapters: [
        "Philippians 1:1-30", "Philippians 2:1-30", "Philippians 3:1-21", "Philippians 4:1-23",
      ]),
  ]

  var fileURL: String { "/media/documents/\(slug).pdf" }
  var coverURL: String { "/media/images/document-\(slug).jpg" }
}

extension Book {
  /// Chapters with numbered verses.
  func document(from scripture: Scripture) throws(DemoError) -> PDFDocument {
    var document = PDFDocument(title: title)
    for (index, chapter) in chapters.enumerated() {
      document.heading("Chapter \(index + 1)")
      for (number, verse) in try scripture.passage(chapter).verses.enumerated() {
        document.paragraph("\(number + 1) \(verse)")
      }
    }
    return document
  }
}
