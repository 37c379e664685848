/** Answers that came with a booking, sealed for the clerks' PCs. Never changed once it has shipped. */
export const bookingAnswers = 'ALTER TABLE check_in_tickets ADD COLUMN answers BLOB;';

/** Step of the database for check-in tickets of bookings. Never changed once it has shipped. */
export const bookingTables = `
  -- What a booking's number and PIN open. Nothing here says who booked.
  CREATE TABLE check_in_tickets (
    number TEXT PRIMARY KEY,
    -- argon2id.
    pin_hash TEXT NOT NULL,
    desk_id TEXT NOT NULL,
    procedure_id TEXT,
    -- YYYY-MM-DD in Japan.
    day TEXT NOT NULL,
    -- The session that it has opened, as long as that is not erased.
    session_id TEXT
  ) STRICT;
  CREATE INDEX check_in_tickets_by_session ON check_in_tickets (session_id);

  -- Wrong tries by number, whether there is such a number or not.
  CREATE TABLE booking_tries (
    number TEXT PRIMARY KEY,
    failures INTEGER NOT NULL,
    at INTEGER NOT NULL
  ) STRICT;
`;
