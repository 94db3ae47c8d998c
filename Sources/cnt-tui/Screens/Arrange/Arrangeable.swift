import SyncEngine

/// A list that has more than one order, or parts.
enum Arrangeable: Sendable, Hashable {
  /// Rows of the mirror, which arranges them itself.
  case rows(ListQuery.Source)
  case downloads
  case outbox

  /// Its own order first.
  var orders: [ListOrder] {
    switch self {
    case .rows(let source): ListOrder.offered(for: source)
    case .downloads: [.listed, .newest, .oldest, .title]
    case .outbox: [.oldest, .newest]
    }
  }

  /// Its parts; nil where the mirror has to be asked.
  func filters(_ state: AppState) -> [ListFilter]? {
    switch self {
    case .rows: return nil
    case .downloads:
      let kinds = Set(state.downloads.map(\.ref.kind))
      let unfinished = state.downloads.contains { $0.state != .done }
      return (unfinished ? [.unfinished] : [])
        + ItemKind.allCases.filter(kinds.contains).map(ListFilter.kind)
    case .outbox: return []
    }
  }
}

extension Arrangement {
  func arranged(_ downloads: [Download]) -> [Download] {
    let part = downloads.filter { download in
      switch filter {
      case .kind(let kind): download.ref.kind == kind
      case .unfinished: download.state != .done
      default: true
      }
    }
    return switch order {
    case .newest: part.sorted { $0.requestedAt > $1.requestedAt }
    case .oldest: part.sorted { $0.requestedAt < $1.requestedAt }
    case .title: part.sorted { $0.title.localizedStandardCompare($1.title) == .orderedAscending }
    default: part
    }
  }

  /// They come in the order in which they were written.
  func arranged(_ entries: [OutboxEntry]) -> [OutboxEntry] {
    order == .newest ? entries.reversed() : entries
  }
}
