/// The migration "content in libraries": favourites and playlists show what their owner may see of the
/// content. So the feed tells of them when content is approved, archived or rejected, too.
///
/// A released migration stays as it is: its columns are written out here, whatever tables get later.
enum LibraryVisibility {
  /// What a library shows of content, and what decides whether it does.
  private static let contents: [(table: String, types: String, hidden: String, columns: [String])] =
    [
      (
        "podcasts", "'podcast', 'audio_podcast', 'video_podcast'", "status <> 'approved'",
        [
          "title", "description", "cover_image", "audio_url", "video_url", "duration", "status",
          "creator_id",
        ]
      ),
      (
        "movies", "'movie'", "status <> 'approved'",
        ["title", "description", "cover_image", "video_url", "duration", "status", "creator_id"]
      ),
      (
        "music_tracks", "'music'", "is_published <> 1",
        ["title", "album", "cover_image", "audio_url", "duration", "is_published"]
      ),
    ]

  static var sql: String {
    contents.map { table, types, hidden, columns in
      let changed = ChangeLogSchema.trigger(
        "UPDATE", on: table, "summary_changed",
        when: columns.map { "OLD.\($0) IS NOT NEW.\($0)" }.joined(separator: " OR "),
        ChangeLogSchema.libraries("content_id = NEW.id AND content_type IN (\(types))"))
      return """
        DROP TRIGGER \(table)_summary_changed;
        \(changed)
        -- What was shown of hidden content until now is taken back.
        \(ChangeLogSchema.libraries(
          "content_type IN (\(types)) AND content_id IN (SELECT id FROM \(table) WHERE \(hidden))"))
        """
    }.joined(separator: "\n")
  }
}
