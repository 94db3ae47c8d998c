/// The migration "content in libraries": favourites and playlists show what their owner may see of the
/// content. So the feed tells of them when content is approved, archived or rejected, too.
enum LibraryVisibility {
  static var sql: String {
    ChangeLogSchema.contents.map { table, types, columns in
      let decision = table == "music_tracks" ? ["is_published"] : ["status", "creator_id"]
      let hidden = table == "music_tracks" ? "is_published <> 1" : "status <> 'approved'"
      return """
        DROP TRIGGER \(table)_summary_changed;
        \(ChangeLogSchema.summaryChanged(table, types, columns + decision))
        -- What was shown of hidden content until now is taken back.
        \(ChangeLogSchema.libraries(
          "content_type IN (\(types)) AND content_id IN (SELECT id FROM \(table) WHERE \(hidden))"))
        """
    }.joined(separator: "\n")
  }
}
