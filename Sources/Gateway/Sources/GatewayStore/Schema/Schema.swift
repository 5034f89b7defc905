import GRDB

/// The tables, by migrations that are never edited once released.
///
/// Amounts are whole picodollars, times microseconds since 1970, lists one entry a line. `requests.number` is the
/// rowid: new rows go to the end of the table and of the indexes by id and time, so that a write touches few pages. An index
/// by user would touch one a row; reports read a time's rows once, in their order.
enum Schema {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1: requests, attempts, feedback, shadows") { database in
      try database.execute(sql: first)
    }
    migrator.registerMigration("2: attempts that shared a call") { database in
      try database.execute(sql: "ALTER TABLE attempts ADD COLUMN array INTEGER")
    }
    return migrator
  }

  private static let first = """
    CREATE TABLE requests (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE, time INTEGER NOT NULL, state TEXT NOT NULL, endpoint TEXT NOT NULL,
      caller TEXT, user TEXT, feature TEXT, conversation TEXT, query_type TEXT NOT NULL,
      requested_model TEXT NOT NULL, tier INTEGER, tier_name TEXT, model TEXT, learned_tier INTEGER,
      sufficiency REAL, band TEXT, evidence REAL, cause TEXT NOT NULL, trail TEXT, router TEXT, propensity REAL,
      input INTEGER NOT NULL, cached_input INTEGER NOT NULL, cache_write INTEGER NOT NULL,
      output INTEGER NOT NULL, reasoning INTEGER NOT NULL,
      cost INTEGER NOT NULL, baseline_cost INTEGER NOT NULL, baseline TEXT,
      first_byte INTEGER, total INTEGER NOT NULL, status INTEGER NOT NULL, rules TEXT,
      is_shadow INTEGER NOT NULL, shadow TEXT, features BLOB, prompt TEXT, answer TEXT);
    CREATE INDEX requests_time ON requests(time);
    CREATE INDEX requests_streaming ON requests(number) WHERE state = 'streaming';
    CREATE TABLE attempts (
      request INTEGER NOT NULL, position INTEGER NOT NULL,
      tier INTEGER NOT NULL, model TEXT NOT NULL, upstream TEXT NOT NULL, status INTEGER, outcome TEXT NOT NULL,
      reason TEXT, score REAL, input INTEGER, cached_input INTEGER, cache_write INTEGER, output INTEGER, reasoning INTEGER,
      cost INTEGER NOT NULL, first_byte INTEGER, total INTEGER NOT NULL,
      PRIMARY KEY (request, position)) WITHOUT ROWID;
    CREATE TABLE feedback (
      request INTEGER PRIMARY KEY, time INTEGER NOT NULL, score REAL NOT NULL, comment TEXT);
    CREATE TABLE shadows (
      shadow TEXT NOT NULL, request TEXT NOT NULL, time INTEGER NOT NULL, agreement REAL,
      cost INTEGER NOT NULL, candidate_cost INTEGER NOT NULL, is_valid INTEGER, is_candidate_valid INTEGER,
      total INTEGER, candidate_total INTEGER,
      PRIMARY KEY (shadow, request)) WITHOUT ROWID;
    CREATE INDEX shadows_time ON shadows(time);
    """
}
