import { z } from 'zod';

/** Why filled forms could not be saved into the department's folder; words: `save.<problem>` in the message catalogue. */
export const FOLDER_PROBLEMS = [
  /** The share does not answer, or the folder is not there. */
  'folder-away',
  /** This PC, or the person at it, may not write there. */
  'folder-closed',
  /** No space, or the quota is used up. */
  'folder-full',
  'folder-failed',
] as const;
export type FolderProblem = (typeof FOLDER_PROBLEMS)[number];

const FileNames = z.array(z.string().max(255));
const SaveId = z.uuid();

/** Saving filled forms on purpose, in two steps with the server's audit line between them. */
export const savingCalls = (forms: {
  readonly templateIds: z.ZodType<string[], string[]>;
  readonly values: z.ZodType<Record<string, string>, Record<string, string>>;
}) =>
  ({
    /**
     * Fills the forms and writes them into the department's folder under temporary names. Without `forms.commitSave` they are deleted after a
     * minute. Refused with a `FolderProblem` or `unknown-template`.
     */
    'forms.prepareSave': {
      request: z.strictObject({ saveId: SaveId, ticket: z.int().positive(), ...forms }),
      response: z.strictObject({}),
    },
    /** Gives the files their names; all of them or none. Refused with a `FolderProblem`, or `not-prepared`. */
    'forms.commitSave': {
      request: z.strictObject({ saveId: SaveId }),
      response: z.strictObject({ files: FileNames }),
    },
    /** Deletes what was prepared. */
    'forms.dropSave': { request: z.strictObject({ saveId: SaveId }), response: z.strictObject({}) },
  }) as const;
