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
  readonly once?: true;
}

const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const pages = {
  name: { at: 'name' },
  code: { at: 'code', recovery: false },
  recovery: { at: 'code', recovery: true },
  elsewhere: {
    at: 'elsewhere',
    url: `https://ninsho.city.madono.example/auth?redirect_uri=https%3A%2F%2Fmado.example%2Fv1%2Fpeople%2Fprovider%2Fcallback&scope=openid&state=${'kR4x'.repeat(11)}&nonce=${'Zb7q'.repeat(11)}&code_challenge=${'p0Tm'.repeat(11)}&code_challenge_method=S256&client_id=mado&response_type=code`,
  },
  number: { at: 'number' },
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
    'door-provider': { ...out(null), state: { ...away, person: { phase: 'out', because: null, provider: true } } },
    'door-code-wrong': noted(pages.code, { why: 'wrong' }),
    'door-password-known': noted(pages.password, { why: 'known' }),
    'door-factor': out(null, { page: pages.factor }),
    'door-codes': { state: { ...away, person: inside() }, door: { ...AT_THE_DOOR, page: pages.codes } },
    'door-elsewhere': out(null, { page: pages.elsewhere }),
    'desk-person': { state: { ...base, person: inside(), stage: away.stage }, door: AT_THE_DOOR },
    'lock-call': locked(call),
    ...once({
      door: out(null),
      'door-nobody': {
        ...out(null),
        state: { ...away, person: { phase: 'out', because: null, nobody: true } },
      },
      'door-out': out('logged-out'),
      'door-expired': out('expired'),
      'door-revoked': out('revoked'),
      'door-wrong': noted(pages.name, { why: 'wrong' }),
      'door-wait': noted(pages.name, { why: 'wait', until: NOW + 40_000 }),
      'door-again': noted(pages.name, { why: 'again' }),
      'door-recovery': out(null, { page: pages.recovery }),
      'door-password-mismatch': noted(pages.password, { why: 'mismatch' }),
      'door-provider-unknown': noted(pages.name, { why: 'turned-away', because: 'unknown' }),
      'door-number-wrong': noted(pages.number, { why: 'wrong' }),
      'desk-locks-soon': {
        state: { ...base, person: inside({ locksAt: NOW + 30_000 }), stage: away.stage },
        door: AT_THE_DOOR,
      },
      lock: locked(away.stage),
      'lock-provider': {
        state: { ...away, person: inside({ locked: true, by: 'provider' }), stage: away.stage },
        door: AT_THE_DOOR,
      },
    }),
  };
}

/** Samples that differ from a neighbour by a sentence. */
function once(samples: Readonly<Record<string, DoorSample>>): Record<string, DoorSample> {
  return Object.fromEntries(Object.entries(samples).map(([name, sample]) => [name, { ...sample, once: true }]));
}
