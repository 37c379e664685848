import type { LogInStep, Tongue } from '@mado/signaling/wire';
import { randomBytes } from 'node:crypto';
import type { AuditEntry } from '../audit/record.ts';
import { byDevice } from '../audit/record.ts';
import type { Clock } from '../clock.ts';
import type { Line } from '../wire/line.ts';
import { newRecoveryCodes, plainCode, recoveryHash } from './codes.ts';
import { hashPassword, isPassword, passwordFault } from './password.ts';
import type { PersonSessions } from './person-sessions.ts';
import type { Person, PersonStore } from './person-store.ts';
import type { Provider } from './provider.ts';
import { failedOnceMore, waitUntil } from './throttle.ts';
import { acceptedStep, base32, TOTP_SECRET_BYTES, totpUri } from './totp.ts';

/** Half a log-in is forgotten after so long. */
const PATIENCE_MS = 5 * 60_000;

/** How far somebody at a line has come. */
type Progress =
  | { readonly at: 'code' }
  | { readonly at: 'password' }
  | { readonly at: 'factor'; readonly passwordHash: string; readonly secret: Uint8Array };
interface Visit {
  readonly person: Person['id'];
  readonly until: number;
  readonly progress: Progress;
}

interface Surroundings {
  readonly store: PersonStore;
  readonly sessions: PersonSessions;
  /** The city's own provider, if it has one. */
  readonly provider: Provider | null;
  readonly clock: Clock;
  /** Named in authenticator apps. */
  readonly issuer: string;
  readonly record: (entry: AuditEntry) => void;
  /** Whether the person may be at this device now: a device in a call keeps somebody who serves its desk. */
  readonly fits: (person: Person, line: Line) => boolean;
}

type Factor = 'code' | 'recovery' | 'first' | 'provider';

const WRONG: LogInStep = { step: 'wrong' };
const AGAIN: LogInStep = { step: 'again' };

/**
 * The door: name and password, then the code; the first time, a code on paper, then a password and a second factor of one's own.
 * Every try is counted before it is looked at, so that many at once are no way around the waits.
 */
export class Door {
  readonly #around: Surroundings;
  readonly #visits = new WeakMap<Line, Visit>();

  constructor(around: Surroundings) {
    this.#around = around;
  }

