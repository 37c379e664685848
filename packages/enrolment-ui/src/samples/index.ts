import {
  enrol,
  firstEnrolment,
  type EnrolmentEvent,
  type EnrolmentState,
  type Note,
} from '../state/enrolment-state.ts';

/** Invented, and at fixed moments, so that a picture of a screen is the same each time. */
const NOW = 1_790_000_000_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const device = (role: 'kiosk' | 'clerk', cityId: string | null): EnrolmentEvent => ({
  type: 'device',
  ...(role === 'kiosk'
    ? { deviceId: 'kiosk-kita', name: '北公民館' }
    : { deviceId: 'clerk-hoken-2', name: '健康保険課 2番' }),
  cityId,
  fingerprint: null,
});
const trouble = (role: 'kiosk' | 'clerk', cause: 'key-sealed' | 'disk-full'): EnrolmentEvent => ({
  type: 'trouble',
  view: {
    cause,
    ...(role === 'kiosk'
      ? { deviceId: 'kiosk-kita', name: '北公民館' }
      : { deviceId: 'clerk-hoken-2', name: '健康保険課 2番' }),
    folder: 'C:\\ProgramData\\mado\\data',
    canSetAside: cause === 'key-sealed',
  },
});
const waits: EnrolmentEvent = {
  type: 'waits',
  fingerprint: '04821 77310 55902 18846 30075 92617',
  authority: { cityId: 'madono', fingerprint: '61204 90817 33451 20098 47716 05538', standing: 'to-compare' },
};
const serverDates: Note = {
  about: 'server-dates',
  outside: { now: NOW, notBefore: NOW - 90 * DAY, notAfter: NOW - 2 * HOUR },
};
const refused = (code: 'certificate-revoked' | 'certificate-expired' | 'wrong-clock' | 'not-enrolled') =>
  ({ type: 'refused', code, clockAheadMs: code === 'wrong-clock' ? -9 * HOUR : 0, at: NOW }) as const;

/** The states of enrolment that look different, for the galleries of both apps. */
export function enrolmentSamples(role: 'kiosk' | 'clerk') {
  const run = (cityId: string | null, ...events: EnrolmentEvent[]): EnrolmentState =>
    [device(role, cityId), ...events].reduce(enrol, firstEnrolment('wss://mado.city.madono.example:8443/v1/signaling'));
  return {
    code: run(null, { type: 'typed', text: 'K7QD-2MH' }),
    'code-wrong': run(null, { type: 'typed', text: 'K7QD-2MHX-9RTO' }, { type: 'failed', note: { about: 'code' } }),
    waiting: run(null, waits),
    compared: run(null, waits, { type: 'compared', same: true }),
    different: run(null, waits, { type: 'compared', same: false }),
    unreachable: run(null, { type: 'failed', note: { about: 'unreachable', cause: 'no-name' } }),
    untrusted: run(null, { type: 'failed', note: { about: 'untrusted' } }),
    declined: run(null, waits, { type: 'unknown' }),
    revoked: run('madono', refused('certificate-revoked')),
    expired: run('madono', refused('certificate-expired')),
    'other-city': run('tonari', refused('not-enrolled')),
    clock: run('madono', refused('wrong-clock')),
    'slow-clock': run('madono', {
      type: 'no-line',
      note: {
        about: 'own-dates',
        outside: { now: NOW - 900 * DAY, notBefore: NOW - 400 * DAY, notAfter: NOW + 330 * DAY },
      },
    }),
    'server-dates': run('madono', { type: 'no-line', note: serverDates }),
    'code-server-dates': run(null, { type: 'failed', note: serverDates }),
    'no-line': run('madono', { type: 'no-line', note: { about: 'unreachable', cause: 'no-name' } }),
    'key-sealed': run(null, trouble(role, 'key-sealed')),
    'key-set-aside': run(null, trouble(role, 'key-sealed'), { type: 'trouble-phase', phase: 'asking' }),
    'disk-full': run(null, trouble(role, 'disk-full')),
    expiring: run('madono', { type: 'certificate', notAfter: NOW + 26.4 * DAY, at: NOW }),
    'expiring-today': run('madono', { type: 'certificate', notAfter: NOW + 5 * HOUR, at: NOW }),
    done: run(null, waits, { type: 'stored' }),
    none: firstEnrolment('wss://mado.example/v1/signaling'),
  } satisfies Record<string, EnrolmentState>;
}
