import { z } from 'zod';

/** The largest file that is looked at, in bytes. Its pages go into the tray as pictures, so this is no limit of the tray. */
export const MAX_FILE_BYTES = 100 * 1024 * 1024;
/** Most bytes of all files together that a host keeps. */
export const MAX_KEPT_BYTES = 200 * 1024 * 1024;
/** Most bytes that go between page and host in one call. */
export const PART_BYTES = 4 * 1024 * 1024;

const SessionId = z.string().min(1).max(100);
const FileId = z.uuid();
const Part = z.instanceof(Uint8Array).refine(({ byteLength }) => byteLength > 0 && byteLength <= PART_BYTES);
const nothing = z.strictObject({});

const KeptFile = z.strictObject({
  fileId: FileId,
  name: z.string().max(255),
  bytes: z.int().positive().max(MAX_FILE_BYTES),
  /** The document that was begun with it; null: none was. */
  documentId: z.string().max(100).nullable(),
});
export type KeptFile = z.infer<typeof KeptFile>;

/**
 * Files of this PC that a page is putting into the tray. The host has them in its memory as long as they are on their way, so a page that is
 * loaded again in the middle goes on with them.
 */
export const keptFileCalls = {
  /** The next part of a file, from its beginning. Not kept: there is no room, or it is not the next part; nothing of the file is kept then. */
  'file.keep': {
    request: z.strictObject({
      sessionId: SessionId,
      fileId: FileId,
      name: KeptFile.shape.name,
      bytes: KeptFile.shape.bytes,
      offset: z.int().nonnegative(),
      part: Part,
    }),
    response: z.strictObject({ kept: z.boolean() }),
  },
  /** Its pages go into this document. */
  'file.began': { request: z.strictObject({ fileId: FileId, documentId: z.string().max(100) }), response: nothing },
  /** The session's files that are whole here, in the order in which they were chosen. Those of other sessions are forgotten. */
  'file.kept': {
    request: z.strictObject({ sessionId: SessionId }),
    response: z.strictObject({ files: z.array(KeptFile) }),
  },
  /** Up to `PART_BYTES` of a file from `offset` on. Refused with `unknown-file`. */
  'file.part': {
    request: z.strictObject({ fileId: FileId, offset: z.int().nonnegative() }),
    response: z.strictObject({ part: Part }),
  },
  /** It is in the tray, refused or called off. */
  'file.drop': { request: z.strictObject({ fileId: FileId }), response: nothing },
} as const;
