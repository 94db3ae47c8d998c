extension SectionSpec {
  static let search = SectionSpec(
    id: .search, title: Phrase("Search"), icon: "⌕",
    tabs: [
      TabSpec(
        title: Phrase("Everything"), content: .search,
        empty: Phrase("Press / and type to search everything that has been fetched."))
    ])
}
