#!/usr/bin/env node
import { type EnrolmentRequest, MAX_REQUEST_BYTES, readEnrolmentRequest } from '@mado/e2ee';
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { AuthorityError } from './ca/authority-error.ts';
import { AuthorityOffice, lookAtOffice } from './ca/authority-office.ts';
import { NoAnswerError, Operator } from './ca/operator.ts';
import { latest, stateOf } from './ca/register.ts';
import { type BlockKind, readBlocks, writeBlock } from './text/block.ts';
import { authorityFingerprint, requestFingerprint } from './text/fingerprint.ts';

const USAGE = `usage: mado-ca init    --dir DIR --city ID          makes the city's authority
       mado-ca show    --dir DIR                     its public key and fingerprint
       mado-ca approve --dir DIR FILE|- [--days N] [--replace] [--out FILE]
       mado-ca renew   --dir DIR DEVICE [--days N] [--out FILE]
       mado-ca revoke  --dir DIR DEVICE              takes everything of a device back
       mado-ca publish --dir DIR [--out FILE]        the signed list of revocations
       mado-ca list    --dir DIR
The passphrase is typed, or read from --passphrase-fd N. This machine needs no network and should have none.`;
const DAYS = 730;
const LONGEST_DAYS = 3660;

/** The arguments cannot be used. */
class UsageError extends Error {
  override readonly name = 'UsageError';
}

interface Job {
  readonly dir: string;
  readonly operator: Operator;
  readonly what: string | undefined;
  readonly city: string | undefined;
  readonly out: string | undefined;
  readonly days: number;
  readonly replace: boolean;
}

const commands: Readonly<Record<string, (job: Job) => Promise<void>>> = {
  init,
  show,
  approve,
  renew,
  revoke,
  publish,
  list,
};

async function init({ dir, operator, city }: Job): Promise<void> {
  if (city === undefined) throw new UsageError('--city is missing');
  const office = await AuthorityOffice.create(dir, city, await operator.newPassphrase());
  office.close();
  operator.say(
    'The authority is made. Keep two copies of its folder apart from each other, and the passphrase apart from both.',
  );
  await show({ dir });
}

async function show({ dir }: Pick<Job, 'dir'>): Promise<void> {
  const { authority } = await lookAtOffice(dir);
  const publicKey = Buffer.from(authority.publicKey).toString('base64');
  put(JSON.stringify({ authority: { cityId: authority.cityId, publicKey } }));
  put(`fingerprint: ${authorityFingerprint(authority)}`);
}

async function approve(job: Job): Promise<void> {
  const { operator } = job;
  const bytes = await requestFrom(needed(job.what, 'FILE'), operator);
  const request = readEnrolmentRequest(bytes);
  if (!request.ok) throw new UsageError(`this is no good enrolment request (${request.fault})`);
  await withOffice(job, async (office) => {
    tellOf(request.value, requestFingerprint(bytes), operator);
    const others = office.othersOf(request.value);
    if (others.length > 0) operator.say(`This device has ${others.length} certificate(s) for another key.`);
    const last = requestFingerprint(bytes).slice(-5);
    const answer = await operator.answer(
      'Compare all digits with those on the device itself. If they are the same, type the last five: ',
    );
    if (answer.trim() !== last) throw new NoAnswerError('not approved: those are other digits');
    const terms = { now: Date.now(), days: job.days, replace: job.replace };
    hand('DEVICE CERTIFICATE', await office.approve(request.value, terms), job);
    if (others.length > 0)
      operator.say('Its former certificates are taken back: publish the list and carry it to the server.');
  });
}

async function renew(job: Job): Promise<void> {
  const deviceId = needed(job.what, 'DEVICE');
  await withOffice(job, async (office) =>
    hand('DEVICE CERTIFICATE', await office.renew(deviceId, { now: Date.now(), days: job.days }), job),
  );
}

async function revoke(job: Job): Promise<void> {
  const deviceId = needed(job.what, 'DEVICE');
  await withOffice(job, async (office) => {
    const count = await office.revoke(deviceId, Date.now());
    put(`revoked: ${deviceId}, ${count} certificate(s)`);
    job.operator.say('It takes effect when the list is on the server: mado-ca publish.');
  });
}

async function publish(job: Job): Promise<void> {
  await withOffice(job, async (office) => {
    hand('REVOCATION LIST', await office.publish(Date.now()), job);
    job.operator.say(`list number ${office.register.listNumber}`);
  });
}

