import CNTKit

/// Questions to the people who run the platform. In the change feed each is told to the one who asked
/// and to admins.
enum SupportSchema {
  static var sql: String {
    ([tables] + triggers).joined(separator: "\n")
  }

  private static let tables = """
    CREATE TABLE support_messages (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      user_id INTEGER NOT NULL REFERENCES users(id) ON DELETE CASCADE,
      subject TEXT NOT NULL, message TEXT NOT NULL, status TEXT NOT NULL DEFAULT 'open',
      admin_response TEXT, admin_id INTEGER REFERENCES users(id) ON DELETE SET NULL,
      admin_seen INTEGER NOT NULL DEFAULT 0, user_seen INTEGER NOT NULL DEFAULT 1,
      created_at TEXT NOT NULL, updated_at TEXT, responded_at TEXT
    );
    CREATE INDEX support_messages_user ON support_messages(user_id, id);
    CREATE INDEX support_messages_status ON support_messages(status, id);
    """

  private static var triggers: [String] {
    func body(_ side: String, isGone: String = "0") -> String {
      ChangeLogSchema.log(.supportMessage, things("\(side).id", "\(side).user_id"), isGone: isGone)
    }
    return [
      ChangeLogSchema.trigger("INSERT", on: "support_messages", "made", body("NEW")),
      ChangeLogSchema.trigger("UPDATE", on: "support_messages", "changed", body("NEW")),
      ChangeLogSchema.trigger("DELETE", on: "support_messages", "gone", body("OLD", isGone: "1")),
      // Admins read who asked beside the question.
      ChangeLogSchema.trigger(
        "UPDATE OF name, email, avatar", on: "users", "asked",
        when: """
          OLD.name IS NOT NEW.name OR OLD.email IS NOT NEW.email OR OLD.avatar IS NOT NEW.avatar
          """,
        ChangeLogSchema.log(
          .supportMessage,
          "SELECT id, '', user_id FROM support_messages WHERE user_id = NEW.id UNION ALL "
            + "SELECT id, '', \(ChangeLogSchema.admins) FROM support_messages "
            + "WHERE user_id = NEW.id")),
    ]
  }

  private static func things(_ id: String, _ user: String) -> String {
    "SELECT \(id), '', \(user) UNION ALL SELECT \(id), '', \(ChangeLogSchema.admins)"
  }
}
