/** Step of the database for the council's forms. Never changed once it has shipped. */
export const templateTables = `
  CREATE TABLE forms (
    sha256 TEXT PRIMARY KEY,
    bytes BLOB NOT NULL
  ) STRICT;

  -- What was published, never changed and never deleted.
  CREATE TABLE template_versions (
    template_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    title TEXT NOT NULL,
    department TEXT NOT NULL,
    map TEXT NOT NULL,
    form TEXT NOT NULL REFERENCES forms (sha256),
    -- SHA-256 over map and form.
    hash TEXT NOT NULL,
    at INTEGER NOT NULL,
    by TEXT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (template_id, version)
  ) STRICT;

  CREATE TABLE template_drafts (
    template_id TEXT PRIMARY KEY,
    revision INTEGER NOT NULL,
    title TEXT NOT NULL,
    department TEXT NOT NULL,
    map TEXT NOT NULL,
    form TEXT NOT NULL REFERENCES forms (sha256),
    at INTEGER NOT NULL,
    by TEXT NOT NULL
  ) STRICT;
`;