  async logIn(line: Line, typed: string, password: string): Promise<LogInStep> {
    const { store, clock, provider } = this.#around;
    this.#visits.delete(line);
    provider?.abandon(line);
    const login = typed.normalize('NFKC').trim().toLowerCase();
    const wait = this.#charge(line, login);
    if (wait) return wait;
    const person = store.byLogin(login);
    const setup = person !== null && person.setup !== null && person.setup.until > clock.now() ? person.setup : null;
    const right = await isPassword(setup?.hash ?? person?.passwordHash ?? null, setup ? plainCode(password) : password);
    const ready = person !== null && (setup !== null || person.totpSecret !== null);
    if (!right || !ready || person.disabled || !this.#around.fits(person, line)) return this.#refuse(line, person);
    this.#uncharge(line, login);
    this.#visit(line, person, { at: setup ? 'password' : 'code' });
    return { step: setup ? 'password' : 'code' };
  }

  /** The second factor, or a recovery code in its place. */
  confirm(line: Line, code: string): LogInStep {
    const { store, clock } = this.#around;
    const { person, progress } = this.#present(line);
    if (person === null || progress?.at !== 'code' || person.totpSecret === null) return AGAIN;
    const wait = this.#charge(line, person.login);
    if (wait) return wait;
    const step = acceptedStep(person.totpSecret, code, clock.now(), person.totpStep);
    if (step !== undefined) {
      store.save({ ...person, totpStep: step });
      return this.#enter(line, person, 'code', []);
    }
    if (store.useRecovery(person.id, recoveryHash(person.id, code))) return this.#enter(line, person, 'recovery', []);
    return this.#refuse(line, person);
  }

  async choosePassword(line: Line, password: string): Promise<LogInStep> {
    const { person, progress } = this.#present(line);
    if (person === null || (progress?.at !== 'password' && progress?.at !== 'factor')) return AGAIN;
    const fault = passwordFault(password, person.login);
    if (fault !== null) return { step: 'weak', because: fault };
    const passwordHash = await hashPassword(password);
    const secret = randomBytes(TOTP_SECRET_BYTES);
    this.#visit(line, person, { at: 'factor', passwordHash, secret });
    return { step: 'factor', secret: base32(secret), uri: totpUri(secret, this.#around.issuer, person.login) };
  }

  /** The first code of the new second factor: only now does anything become the person's. */
  confirmFactor(line: Line, code: string): LogInStep {
    const { store, clock } = this.#around;
    const { person, progress } = this.#present(line);
    if (person === null || progress?.at !== 'factor') return AGAIN;
    const wait = this.#charge(line, person.login);
    if (wait) return wait;
    const step = acceptedStep(progress.secret, code, clock.now(), 0);
    if (step === undefined) return this.#refuse(line, person);
    const codes = newRecoveryCodes();
    const { passwordHash, secret } = progress;
    store.together(() => {
      store.save({ ...person, passwordHash, totpSecret: secret, totpStep: step, setup: null });
      store.setRecovery(
        person.id,
        codes.map((each) => recoveryHash(person.id, each)),
      );
    });
    return this.#enter(line, person, 'first', codes);
  }

  /** Sends the browser to the city's provider: to log in, or to open a locked screen for the person who locked it. */
  async throughProvider(line: Line, tongue: Tongue): Promise<LogInStep> {
    const { provider, sessions } = this.#around;
    this.#visits.delete(line);
    return provider === null ? AGAIN : provider.begin(line, tongue, sessions.shownAt(line.device.id)?.id ?? null);
  }

  /** The number that the browser shows when it is back. */
  number(line: Line, code: string): LogInStep {
    const { provider, sessions, store, fits } = this.#around;
    const who = provider?.match(line, code) ?? AGAIN;
    if (typeof who !== 'string') return who;
    const person = store.find(who);
    // Meanwhile they may have been disabled, or the citizen may have gone on to another desk.
    if (person === null || person.disabled || !fits(person, line)) {
      this.#refuse(line, person);
      return AGAIN;
    }
    const { id } = line.device;
    if (sessions.shownAt(id)?.id !== person.id) return this.#enter(line, person, 'provider', []);
    sessions.unlock(id);
    return { step: 'in', token: null, state: sessions.stateAt(id), recoveryCodes: [] };
  }

  /** Opens a locked screen for the person who locked it. */
  async unlock(line: Line, password: string): Promise<LogInStep> {
    const { sessions } = this.#around;
    const { id } = line.device;
    const person = sessions.shownAt(id);
    if (person === null) return AGAIN;
    const wait = this.#charge(line, person.login);
    if (wait) return wait;
    if (!(await isPassword(person.passwordHash, password))) return this.#refuse(line, person);
    // Meanwhile the log-in may have ended.
    if (sessions.shownAt(id)?.id !== person.id) return AGAIN;
    this.#forgive(line, person.login);
    sessions.unlock(id);
    return { step: 'in', token: null, state: sessions.stateAt(id), recoveryCodes: [] };
  }

  #enter(line: Line, person: Person, factor: Factor, recoveryCodes: string[]): LogInStep {
    const { sessions, record } = this.#around;
    this.#visits.delete(line);
    this.#forgive(line, person.login);
    const token = sessions.begin(line, person.id, factor === 'provider');
    record({ actor: byDevice(line.device.id), action: 'person.loggedIn', subject: { whom: person.id, factor } });
    return { step: 'in', token, state: sessions.stateAt(line.device.id), recoveryCodes };
  }

  #refuse(line: Line, person: Person | null): LogInStep {
    this.#around.record({
      actor: byDevice(line.device.id),
      action: 'person.refused',
      subject: person === null ? {} : { whom: person.id },
    });
    return WRONG;
  }

  #visit(line: Line, person: Person, progress: Progress): void {
    const until = this.#around.clock.now() + PATIENCE_MS;
    this.#visits.set(line, { person: person.id, until, progress });
  }

  /** Who is half in at this line; nobody when they were disabled or given a new code meanwhile. */
  #present(line: Line): { person: Person | null; progress?: Progress } {
    const visit = this.#visits.get(line);
    if (visit === undefined || visit.until <= this.#around.clock.now()) return { person: null };
    const person = this.#around.store.find(visit.person);
    const first = visit.progress.at !== 'code';
    if (person === null || person.disabled || first !== (person.setup !== null)) return { person: null };
    return { person, progress: visit.progress };
  }

  #charge(line: Line, login: string): LogInStep | null {
    const { store, clock } = this.#around;
    const now = clock.now();
    const keys = keysOf(line, login);
    const until = Math.max(...keys.map((key) => waitUntil(store.failures(key), now)));
    if (until > now) return { step: 'wait', until };
    for (const key of keys) store.setFailures(key, failedOnceMore(store.failures(key), now));
    return null;
  }

  /** Takes one charge back: the password was right, but only the second factor clears what was before. */
  #uncharge(line: Line, login: string): void {
    const { store } = this.#around;
    for (const key of keysOf(line, login)) {
      const before = store.failures(key);
      if (before !== null) store.setFailures(key, { ...before, failures: Math.max(0, before.failures - 1) });
    }
  }

  #forgive(line: Line, login: string): void {
    for (const key of keysOf(line, login)) this.#around.store.setFailures(key, null);
  }
}

/** A name that nobody has is counted like one that somebody has; what was typed is bounded by the wire. */
const keysOf = (line: Line, login: string): string[] => [`account:${login}`, `device:${line.device.id}`];
