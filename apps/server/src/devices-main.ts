import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { DevicesView, UploadOutcome } from '@mado/signaling/wire';
import { AuditKeyError } from './audit/signing.ts';
import { ConfigError, loadConfig } from './config/load.ts';
import { withDevices, type OfflineDevices } from './devices/offline.ts';
import { Refusal } from './wire/refusal.ts';

const USAGE = `usage: node src/devices-main.ts code --config FILE                 a one-time code for one enrolment
       node src/devices-main.ts list --config FILE                 the city's devices
       node src/devices-main.ts requests --config FILE             requests that wait, as mado-ca approve takes them
       node src/devices-main.ts upload --config FILE SIGNED        certificates and a list of revocations from mado-ca
       node src/devices-main.ts decline --config FILE DEVICE       puts a request away
The server may be running; it follows within a second.`;
const EXIT_USAGE = 2;
/** More than a list of revocations and a certificate for each device of a large city. */
const MAX_SIGNED_BYTES = 4_000_000;

const COMMANDS: Readonly<Record<string, (devices: OfflineDevices, operand: string | undefined) => string>> = {
  code: ({ enrolment }) => {
    const { code, expiresAt } = enrolment.makeCode('server');
    return `code: ${code}\nholds until: ${moment(expiresAt)}\n`;
  },
  list: ({ view }) => listing(view()),
  requests: ({ view }) => requests(view()),
  upload: ({ enrolment }, operand) => uploaded(enrolment.upload(readSigned(operand), 'server')),
  decline: ({ enrolment, view }, operand) => {
    const found = view().waiting.find(({ deviceId }) => deviceId === operand);
    if (found === undefined) throw new ConfigError('no request of that device waits');
    enrolment.decline(found.keyHash, 'server');
    return `put away: ${found.deviceId}\n`;
  },
};

function main(): void {
  const asked = readArguments();
  if (asked === undefined) {
    fail(USAGE);
    return;
  }
  try {
    const config = loadConfig(asked.config, process.env);
    process.stdout.write(withDevices(config, (devices) => asked.command(devices, asked.operand)));
  } catch (error) {
    if (!(error instanceof ConfigError || error instanceof Refusal || error instanceof AuditKeyError)) throw error;
    fail(error.message);
  }
}

function readArguments() {
  try {
    const { values, positionals } = parseArgs({ allowPositionals: true, options: { config: { type: 'string' } } });
    const [name = '', operand, ...others] = positionals;
    const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (values.config === undefined || command === undefined || others.length > 0) return undefined;
    return { command, operand, config: values.config };
  } catch {
    // An unknown option: the usage lines say what is known.
    return undefined;
  }
}

function readSigned(file: string | undefined): string {
  if (file === undefined) throw new ConfigError('upload: name the file that mado-ca wrote');
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch {
    throw new ConfigError(`upload: ${file} cannot be read`);
  }
  if (bytes.byteLength > MAX_SIGNED_BYTES)
    throw new ConfigError(`upload: ${file} is larger than anything mado-ca writes`);
  return bytes.toString('utf8');
}

function listing({ devices, authority, revocationNumber, waiting }: DevicesView): string {
  const lines = devices.map(({ deviceId, role, condition, notAfter, name }) =>
    [deviceId, role, condition, `until ${moment(notAfter)}`, name].join('\t'),
  );
  const head = [
    `authority: ${authority.cityId}  ${authority.fingerprint}`,
    `list of revocations: ${revocationNumber ?? 'none'}`,
    `requests that wait: ${waiting.length}`,
  ];
  return `${[...head, ...(lines.length > 0 ? lines : ['no device has been enrolled'])].join('\n')}\n`;
}

function requests({ waiting }: DevicesView): string {
  if (waiting.length === 0) return 'no request waits\n';
  return waiting
    .map(
      ({ deviceId, role, name, fingerprint, text }) =>
        `# ${deviceId} (${role}) ${name}\n# fingerprint: ${fingerprint}\n${text}`,
    )
    .join('\n');
}

function uploaded({ certificates, revocationNumber, faults }: UploadOutcome): string {
  if (faults.length > 0) process.exitCode = 1;
  return [
    `certificates taken: ${certificates.join(', ') || 'none'}`,
    `list of revocations in force: ${revocationNumber ?? 'none'}`,
    ...faults.map((fault) => `not taken: ${fault}`),
    '',
  ].join('\n');
}

function moment(at: number): string {
  return new Date(at).toISOString();
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = EXIT_USAGE;
}

main();
