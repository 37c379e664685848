import type { DeviceFault, OutsideDates, ServerReach, TroubleView } from '@mado/enrolment/contract';
import { CLOCK_TOLERANCE_MS, type ErrorCode } from '@mado/signaling/wire';
import { CODE_LETTERS, readCode } from './code.ts';
import { expiryOf, type Expiry } from './expiry.ts';

/** Why this device may not take part. */
export type Why =
  | 'not-enrolled'
  /** It has a good certificate, of another city's authority. */
  | 'other-city'
  | 'certificate-revoked'
  | 'certificate-expired'
  | 'wrong-clock'
  | 'unauthenticated'
  /** It is enrolled and has had no line to its server since it started; what stands in the way is in `note`. */
  | 'no-line';

/** What went wrong on the way; words in the catalogue under `enrol.note.<about>`. */
export type Note =
  | { readonly about: 'code' | 'limited' | 'old' | 'no-answer' | 'untrusted' | 'declined' | 'device-id' | 'host' }
  | { readonly about: 'unreachable'; readonly cause: Exclude<ServerReach, 'answers'> }
  | { readonly about: 'certificate'; readonly fault: DeviceFault }
  /** `own-dates`: this device's certificate has not begun, so its clock is slow. `server-dates`: either the clock or the server's certificate is wrong. */
  | { readonly about: 'own-dates' | 'server-dates'; readonly outside: OutsideDates };

/** Faults of the line: gone as soon as the server answers. */
const LINE: readonly Note['about'][] = ['no-answer', 'untrusted', 'unreachable', 'host', 'server-dates'];

/** The authority that the server names. `known`: this device believes in it; else a person compares its digits. */
export interface SeenAuthority {
  readonly cityId: string;
  readonly fingerprint: string;
  readonly standing: 'known' | 'to-compare' | 'same' | 'different';
}

/** The device's store cannot be used. `asking`: a person is asked before anything is put aside. */
export interface Trouble {
  readonly view: TroubleView;
  readonly phase: 'told' | 'asking' | 'restarting';
  /** Putting aside was tried and did not go. */
  readonly failed: boolean;
}

export interface EnrolmentState {
  /** Null: nothing to be done here. `store`: its own store cannot be used; what is wrong with it stands in `trouble`. */
  readonly why: Why | 'store' | null;
  readonly device: {
    readonly deviceId: string;
    readonly name: string;
    /** City of the certificate that it has; null: it has none. */
    readonly cityId: string | null;
  } | null;
  readonly serverUrl: string;
  readonly trouble: Trouble | null;
  readonly step: 'code' | 'sending' | 'waiting' | 'done';
  /** Letters only. */
  readonly code: string;
  /** Something was typed that no code has. */
  readonly strange: boolean;
  /** Of this device's request, as the administration shows it. */
  readonly fingerprint: string | null;
  readonly authority: SeenAuthority | null;
  readonly note: Note | null;
  /** Null: the clocks agree well enough, as far as is known. Milliseconds since the Unix epoch. */
  readonly clock: { readonly device: number; readonly server: number } | null;
  /** When the device's certificate ends, in milliseconds since the Unix epoch; null: it has none. */
  readonly notAfter: number | null;
  /** Null: that is far off. */
  readonly expiry: Expiry | null;
}

export type EnrolmentEvent =
  | {
      readonly type: 'device';
      readonly deviceId: string;
      readonly name: string;
      readonly cityId: string | null;
      readonly fingerprint: string | null;
    }
  | { readonly type: 'trouble'; readonly view: TroubleView }
  | { readonly type: 'trouble-phase'; readonly phase: Trouble['phase'] }
  | { readonly type: 'not-set-aside' }
  | { readonly type: 'refused'; readonly code: ErrorCode; readonly clockAheadMs: number | null; readonly at: number }
  /** There is no line to the server since this device started. Null: there is one now. */
  | { readonly type: 'no-line'; readonly note: Note | null }
  | { readonly type: 'typed'; readonly text: string }
  | { readonly type: 'pressed'; readonly letter: string }
  | { readonly type: 'erased' }
  | { readonly type: 'sending' }
  /** The request is with the server: just now, or since before this screen began. */
  | { readonly type: 'waits'; readonly fingerprint: string | null; readonly authority: SeenAuthority }
  /** The server has no request of this device. */
  | { readonly type: 'unknown' }
  | { readonly type: 'failed'; readonly note: Note }
  | { readonly type: 'answered'; readonly clockAheadMs: number; readonly at: number }
  | { readonly type: 'compared'; readonly same: boolean }
  /** The certificate that the device has: as it starts, and when it was renewed. */
  | { readonly type: 'certificate'; readonly notAfter: number | null; readonly at: number }
  | { readonly type: 'tick'; readonly at: number }
  | { readonly type: 'expiry-put-off' }
  | { readonly type: 'stored' };

export function firstEnrolment(serverUrl: string): EnrolmentState {
  return {
    why: null,
    device: null,
    serverUrl,
    trouble: null,
    step: 'code',
    code: '',
    strange: false,
    fingerprint: null,
    authority: null,
    note: null,
    clock: null,
    notAfter: null,
    expiry: null,
  };
}

