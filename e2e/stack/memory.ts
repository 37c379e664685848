import { open, readdir, readFile } from 'node:fs/promises';

/** How much is read at once, and how much of it is looked at again so that nothing is missed at a seam. */
const PIECE_BYTES = 8 * 1024 * 1024;
const SEAM_BYTES = 4 * 1024;
const PAGE_BYTES = 4096;

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
    for (const { from, to } of await pagesOf(pid)) {
      for (let at = from; at < to; at += PIECE_BYTES - SEAM_BYTES) {
        const piece = await read(memory, at, Math.min(PIECE_BYTES, to - at));
        for (const [name, forms] of needles) {
          if (!found.has(name) && forms.some((form) => piece.includes(form))) found.add(name);
        }
      }
    }
  } finally {
    await memory.close();
  }
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

/**
 * The pages of those regions that there are, in memory or swapped out (Linux, pagemap.rst: bits 63 and 62), as runs: most of what a process
 * has reserved it never touched, and looking there takes longest.
 */
async function pagesOf(pid: number): Promise<{ from: number; to: number }[]> {
  const pagemap = await open(`/proc/${String(pid)}/pagemap`, 'r');
  try {
    const runs: { from: number; to: number }[] = [];
    for (const { from, to } of await regionsOf(pid)) {
      const pages = (to - from) / PAGE_BYTES;
      const entries = Buffer.alloc(pages * 8);
      await pagemap.read(entries, 0, entries.byteLength, (from / PAGE_BYTES) * 8);
      let start: number | null = null;
      for (let page = 0; page <= pages; page++) {
        const there = page < pages && (entries.readUInt8(page * 8 + 7) & 0xc0) !== 0;
        if (there) start ??= page;
        else if (start !== null) {
          runs.push({ from: from + start * PAGE_BYTES, to: from + page * PAGE_BYTES });
          start = null;
        }
      }
    }
    return runs;
  } finally {
    await pagemap.close();
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
