import { Audit } from '../audit/audit.ts';
import { systemClock, type Clock } from '../clock.ts';
import type { LoadedConfig } from '../config/load.ts';
import { createLogger } from '../log.ts';
import { openDatabase } from '../store/database.ts';
import { openVault } from '../store/vault.ts';
import { People } from './people.ts';
import { PersonStore } from './person-store.ts';

/** The people of a data folder without the server around them; the server may be running beside. @throws {MasterKeyError} @throws {AuditKeyError} */
export async function withPeople<T>(
  config: LoadedConfig,
  act: (people: People) => Promise<T>,
  clock: Clock = systemClock,
): Promise<T> {
  const { dataDir, people: times } = config.server;
  const database = openDatabase(dataDir);
  const vault = openVault(dataDir);
  const log = createLogger('warn');
  const audit = Audit.open({ dataDir, database, clock, log });
  const people = new People({
    store: new PersonStore(database, vault),
    clock,
    audit,
    issuer: config.city.name,
    needed: true,
    provider: undefined,
    log,
    times: { idleMs: times.idleSeconds * 1000, longestMs: times.longestSeconds * 1000 },
    desks: config.city.desks.map(({ id }) => id),
    liveDeskOf: () => null,
    changed: () => undefined,
    thrownOut: () => undefined,
  });
  try {
    return await act(people);
  } finally {
    people.close();
    audit.close();
    vault.destroy();
    database.close();
  }
}
