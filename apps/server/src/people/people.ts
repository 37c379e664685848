import {
  PersonId,
  type DeskId,
  type DeviceId,
  type PersonEntry,
  type PersonState,
  type RequestOf,
} from '@mado/signaling/wire';
import { randomBytes } from 'node:crypto';
import type { Audit } from '../audit/audit.ts';
import { byDevice, type AuditActor } from '../audit/record.ts';
import type { Clock } from '../clock.ts';
import type { Badge, ConfiguredDevice, ProviderConfig } from '../config/schema.ts';
import type { Logger } from '../log.ts';
import type { Line } from '../wire/line.ts';
import { Refusal } from '../wire/refusal.ts';
import type { Routes } from '../wire/route.ts';
import { newCode, plainCode } from './codes.ts';
import { Door } from './door.ts';
import { hashPassword } from './password.ts';
import { PersonSessions, viewOf, type PersonTimes } from './person-sessions.ts';
import type { Person, PersonStore } from './person-store.ts';
import { Provider } from './provider.ts';
import { demandRight, servedDesks } from './rights.ts';
import { startWarnings } from './start-warnings.ts';

/** How long a code for the first log-in opens. */
export const SETUP_MS = 72 * 3600_000;

interface Surroundings {
  readonly store: PersonStore;
  readonly clock: Clock;
  readonly audit: Audit;
  readonly issuer: string;
  /** False: nobody logs in here, and a clerk's device counts for its clerk. */
  readonly needed: boolean;
  readonly times: PersonTimes;
  /** The city's OpenID Connect provider. */
  readonly provider: ProviderConfig | undefined;
  readonly log: Logger;
  /** The city's desks. */
  readonly desks: readonly DeskId[];
  /** The desk of the session in which a clerk's device is now. */
  readonly liveDeskOf: (deviceId: DeviceId) => DeskId | null;
  readonly changed: (deviceId: DeviceId) => void;
  /** The person at the device may not go on with the session there. */
  readonly thrownOut: (deviceId: DeviceId) => void;
}

/** The people of the city: who is at which device, what they may do, and their administration. */
export class People {
  readonly door: Door;
  readonly sessions: PersonSessions;
  readonly provider: Provider | null;
  readonly #around: Surroundings;

  constructor(around: Surroundings) {
    this.#around = around;
    const { audit, changed, clock, issuer, liveDeskOf, log, store, times } = around;
    const record = audit.append.bind(audit);
    this.sessions = new PersonSessions({
      ...{ store, clock, times, record, changed },
      provider: around.provider !== undefined,
    });
    const fits = (person: Person, line: Line): boolean => {
      const desk = liveDeskOf(line.device.id);
      return desk === null || servedDesks(viewOf(person), line.device.desks).includes(desk);
    };
    this.provider =
      around.provider === undefined
        ? null
        : new Provider({
            config: around.provider,
            ...{ clock, log, fits },
            personOf: (subject) => store.bySubject(subject),
            refused: (line, person) =>
              record({
                actor: byLine(line),
                action: 'person.refused',
                subject: person === null ? {} : { whom: person.id },
              }),
          });
    this.door = new Door({
      store,
      sessions: this.sessions,
      clock,
      issuer,
      record,
      fits,
      provider: this.provider,
    });
  }

