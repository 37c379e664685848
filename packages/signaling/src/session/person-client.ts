import type { SignalingClient } from '../client/signaling-client.ts';
import { Store } from '../core/index.ts';
import type { LogInStep, PersonState, Tongue } from '../wire/index.ts';

/** Where a window keeps the token of its person: over a reload, and no longer than the window lives (`sessionStorage`). */
export interface TokenMemory {
  get(): string | null;
  set(token: string | null): void;
}

/** For windows that are never reloaded, and tests. */
export function forgetfulMemory(): TokenMemory {
  let kept: string | null = null;
  return { get: () => kept, set: (token) => (kept = token) };
}

/** Whether the desk is answered: somebody is logged in and the screen is not locked, or nobody needs to be. */
export function isAtWork(state: PersonState | null): boolean {
  return state?.phase === 'not-needed' || (state?.phase === 'in' && !state.locked);
}

/**
 * The person at this window, as the server sees them; null before the first `hello`. Each step of the door answers with the next one;
 * a step whose line broke fails with a `SignalingError`, and the log-in begins anew.
 */
export class PersonClient extends Store<PersonState | null> {
  readonly #signaling: SignalingClient;
  readonly #memory: TokenMemory;

  constructor(signaling: SignalingClient, memory: TokenMemory) {
    super(null);
    this.#signaling = signaling;
    this.#memory = memory;
    signaling.on('welcome', ({ person }) => this.#stands(person));
    signaling.on('person.state', ({ state }) => this.#stands(state));
  }

  /** @param password the set-up code at the first log-in */
  async logIn(login: string, password: string): Promise<LogInStep> {
    return this.#took(await this.#signaling.request('person.logIn', { login, password }));
  }

  /** @param code of the second factor, or a recovery code */
  async confirm(code: string): Promise<LogInStep> {
    return this.#took(await this.#signaling.request('person.confirm', { code }));
  }

  async choosePassword(password: string): Promise<LogInStep> {
    return this.#took(await this.#signaling.request('person.choosePassword', { password }));
  }

  async confirmFactor(code: string): Promise<LogInStep> {
    return this.#took(await this.#signaling.request('person.confirmFactor', { code }));
  }

  /** @param tongue in which the server's own page speaks. What the browser brings back is told by `person.step`. */
  async provider(tongue: Tongue): Promise<LogInStep> {
    return this.#took(await this.#signaling.request('person.provider', { tongue }));
  }

  /** @param code the number that the browser shows */
  async number(code: string): Promise<LogInStep> {
    return this.#took(await this.#signaling.request('person.number', { code }));
  }

  async lock(): Promise<void> {
    this.#stands((await this.#signaling.request('person.lock', {})).state);
  }

  async unlock(password: string): Promise<LogInStep> {
    return this.#took(await this.#signaling.request('person.unlock', { password }));
  }

  /** Somebody works at the screen. */
  async touch(): Promise<void> {
    this.#stands((await this.#signaling.request('person.touch', {})).state);
  }

  /** Refused with `conflict` while the device is in a session. */
  async logOut(): Promise<void> {
    this.#stands((await this.#signaling.request('person.logOut', {})).state);
  }

  #took({ next }: { readonly next: LogInStep }): LogInStep {
    if (next.step === 'in') {
      if (next.token !== null) this.#memory.set(next.token);
      this.#stands(next.state);
    }
    return next;
  }

  #stands(state: PersonState): void {
    if (state.phase === 'out') this.#memory.set(null);
    this.setSnapshot(state);
  }
}