async function list({ dir }: Job): Promise<void> {
  const { authority, register } = await lookAtOffice(dir);
  put(`city ${authority.cityId}, list of revocations number ${register.listNumber}`);
  const day = (moment: number): string => new Date(moment).toISOString().slice(0, 10);
  for (const issued of latest(register)) {
    const { deviceId, role, name, notAfter } = issued;
    put([deviceId, role, stateOf(issued, Date.now()), `until ${day(notAfter)}`, name].join('\t'));
  }
}

async function withOffice(job: Job, act: (office: AuthorityOffice) => Promise<void>): Promise<void> {
  const office = await AuthorityOffice.open(job.dir, await job.operator.passphrase('Passphrase: '));
  try {
    await act(office);
  } finally {
    office.close();
  }
}

/** A request out of a file, or pasted; a paste ends with the request's last line. */
async function requestFrom(file: string, operator: Operator): Promise<Uint8Array> {
  let text = '';
  if (file === '-') {
    operator.say('Paste the request:');
    for (let line = await operator.line(); line !== undefined; line = await operator.line()) {
      text += `${line}\n`;
      if (line.includes('-----END MADO') || text.length > 16 * MAX_REQUEST_BYTES) break;
    }
  } else text = readFileSync(file, 'utf8');
  const requests = readBlocks(text).filter((block) => block.kind === 'ENROLMENT REQUEST');
  const [request, second] = requests;
  if (request === undefined || second !== undefined) throw new UsageError('one enrolment request is needed');
  return request.bytes;
}

function tellOf(request: EnrolmentRequest, fingerprint: string, operator: Operator): void {
  operator.say(`device       ${request.deviceId}`);
  operator.say(`role         ${request.role}`);
  operator.say(`name         ${printable(request.name)}`);
  operator.say(`its clock    ${new Date(request.requestedAt).toISOString()}`);
  operator.say(`fingerprint  ${fingerprint}`);
}

/** A name must not be able to write over other lines of the operator's terminal. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, '�');
}

/** Never over a file that is there: it may be the only copy of something. */
function hand(kind: BlockKind, bytes: Uint8Array<ArrayBuffer>, { out }: Job): void {
  const text = writeBlock({ kind, bytes });
  if (out === undefined) process.stdout.write(text);
  else writeFileSync(out, text, { flag: 'wx', mode: 0o644 });
}

function put(line: string): void {
  process.stdout.write(`${line}\n`);
}

function needed(value: string | undefined, what: string): string {
  if (value === undefined) throw new UsageError(`${what} is missing`);
  return value;
}

function readArguments(): { command: string; job: Omit<Job, 'operator'>; passphraseFd: number | undefined } {
  const { values, positionals } = parseArguments();
  const [command, what, ...others] = positionals;
  const days = values.days === undefined ? DAYS : Number(values.days);
  const fd = values['passphrase-fd'] === undefined ? undefined : Number(values['passphrase-fd']);
  if (command === undefined || others.length > 0) throw new UsageError('which command?');
  if (values.dir === undefined) throw new UsageError('--dir is missing');
  if (!Number.isInteger(days) || days < 1 || days > LONGEST_DAYS) throw new UsageError('--days takes 1 to 3660');
  if (fd !== undefined && (!Number.isInteger(fd) || fd < 0)) throw new UsageError('--passphrase-fd takes a number');
  const { dir, city, out, replace = false } = values;
  return { command, job: { dir, what, city, out, days, replace }, passphraseFd: fd };
}

function parseArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        dir: { type: 'string' },
        city: { type: 'string' },
        days: { type: 'string' },
        out: { type: 'string' },
        replace: { type: 'boolean' },
        'passphrase-fd': { type: 'string' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'unknown option');
  }
}

async function main(): Promise<void> {
  let operator: Operator | undefined;
  try {
    const { command, job, passphraseFd } = readArguments();
    const run = Object.hasOwn(commands, command) ? commands[command] : undefined;
    if (run === undefined) throw new UsageError(`no command ${command}`);
    operator = new Operator(passphraseFd);
    await run({ ...job, operator });
  } catch (error) {
    if (error instanceof UsageError) fail(`${error.message}\n${USAGE}`, 2);
    else if (isForPeople(error)) fail(error.message, 1);
    else throw error;
  } finally {
    operator?.close();
  }
}

/** What the operator can mend: the authority's own words, or a file that is not there or may not be written. */
function isForPeople(error: unknown): error is Error {
  if (error instanceof AuthorityError || error instanceof NoAnswerError) return true;
  return error instanceof Error && 'syscall' in error;
}

function fail(message: string, code: number): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = code;
}

await main();
