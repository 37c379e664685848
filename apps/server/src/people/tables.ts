/** The people who log in, and what their log-in needs. Part of the database's steps: never changed once shipped. */
export const peopleTables = `
  CREATE TABLE people (
    id TEXT PRIMARY KEY,
    login TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    department TEXT NOT NULL,
    -- JSON lists.
    roles TEXT NOT NULL,
    desks TEXT NOT NULL,
    disabled INTEGER NOT NULL,
    -- argon2id in PHC form; null until the first log-in.
    password_hash TEXT,
    -- Sealed with the server's master key; null until the first log-in.
    totp_secret BLOB,
    -- The newest time step whose code was taken: none is taken twice.
    totp_step INTEGER NOT NULL DEFAULT 0,
    -- argon2id of the code that opens once in place of the password.
    setup_hash TEXT,
    setup_until INTEGER
  ) STRICT;

  CREATE TABLE recovery_codes (
    person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    hash BLOB NOT NULL,
    PRIMARY KEY (person_id, hash)
  ) STRICT;

  -- Wrong tries by account and by device; they outlive a restart.
  CREATE TABLE log_in_failures (
    key TEXT PRIMARY KEY,
    failures INTEGER NOT NULL,
    at INTEGER NOT NULL
  ) STRICT;

  -- Who is logged in where. One person a device.
  CREATE TABLE person_sessions (
    device_id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    token_hash BLOB NOT NULL,
    began_at INTEGER NOT NULL,
    touched_at INTEGER NOT NULL,
    locked INTEGER NOT NULL
  ) STRICT;
`;

/** How the city's OpenID Connect provider knows them, and who came in through it. */
export const providerColumns = `
  ALTER TABLE people ADD COLUMN subject TEXT;
  CREATE UNIQUE INDEX people_by_subject ON people (subject);
  ALTER TABLE person_sessions ADD COLUMN by_provider INTEGER NOT NULL DEFAULT 0;
`;
