import { Audit } from '../audit/audit.ts';
import { systemClock } from '../clock.ts';
import type { LoadedConfig } from '../config/load.ts';
import { createLogger } from '../log.ts';
import { openDatabase } from '../store/database.ts';
import { cancelTicket, importTickets, issueTicket, type Appointment } from './issue.ts';
import { TicketStore } from './ticket-store.ts';
import type { BookingKey, BookingNumber } from '@mado/signaling/wire';

/** Check-in tickets as the operator makes them, each with its line in the audit log. */
export interface OfflineTickets {
  /** @throws {ConfigError} */
  issue(appointment: Appointment): Promise<BookingKey>;
  /** @returns how many @throws {ConfigError} */
  importFrom(file: string): Promise<number>;
  /** @throws {ConfigError} when there is no such ticket */
  cancel(number: BookingNumber): void;
}

/** The tickets of a data folder without the server around them; the server may be running beside. @throws {AuditKeyError} */
export async function withTickets<T>(
  { server, city }: LoadedConfig,
  act: (tickets: OfflineTickets) => Promise<T>,
): Promise<T> {
  const { dataDir } = server;
  const database = openDatabase(dataDir);
  const audit = Audit.open({ dataDir, database, clock: systemClock, log: createLogger('warn') });
  const store = new TicketStore(database, (action, desk) =>
    audit.append({ actor: 'server', action, subject: { desk } }),
  );
  try {
    return await act({
      issue: (appointment) => issueTicket(store, city, appointment),
      importFrom: (file) => importTickets(store, city, file),
      cancel: (number) => cancelTicket(store, number),
    });
  } finally {
    audit.close();
    database.close();
  }
}
