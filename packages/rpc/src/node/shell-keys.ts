import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type DeviceKey, DeviceKeyError, hasSealedKey, loadDeviceKey, SEALED_KEY_FILE } from './device-key.ts';
import { NEW_WRAPPING_KEY, type ParentPort, type WrappingKey, wrappingKeyFrom } from './parent-port.ts';

/** What the shell says about the key that seals. */
export interface ShellKeys {
  readonly given: Promise<WrappingKey>;
  readonly makeAnew: () => Promise<WrappingKey>;
}

/** Listens at once: the port flows from its first listener on, and the shell speaks as soon as there is one. */
export function hearWrappingKey(parent: ParentPort): ShellKeys {
  const given = wrappingKeyFrom(parent);
  // Heard by whoever opens the key; a start that fails before that says its own cause.
  given.catch(() => undefined);
  return {
    given,
    makeAnew() {
      const made = wrappingKeyFrom(parent);
      parent.postMessage(NEW_WRAPPING_KEY);
      return made;
    },
  };
}

/** The device's key, sealed as the shell says; in clear where there is no shell. @throws DeviceKeyError, or the disk's own error */
export async function openDeviceKey(dataDir: string, shell: ShellKeys | undefined): Promise<DeviceKey> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  if (!shell) return loadDeviceKey(dataDir);
  let wrappingKey = await shell.given;
  // What seals nothing any more may be made anew; what seals a key here waits for a person.
  if (wrappingKey === 'locked' && !(await hasSealedKey(dataDir))) wrappingKey = await shell.makeAnew();
  if (wrappingKey === 'locked') throw new DeviceKeyError('sealed', join(dataDir, SEALED_KEY_FILE));
  return loadDeviceKey(dataDir, wrappingKey);
}