  /** What whoever operates the server has to know at its start. */
  startWarnings(): string[] {
    return startWarnings(this.#around.needed, !this.#around.store.isEmpty());
  }

  close(): void {
    this.sessions.close();
  }

  arrive(line: Line, token: string | null): void {
    if (line.device.role === 'clerk') this.sessions.arrive(line, token);
  }

  leave(line: Line): void {
    this.sessions.leave(line);
  }

  stateAt(device: ConfiguredDevice): PersonState {
    if (!this.#around.needed || device.role !== 'clerk') return { phase: 'not-needed' };
    return this.sessions.stateAt(device.id);
  }

  /** @throws {Refusal} `forbidden` */
  allow(line: Line, method: keyof Routes): void {
    if (line.device.role === 'clerk') demandRight(method, this.stateAt(line.device));
  }

  servedAt(device: ConfiguredDevice): readonly DeskId[] {
    const state = this.stateAt(device);
    if (state.phase === 'not-needed') return device.desks ?? [];
    return state.phase === 'in' && !state.locked ? servedDesks(state.person, device.desks) : [];
  }

  /** A device as the other end sees it: a clerk is called by the name of the person there. */
  badge(device: ConfiguredDevice): Badge {
    if (!this.#around.needed || device.role !== 'clerk') return device;
    const person = this.sessions.at(device.id);
    const away = this.sessions.isAway(device.id);
    const { name = '', department = device.department } = person ?? {};
    return { ...device, name, department, ...(away ? { away } : {}) };
  }

  /** Whether a clerk's device is left alone. Always false where people do not log in: nobody can tell. */
  isAway(deviceId: DeviceId): boolean {
    return this.#around.needed && this.sessions.isAway(deviceId);
  }

  idAt(deviceId: string): PersonId | null {
    return this.sessions.shownAt(deviceId as DeviceId)?.id ?? null;
  }

  list(): PersonEntry[] {
    return this.#around.store.all().map(entryOf);
  }

  /** @throws {Refusal} `conflict` when the log-in name is taken, `not-found` for a desk that the city does not have */
  async create(
    by: AuditActor,
    { subject = null, ...wanted }: RequestOf<'people.create'>,
  ): Promise<{ person: PersonEntry; setupCode: string }> {
    const { store, audit } = this.#around;
    this.#checkDesks(wanted.desks);
    const { setup, setupCode } = await this.#newSetup();
    const id = PersonId.parse(`p-${randomBytes(9).toString('base64url')}`);
    const nothing = { passwordHash: null, totpSecret: null, totpStep: 0, disabled: false };
    const person: Person = { id, ...wanted, ...nothing, subject, setup };
    store.together(() => {
      if (store.byLogin(wanted.login)) throw new Refusal('conflict', 'the log-in name is taken');
      this.#checkSubject(person);
      store.save(person);
      audit.append({ actor: by, action: 'person.created', subject: { whom: id } });
    });
    return { person: entryOf(person), setupCode };
  }

  /** @throws {Refusal} `not-found`; `conflict` when nobody would be left who administers, or the subject is somebody else's */
  change(by: AuditActor, { id, subject, ...wanted }: RequestOf<'people.change'>): PersonEntry {
    const { store, audit } = this.#around;
    const before = this.#find(id);
    this.#checkDesks(wanted.desks);
    const after: Person = { ...before, ...wanted, ...(subject === undefined ? {} : { subject }) };
    this.#checkSubject(after);
    if (
      administers(before) &&
      !administers(after) &&
      !store.all().some((each) => each.id !== id && administers(each))
    ) {
      throw new Refusal('conflict', 'nobody would be left who administers');
    }
    const action = wanted.disabled && !before.disabled ? 'person.disabled' : 'person.changed';
    store.together(() => {
      store.save(after);
      audit.append({ actor: by, action, subject: { whom: id } });
    });
    const sameRights = JSON.stringify([before.roles, before.desks]) === JSON.stringify([after.roles, after.desks]);
    if (after.disabled || !sameRights || before.subject !== after.subject) this.#putOut(after);
    return entryOf(after);
  }

  /** Password, second factor and recovery codes are void. @throws {Refusal} `not-found` */
  async reset(by: AuditActor, id: PersonId): Promise<{ setupCode: string }> {
    const { store, audit } = this.#around;
    const { setup, setupCode } = await this.#newSetup();
    const person = this.#find(id);
    const after: Person = { ...person, passwordHash: null, totpSecret: null, setup };
    store.together(() => {
      store.save(after);
      store.setRecovery(id, []);
      store.setFailures(`account:${person.login}`, null);
      audit.append({ actor: by, action: 'person.reset', subject: { whom: id } });
    });
    this.#putOut(after);
    return { setupCode };
  }

  logOut(line: Line): void {
    if (this.#around.liveDeskOf(line.device.id) !== null) throw new Refusal('conflict', 'the device is in a session');
    this.sessions.end(line.device.id, 'logged-out');
  }

  /** Ends every log-in of a person at once, and a session that they may not go on with. */
  #putOut(person: Person): void {
    for (const deviceId of this.sessions.endAllOf(person.id, 'revoked')) {
      const desk = this.#around.liveDeskOf(deviceId);
      if (desk === null) continue;
      if (person.disabled || !servedDesks(viewOf(person), undefined).includes(desk)) this.#around.thrownOut(deviceId);
    }
  }

  #find(id: PersonId): Person {
    const person = this.#around.store.find(id);
    if (!person) throw new Refusal('not-found', 'no such person');
    return person;
  }

  #checkSubject({ id, subject }: Person): void {
    const other = subject === null ? null : this.#around.store.bySubject(subject);
    if (other !== null && other.id !== id) throw new Refusal('conflict', 'the subject is somebody else’s');
  }

  #checkDesks(desks: readonly DeskId[]): void {
    if (!desks.every((desk) => this.#around.desks.includes(desk))) throw new Refusal('not-found', 'no such desk');
  }

  async #newSetup(): Promise<{ setup: { hash: string; until: number }; setupCode: string }> {
    const setupCode = newCode();
    const hash = await hashPassword(plainCode(setupCode));
    return { setup: { hash, until: this.#around.clock.now() + SETUP_MS }, setupCode };
  }
}

const administers = ({ roles, disabled }: Person): boolean => roles.includes('it-administrator') && !disabled;

function entryOf(person: Person): PersonEntry {
  const { subject, disabled, totpSecret } = person;
  return { ...viewOf(person), subject, disabled, ready: totpSecret !== null || subject !== null };
}

export const byLine = (line: Line): AuditActor => byDevice(line.device.id);
