import { makeAnswersKey, sealAnswers } from '@mado/e2ee';
import { readFileSync, writeFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { BookingAnswers } from './booking-answers.ts';

const USAGE = `usage: node src/host/answers-main.ts key --out FILE
       node src/host/answers-main.ts seal --to PUBLICKEY --number NUMBER --from FILE|-
key makes the pair to which answers of bookings are sealed: FILE is for clerks' PCs alone, the printed public key for the booking system.
seal prints the answers { "format": 1, "answers": { FIELD: VALUE } } of one booking, sealed, for the file that booking-main.ts imports.
It belongs where bookings are taken; never run it on the server.`;
const EXIT_USAGE = 2;

/** The arguments or a file cannot be used. */
class UsageError extends Error {
  override readonly name = 'UsageError';
}

async function makeKey(out: string): Promise<void> {
  const { publicKey, privateKey } = await makeAnswersKey();
  const printed = base64(publicKey);
  // Never over a file that is there: answers that wait for it would be lost.
  writeFileSync(out, `${JSON.stringify({ format: 1, publicKey: printed, privateKey: base64(privateKey) })}\n`, {
    flag: 'wx',
    mode: 0o600,
  });
  process.stdout.write(`public key: ${printed}\n`);
}

async function seal(to: string, number: string, from: string): Promise<void> {
  const publicKey = Buffer.from(to, 'base64');
  if (publicKey.byteLength !== 32) throw new UsageError('--to takes the public key that key printed');
  if (!/^\d{8}$/.test(number)) throw new UsageError('--number takes the eight digits of a booking');
  const answers = BookingAnswers.safeParse(json(from === '-' ? await text(process.stdin) : readFileSync(from, 'utf8')));
  // Where it is wrong, and nothing of what was answered.
  if (!answers.success) throw new UsageError(`${from}: ${answers.error.issues[0]?.code ?? 'wrong'}`);
  const sealed = await sealAnswers(publicKey, number, new TextEncoder().encode(JSON.stringify(answers.data)));
  process.stdout.write(`${base64(sealed)}\n`);
}

async function main(): Promise<void> {
  try {
    const { values, positionals } = parseArguments();
    const [command, ...others] = positionals;
    const { out, to, number, from } = values;
    if (others.length === 0 && command === 'key' && out !== undefined) await makeKey(out);
    else if (
      others.length === 0 &&
      command === 'seal' &&
      to !== undefined &&
      number !== undefined &&
      from !== undefined
    )
      await seal(to, number, from);
    else throw new UsageError(USAGE);
  } catch (error) {
    if (!(error instanceof UsageError) && !(error instanceof Error && 'syscall' in error)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = EXIT_USAGE;
  }
}

function parseArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        out: { type: 'string' },
        to: { type: 'string' },
        number: { type: 'string' },
        from: { type: 'string' },
      },
    });
  } catch {
    throw new UsageError(USAGE);
  }
}

function json(words: string): unknown {
  try {
    return JSON.parse(words);
  } catch {
    throw new UsageError('the answers are no JSON');
  }
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

await main();
