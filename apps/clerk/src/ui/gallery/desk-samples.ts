import { Desk, DeskId, oneDeskCourse, SessionView, WaitingEntry } from '@mado/signaling/wire';
import { INITIAL, type ClerkState, type Stage } from '../state/clerk-state.ts';
import { selection } from '../state/waiting.ts';

/** Invented. The moment of all samples, in milliseconds. */
export const NOW = 1_790_000_000_000;
const minutesAgo = (minutes: number) => NOW - minutes * 60_000 - 20_000;

export const desks = [
  Desk.parse({
    id: 'okuyami',
    name: 'おくやみ窓口',
    department: '市民登録課',
    procedures: [
      { id: 'okuyami', name: 'おくやみの手続' },
      { id: 'moving', name: '引越の手続（転出・転入）' },
    ],
    clerksReady: 1,
  }),
  Desk.parse({
    id: 'hoken',
    name: '健康保険窓口',
    department: '健康保険課',
    procedures: [{ id: 'kokuho', name: '国民健康保険の加入' }],
    clerksReady: 1,
  }),
];

export function session(over: Partial<Record<keyof SessionView, unknown>>): SessionView {
  return SessionView.parse({
    id: 'sample',
    state: 'waiting',
    deskId: 'okuyami',
    procedureId: 'okuyami',
    ticket: 7,
    ahead: 0,
    waitForecastMs: null,
    participants: [],
    checkedInAt: minutesAgo(12),
    admittedAt: null,
    activeAt: null,
    endedAt: null,
    endReason: null,
    course: oneDeskCourse(DeskId.parse('okuyami'), 0),
    ...over,
  });
}

const kiosk = (name: string) => ({
  ...{ id: 'p1', deviceId: 'kiosk-1', role: 'kiosk', name, department: '' },
  connected: true,
});
const waiting = (over: Partial<Record<keyof SessionView, unknown>>, booth: string, booked = false) =>
  WaitingEntry.parse({ session: session({ participants: [kiosk(booth)], ...over }), booth, booked });

export const queue = [
  waiting({ id: 's7', ticket: 7 }, '西部公民館'),
  waiting(
    { id: 's3', deskId: 'hoken', procedureId: 'kokuho', ticket: 3, checkedInAt: minutesAgo(6) },
    '青葉台地区活動センター',
    true,
  ),
  waiting({ id: 's8', procedureId: 'moving', ticket: 8, checkedInAt: minutesAgo(3) }, '移動窓口バス'),
  waiting({ id: 's9', procedureId: null, ticket: 9, checkedInAt: NOW - 20_000 }, '西部公民館'),
];

export const base: ClerkState = {
  ...INITIAL,
  me: { name: '佐藤', department: '市民登録課' },
  link: { phase: 'online' },
  host: { phase: 'open' },
  media: { phase: 'ready', camera: true },
  desks,
  waiting: queue,
  selected: selection(queue, null),
};

const idle = { phase: 'idle' } as const;
const desk = (over: Partial<ClerkState> = {}, admission: Extract<Stage, { name: 'desk' }>['admission'] = idle) => ({
  ...base,
  ...over,
  stage: { name: 'desk' as const, admission },
});
const ended = (over: Partial<Extract<Stage, { name: 'ended' }>>, state: Partial<ClerkState> = {}) => ({
  ...base,
  ...state,
  stage: {
    name: 'ended' as const,
    session: session({ state: 'ended', endedAt: NOW, endReason: 'finished' }),
    accomplished: { minutes: 23, pagesScanned: 3, documentsPrinted: 1, formsFilled: 1 },
    erasure: 'confirmed' as const,
    ...over,
  },
});

/** Every state outside of a call. */
export const deskSamples: Readonly<Record<string, ClerkState>> = {
  starting: INITIAL,
  desk: desk(),
  'desk-empty': desk({ waiting: [], selected: null }),
  'desk-admitting': desk({}, { phase: 'asked', sessionId: session({ id: 's7' }).id }),
  'desk-taken': desk(
    { waiting: queue.slice(1), selected: selection(queue.slice(1), null) },
    { phase: 'taken', ticket: 7 },
  ),
  'desk-refused': desk({}, { phase: 'refused', code: 'limited' }),
  'desk-no-microphone': desk({ media: { phase: 'missing', cause: 'no-microphone' } }),
  'desk-asking': desk({ media: { phase: 'asking' } }),
  'desk-reconnecting': desk({ link: { phase: 'reconnecting', since: NOW - 7_000, serverRestarts: false } }),
  'desk-server-restart': desk({ link: { phase: 'reconnecting', since: NOW - 3_000, serverRestarts: true } }),
  'ended-erasing': ended({ erasure: 'running' }),
  ended: ended({}),
  'ended-nobody': ended({}, { waiting: [], selected: null }),
  'ended-not-erased': ended({ erasure: 'failed' }),
  'ended-left': ended({ session: session({ state: 'erased', endedAt: NOW, endReason: 'abandoned' }) }),
  replaced: { ...base, link: { phase: 'replaced' } },
  refused: { ...base, link: { phase: 'refused', code: 'unauthenticated' } },
};
