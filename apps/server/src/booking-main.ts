import { parseArgs } from 'node:util';
import { BookingNumber } from '@mado/signaling/wire';
import { Appointment } from './booking/issue.ts';
import { withTickets, type OfflineTickets } from './booking/offline.ts';
import { ConfigError, loadConfig } from './config/load.ts';

const USAGE = `usage: node src/booking-main.ts add --config FILE --desk ID [--procedure ID] --day YYYY-MM-DD
       node src/booking-main.ts import --config FILE --from FILE
       node src/booking-main.ts cancel --config FILE --number NUMBER
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
    await withTickets(loadConfig(asked.config, process.env), (tickets) => carryOut(tickets, asked));
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    fail(error.message);
  }
}

async function carryOut(tickets: OfflineTickets, { from, number, appointment }: Asked): Promise<void> {
  if (from !== null) {
    process.stdout.write(`bookings: ${await tickets.importFrom(from)}\n`);
    return;
  }
  if (number !== null) {
    const parsed = BookingNumber.safeParse(number);
    if (!parsed.success) throw new ConfigError('--number is not well formed');
    tickets.cancel(parsed.data);
    process.stdout.write('cancelled\n');
    return;
  }
  const wanted = Appointment.safeParse(appointment);
  if (!wanted.success) throw new ConfigError('--desk, --procedure or --day is not well formed');
  const made = await tickets.issue(wanted.data);
  process.stdout.write(`booking number: ${made.number}\nPIN: ${made.pin}\n`);
}

interface Asked {
  readonly config: string;
  readonly from: string | null;
  /** Of the ticket to be taken back. */
  readonly number: string | null;
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
        number: { type: 'string' },
      },
    });
    const [command, ...others] = positionals;
    const { config, desk, procedure, day, from, number } = values;
    if (config === undefined || others.length > 0) return undefined;
    if (command === 'import' && from !== undefined) return { config, from, number: null, appointment: null };
    if (command === 'cancel' && number !== undefined) return { config, from: null, number, appointment: null };
    if (command !== 'add') return undefined;
    return { config, from: null, number: null, appointment: { deskId: desk, procedureId: procedure ?? null, day } };
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
