import { createHash } from 'node:crypto';
import type { TemplateEntry, TemplateVersion } from '@mado/signaling/wire';
import { z } from 'zod';
import type { Database } from '../store/database.ts';
import { Refusal } from '../wire/refusal.ts';

/** What a template is filled by. */
export interface TemplateContent {
  readonly title: string;
  readonly department: string;
  /** The field map, JSON. */
  readonly map: string;
  /** SHA-256 of the form. */
  readonly form: string;
}
/** When, and by whom as people are called on screens. */
export interface Doing {
  readonly at: number;
  readonly by: string;
}

const Content = z.object({ title: z.string(), department: z.string(), map: z.string(), form: z.string() });
const VersionRow = Content.extend({
  template_id: z.string(),
  version: z.int(),
  hash: z.string(),
  at: z.int(),
  by: z.string(),
  note: z.string(),
});
type VersionRow = z.infer<typeof VersionRow>;
const DraftRow = Content.extend({ template_id: z.string(), revision: z.int(), at: z.int(), by: z.string() });
type DraftRow = z.infer<typeof DraftRow>;
const NEWEST = `SELECT * FROM template_versions AS one WHERE version =
  (SELECT max(version) FROM template_versions WHERE template_id = one.template_id)`;

/** The council's forms as rows: immutable versions, of which the newest is filled, and at most one draft a template. */
export class TemplateStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  list(): TemplateEntry[] {
    const versions = z.array(VersionRow).parse(this.#database.prepare(NEWEST).all());
    const drafts = z.array(DraftRow).parse(this.#database.prepare('SELECT * FROM template_drafts').all());
    const ids = [...new Set([...versions, ...drafts].map((row) => row.template_id))].sort();
    return ids.flatMap((id) => {
      const published = versions.find((row) => row.template_id === id) ?? null;
      const draft = drafts.find((row) => row.template_id === id) ?? null;
      const entry = entryOf(id, published, draft);
      return entry === null ? [] : [entry];
    });
  }

  /** @throws {Refusal} `not-found` */
  entry(id: string): TemplateEntry {
    const entry = entryOf(id, this.#published(id), this.#draft(id));
    if (entry === null) throw new Refusal('not-found', 'no such template');
    return entry;
  }

  /** Newest first. */
  history(id: string): TemplateVersion[] {
    const rows = this.#database
      .prepare('SELECT * FROM template_versions WHERE template_id = ? ORDER BY version DESC LIMIT 1000')
      .all(id);
    return z.array(VersionRow).parse(rows).map(versionOf);
  }

  /** A version, or the draft for null. @throws {Refusal} `not-found` */
  open(id: string, version: number | null): TemplateContent & { readonly revision: number } {
    if (version === null) {
      const draft = this.#draft(id);
      if (draft === null) throw new Refusal('not-found', 'no draft');
      return draft;
    }
    return { ...this.#version(id, version), revision: 0 };
  }

  /** The form's bytes, if it is here whole. */
  form(sha256: string): Buffer | null {
    const row = this.#database.prepare('SELECT bytes FROM forms WHERE sha256 = ?').get(sha256);
    return row === undefined ? null : z.object({ bytes: z.instanceof(Buffer) }).parse(row).bytes;
  }

  /** What all forms together take, in bytes. */
  formsBytes(): number {
    const row = this.#database.prepare('SELECT coalesce(sum(length(bytes)), 0) AS sum FROM forms').get();
    return z.object({ sum: z.int() }).parse(row).sum;
  }

  putForm(sha256: string, bytes: Buffer): void {
    this.#database.prepare('INSERT OR IGNORE INTO forms (sha256, bytes) VALUES (?, ?)').run(sha256, bytes);
  }

  /** @throws {Refusal} `conflict` when the draft is another one than that of `revision`; `not-found` without its form */
  save(id: string, revision: number, content: TemplateContent, { at, by }: Doing): void {
    this.#database.transaction(() => {
      if ((this.#draft(id)?.revision ?? 0) !== revision) throw new Refusal('conflict', 'somebody else saved meanwhile');
      if (this.form(content.form) === null) throw new Refusal('not-found', 'the form is not here');
      // Revisions of a template never come twice, also when a draft was discarded or published in between.
      const next = Math.max(revision, this.#published(id)?.version ?? 0) + 1;
      this.#database
        .prepare(
          `INSERT OR REPLACE INTO template_drafts (template_id, revision, title, department, map, form, at, by)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
        )
        .run(id, next, content.title, content.department, content.map, content.form, at, by);
    })();
  }

  discard(id: string): void {
    this.#database.prepare('DELETE FROM template_drafts WHERE template_id = ?').run(id);
    this.#dropLooseForms();
  }

  /** @throws {Refusal} `conflict` when the draft is another one than that of `revision` */
  publish(id: string, revision: number, note: string, doing: Doing): void {
    this.#database.transaction(() => {
      const draft = this.#draft(id);
      if (draft?.revision !== revision) throw new Refusal('conflict', 'somebody else saved or published meanwhile');
      this.#add(id, draft, note, doing);
      this.#database.prepare('DELETE FROM template_drafts WHERE template_id = ?').run(id);
      this.#dropLooseForms();
    })();
  }

  /** The earlier version once more, as the newest. @throws {Refusal} `not-found` */
  rollBack(id: string, version: number, note: string, doing: Doing): void {
    this.#database.transaction(() => this.#add(id, this.#version(id, version), note, doing))();
  }

  #add(id: string, { title, department, map, form }: TemplateContent, note: string, { at, by }: Doing): void {
    const version = (this.#published(id)?.version ?? 0) + 1;
    const hash = createHash('sha256').update(map).update(form).digest('hex');
    this.#database
      .prepare(
        `INSERT INTO template_versions (template_id, version, title, department, map, form, hash, at, by, note)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(id, version, title, department, map, form, hash, at, by, note);
  }

  #published(id: string): VersionRow | null {
    const row = this.#database
      .prepare('SELECT * FROM template_versions WHERE template_id = ? ORDER BY version DESC LIMIT 1')
      .get(id);
    return row === undefined ? null : VersionRow.parse(row);
  }

  #version(id: string, version: number): VersionRow {
    const row = this.#database
      .prepare('SELECT * FROM template_versions WHERE template_id = ? AND version = ?')
      .get(id, version);
    if (row === undefined) throw new Refusal('not-found', 'no such version');
    return VersionRow.parse(row);
  }

  #draft(id: string): DraftRow | null {
    const row = this.#database.prepare('SELECT * FROM template_drafts WHERE template_id = ?').get(id);
    return row === undefined ? null : DraftRow.parse(row);
  }

  /** Forms that no version and no draft has any more. */
  #dropLooseForms(): void {
    this.#database
      .prepare(
        `DELETE FROM forms WHERE sha256 NOT IN (SELECT form FROM template_versions)
           AND sha256 NOT IN (SELECT form FROM template_drafts)`,
      )
      .run();
  }
}

function versionOf({ version, hash, at, by, note }: VersionRow): TemplateVersion {
  return { version, hash, at, by, note };
}

function entryOf(id: string, published: VersionRow | null, draft: DraftRow | null): TemplateEntry | null {
  const named = published ?? draft;
  if (named === null) return null;
  return {
    id,
    title: named.title,
    department: named.department,
    published: published && versionOf(published),
    draft: draft && { revision: draft.revision, at: draft.at, by: draft.by },
  };
}
