import Foundation
import SyncEngine

/// Opens texts and looks for words in them, off the UI thread. Keeps the Bible and the document that was
/// read last.
actor ReaderShelf {
  private var scripture: ScriptureText?
  private var document: (id: Int, text: DocumentText)?
  private let send: @Sendable (Action) -> Void

  init(send: @escaping @Sendable (Action) -> Void) { self.send = send }

  /// Carries out what the mirror is needed for at once, in order, and the rest beside it.
  nonisolated func carryOut(_ request: ReaderRequest, _ mirror: Mirror, now: Date) throws {
    switch request {
    case .open(let book, let restoring):
      if restoring {
        let place = try mirror.readingPlace(book.key)
        send(.reader(.place(book, place, try mirror.bookmarks(book.key))))
      }
      guard case .document(let id) = book else {
        Task { await openScripture() }
        return
      }
      let ref = ItemRef(kind: .document, id: id)
      if let path = try mirror.localFile(for: ref, now: now) {
        Task { await open(id, path) }
        return
      }
      let answer = try mirror.requestDownload([ref], now: now)
      guard answer.without.isEmpty else {
        send(
          .reader(
            .failed(
              book, tr("This document has no file, or is not on the platform any more."),
              mayBeViewed: false)))
        return
      }
      send(.reader(.downloading(book)))
    case .save(let book, let place): try mirror.saveReadingPlace(book.key, place, now: now)
    case .mark(let book, let bookmark): try mirror.addBookmark(book.key, bookmark, now: now)
    case .unmark(let book, let place): try mirror.removeBookmark(book.key, place: place)
    case .view(let id):
      guard let path = try mirror.localFile(for: ItemRef(kind: .document, id: id), now: now) else {
        send(.say(tr("The document is not here yet: download it first"), .info))
        return
      }
      guard DocumentReader.isPDF(path) else {
        send(.say(tr("This file is no PDF, so no program is given it."), .error))
        return
      }
      let send = send
      Task { if let problem = await DocumentViewer.open(path) { send(.say(problem, .error)) } }
    case .find(let book, let query, let token):
      Task { await find(book, query, token) }
    }
  }

  private func openScripture() async {
    do {
      if scripture == nil { scripture = try await ScriptureProgram.read() }
      if let scripture { send(.reader(.scripture(scripture))) }
    } catch {
      send(.reader(.failed(.scripture, sentence(for: error), mayBeViewed: false)))
    }
  }

  private func open(_ id: Int, _ path: String) async {
    do {
      if document?.id != id { document = (id, try await DocumentReader.read(path)) }
      if let document { send(.reader(.document(id, document.text))) }
    } catch let problem as DocumentReader.Problem {
      send(
        .reader(.failed(.document(id), problem.sentence, mayBeViewed: problem.mayBeViewed)))
    } catch {
      send(.reader(.failed(.document(id), sentence(for: error), mayBeViewed: true)))
    }
  }

  private func find(_ book: ReaderScreen.Book, _ query: String, _ token: Int) {
    var hits: [FinderState.Hit] = []
    switch book {
    case .scripture:
      guard let scripture else { break }
      hits = scripture.search(query, limit: FinderState.most).map {
        .init(place: $0, title: scripture.title(of: $0), text: scripture.words(of: $0))
      }
    case .document(let id):
      guard let document, document.id == id else { break }
      hits = document.text.search(query, limit: FinderState.most).map {
        .init(
          place: $0, title: tr("Page \($0 + 1)"), text: document.text.excerpt(of: $0, query))
      }
    }
    send(.reader(.found(hits, token: token)))
  }
}
