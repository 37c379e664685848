/**
 * Steps of the database's shape, in order. A step that has shipped is never changed; a new need is a new step at the
 * end. `PRAGMA user_version` says how many have been done.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE sessions (
    id TEXT PRIMARY KEY,
    state TEXT NOT NULL,
    desk_id TEXT NOT NULL,
    procedure_id TEXT,
    ticket INTEGER NOT NULL,
    request_key TEXT NOT NULL,
    checked_in_at INTEGER NOT NULL,
    admitted_at INTEGER,
    active_at INTEGER,
    ended_at INTEGER,
    end_reason TEXT,
    -- The session's random key, sealed with the server's master key.
    sealed_key BLOB NOT NULL
  ) STRICT;

  CREATE TABLE participants (
    id TEXT PRIMARY KEY,
    session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    role TEXT NOT NULL,
    device_id TEXT NOT NULL,
    joined INTEGER NOT NULL,
    erased INTEGER NOT NULL,
    UNIQUE (session_id, role)
  ) STRICT;

  CREATE TABLE messages (
    session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    sender TEXT NOT NULL,
    -- The sender's own name for the message, so that one sent again is stored once.
    key TEXT NOT NULL,
    recipient TEXT,
    -- Sealed with the session's key; opaque bytes inside.
    sealed BLOB NOT NULL,
    PRIMARY KEY (session_id, seq),
    UNIQUE (session_id, sender, key)
  ) STRICT;

  -- What is left of an erased session: that it was, and that it is gone.
  CREATE TABLE erasures (
    session_id TEXT PRIMARY KEY,
    desk_id TEXT NOT NULL,
    ticket INTEGER NOT NULL,
    checked_in_at INTEGER NOT NULL,
    admitted_at INTEGER,
    active_at INTEGER,
    ended_at INTEGER NOT NULL,
    end_reason TEXT NOT NULL,
    erased_at INTEGER NOT NULL,
    kiosk_id TEXT NOT NULL,
    kiosk_device_id TEXT NOT NULL,
    clerk_id TEXT,
    clerk_device_id TEXT
  ) STRICT;

  CREATE TABLE desk_days (
    desk_id TEXT NOT NULL,
    day TEXT NOT NULL,
    tickets INTEGER NOT NULL,
    PRIMARY KEY (desk_id, day)
  ) STRICT;

  CREATE TABLE desk_means (
    desk_id TEXT PRIMARY KEY,
    mean_ms REAL NOT NULL,
    sessions INTEGER NOT NULL
  ) STRICT;
  `,
];
