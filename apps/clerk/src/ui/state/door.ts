import type { LogInStep, PersonState } from '@mado/signaling/wire';

/** Where somebody stands on the way in. */
export type DoorPage =
  | { readonly at: 'name' }
  | { readonly at: 'code'; readonly recovery: boolean }
  | { readonly at: 'password' }
  | { readonly at: 'factor'; readonly secret: string; readonly uri: string }
  /** The browser is on its way to the city's provider. */
  | { readonly at: 'elsewhere'; readonly url: string }
  /** It came back, and shows a number. */
  | { readonly at: 'number' }
  /** In already; the codes are shown this once. */
  | { readonly at: 'codes'; readonly codes: readonly string[] };

/** What did not work. */
export type DoorNote =
  | { readonly why: 'wrong' | 'again' | 'no-answer' | 'mismatch' }
  | { readonly why: 'turned-away'; readonly because: Extract<LogInStep, { step: 'turned-away' }>['because'] }
  /** On the server's clock, in milliseconds. */
  | { readonly why: 'wait'; readonly until: number }
  | { readonly why: Extract<LogInStep, { step: 'weak' }>['because'] };

export interface DoorView {
  readonly page: DoorPage;
  readonly note: DoorNote | null;
  /** Something was asked of the server and not answered yet. */
  readonly busy: boolean;
}

export type DoorEvent =
  | { readonly type: 'asked' }
  | { readonly type: 'answered'; readonly step: LogInStep }
  | { readonly type: 'unanswered' }
  /** The server tells what became of the browser. */
  | { readonly type: 'told'; readonly step: LogInStep }
  /** The password was not typed twice in the same way. */
  | { readonly type: 'mismatch' }
  | { readonly type: 'recovery'; readonly on: boolean }
  | { readonly type: 'restart' }
  /** The recovery codes are on paper. */
  | { readonly type: 'kept' };

export const AT_THE_DOOR: DoorView = { page: { at: 'name' }, note: null, busy: false };

/** The way in as one pure transition. */
export function pass(view: DoorView, event: DoorEvent): DoorView {
  switch (event.type) {
    case 'asked':
      return { ...view, busy: true };
    case 'answered':
      return answered(view.page, event.step);
    case 'told':
      // Somebody who began something else meanwhile is not torn out of it.
      return view.page.at === 'elsewhere' ? answered(view.page, event.step) : view;
    case 'unanswered':
      return { ...view, busy: false, note: { why: 'no-answer' } };
    case 'mismatch':
      return { ...view, note: { why: 'mismatch' } };
    case 'recovery':
      return view.page.at === 'code' ? { ...AT_THE_DOOR, page: { at: 'code', recovery: event.on } } : view;
    case 'restart':
    case 'kept':
      return AT_THE_DOOR;
  }
}

function answered(page: DoorPage, step: LogInStep): DoorView {
  const stay = (note: DoorNote): DoorView => ({ page, note, busy: false });
  const go = (next: DoorPage): DoorView => ({ page: next, note: null, busy: false });
  switch (step.step) {
    case 'code':
      return go({ at: 'code', recovery: false });
    case 'password':
      return go({ at: 'password' });
    case 'factor':
      return go({ at: 'factor', secret: step.secret, uri: step.uri });
    case 'in':
      return go(step.recoveryCodes.length > 0 ? { at: 'codes', codes: step.recoveryCodes } : { at: 'name' });
    case 'elsewhere':
      return go({ at: 'elsewhere', url: step.url });
    case 'number':
      return go({ at: 'number' });
    case 'turned-away':
      return { ...AT_THE_DOOR, note: { why: 'turned-away', because: step.because } };
    case 'wrong':
      return stay({ why: 'wrong' });
    case 'wait':
      return stay({ why: 'wait', until: step.until });
    case 'weak':
      return stay({ why: step.because });
    case 'again':
      return { ...AT_THE_DOOR, note: { why: 'again' } };
  }
}

/** What lies over the desk: nothing, the way in, the codes that are shown once, or the lock. */
export function overDesk(person: PersonState | null, { page }: DoorView): 'nothing' | 'door' | 'codes' | 'lock' {
  if (person === null || person.phase === 'not-needed') return 'nothing';
  if (person.phase === 'out') return 'door';
  if (page.at === 'codes') return 'codes';
  return person.locked ? 'lock' : 'nothing';
}

/** The clerk is told so long before the screen is locked. */
const SOON_MS = 60_000;

/** Whether the screen will be locked within a minute. `now` is on the server's clock. */
export function locksSoon(person: PersonState | null, now: number): boolean {
  return person?.phase === 'in' && !person.locked && person.locksAt - now < SOON_MS;
}

/** Seconds that are left to wait; 0 when there is nothing to wait for. */
export function secondsLeft(note: DoorNote | null, now: number): number {
  return note?.why === 'wait' ? Math.max(0, Math.ceil((note.until - now) / 1000)) : 0;
}
