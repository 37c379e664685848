import { openAnswers } from '@mado/e2ee';
import { FieldKey } from '@mado/forms/map';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';

/** What somebody answered when booking, by the common field that it is the answer of. */
export const BookingAnswers = z.strictObject({
  format: z.literal(1),
  answers: z
    .record(FieldKey, z.string().max(2000))
    .refine((answers) => Object.keys(answers).length <= 300, 'too many answers'),
});
export type BookingAnswers = z.infer<typeof BookingAnswers>;

const Key = z
  .base64()
  .transform((text) => new Uint8Array(Buffer.from(text, 'base64')))
  .refine(({ byteLength }) => byteLength === 32, 'not 32 bytes');
/** The file that `answers-main.ts key` writes: the key pair to which answers are sealed (X25519), in base64. */
export const AnswersKeyFile = z.strictObject({ format: z.literal(1), publicKey: Key, privateKey: Key });

/** The private keys in these files. @throws ZodError, SyntaxError, or the file system's error */
export async function readAnswersKeys(paths: readonly string[]): Promise<readonly Uint8Array[]> {
  return Promise.all(
    paths.map(async (path) => AnswersKeyFile.parse(JSON.parse(await readFile(path, 'utf8'))).privateKey),
  );
}

/**
 * Opens the sealed answers of a booking with whichever of the keys fits.
 * @returns null: for none of these keys, of another booking, or not of the form
 */
export async function openBooking(
  keys: readonly Uint8Array[],
  number: string,
  sealed: Uint8Array,
): Promise<BookingAnswers['answers'] | null> {
  for (const key of keys) {
    const opened = await openAnswers(key, number, sealed);
    if (!opened.ok) continue;
    const parsed = BookingAnswers.safeParse(json(opened.value));
    opened.value.fill(0);
    return parsed.success ? parsed.data.answers : null;
  }
  return null;
}

function json(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
