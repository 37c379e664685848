import { z } from 'zod';
import { Moment } from './ids.ts';

/** A council's form with its field map, as departments change it. Nothing here was typed by or about a citizen. */
export const TemplateId = z.string().regex(/^[a-z][a-z0-9-]{0,59}$/);
const Hash = z.string().regex(/^[0-9a-f]{64}$/);
const Name = z.string().max(100);
const Note = z.string().max(300);
/** The field map as JSON text; whoever fills reads it by the schema of the forms package. */
export const MapText = z.string().min(2).max(200_000);
/** A form of at most 20 MB, a part of it at a time. */
export const MAX_FORM_BYTES = 20 * 1024 * 1024;
export const FORM_PART_BYTES = 128 * 1024;
const Part = z.instanceof(Uint8Array).refine(({ byteLength }) => byteLength > 0 && byteLength <= FORM_PART_BYTES);
const Offset = z.int().nonnegative().max(MAX_FORM_BYTES);

export const TemplateVersion = z.strictObject({
  version: z.int().positive(),
  /** SHA-256 over the map and the form. */
  hash: Hash,
  at: Moment,
  by: Name,
  note: Note,
});
export type TemplateVersion = z.infer<typeof TemplateVersion>;

export const TemplateEntry = z.strictObject({
  id: TemplateId,
  title: z.string().max(200),
  department: Name,
  /** The version that clerks fill; null: none yet. */
  published: TemplateVersion.nullable(),
  /** What somebody works at; null: nobody. */
  draft: z.strictObject({ revision: z.int().positive(), at: Moment, by: Name }).nullable(),
});
export type TemplateEntry = z.infer<typeof TemplateEntry>;

const byId = z.strictObject({ id: TemplateId });
const withEntry = z.strictObject({ entry: TemplateEntry });

/**
 * The city's store of templates. Reading is for everybody at work; drafts, publishing and rolling back for administrators of a
 * department and of IT. What was never changed here is not in it: those come with the city's configuration.
 */
export const templateMethods = {
  'templates.list': {
    request: z.strictObject({}),
    response: z.strictObject({ templates: z.array(TemplateEntry).max(1000) }),
  },
  /** Newest first. */
  'templates.history': { request: byId, response: z.strictObject({ versions: z.array(TemplateVersion).max(1000) }) },
  /** A version, or the draft when `version` is null. `not-found` */
  'templates.open': {
    request: z.strictObject({ id: TemplateId, version: z.int().positive().nullable() }),
    response: z.strictObject({
      map: MapText,
      form: z.strictObject({ sha256: Hash, bytes: z.int().positive() }),
      revision: z.int().nonnegative(),
    }),
  },
  'templates.form': {
    request: z.strictObject({ sha256: Hash, offset: Offset }),
    response: z.strictObject({ part: Part }),
  },
  /** Hands a form over, a part at a time, from the beginning. Done when `missing` is 0. */
  'templates.putForm': {
    request: z.strictObject({
      sha256: Hash,
      bytes: z.int().positive().max(MAX_FORM_BYTES),
      offset: Offset,
      part: Part,
    }),
    response: z.strictObject({ missing: z.int().nonnegative() }),
  },
  /** Keeps a draft in the place of the one with `revision` (0: there is none). `conflict` when somebody else saved meanwhile. */
  'templates.save': {
    request: z.strictObject({
      id: TemplateId,
      revision: z.int().nonnegative(),
      title: z.string().min(1).max(200),
      department: z.string().min(1).max(100),
      map: MapText,
      form: Hash,
    }),
    response: withEntry,
  },
  'templates.discard': { request: byId, response: z.strictObject({}) },
  /** Makes the draft the version that clerks fill. `conflict` when it is not the draft of this revision any more. */
  'templates.publish': {
    request: z.strictObject({ id: TemplateId, revision: z.int().positive(), note: Note }),
    response: withEntry,
  },
  /** Makes an earlier version the one that clerks fill, as a version of its own. */
  'templates.rollBack': {
    request: z.strictObject({ id: TemplateId, version: z.int().positive(), note: Note }),
    response: withEntry,
  },
} as const;

export const templateNotifications = {
  /** What clerks fill has changed. */
  'templates.changed': z.strictObject({}),
} as const;