/** What the server's refusal of `hello` means for the device; null: not a matter of enrolment. */
export function whyOf(code: ErrorCode, hasCertificate: boolean): Why | null {
  switch (code) {
    case 'not-enrolled':
      return hasCertificate ? 'other-city' : 'not-enrolled';
    case 'certificate-revoked':
    case 'certificate-expired':
    case 'wrong-clock':
    case 'unauthenticated':
      return code;
    default:
      return null;
  }
}

/** Whether a new code mends it; a clock or a line is set right instead. */
export function asksForCode(why: Why): boolean {
  return why !== 'wrong-clock' && why !== 'no-line';
}

/** Whether the code can be sent. */
export function isReady({ code, step }: EnrolmentState): boolean {
  return code.length === CODE_LETTERS && step === 'code';
}

/** The next state. An event that means nothing in the present state leaves it as it is (the same object). */
export function enrol(state: EnrolmentState, event: EnrolmentEvent): EnrolmentState {
  switch (event.type) {
    case 'device': {
      const { deviceId, name, cityId, fingerprint } = event;
      const why = state.why ?? (cityId === null ? 'not-enrolled' : null);
      return {
        ...state,
        device: { deviceId, name, cityId },
        fingerprint,
        why: why === 'not-enrolled' && cityId !== null ? 'other-city' : why,
      };
    }
    case 'trouble': {
      const { deviceId, name } = event.view;
      const trouble = { view: event.view, phase: 'told', failed: false } as const;
      return { ...state, why: 'store', device: { deviceId, name, cityId: null }, trouble };
    }
    case 'trouble-phase':
      return state.trouble === null ? state : { ...state, trouble: { ...state.trouble, phase: event.phase } };
    case 'not-set-aside':
      return state.trouble === null ? state : { ...state, trouble: { ...state.trouble, phase: 'told', failed: true } };
    case 'refused': {
      // What the server says of a device without a store is no news.
      if (state.trouble !== null) return state;
      const heard = withLine(state);
      const why = whyOf(event.code, typeof state.device?.cityId === 'string');
      if (why === null) return heard;
      return { ...withClock(heard, event.clockAheadMs, event.at), why };
    }
    case 'no-line':
      if (event.note === null) return withLine(state);
      return state.why === null || state.why === 'no-line' ? { ...state, why: 'no-line', note: event.note } : state;
    case 'typed':
      return state.step === 'code' ? { ...state, ...readCode(event.text), note: lineOnly(state.note) } : state;
    case 'pressed':
      return enrol(state, { type: 'typed', text: state.code + event.letter });
    case 'erased':
      return enrol(state, { type: 'typed', text: state.code.slice(0, -1) });
    case 'sending':
      return isReady(state) ? { ...state, step: 'sending', note: null } : state;
    case 'waits': {
      const standing = standingOf(state.authority, event.authority);
      return {
        ...state,
        step: 'waiting',
        code: '',
        fingerprint: event.fingerprint ?? state.fingerprint,
        authority: { ...event.authority, standing },
        note: state.step === 'waiting' ? state.note : null,
      };
    }
    case 'unknown':
      return unknown(state);
    case 'failed':
      return { ...state, note: event.note, step: state.step === 'sending' ? 'code' : state.step };
    case 'answered':
      return {
        ...withClock(state, event.clockAheadMs, event.at),
        note: state.note !== null && LINE.includes(state.note.about) ? null : state.note,
      };
    case 'compared':
      if (state.authority === null || state.authority.standing === 'known') return state;
      return { ...state, authority: { ...state.authority, standing: event.same ? 'same' : 'different' } };
    case 'certificate':
      return { ...state, notAfter: event.notAfter, expiry: expiryOf(event.notAfter, event.at, state.expiry) };
    case 'tick': {
      const expiry = expiryOf(state.notAfter, event.at, state.expiry);
      return expiry === state.expiry ? state : { ...state, expiry };
    }
    case 'expiry-put-off':
      return state.expiry === null ? state : { ...state, expiry: { ...state.expiry, putOff: true } };
    case 'stored':
      return { ...state, step: 'done', note: null };
  }
}

/** A request that waited and is gone was declined. So was one that this device made before it started, or it never arrived. */
function unknown(state: EnrolmentState): EnrolmentState {
  if (state.step === 'waiting') return { ...state, step: 'code', note: { about: 'declined' } };
  const left = state.fingerprint !== null && state.device?.cityId === null && state.code === '';
  return state.step === 'code' && left && state.note === null ? { ...state, note: { about: 'declined' } } : state;
}

/** What a person found out about an authority holds as long as the server names the same one. */
function standingOf(before: SeenAuthority | null, now: SeenAuthority): SeenAuthority['standing'] {
  if (now.standing === 'known' || before === null) return now.standing;
  return before.fingerprint === now.fingerprint ? before.standing : now.standing;
}

/** The server was heard. */
function withLine(state: EnrolmentState): EnrolmentState {
  return state.why === 'no-line' ? { ...state, why: null, note: null } : state;
}

function withClock(state: EnrolmentState, aheadMs: number | null, at: number): EnrolmentState {
  const off = aheadMs !== null && Math.abs(aheadMs) > CLOCK_TOLERANCE_MS;
  if (!off) return state.clock === null ? state : { ...state, clock: null };
  return { ...state, clock: { device: at, server: at - aheadMs } };
}

function lineOnly(note: Note | null): Note | null {
  return note !== null && LINE.includes(note.about) ? note : null;
}
