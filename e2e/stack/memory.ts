import { open, readdir, readFile } from 'node:fs/promises';

/** How much is read at once, and how much of it is looked at again so that nothing is missed at a seam. */
const PIECE_BYTES = 8 * 1024 * 1024;
const SEAM_BYTES = 4 * 1024;
const BLANK = Buffer.alloc(64 * 1024);

/**
 * Looks for pieces of content in everything that a process and its children have in memory (Linux, as their owner).
 * Texts are looked for in UTF-8 and UTF-16, as JavaScript engines keep them. Returns the names of what was found.
 */
export async function heldInMemory(
  pid: number,
  texts: readonly string[],
  pieces: Readonly<Record<string, Uint8Array>> = {},
): Promise<string[]> {
  const needles = new Map<string, Buffer[]>();
  for (const text of texts) needles.set(text, [Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le')]);
  for (const [name, piece] of Object.entries(pieces)) needles.set(name, [Buffer.from(piece)]);
  const found = new Set<string>();
  for (const each of await familyOf(pid)) await search(each, needles, found);
  return [...found].sort();
}

async function search(pid: number, needles: ReadonlyMap<string, Buffer[]>, found: Set<string>): Promise<void> {
  const memory = await open(`/proc/${String(pid)}/mem`, 'r');
  try {
    for (const { from, to } of await regionsOf(pid)) {
      for (let at = from; at < to; at += PIECE_BYTES - SEAM_BYTES) {
        const piece = await read(memory, at, Math.min(PIECE_BYTES, to - at));
        for (const written of writtenParts(piece)) {
          for (const [name, forms] of needles) {
            if (!found.has(name) && forms.some((form) => written.includes(form))) found.add(name);
          }
        }
      }
    }
  } finally {
    await memory.close();
  }
}

/** What is not zero: most of what a process has reserved was never written to, and looking there takes longest. */
function* writtenParts(piece: Buffer): Generator<Buffer> {
  let start = 0;
  for (let at = 0; at < piece.byteLength; at += BLANK.byteLength) {
    const block = piece.subarray(at, at + BLANK.byteLength);
    if (!block.equals(BLANK.subarray(0, block.byteLength))) continue;
    if (at > start) yield piece.subarray(start, at);
    start = at + BLANK.byteLength;
  }
  if (start < piece.byteLength) yield piece.subarray(start);
}

async function read(memory: Awaited<ReturnType<typeof open>>, at: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  try {
    const { bytesRead } = await memory.read(buffer, 0, length, at);
    return buffer.subarray(0, bytesRead);
  } catch {
    // Some regions cannot be read by anybody (vvar), or went away meanwhile.
    return Buffer.alloc(0);
  }
}

/** What the process has written to: its content is nowhere else. Address space that was only reserved is passed over. */
async function regionsOf(pid: number): Promise<{ from: number; to: number }[]> {
  const maps = await readFile(`/proc/${String(pid)}/smaps`, 'utf8');
  const regions: { from: number; to: number }[] = [];
  let region: { from: number; to: number } | null = null;
  for (const line of maps.split('\n')) {
    const [, from, to, access] = /^([0-9a-f]+)-([0-9a-f]+) (\S+)/.exec(line) ?? [];
    if (from !== undefined && to !== undefined) {
      const written = access?.startsWith('rw') === true;
      region = written ? { from: Number.parseInt(from, 16), to: Number.parseInt(to, 16) } : null;
    } else if (region !== null && /^(Rss|Swap): +[1-9]/.test(line)) {
      regions.push(region);
      region = null;
    }
  }
  return regions;
}

async function familyOf(pid: number): Promise<number[]> {
  const family = [pid];
  for (const task of await readdir(`/proc/${String(pid)}/task`)) {
    const children = await readFile(`/proc/${String(pid)}/task/${task}/children`, 'utf8');
    for (const child of children.split(' ').filter(Boolean)) family.push(...(await familyOf(Number(child))));
  }
  return family;
}
