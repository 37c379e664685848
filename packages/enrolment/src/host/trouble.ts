import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { StoreTrouble } from '../contract/index.ts';
import { ENROLMENT_FILE, REQUEST_FILE } from '../store/device-store.ts';
import { DeviceStoreError } from '../store/store-error.ts';
import type { DeviceDescription, DeviceHandlers } from './device-handlers.ts';

export interface DeviceInTroubleOptions {
  readonly device: DeviceDescription;
  readonly dataDir: string;
  /** Names of the device key's files there. */
  readonly keyFiles: readonly string[];
  /** Name of the kiosk's list of jobs there. */
  readonly jobsFile?: string;
  readonly refuse: (code: 'not-set-aside', message: string) => Error;
  /** Ends this process, to be started again. */
  readonly restart: () => void;
  readonly onChange: (what: 'trouble' | 'set-aside', cause: StoreTrouble) => void;
  /** This device's clock, in milliseconds since the Unix epoch. */
  readonly now: () => number;
}

/** What a repair mends and a new beginning does not. */
const REPAIRED: readonly StoreTrouble[] = ['no-rights', 'disk-full', 'disk-failed'];

const OF_KEY: Readonly<Record<string, StoreTrouble>> = {
  sealed: 'key-sealed',
  unreadable: 'key-damaged',
  'not-ed25519': 'key-damaged',
  'too-open': 'key-open',
};

/** Errors of the system (errno) and of SQLite, by their codes. */
const OF_DISK: Readonly<Record<string, StoreTrouble>> = {
  EACCES: 'no-rights',
  EPERM: 'no-rights',
  EROFS: 'no-rights',
  SQLITE_READONLY: 'no-rights',
  SQLITE_CANTOPEN: 'no-rights',
  SQLITE_PERM: 'no-rights',
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  SQLITE_FULL: 'disk-full',
  EIO: 'disk-failed',
  ENOTDIR: 'disk-failed',
  EISDIR: 'disk-failed',
  SQLITE_IOERR: 'disk-failed',
  SQLITE_NOTADB: 'jobs-damaged',
  SQLITE_CORRUPT: 'jobs-damaged',
};

/** What an error at a host's start says of the device's store in `dataDir`; null: it is about something else. */
export function troubleOf(error: unknown, dataDir: string): StoreTrouble | null {
  if (error instanceof DeviceStoreError) return error.reason;
  if (!(error instanceof Error)) return null;
  // The key's store is another room, which this one does not need otherwise.
  if (error.name === 'DeviceKeyError' && 'reason' in error) return OF_KEY[String(error.reason)] ?? null;
  if (!('code' in error) || typeof error.code !== 'string') return null;
  if ('path' in error && typeof error.path === 'string' && !isAbout(error.path, dataDir)) return null;
  // SQLite's extended codes begin with the plain one: SQLITE_IOERR_WRITE.
  const plain = /^SQLITE_[A-Z]+/.exec(error.code)?.[0] ?? error.code;
  return OF_DISK[plain] ?? null;
}

/**
 * What a host answers while its store cannot be used: why, and a way to begin anew. Null: the error is not about the store. Nothing is changed before
 * a person says so.
 */
export function deviceInTrouble(
  error: unknown,
  options: DeviceInTroubleOptions,
): Pick<DeviceHandlers, 'device.trouble' | 'device.restart'> | null {
  const cause = troubleOf(error, options.dataDir);
  if (cause === null) return null;
  const { device, dataDir, refuse, restart, onChange } = options;
  const canSetAside = !REPAIRED.includes(cause);
  onChange('trouble', cause);
  return {
    'device.trouble': () => ({
      trouble: { cause, deviceId: device.deviceId, name: device.name, folder: dataDir.slice(0, 1000), canSetAside },
    }),
    'device.restart': async ({ setAside: wanted }) => {
      if (wanted) {
        if (!canSetAside) throw refuse('not-set-aside', cause);
        try {
          await setAside(cause, options);
        } catch (failure) {
          throw refuse('not-set-aside', failure instanceof Error ? failure.message : cause);
        }
        onChange('set-aside', cause);
      }
      restart();
      // Never answered: the caller's line breaks when the process ends, and not before.
      return new Promise(() => undefined);
    },
  };
}

/** Whether a path is in the folder, or on the way to it. */
function isAbout(path: string, dataDir: string): boolean {
  const [one, other] = [path, dataDir].map((each) => (each.endsWith(sep) ? each : each + sep)) as [string, string];
  return one.startsWith(other) || other.startsWith(one);
}

/** Moves what belongs to the trouble into a folder of its own, so that a technician can still look at it. */
async function setAside(cause: StoreTrouble, options: DeviceInTroubleOptions): Promise<void> {
  const { dataDir, keyFiles, jobsFile, now } = options;
  if (cause === 'jobs-damaged') {
    if (jobsFile === undefined) return;
    // Names of jobs and counts of pages: nothing that anybody looks at later.
    for (const end of ['', '-wal', '-shm']) await rm(join(dataDir, `${jobsFile}${end}`), { force: true });
    return;
  }
  const place = join(dataDir, `set-aside-${new Date(now()).toISOString().replaceAll(':', '')}`);
  const ofKey = cause.startsWith('key-') ? keyFiles : [];
  const names = (await readdir(dataDir)).filter(
    (name) =>
      name === ENROLMENT_FILE ||
      name === REQUEST_FILE ||
      /^revocations-[0-9a-f]+\.bin$/.test(name) ||
      ofKey.includes(name),
  );
  await mkdir(place, { mode: 0o700 });
  for (const name of names) await rename(join(dataDir, name), join(place, name));
}
