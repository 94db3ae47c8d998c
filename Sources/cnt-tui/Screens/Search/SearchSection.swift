extension SectionSpec {
  static let search = SectionSpec(
    id: .search, title: "Search", icon: "⌕",
    tabs: [
      TabSpec(
        title: "Everything", content: .search,
        empty: "Press / and type to search everything that has been fetched.")
    ])
}
