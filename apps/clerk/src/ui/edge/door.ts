import { Store, type PersonClient } from '@mado/signaling';
import type { LogInStep, Tongue } from '@mado/signaling/wire';
import { AT_THE_DOOR, pass, type DoorEvent, type DoorView } from '../state/door.ts';

/** The way in, joined to the server. What is typed goes out with its call and is kept nowhere. */
export class Door extends Store<DoorView> {
  readonly #person: PersonClient;

  constructor(person: PersonClient) {
    super(AT_THE_DOOR);
    this.#person = person;
    let phase = person.getSnapshot()?.phase;
    person.subscribe(() => {
      const next = person.getSnapshot()?.phase;
      // Put out in the middle of something: nothing of that person stays on the screen.
      if (phase === 'in' && next === 'out') this.setSnapshot(AT_THE_DOOR);
      phase = next;
    });
  }

  dispatch(event: DoorEvent): void {
    this.setSnapshot(pass(this.getSnapshot(), event));
  }

  logIn(login: string, password: string): Promise<void> {
    return this.#ask(() => this.#person.logIn(login, password));
  }

  confirm(code: string): Promise<void> {
    return this.#ask(() => this.#person.confirm(code));
  }

  async choosePassword(password: string, again: string): Promise<void> {
    if (password !== again) this.dispatch({ type: 'mismatch' });
    else await this.#ask(() => this.#person.choosePassword(password));
  }

  confirmFactor(code: string): Promise<void> {
    return this.#ask(() => this.#person.confirmFactor(code));
  }

  provider(tongue: Tongue): Promise<void> {
    return this.#ask(() => this.#person.provider(tongue));
  }

  number(code: string): Promise<void> {
    return this.#ask(() => this.#person.number(code));
  }

  unlock(password: string): Promise<void> {
    return this.#ask(() => this.#person.unlock(password));
  }

  async lock(): Promise<void> {
    await this.#person.lock().catch(reportError);
  }

  async logOut(): Promise<void> {
    await this.#person.logOut().catch(reportError);
  }

  async #ask(call: () => Promise<LogInStep>): Promise<void> {
    if (this.getSnapshot().busy) return;
    this.dispatch({ type: 'asked' });
    try {
      this.dispatch({ type: 'answered', step: await call() });
    } catch (error) {
      this.dispatch({ type: 'unanswered' });
      reportError(error);
    }
  }
}
