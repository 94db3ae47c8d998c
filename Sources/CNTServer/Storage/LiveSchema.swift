/// Streams and meetings, money, and codes that were sent by mail.
enum LiveSchema {
  static let sql = """
    CREATE TABLE live_streams (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      host_id INTEGER NOT NULL REFERENCES users(id) ON DELETE CASCADE,
      title TEXT NOT NULL, description TEXT, thumbnail TEXT, category TEXT,
      room_name TEXT NOT NULL UNIQUE, status TEXT NOT NULL, viewer_count INTEGER NOT NULL DEFAULT 0,
      scheduled_start TEXT, started_at TEXT, ended_at TEXT, created_at TEXT NOT NULL
    );
    CREATE INDEX live_streams_status ON live_streams(status, id);
    CREATE INDEX live_streams_host ON live_streams(host_id);
    CREATE TABLE donations (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      donor_id INTEGER REFERENCES users(id) ON DELETE SET NULL,
      recipient_id INTEGER REFERENCES users(id) ON DELETE SET NULL,
      amount_minor INTEGER NOT NULL, fee_minor INTEGER NOT NULL DEFAULT 0, currency TEXT NOT NULL,
      status TEXT NOT NULL DEFAULT 'pending', payment_method TEXT NOT NULL DEFAULT 'stripe',
      payment_intent_id TEXT UNIQUE, checkout_session_id TEXT UNIQUE,
      request_key TEXT UNIQUE, created_at TEXT NOT NULL,
      completed_at TEXT
    );
    CREATE INDEX donations_donor ON donations(donor_id, id);
    CREATE INDEX donations_recipient ON donations(recipient_id, id);
    CREATE TABLE stripe_accounts (
      user_id INTEGER PRIMARY KEY REFERENCES users(id) ON DELETE CASCADE,
      stripe_account_id TEXT NOT NULL UNIQUE, charges_enabled INTEGER NOT NULL DEFAULT 0,
      payouts_enabled INTEGER NOT NULL DEFAULT 0, details_submitted INTEGER NOT NULL DEFAULT 0,
      created_at TEXT NOT NULL
    );
    CREATE TABLE stripe_events (id TEXT PRIMARY KEY, received_at INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE bank_details (
      user_id INTEGER PRIMARY KEY REFERENCES users(id) ON DELETE CASCADE,
      sealed BLOB NOT NULL, is_verified INTEGER NOT NULL DEFAULT 0, created_at TEXT NOT NULL,
      updated_at TEXT
    );
    CREATE TABLE email_codes (
      email TEXT PRIMARY KEY COLLATE NOCASE, hash BLOB NOT NULL, expires_at INTEGER NOT NULL,
      sent_at INTEGER NOT NULL, tries INTEGER NOT NULL DEFAULT 0
    ) WITHOUT ROWID;
    CREATE TABLE verified_emails (
      user_id INTEGER PRIMARY KEY REFERENCES users(id) ON DELETE CASCADE
    );
    CREATE TABLE google_accounts (
      user_id INTEGER PRIMARY KEY REFERENCES users(id) ON DELETE CASCADE,
      google_id TEXT NOT NULL UNIQUE
    );
    """
}
