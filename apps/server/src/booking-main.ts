import { parseArgs } from 'node:util';
import { importTickets, issueTicket, Appointment } from './booking/issue.ts';
import { TicketStore } from './booking/ticket-store.ts';
import { ConfigError, loadConfig } from './config/load.ts';
import { openDatabase } from './store/database.ts';

const USAGE = `usage: node src/booking-main.ts add --config FILE --desk ID [--procedure ID] --day YYYY-MM-DD
       node src/booking-main.ts import --config FILE --from FILE
The server may be running. add prints the number and the PIN once; import reads [{ number, pin, deskId, procedureId, day, answers? }, …].`;
const EXIT_USAGE = 2;

/** Makes check-in tickets for bookings that were made elsewhere: by telephone, or in another system. */
async function main(): Promise<void> {
  const asked = readArguments();
  if (!asked) {
    fail(USAGE);
    return;
  }
  try {
    const { city, server } = loadConfig(asked.config, process.env);
    const database = openDatabase(server.dataDir);
    try {
      const store = new TicketStore(database);
      if (asked.from !== null) {
        process.stdout.write(`bookings: ${await importTickets(store, city, asked.from)}\n`);
        return;
      }
      const appointment = Appointment.safeParse(asked.appointment);
      if (!appointment.success) throw new ConfigError('--desk, --procedure or --day is not well formed');
      const { number, pin } = await issueTicket(store, city, appointment.data);
      process.stdout.write(`booking number: ${number}\nPIN: ${pin}\n`);
    } finally {
      database.close();
    }
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    fail(error.message);
  }
}

interface Asked {
  readonly config: string;
  readonly from: string | null;
  readonly appointment: unknown;
}

function readArguments(): Asked | undefined {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        config: { type: 'string' },
        desk: { type: 'string' },
        procedure: { type: 'string' },
        day: { type: 'string' },
        from: { type: 'string' },
      },
    });
    const [command, ...others] = positionals;
    const { config, desk, procedure, day, from } = values;
    if (config === undefined || others.length > 0) return undefined;
    if (command === 'import' && from !== undefined) return { config, from, appointment: null };
    if (command !== 'add') return undefined;
    return { config, from: null, appointment: { deskId: desk, procedureId: procedure ?? null, day } };
  } catch {
    // An unknown option: the usage lines say what is known.
    return undefined;
  }
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = EXIT_USAGE;
}

await main();
