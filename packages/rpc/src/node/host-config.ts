import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { describeIssues } from '../frame.ts';

/** What the window around a host needs to know; the part `shell` of a device's configuration file. */
export const ShellConfig = z.strictObject({
  /** `kiosk`: the whole screen, without a way out. `window`: a normal window. */
  mode: z.enum(['kiosk', 'window']).default('window'),
  /**
   * For development: server certificates accepted beside those the system trusts, as base64 of the SHA-256 of the
   * SubjectPublicKeyInfo (RFC 7469, section 2.4).
   */
  pinnedKeys: z.array(z.base64().length(44)).max(10).default([]),
  /** Where the city's own sign-in page is: the only address that the window hands to the system's browser. */
  signInOrigin: z.url({ protocol: /^https$/ }).optional(),
});
export type ShellConfig = z.infer<typeof ShellConfig>;

/** The configuration file cannot be used. The message names places in the file, never values. */
export class HostConfigError extends Error {
  override readonly name = 'HostConfigError';
}

/**
 * Reads a device's configuration (JSON). The part `shell` belongs to the window around the host and is taken out before
 * the host's own schema sees the rest.
 */
export async function readHostConfig<S extends z.ZodType>(file: string, schema: S): Promise<z.infer<S>> {
  const { shell, ...rest } = await readObject(file);
  check(ShellConfig, shell ?? {}, file, 'shell');
  return check(schema, rest, file, 'configuration');
}

/** What the shell takes from the same file: its own part, and the server's address for the page policy. */
export async function readShellConfig(file: string): Promise<ShellConfig & { readonly serverUrl: string }> {
  const whole = await readObject(file);
  const shell = check(ShellConfig, whole['shell'] ?? {}, file, 'shell');
  const { serverUrl } = check(z.object({ serverUrl: z.url({ protocol: /^wss$/ }) }), whole, file, 'configuration');
  return { ...shell, serverUrl };
}

async function readObject(file: string): Promise<Record<string, unknown>> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new HostConfigError(`cannot read ${file}`, { cause: error });
  }
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    // The parser's message quotes the text.
    throw new HostConfigError(`${file} is not JSON`);
  }
  return check(z.record(z.string(), z.unknown()), data, file, 'configuration');
}

function check<S extends z.ZodType>(schema: S, data: unknown, file: string, part: string): z.infer<S> {
  const result = read(schema, data);
  if (!result.success) throw new HostConfigError(`${file}, ${part}: ${describeIssues(result.error)}`);
  return result.data;
}

function read<S extends z.ZodType>(schema: S, data: unknown): z.ZodSafeParseResult<z.infer<S>> {
  return schema.safeParse(data);
}
