/// Tables and triggers of the admin desk: the commission, and accounts in the change log.
enum DeskTables {
  static var sql: String { commission + users + backfill }

  private static let commission = """
    CREATE TABLE commission_settings (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      commission_type TEXT NOT NULL DEFAULT 'percentage',
      commission_percentage REAL NOT NULL DEFAULT 0,
      commission_fixed_amount REAL NOT NULL DEFAULT 0,
      is_active INTEGER NOT NULL DEFAULT 0, created_at TEXT NOT NULL, updated_at TEXT,
      updated_by INTEGER REFERENCES users(id) ON DELETE SET NULL
    );
    INSERT INTO commission_settings (id, created_at) VALUES (1, strftime('%Y-%m-%dT%H:%M:%S', 'now'));

    """

  /// Moves an account's entry to the end of the log, as `ChangeLogSchema` does with content.
  private static func log(_ id: String, isGone: Int = 0) -> String {
    """
    DELETE FROM changes WHERE kind = 'user' AND row_id = \(id) AND type = ''
      AND audience = \(ChangeLogSchema.admins);
    INSERT INTO changes (kind, row_id, type, audience, is_gone, changed_at)
      VALUES ('user', \(id), '', \(ChangeLogSchema.admins), \(isGone),
        CAST(strftime('%s', 'now') AS INTEGER));
    """
  }

  private static let users = """
    CREATE TRIGGER users_account_made AFTER INSERT ON users BEGIN \(log("NEW.id")) END;
    CREATE TRIGGER users_account_changed AFTER UPDATE OF username, name, email, avatar, phone,
      date_of_birth, bio, is_admin, auth_provider ON users BEGIN \(log("NEW.id")) END;
    CREATE TRIGGER users_account_gone AFTER DELETE ON users BEGIN \(log("OLD.id", isGone: 1)) END;
    CREATE TRIGGER artists_account_made AFTER INSERT ON artists
      WHEN EXISTS (SELECT 1 FROM users WHERE id = NEW.user_id) BEGIN \(log("NEW.user_id")) END;
    -- An artist page that goes with its account finds none.
    CREATE TRIGGER artists_account_gone AFTER DELETE ON artists
      WHEN EXISTS (SELECT 1 FROM users WHERE id = OLD.user_id) BEGIN \(log("OLD.user_id")) END;

    """

  private static let backfill = """
    INSERT INTO changes (kind, row_id, type, audience, is_gone, changed_at)
      SELECT 'user', id, '', \(ChangeLogSchema.admins), 0, CAST(strftime('%s', 'now') AS INTEGER)
      FROM users ORDER BY id;
    """
}
