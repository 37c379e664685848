import { bookingAnswers, bookingTables } from '../booking/tables.ts';
import { templateTables } from '../templates/tables.ts';
import { peopleTables, providerColumns } from '../people/tables.ts';

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
  `
  -- The audit log. Lines are added at the end and never touched again; docs/audit.md says what that proves.
  CREATE TABLE audit_lines (
    seq INTEGER PRIMARY KEY,
    -- The record as canonical JSON: exactly the bytes that the hash covers.
    record TEXT NOT NULL,
    -- SHA-256 over the previous line's hash and this record.
    hash BLOB NOT NULL
  ) STRICT;
  CREATE TRIGGER audit_lines_only_at_the_end BEFORE INSERT ON audit_lines
  WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM audit_lines)
  BEGIN SELECT RAISE(ABORT, 'audit lines are added at the end only'); END;
  CREATE TRIGGER audit_lines_never_changed BEFORE UPDATE ON audit_lines
  BEGIN SELECT RAISE(ABORT, 'audit lines are never changed'); END;
  CREATE TRIGGER audit_lines_never_removed BEFORE DELETE ON audit_lines
  BEGIN SELECT RAISE(ABORT, 'audit lines are never removed'); END;

  -- The newest line's number and hash, signed: without it the end of the log could be cut off unseen.
  CREATE TABLE audit_head (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    seq INTEGER NOT NULL,
    hash BLOB NOT NULL,
    signature BLOB NOT NULL
  ) STRICT;
  CREATE TRIGGER audit_head_never_back BEFORE UPDATE ON audit_head
  WHEN NEW.seq < (SELECT max(seq) FROM audit_lines)
  BEGIN SELECT RAISE(ABORT, 'the audit head never moves back'); END;
  CREATE TRIGGER audit_head_never_removed BEFORE DELETE ON audit_head
  BEGIN SELECT RAISE(ABORT, 'the audit head is never removed'); END;
  `,
  peopleTables,
  `
  -- A session passes through several desks and has several clerks: where it has been, what is asked of whom, who is gone.
  ALTER TABLE sessions ADD COLUMN course TEXT;

  CREATE TABLE participants_with_parts (
    id TEXT PRIMARY KEY,
    session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    -- 'citizen', 'charge' (the clerk who commands the devices) or 'guest'.
    part TEXT NOT NULL,
    device_id TEXT NOT NULL,
    joined INTEGER NOT NULL,
    erased INTEGER NOT NULL
  ) STRICT;
  INSERT INTO participants_with_parts (id, session_id, part, device_id, joined, erased)
    SELECT id, session_id, CASE role WHEN 'kiosk' THEN 'citizen' ELSE 'charge' END, device_id, joined, erased
    FROM participants ORDER BY rowid;
  DROP TABLE participants;
  ALTER TABLE participants_with_parts RENAME TO participants;
  CREATE INDEX participants_of_session ON participants (session_id);
  `,
  `
  -- What the city's authority has signed, as far as this server has seen it.
  CREATE TABLE device_certificates (
    serial BLOB PRIMARY KEY,
    -- The authority's key: after a change of authority the former's certificates count no more.
    authority BLOB NOT NULL,
    device_id TEXT NOT NULL,
    key_hash BLOB NOT NULL,
    not_after INTEGER NOT NULL,
    certificate BLOB NOT NULL
  ) STRICT;
  CREATE INDEX device_certificates_by_device ON device_certificates (device_id);
  CREATE INDEX device_certificates_by_key ON device_certificates (key_hash);

  CREATE TABLE revocation_lists (
    authority BLOB PRIMARY KEY,
    number INTEGER NOT NULL,
    list BLOB NOT NULL
  ) STRICT;
  CREATE TRIGGER revocation_lists_never_back BEFORE UPDATE ON revocation_lists
  WHEN NEW.number <= OLD.number OR NEW.authority IS NOT OLD.authority
  BEGIN SELECT RAISE(ABORT, 'a list of revocations is never replaced by an older one'); END;
  CREATE TRIGGER revocation_lists_never_removed BEFORE DELETE ON revocation_lists
  BEGIN SELECT RAISE(ABORT, 'a list of revocations is never removed'); END;

  -- One-time codes as hashes; a code that was used or ran out is removed.
  CREATE TABLE enrolment_codes (
    hash BLOB PRIMARY KEY,
    expires_at INTEGER NOT NULL
  ) STRICT;

  -- Requests that wait for the authority's operator, the newest of each key.
  CREATE TABLE enrolment_requests (
    key_hash BLOB PRIMARY KEY,
    device_id TEXT NOT NULL,
    request BLOB NOT NULL,
    received_at INTEGER NOT NULL
  ) STRICT;
  `,
  providerColumns,
  bookingTables,
  templateTables,
  bookingAnswers,
];
