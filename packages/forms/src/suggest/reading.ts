import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { toKatakana } from '../values/formats.ts';

/** A word as the dictionary (IPADIC) knows it. `reading` is missing for a word that it does not know. */
interface Word {
  readonly surface_form: string;
  readonly reading?: string | undefined;
}
interface Tokenizer {
  tokenize(text: string): Word[];
}

/** The dictionary takes a hundred megabytes, so it goes when nobody has asked for this long, in milliseconds. */
const KEEP_MS = 10 * 60_000;
/** Letters of names that the dictionary has in their common shape only. */
const COMMON = new Map([
  ['髙', '高'],
  ['﨑', '崎'],
  ['𠮷', '吉'],
  ['濵', '浜'],
  ['德', '徳'],
]);
const VARIATION = /[\u{fe00}-\u{fe0f}\u{e0100}-\u{e01ef}]/gu;
const READABLE = /^[ァ-ヶー]+$/u;

let open: Promise<Tokenizer> | undefined;
let closing: NodeJS.Timeout | undefined;

/**
 * How a name is probably read, in katakana, its parts one ideographic space apart. Nothing when a part of it is not in the dictionary:
 * half a guess would cost more than none. A name is read as its bearer says; this is for the clerk to read back and correct.
 */
export async function readingOf(name: string): Promise<string | undefined> {
  const parts = plain(name)
    .split(/\s+/u)
    .filter((part) => part !== '');
  if (parts.length === 0) return undefined;
  const words = await dictionary();
  const readings = parts.map((part) => {
    if (READABLE.test(toKatakana(part))) return toKatakana(part);
    const read = words.tokenize(part).map(({ reading }) => reading ?? '');
    return read.includes('') ? undefined : read.join('');
  });
  return readings.every((reading) => reading !== undefined && READABLE.test(reading))
    ? readings.join('\u3000')
    : undefined;
}

function plain(name: string): string {
  return Array.from(name.replace(VARIATION, '').normalize('NFKC'), (letter) => COMMON.get(letter) ?? letter).join('');
}

function dictionary(): Promise<Tokenizer> {
  clearTimeout(closing);
  closing = setTimeout(() => (open = undefined), KEEP_MS);
  closing.unref();
  open ??= load();
  return open;
}

/** The dictionary's files, each by its name so that a bundle brings them along; they lie in one folder. The last is its licence, which goes along. */
const FILES = [
  import.meta.resolve('@sglkc/kuromoji/dict/base.dat.gz'),
  import.meta.resolve('@sglkc/kuromoji/dict/check.dat.gz'),
  import.meta.resolve('@sglkc/kuromoji/dict/tid.dat.gz'),
  import.meta.resolve('@sglkc/kuromoji/dict/tid_pos.dat.gz'),
  import.meta.resolve('@sglkc/kuromoji/dict/tid_map.dat.gz'),
  import.meta.resolve('@sglkc/kuromoji/dict/cc.dat.gz'),
  import.meta.resolve('@sglkc/kuromoji/dict/unk.dat.gz'),
  import.meta.resolve('@sglkc/kuromoji/dict/unk_pos.dat.gz'),
  import.meta.resolve('@sglkc/kuromoji/dict/unk_map.dat.gz'),
  import.meta.resolve('@sglkc/kuromoji/dict/unk_char.dat.gz'),
  import.meta.resolve('@sglkc/kuromoji/dict/unk_compat.dat.gz'),
  import.meta.resolve('@sglkc/kuromoji/dict/unk_invoke.dat.gz'),
  import.meta.resolve('@sglkc/kuromoji/NOTICE.md'),
] as const;

async function load(): Promise<Tokenizer> {
  const { default: kuromoji } = await import('@sglkc/kuromoji');
  return new Promise((resolve, reject) => {
    kuromoji.builder({ dicPath: dirname(fileURLToPath(FILES[0])) }).build((error: Error | null, tokenizer) => {
      if (error) reject(error);
      else resolve(tokenizer);
    });
  });
}
