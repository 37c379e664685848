import { ParticipantId } from '@mado/signaling';
import { DeskId, OfferEntry, type DeskOutlook, type SessionView } from '@mado/signaling/wire';
import type { ClerkState } from '../state/clerk-state.ts';
import type { TransferView } from '../state/hand-over.ts';
import type { CallSample } from './call-sample.ts';
import { base, NOW, queue, session } from './desk-samples.ts';

/** Invented. */
const outlook = (id: string, name: string, department: string, clerksReady: number): DeskOutlook => ({
  ...{ id: DeskId.parse(id), name, department, clerksReady },
  ...{ waiting: 0, waitForecastMs: null },
});
export const sampleTransfer: TransferView = {
  desks: [
    outlook('okuyami', 'おくやみ窓口', '市民登録課', 1),
    outlook('hoken', '健康保険窓口', '健康保険課', 1),
    outlook('nozei', '納税窓口', '納税課', 2),
    outlook('zei', '市民税窓口', '市民税課', 0),
    outlook('kosodate', '子育てあんしん窓口', '子育てあんしん課', 1),
    outlook('nenkin', '医療助成・年金窓口', '医療助成年金課', 0),
    outlook('kaigo', '介護保険窓口', '介護保険課', 1),
  ],
  request: { phase: 'idle' },
};

const own = ParticipantId.parse('p2');
const colleague = ParticipantId.parse('p3');
const participant = (id: string, role: string, name: string, department: string) => ({
  ...{ id, deviceId: `${role}-${id}`, role, name, department },
  connected: true,
});
const citizen = participant('p1', 'kiosk', '西部公民館', '');
const sato = participant('p2', 'clerk', '佐藤', '市民登録課');
const takahashi = participant('p3', 'clerk', '高橋', '健康保険課');
const minutesAgo = (minutes: number) => NOW - minutes * 60_000;

const leg = (deskId: string, desk: string, clerk: string | null, from: number, to: number | null) => ({
  ...{ deskId, desk, department: '', clerk, startedAt: minutesAgo(from) },
  ...{ endedAt: to === null ? null : minutesAgo(to), outcome: to === null ? null : 'handed-over' },
});
const itinerary = [
  { deskId: 'okuyami', desk: 'おくやみ窓口', department: '市民登録課', reason: '必要な手続の確認' },
  { deskId: 'hoken', desk: '健康保険窓口', department: '健康保険課', reason: '葬祭費の手続' },
  { deskId: 'nozei', desk: '納税窓口', department: '納税課', reason: '税金の納め方の確認' },
];
const course: SessionView['course'] = session({
  course: {
    legs: [leg('okuyami', 'おくやみ窓口', '佐藤', 9, null)],
    ...{ itinerary, position: 0, inCharge: own, offer: null, answered: null, side: null },
  },
}).course;
const hoken = { deskId: 'hoken', desk: '健康保険窓口', department: '健康保険課' };
const offerId = '0a1b2c3d-4e5f-4a6b-9c7d-8e9f0a1b2c3d';
const asked = { id: offerId, ...hoken, since: NOW - 40_000, until: NOW + 80_000 };

const entry = (over: Record<string, unknown>): OfferEntry =>
  OfferEntry.parse({
    ...{ sessionId: 'sample', offerId, way: 'warm', deskId: 'hoken', procedureId: 'okuyami', ticket: 7 },
    ...{ about: 'おくやみの手続：葬祭費の手続', booth: '西部公民館' },
    from: { desk: 'おくやみ窓口', department: '市民登録課', name: '佐藤' },
    ...{ since: NOW - 20_000, until: NOW + 100_000 },
    ...over,
  });

/** Every look of hand-over at both desks. `frame`: an ordinary call. */
export function transferSamples(frame: CallSample, face: MediaStream): Readonly<Record<string, CallSample>> {
  const faces = [{ participantId: colleague, stream: face, seen: true, here: true }];
  const call = (
    over: Partial<Record<keyof SessionView['course'], unknown>>,
    people: readonly unknown[] = [citizen, sato],
    view: Partial<CallSample['view']> = {},
  ): CallSample => ({
    view: { ...frame.view, own, faces: [], ...view },
    state: {
      ...frame.state,
      stage: {
        ...{ name: 'call', tab: 'papers', ending: 'no', signals: [] },
        session: session({
          ...{ state: 'active', participants: people, admittedAt: minutesAgo(9), activeAt: minutesAgo(9) },
          course: { ...course, ...over },
        }),
      },
    },
  });
  const desk = (over: Partial<ClerkState>, admission: unknown = { phase: 'idle' }): CallSample => ({
    view: frame.view,
    state: { ...base, ...over, stage: { name: 'desk', admission: admission as never } },
  });
  const both = [citizen, sato, takahashi];
  const left = { session: session({ ticket: 7 }), why: 'handed-over', erasure: 'confirmed' } as const;
  const memos = [{ key: 'm', text: '葬祭費の申請書は作成済みです。通帳の写しをこれから読み取ります。', from: own }];
  const taken = {
    legs: [leg('okuyami', 'おくやみ窓口', '佐藤', 9, 0), leg('hoken', '健康保険窓口', '高橋', 0, null)],
    ...{ position: 1, inCharge: colleague },
  };
  return {
    'transfer-sheet': { ...call({}), press: 'h' },
    'transfer-asking': call({ offer: { ...asked, way: 'warm' } }),
    'transfer-nobody': call({ answered: { id: offerId, way: 'warm', ...hoken, outcome: 'expired', at: NOW } }),
    'transfer-aside': call({ side: { next: colleague, deskId: 'hoken', since: NOW } }, both, { faces, memos }),
    'transfer-aside-next': call({ inCharge: colleague, side: { next: own, deskId: 'hoken', since: NOW } }, both, {
      faces,
      memos,
    }),
    'transfer-called-in': call({}, both, { faces }),
    'transfer-guest': call({ inCharge: colleague }, both, { faces, memos }),
    'transfer-taken': call(taken, [citizen, takahashi], { own: colleague, memos }),
    'offer-warm': desk({ offers: [entry({})], waiting: [], selected: null }),
    'offer-call-in': desk({ offers: [entry({ way: 'call-in' })] }),
    'offer-gone': desk({}, { phase: 'offer-gone' }),
    'left-handed-over': desk({ left, waiting: queue.slice(1) }),
    'left-removed': desk({ left: { ...left, why: 'removed', erasure: 'failed' }, waiting: [], selected: null }),
  };
}
