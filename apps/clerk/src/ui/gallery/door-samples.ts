import { PersonState } from '@mado/signaling/wire';
import type { ClerkState, Stage } from '../state/clerk-state.ts';
import { AT_THE_DOOR, type DoorNote, type DoorPage, type DoorView } from '../state/door.ts';
import { base, NOW } from './desk-samples.ts';

/** Somebody who is logged in. Invented. */
export const inside = (over: Record<string, unknown> = {}, person: Record<string, unknown> = {}): PersonState =>
  PersonState.parse({
    phase: 'in',
    person: {
      ...{ id: 'p-sato', login: 'sato', name: '佐藤', department: '市民登録課' },
      ...{ roles: ['clerk'], desks: ['okuyami'], ...person },
    },
    locked: false,
    locksAt: NOW + 600_000,
    endsAt: NOW + 30_000_000,
    ...over,
  });

export interface DoorSample {
  readonly state: ClerkState;
  readonly door: DoorView;
}

const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const pages = {
  name: { at: 'name' },
  code: { at: 'code', recovery: false },
  recovery: { at: 'code', recovery: true },
  password: { at: 'password' },
  factor: {
    at: 'factor',
    secret: SECRET,
    uri: `otpauth://totp/${encodeURIComponent('窓野市')}:sato?secret=${SECRET}&issuer=${encodeURIComponent('窓野市')}`,
  },
  codes: {
    at: 'codes',
    codes: Array.from({ length: 10 }, (_, index) =>
      ['ABCD', 'EF2G', 'HI3J', `KL4${'MNOPQRSTUV'[index] ?? ''}`].join('-'),
    ),
  },
} as const satisfies Record<string, DoorPage>;

const away: ClerkState = {
  ...base,
  waiting: [],
  selected: null,
  desks: [],
  stage: { name: 'desk', admission: { phase: 'idle' } },
};
const out = (because: Extract<PersonState, { phase: 'out' }>['because'], door: Partial<DoorView> = {}): DoorSample => ({
  state: { ...away, person: { phase: 'out', because } },
  door: { ...AT_THE_DOOR, ...door },
});
const noted = (page: DoorPage, note: DoorNote) => out(null, { page, note });

/** Every look of the way in and of the lock. */
export function doorSamples(call: Stage): Readonly<Record<string, DoorSample>> {
  const locked = (stage: Stage, note: DoorNote | null = null): DoorSample => ({
    state: { ...away, person: inside({ locked: true }), stage },
    door: { ...AT_THE_DOOR, note },
  });
  return {
    door: out(null),
    'door-out': out('logged-out'),
    'door-expired': out('expired'),
    'door-revoked': out('revoked'),
    'door-wrong': noted(pages.name, { why: 'wrong' }),
    'door-wait': noted(pages.name, { why: 'wait', until: NOW + 40_000 }),
    'door-again': noted(pages.name, { why: 'again' }),
    'door-no-answer': noted(pages.name, { why: 'no-answer' }),
    'door-code': out(null, { page: pages.code }),
    'door-code-wrong': noted(pages.code, { why: 'wrong' }),
    'door-recovery': out(null, { page: pages.recovery }),
    'door-recovery-wrong': noted(pages.recovery, { why: 'wrong' }),
    'door-password': out(null, { page: pages.password }),
    'door-password-known': noted(pages.password, { why: 'known' }),
    'door-password-mismatch': noted(pages.password, { why: 'mismatch' }),
    'door-factor': out(null, { page: pages.factor }),
    'door-factor-wrong': noted(pages.factor, { why: 'wrong' }),
    'door-codes': { state: { ...away, person: inside() }, door: { ...AT_THE_DOOR, page: pages.codes } },
    'desk-person': { state: { ...base, person: inside(), stage: away.stage }, door: AT_THE_DOOR },
    'desk-locks-soon': {
      state: { ...base, person: inside({ locksAt: NOW + 30_000 }), stage: away.stage },
      door: AT_THE_DOOR,
    },
    lock: locked(away.stage),
    'lock-wrong': locked(away.stage, { why: 'wrong' }),
    'lock-call': locked(call),
  };
}
