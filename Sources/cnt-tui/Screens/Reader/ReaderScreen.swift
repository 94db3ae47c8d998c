import SyncEngine

/// A text on the screen: the King James Bible, or a document of the platform.
struct ReaderScreen: Sendable, Hashable {
  enum Book: Sendable, Hashable {
    case scripture
    case document(Int)

    /// Under which name its places are kept.
    var key: String {
      switch self {
      case .scripture: "scripture"
      case .document(let id): "document/\(id)"
      }
    }

    var document: ItemRef? {
      if case .document(let id) = self { ItemRef(kind: .document, id: id) } else { nil }
    }
  }

  enum Status: Sendable, Hashable {
    case opening
    /// The file is not here yet.
    case downloading
    case ready
    /// It cannot be read; the sentence says why.
    case failed(String, mayBeViewed: Bool)
  }

  /// Columns of the text, from narrow to wide; the last is as wide as the page itself.
  static let widths = [40, 52, 64, 76, 88, 104]
  static let standardZoom = 3

  let book: Book
  var title: String
  var status = Status.opening
  /// A verse, or a page, from 0.
  var place = 0
  /// The first visible line of the chapter or page.
  var scroll = 0
  /// Into ``widths``; one beyond it stands for a document's own layout.
  var zoom = standardZoom
  var bookmarks: [Bookmark] = []
  /// What was looked for last.
  var query = ""
  /// Places with those words, in order.
  var hits: [Int] = []
  /// A reference that was asked for before the text was there.
  var wanted: ScriptureReference?

  init(book: Book, title: String, wanted: ScriptureReference? = nil) {
    self.book = book
    self.title = title
    self.wanted = wanted
  }

  var isMarked: Bool { bookmarks.contains { $0.place == place } }

  /// Whether another program may be given the file.
  var mayBeViewed: Bool { if case .failed(_, let mayBe) = status { mayBe } else { true } }

  var mostZoom: Int { book == .scripture ? Self.widths.count - 1 : Self.widths.count }

  /// As the page has its lines.
  var isLaidOut: Bool { zoom >= Self.widths.count }
}

/// The texts that are in memory: the Bible once it was opened, and the document that was read last.
struct ReaderTexts: Sendable {
  var scripture: ScriptureText?
  var document: (id: Int, text: DocumentText)?

  /// Places of a text; nil while it is not in memory.
  func count(_ book: ReaderScreen.Book) -> Int? {
    switch book {
    case .scripture: scripture?.verses.count
    case .document(let id): document?.id == id ? document?.text.pages.count : nil
    }
  }

  /// What a place is called: `John 3:16`, `Page 4`.
  func title(_ book: ReaderScreen.Book, _ place: Int) -> String {
    switch book {
    case .scripture:
      scripture.map { $0.verses.indices.contains(place) ? $0.title(of: place) : "" } ?? ""
    case .document: tr("Page \(place + 1)")
    }
  }
}

/// What comes of opening a text.
enum ReaderNews: Sendable {
  case place(ReaderScreen.Book, ReadingPlace?, [Bookmark])
  case scripture(ScriptureText)
  case document(Int, DocumentText)
  case downloading(ReaderScreen.Book)
  case failed(ReaderScreen.Book, String, mayBeViewed: Bool)
  /// What a search found, and the tag that its question carried.
  case found([FinderState.Hit], token: Int)
}

/// Work on texts that leaves the pure core.
enum ReaderRequest: Sendable, Hashable {
  /// Read the text, with the place where reading stopped where `restoring`.
  case open(ReaderScreen.Book, restoring: Bool)
  case save(ReaderScreen.Book, ReadingPlace)
  case mark(ReaderScreen.Book, Bookmark)
  case unmark(ReaderScreen.Book, place: Int)
  case view(Int)
  case find(ReaderScreen.Book, String, token: Int)
}
