import { parseArgs } from 'node:util';
import { LoginName, type Role } from '@mado/signaling/wire';
import { AuditKeyError } from './audit/signing.ts';
import { ConfigError, loadConfig, type LoadedConfig } from './config/load.ts';
import { withPeople } from './people/offline.ts';
import { SETUP_MS, type People } from './people/people.ts';
import { MasterKeyError } from './store/vault.ts';
import { Refusal } from './wire/refusal.ts';

const USAGE = `usage: node src/people-main.ts create-admin --config FILE --login NAME --name NAME [--department NAME] [--desk ID]…
       node src/people-main.ts reset --config FILE --login NAME
The server may be running. Prints a code that opens once, within ${SETUP_MS / 3600_000} hours.`;
const EXIT_USAGE = 2;

interface Asked {
  readonly command: 'create-admin' | 'reset';
  readonly config: string;
  readonly login: string;
  readonly name: string | undefined;
  readonly department: string;
  readonly desks: readonly string[];
}

/** Makes the first administrator, or gives one who lost everything a new beginning. */
async function main(): Promise<void> {
  const asked = readArguments();
  if (!asked) {
    fail(USAGE);
    return;
  }
  try {
    const config = loadConfig(asked.config, process.env);
    const code = await withPeople(config, (people) => carryOut(people, asked, config));
    process.stdout.write(`login: ${asked.login}\nset-up code: ${code}\n`);
  } catch (error) {
    if (!isForPeople(error)) throw error;
    fail(error.message);
  }
}

async function carryOut(people: People, asked: Asked, { city }: LoadedConfig): Promise<string> {
  if (asked.command === 'reset') {
    const person = people.list().find(({ login }) => login === asked.login);
    if (!person) throw new Refusal('not-found', 'nobody has this log-in name');
    return (await people.reset('server', person.id)).setupCode;
  }
  const login = LoginName.safeParse(asked.login);
  if (!login.success) throw new ConfigError('--login: small letters, digits, dots and dashes, two to forty');
  const desks = city.desks.map(({ id }) => id).filter((id) => asked.desks.includes(id));
  if (desks.length !== asked.desks.length) throw new ConfigError('--desk: the city has no such desk');
  const roles: Role[] = desks.length > 0 ? ['it-administrator', 'clerk'] : ['it-administrator'];
  const { department } = asked;
  const created = await people.create('server', {
    ...{ login: login.data, name: asked.name ?? login.data, department, roles, desks },
  });
  return created.setupCode;
}

function readArguments(): Asked | undefined {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        config: { type: 'string' },
        login: { type: 'string' },
        name: { type: 'string' },
        department: { type: 'string', default: '' },
        desk: { type: 'string', multiple: true, default: [] },
      },
    });
    const [command, ...others] = positionals;
    const { config, login, name, department, desk: desks } = values;
    if (config === undefined || login === undefined || others.length > 0) return undefined;
    if (command !== 'create-admin' && command !== 'reset') return undefined;
    return { command, config, login, name, department, desks };
  } catch {
    // An unknown option: the usage lines say what is known.
    return undefined;
  }
}

/** What the operator can mend. */
function isForPeople(error: unknown): error is Error {
  if (error instanceof ConfigError || error instanceof Refusal) return true;
  return error instanceof MasterKeyError || error instanceof AuditKeyError;
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = EXIT_USAGE;
}

await main();
