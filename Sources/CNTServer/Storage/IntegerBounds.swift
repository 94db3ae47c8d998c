/// The migration "integers of 53 bits": rows are read as models, which take no integer beyond 2^53, and
/// one that cannot be read would make its whole list a fault. Until they were refused, requests could
/// put such numbers into these columns.
enum IntegerBounds {
  private static let outside = "NOT BETWEEN -9007199254740992 AND 9007199254740992"

  static var sql: String {
    let columns = [
      "podcasts": ["duration", "category_id"],
      "movies": ["duration", "category_id", "preview_start_time", "preview_end_time"],
      "music_tracks": ["duration"],
    ]
    let unknown = columns.sorted { $0.key < $1.key }.flatMap { table, columns in
      columns.map { "UPDATE \(table) SET \($0) = NULL WHERE \($0) \(outside);" }
    }
    // What points nowhere is nothing. Readers of the feed could not read that it is gone, either.
    let nowhere = ["favorites", "playlist_items", "playback_positions"].map {
      "DELETE FROM \($0) WHERE content_id \(outside);"
    }
    return
      (unknown + nowhere + [
        "DELETE FROM changes WHERE row_id \(outside);",
        // 0 is no limit.
        "UPDATE events SET max_attendees = 0 WHERE max_attendees NOT BETWEEN 0 AND 9007199254740992;",
      ]).joined(separator: "\n")
  }
}
