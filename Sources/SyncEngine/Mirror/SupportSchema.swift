import CNTKit
import GRDB

/// Tables for questions to the people who run the platform, and what admins do to documents.
enum SupportSchema {
  static func make(_ db: Database) throws {
    try Schema.create(SupportMessage.self, db)
    try db.execute(
      sql: """
        CREATE INDEX support_message_unread ON support_message(user_id)
          WHERE admin_seen = 0 OR user_seen = 0;
        -- 1 while its deletion waits to be sent.
        ALTER TABLE document ADD COLUMN removed INTEGER NOT NULL DEFAULT 0;
        """)
  }
}
