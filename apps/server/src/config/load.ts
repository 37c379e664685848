import { accessSync, constants, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { City, ServerConfig } from './schema.ts';

/** The configuration cannot be used. `message` names the file and the path of every bad field, for the person who edits it. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Everything that `startServer` needs to know: the file's contents with absolute paths, and the city it points to. */
export interface LoadedConfig {
  readonly server: ServerConfig;
  readonly city: City;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Environment variable → path of the field that it overrides. Values are JSON where they parse as such, else text. */
const OVERRIDES: Readonly<Record<string, readonly string[]>> = {
  MADO_LISTEN_HOST: ['listen', 'host'],
  MADO_LISTEN_PORT: ['listen', 'port'],
  MADO_DATA_DIR: ['dataDir'],
  MADO_CITY_FILE: ['cityFile'],
  MADO_MEDIA_IP: ['media', 'listenIp'],
  MADO_MEDIA_ANNOUNCED: ['media', 'announcedAddress'],
  MADO_MEDIA_PORT: ['media', 'port'],
  MADO_MEDIA_WORKERS: ['media', 'workers'],
  MADO_MEDIA_UDP: ['media', 'udp'],
  MADO_MEDIA_TCP: ['media', 'tcp'],
  MADO_GRACE_SECONDS: ['graceSeconds'],
  MADO_OFFER_SECONDS: ['offerSeconds'],
  MADO_ERASURE_SECONDS: ['erasureSeconds'],
  MADO_ABANDONMENT_SECONDS: ['abandonmentSeconds'],
  MADO_LONGEST_WAIT_SECONDS: ['longestWaitSeconds'],
  MADO_CHANNEL_QUOTA_BYTES: ['channel', 'quotaBytes'],
  MADO_PEOPLE_LOG_IN: ['people', 'logIn'],
  MADO_TRAY_SESSION_BYTES: ['tray', 'sessionBytes'],
  MADO_TRAY_SERVER_BYTES: ['tray', 'serverBytes'],
  MADO_LOG_LEVEL: ['log', 'level'],
};
/** Overrides that are always text, so that a directory called `1` stays one. */
const TEXT_OVERRIDES = new Set(['MADO_DATA_DIR', 'MADO_CITY_FILE', 'MADO_LISTEN_HOST']);

/**
 * Reads and checks the configuration file and the city file that it names. Relative paths in the file are taken from
 * the file's folder, those in the environment from the working directory.
 * @throws {ConfigError}
 */
export function loadConfig(file: string, environment: Environment): LoadedConfig {
  const path = resolve(file);
  const given = readJson(path);
  if (!isRecord(given)) throw new ConfigError(`${path}: must hold one JSON object`);
  const config = check(ServerConfig, override(anchor(given, dirname(path)), environment), path);
  const city = check(City, readJson(config.cityFile), config.cityFile);
  checkDesks(config, city, path);
  checkSecret(config, path);
  return { server: config, city };
}

/** Desks that devices name must exist in the city. @throws {ConfigError} */
function checkDesks(config: ServerConfig, city: City, path: string): void {
  const known = new Set<string>(city.desks.map((desk) => desk.id));
  const strangers = config.devices.flatMap((device, index) =>
    (device.desks ?? []).flatMap((desk, place) =>
      known.has(desk) ? [] : [`devices[${index}].desks[${place}]: the city has no desk "${desk}"`],
    ),
  );
  if (strangers.length > 0) throw new ConfigError(`${path}:\n${strangers.join('\n')}`);
}

/** The provider's client secret is read when it is needed; whether it is there is seen now. @throws {ConfigError} */
function checkSecret({ people }: ServerConfig, path: string): void {
  const file = people.provider?.clientSecretFile;
  if (file === undefined) return;
  try {
    accessSync(file, constants.R_OK);
  } catch {
    throw new ConfigError(`${path}:\npeople.provider.clientSecretFile: ${file} cannot be read`);
  }
}

function readJson(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new ConfigError(`${path}: cannot be read (${error instanceof Error ? error.message : String(error)})`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ConfigError(`${path}: is not JSON (${error instanceof Error ? error.message : String(error)})`);
  }
}

function check<S extends z.ZodType>(schema: S, value: unknown, path: string): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const lines = result.error.issues.map(
    (issue) => `${z.core.toDotPath(issue.path) || '(whole file)'}: ${issue.message}`,
  );
  throw new ConfigError(`${path}:\n${lines.join('\n')}`);
}

/** Makes the file's own relative paths absolute. */
function anchor(given: Record<string, unknown>, folder: string): Record<string, unknown> {
  const absolute = (value: unknown): unknown => (typeof value === 'string' ? resolve(folder, value) : value);
  const tls = given['tls'];
  const people = given['people'];
  const provider = isRecord(people) ? people['provider'] : undefined;
  return {
    ...given,
    ...('dataDir' in given && { dataDir: absolute(given['dataDir']) }),
    ...('cityFile' in given && { cityFile: absolute(given['cityFile']) }),
    ...(isRecord(people) &&
      isRecord(provider) &&
      'clientSecretFile' in provider && {
        people: {
          ...people,
          provider: { ...provider, clientSecretFile: absolute(provider['clientSecretFile']) },
        },
      }),
    ...(isRecord(tls) && { tls: { ...tls, certFile: absolute(tls['certFile']), keyFile: absolute(tls['keyFile']) } }),
  };
}

function override(given: Record<string, unknown>, environment: Environment): Record<string, unknown> {
  let result = given;
  for (const [variable, path] of Object.entries(OVERRIDES)) {
    const text = environment[variable];
    if (text === undefined || text === '') continue;
    result = withField(result, path, valueOf(variable, text));
  }
  return result;
}

function valueOf(variable: string, text: string): unknown {
  if (variable === 'MADO_DATA_DIR' || variable === 'MADO_CITY_FILE') return resolve(text);
  if (TEXT_OVERRIDES.has(variable)) return text;
  try {
    return JSON.parse(text);
  } catch {
    // Not a number or a truth value: taken as the text that it is, and the schema decides.
    return text;
  }
}

function withField(record: Record<string, unknown>, path: readonly string[], value: unknown): Record<string, unknown> {
  const [head, ...rest] = path;
  if (head === undefined) return record;
  if (rest.length === 0) return { ...record, [head]: value };
  const inner = record[head];
  return { ...record, [head]: withField(isRecord(inner) ? inner : {}, rest, value) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
