/** A parser that faces the network, with what it must hold to whatever it is given. */
export interface FuzzedParser {
  readonly name: string;
  /** Inputs that it takes; what is tried is made from them. */
  readonly samples: readonly Uint8Array[];
  /** How often it is tried, beside the others: those that check signatures cost a hundred times as much. */
  readonly weight: number;
  /** Reads the bytes. Throws when the parser throws what it does not document, or takes what it must not take. */
  read(bytes: Uint8Array<ArrayBuffer>): void | Promise<void>;
}

/** Numbers that are the same for the same seed (mulberry32); each call gives a whole number from 0 to `below` - 1. */
export function seeded(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** Bytes that parsers stumble over: ends of ranges, signs, lengths. */
const EDGES = [0, 1, 7, 8, 0x0f, 0x7f, 0x80, 0xc0, 0xc1, 0xd4, 0xdf, 0xfe, 0xff];
const MOST_CHANGES = 6;

/** One input: a sample with a few changes, two samples put together, or bytes out of nowhere. */
export function mutate(samples: readonly Uint8Array[], random: (below: number) => number): Uint8Array<ArrayBuffer> {
  const sample = () => samples[random(samples.length)] ?? new Uint8Array();
  if (random(20) === 0) return Uint8Array.from({ length: random(200) }, () => random(256));
  let bytes = [...sample()];
  for (let left = 1 + random(MOST_CHANGES); left > 0; left--) bytes = changed(bytes, sample, random);
  return Uint8Array.from(bytes);
}

function changed(bytes: number[], other: () => Uint8Array, random: (below: number) => number): number[] {
  const at = random(bytes.length + 1);
  const some = 1 + random(8);
  const set = (byte: number) => [...bytes.slice(0, at), byte, ...bytes.slice(at + 1)];
  switch (random(7)) {
    case 0:
      return set((bytes[at] ?? 0) ^ (1 << random(8)));
    case 1:
      return set(EDGES[random(EDGES.length)] ?? 0);
    case 2:
      return bytes.slice(0, at);
    case 3:
      return [...bytes.slice(0, at), ...bytes.slice(at + some)];
    case 4:
      return [...bytes.slice(0, at), ...Array.from({ length: some }, () => random(256)), ...bytes.slice(at)];
    case 5:
      return [...bytes.slice(0, at), ...bytes.slice(random(at + 1), at), ...bytes.slice(at)];
    default: {
      const from = [...other()];
      return [...bytes.slice(0, at), ...from.slice(random(from.length + 1))];
    }
  }
}

/** A broken promise of a parser, with what it takes to see it again. */
export class FuzzFinding extends Error {
  override readonly name = 'FuzzFinding';
}

/** Tries `inputs` inputs in all. @returns how many each parser was given @throws {FuzzFinding} */
export async function fuzz(
  parsers: readonly FuzzedParser[],
  { seed, inputs }: { readonly seed: number; readonly inputs: number },
): Promise<Record<string, number>> {
  const weights = parsers.reduce((sum, { weight }) => sum + weight, 0);
  const tried: Record<string, number> = {};
  for (const [place, parser] of parsers.entries()) {
    const random = seeded(seed + place);
    const share = Math.ceil((inputs * parser.weight) / weights);
    for (const sample of parser.samples) await tryOne(parser, Uint8Array.from(sample), seed);
    for (let left = share; left > 0; left--) await tryOne(parser, mutate(parser.samples, random), seed);
    tried[parser.name] = share;
  }
  return tried;
}

async function tryOne(parser: FuzzedParser, bytes: Uint8Array<ArrayBuffer>, seed: number): Promise<void> {
  const given = Uint8Array.from(bytes);
  try {
    await parser.read(bytes);
  } catch (cause) {
    const hex = Array.from(given, (byte) => byte.toString(16).padStart(2, '0')).join('');
    throw new FuzzFinding(`${parser.name}, seed ${String(seed)}, input ${hex}: ${String(cause)}`, { cause });
  }
}

/** Seed and number of inputs of this run: `MADO_FUZZ_SEED`, `MADO_FUZZ_INPUTS`, else by chance and a slice for every day. */
export function fuzzRun(slice = 10_000): { seed: number; inputs: number } {
  const number = (text: string | undefined, otherwise: number) => (text === undefined ? otherwise : Number(text));
  return {
    seed: number(process.env['MADO_FUZZ_SEED'], Math.floor(Math.random() * 2 ** 31)),
    inputs: number(process.env['MADO_FUZZ_INPUTS'], slice),
  };
}
