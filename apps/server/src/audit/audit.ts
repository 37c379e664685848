import type { ErrorCode, PersonId } from '@mado/signaling/wire';
import type { Clock } from '../clock.ts';
import type { ConfiguredDevice } from '../config/schema.ts';
import type { Logger } from '../log.ts';
import type { Database } from '../store/database.ts';
import { TokenBucket } from '../wire/rate.ts';
import { AnchorFile } from './anchors.ts';
import { AuditLog } from './log.ts';
import type { AuditEntry, Disturbance } from './record.ts';
import { openAuditKey } from './signing.ts';
import { AuditStore } from './store.ts';

/** An anchor this often while there is something new. */
export const ANCHOR_INTERVAL_MS = 15 * 60_000;
/** Refusals that get lines of their own: strangers must not be able to fill the disk. The rest are counted. */
const REFUSAL_RATE = { burst: 100, perSecond: 1 / 60 };

interface Surroundings {
  readonly dataDir: string;
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
}

/** The audit log as the running server uses it: lines into the database, anchors out of it. */
export class Audit {
  readonly #around: Surroundings;
  readonly #log: AuditLog;
  readonly #anchors: AnchorFile;
  readonly #refusals: TokenBucket;
  #omitted = 0;
  #anchored = 0;
  #stopClock: () => void = () => undefined;
  /** Who is logged in at a device. */
  #personAt: (deviceId: string) => PersonId | null = () => null;

  private constructor(around: Surroundings, log: AuditLog, anchors: AnchorFile) {
    this.#around = around;
    this.#log = log;
    this.#anchors = anchors;
    this.#refusals = new TokenBucket(REFUSAL_RATE, around.clock.now());
  }

  /** Takes the log up where it ended, and says so in the log when it is not as it was left. @throws {AuditKeyError} */
  static open(around: Surroundings): Audit {
    const { clock, database, dataDir } = around;
    const store = new AuditStore(database);
    const onDisturbed = (reason: Disturbance): void =>
      around.log.error({ reason }, 'the audit log is not as this server left it: run audit-main.ts verify');
    const log = new AuditLog({ store, key: openAuditKey(dataDir), clock, onDisturbed });
    const anchors = new AnchorFile(dataDir);
    const audit = new Audit(around, log, anchors);
    const fault = anchorFault(store, anchors);
    if (fault) {
      onDisturbed(fault);
      log.append({ actor: 'server', action: 'audit.disturbed', subject: { reason: fault } });
    }
    anchors.create();
    audit.#anchorLater();
    return audit;
  }

  /** From now on lines of a device name the person who is logged in there. */
  namePersons(personAt: (deviceId: string) => PersonId | null): void {
    this.#personAt = personAt;
  }

  /** Adds a line; inside a transaction it is kept or lost with the change that it tells of. Throws when it cannot be stored. */
  append(entry: AuditEntry): void {
    const person = entry.actor === 'server' ? null : this.#personAt(entry.actor.slice('device:'.length));
    this.#log.append(person === null ? entry : { ...entry, person });
  }

  /** Adds a line about something that has happened already, so that a line that cannot be stored must not stop what comes next. */
  note(entry: AuditEntry): void {
    try {
      this.append(entry);
    } catch (error) {
      this.#around.log.error({ action: entry.action, err: error }, 'an event could not be put into the audit log');
    }
  }

  /** Somebody was refused at `hello`. `device` only when it is a known one: what a stranger calls itself is not recorded. */
  refused(device: Pick<ConfiguredDevice, 'id'> | undefined, reason: ErrorCode): void {
    if (!this.#refusals.take(1, this.#around.clock.now())) {
      this.#omitted += 1;
      return;
    }
    this.note({
      actor: 'server',
      action: 'device.refused',
      subject: { reason, omitted: this.#omitted, ...(device && { device: device.id }) },
    });
    this.#omitted = 0;
  }

  /** Writes the head down outside of the database: into the file of anchors and into the server's log. */
  anchor(): void {
    const { clock, log } = this.#around;
    const head = this.#log.durableHead();
    if (head === null || head.seq === this.#anchored) return;
    this.#anchors.add({ ...head, time: new Date(clock.now()).toISOString() });
    this.#anchored = head.seq;
    log.info(head, 'audit head');
  }

  close(): void {
    this.#stopClock();
    this.anchor();
  }

  #anchorLater(): void {
    this.#stopClock = this.#around.clock.after(ANCHOR_INTERVAL_MS, () => {
      try {
        this.anchor();
      } catch (error) {
        this.#around.log.error({ err: error }, 'the audit head could not be written down; trying again later');
      }
      this.#anchorLater();
    });
  }
}

/** Whether the database is behind, or beside, what was written down last. */
function anchorFault(store: AuditStore, file: AnchorFile): Disturbance | null {
  if (!file.exists) return store.last() === null ? null : 'anchors-missing';
  const newest = file.read().at(-1);
  if (!newest) return null;
  const { anchor } = newest;
  return anchor !== null && store.hashOf(anchor.seq) === anchor.hash ? null : 'anchor-differs';
}
