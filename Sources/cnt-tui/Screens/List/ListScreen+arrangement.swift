import SyncEngine

extension ListScreen {
  /// How the open tab is arranged.
  var arrangement: Arrangement {
    get { arrangements[current.name.english] ?? Arrangement() }
    set { arrangements[current.name.english] = newValue.isStandard ? nil : newValue }
  }

  /// The list that can be arranged; nil where several stand under each other, or none.
  var arrangeable: Arrangeable? {
    switch current.content {
    case .lists(let specs) where specs.count == 1 && !current.isFixed: .rows(specs[0].source)
    case .search: .rows(.search(filter))
    case .downloads: .downloads
    case .outbox: .outbox
    default: nil
    }
  }

  /// Whether the tab is a part of a list already, so that no other part can be chosen.
  var isPart: Bool {
    if case .lists(let specs) = current.content {
      specs.contains { $0.filter != nil }
    } else {
      false
    }
  }

  /// What the mirror is asked for one of the lists.
  func query(for spec: ListSpec) -> ListQuery {
    let wanted = arrangeable == nil ? Arrangement() : arrangement
    if case .search = current.content {
      return ListQuery(source: .search(filter), filter: wanted.filter)
    }
    return ListQuery(
      source: spec.source, match: filter.isEmpty ? nil : filter,
      order: wanted.order ?? spec.order, filter: spec.filter ?? wanted.filter)
  }
}
