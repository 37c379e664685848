import type { EnrolmentState } from '@mado/enrolment-ui';
import { enrolmentSamples } from '@mado/enrolment-ui/samples';
import {
  AnnotationId,
  Annotations,
  CommandId,
  Desk,
  DeviceCommand,
  DocumentId,
  oneDeskCourse,
  ParticipantId,
  SessionView,
  type Annotation,
  type SealView,
  type CommandPhase,
  type DeviceFault,
} from '@mado/signaling';
import { EMPTY_ENTRY } from '../state/booking-entry.ts';
import { firstCall, firstState, type Call, type KioskState, type Screen } from '../state/kiosk-state.ts';
import type { Sheet } from '@mado/sheets';
import type { PaperView } from '../screens/views.ts';

/** Invented. Every moment is fixed, so that a picture of a screen is the same each time. */
const NOW = 1_790_000_000_000;

const desks = [
  Desk.parse(desk('okuyami', 'おくやみ窓口', '市民登録課', ['おくやみの手続'], 1)),
  Desk.parse(desk('toroku', '市民登録窓口', '市民登録課', ['引越の手続（転出・転入）', '住民票の写し', '印鑑登録'], 2)),
  Desk.parse(desk('kosodate', '子育てあんしん窓口', '子育てあんしん課', ['保育施設の利用申込'], 0)),
  Desk.parse(desk('zei', '市民税窓口', '市民税課', [], 0)),
  Desk.parse(desk('hoken', '健康保険窓口', '健康保険課', ['国民健康保険の加入'], 1)),
  Desk.parse(desk('nenkin', '医療助成年金窓口', '医療助成年金課', ['医療費助成の給付申請'], 0)),
  Desk.parse(desk('kaigo', '介護保険窓口', '介護保険課', ['要介護認定の更新'], 0)),
  Desk.parse(desk('suido', '給排水窓口', '給排水課', ['指定工事事業者の更新'], 1)),
  Desk.parse(desk('kenchiku', '建築指導窓口', '建築指導課', ['概要書の閲覧'], 0)),
  Desk.parse(desk('sogo', '総合案内', '市民相談課', [], 1)),
];

function desk(id: string, name: string, department: string, procedures: readonly string[], clerksReady: number) {
  return {
    id,
    name,
    department,
    procedures: procedures.map((each, i) => ({ id: `${id}-${i}`, name: each })),
    clerksReady,
  };
}

function session(over: Partial<Record<keyof SessionView, unknown>>): SessionView {
  return SessionView.parse({
    id: 'sample',
    state: 'waiting',
    deskId: 'hoken',
    procedureId: 'hoken-0',
    ticket: 12,
    ahead: 2,
    waitForecastMs: 14 * 60_000,
    participants: [],
    checkedInAt: NOW,
    admittedAt: null,
    activeAt: null,
    endedAt: null,
    endReason: null,
    course: oneDeskCourse(Desk.shape.id.parse('hoken'), 0),
    ...over,
  });
}

const clerk = (connected: boolean) => ({
  id: 'p2',
  deviceId: 'clerk-1',
  role: 'clerk',
  name: '佐藤',
  department: '健康保険課',
  connected,
});
const talking = session({
  state: 'active',
  ahead: null,
  waitForecastMs: null,
  admittedAt: NOW,
  activeAt: NOW,
  participants: [clerk(true)],
});
const colleague = { ...clerk(true), id: 'p3', deviceId: 'clerk-2', name: '高橋', department: '納税課' };
const stop = (deskId: string, desk: string, department: string, reason: string) => ({
  deskId,
  desk,
  department,
  reason,
});
/** A one-stop session at the third of five desks. */
const onTheWay = (over: object, people: readonly object[] = [clerk(true)]): Pick<Call, 'session'> => ({
  session: session({
    ...{ state: 'active', ahead: null, waitForecastMs: null, admittedAt: NOW, activeAt: NOW, participants: people },
    course: {
      ...talking.course,
      inCharge: 'p2',
      itinerary: [
        stop('okuyami', 'おくやみ窓口', '市民登録課', '必要な手続の確認'),
        stop('zei', '市民税窓口', '市民税課', '市民税を納める方の変更'),
        stop('hoken', '健康保険窓口', '健康保険課', '健康保険の資格と葬祭費の手続'),
        stop('nozei', '納税窓口', '納税課', '税金の納め方の確認'),
        stop('nenkin', '医療助成年金窓口', '医療助成年金課', '年金の手続'),
      ],
      position: 2,
      ...over,
    },
  }),
});
const offered = (way: string) => ({
  ...{ id: '0a1b2c3d-4e5f-4a6b-9c7d-8e9f0a1b2c3d', way, deskId: 'nozei', desk: '納税窓口', department: '納税課' },
  ...{ since: NOW, until: NOW + 120_000 },
});
const clerkAway = { ...talking, participants: session({ participants: [clerk(false)] }).participants };
const steppedOut = {
  ...talking,
  participants: session({ participants: [{ ...clerk(true), away: true }] }).participants,
};
const choice = { deskId: talking.deskId, procedureId: talking.procedureId };
const commandId = CommandId.parse('6f1a2b3c-0d4e-4f5a-8b6c-7d8e9f0a1b2c');
const documentId = DocumentId.parse('0a1b2c3d-4e5f-4a6b-9c7d-8e9f0a1b2c3d');

const base: KioskState = {
  ...firstState(NOW),
  booth: '青葉台地区活動センター',
  desks,
  line: { phase: 'online' },
  capture: { phase: 'ready', camera: true },
  headset: 'connected',
};
const at = (screen: Screen, over: Partial<KioskState> = {}, more: Omit<Sample, 'state'> = {}): Sample => ({
  state: { ...base, ...over, screen },
  ...more,
});
const enrolling = enrolmentSamples('kiosk');
/** What staff see behind the button. */
const enrolled = (enrolment: EnrolmentState, once?: true): Sample =>
  at({ name: 'attract' }, {}, { enrolment, staff: true, ...(once ? { once } : {}) });
const call = (over: Partial<Call>, state: Partial<KioskState> = {}): Sample =>
  at({ name: 'call', call: { ...firstCall(talking), seal, faceSeen: true, ...over } }, state);
const seal: SealView = {
  phase: 'sealed',
  verificationNumber: ['04821', '77310', '19264', '50093', '86157', '31408'],
  members: [
    { deviceId: 'kiosk-1', role: 'kiosk', name: '青葉台地区活動センター', own: true },
    { deviceId: 'clerk-1', role: 'clerk', name: '佐藤', own: false },
  ],
  faults: [],
};
const scan = DeviceCommand.parse({
  verb: 'scan.start',
  source: 'feeder',
  colour: 'colour',
  resolution: 200,
  title: '',
});
const print = DeviceCommand.parse({ verb: 'print.document', documentId, copies: 1 });
const asked = (command: DeviceCommand, phase: CommandPhase): Pick<Call, 'commands' | 'settled'> => ({
  commands: [{ commandId, command, from: ParticipantId.parse('p2'), phase }],
  settled: phase.name === 'done' ? { commandId, at: NOW } : null,
});
const running = (fraction: number | null, fault: DeviceFault | null): CommandPhase => ({
  name: 'running',
  fraction,
  pages: 1,
  fault,
});
const done = (pages: number): CommandPhase => ({ name: 'done', outcome: { ok: true, documentId, pages } });
const failed = (fault: DeviceFault): CommandPhase => ({
  name: 'done',
  outcome: { ok: false, fault, documentId: null, pages: 0 },
});

export interface Sample {
  readonly state: KioskState;
  readonly papers?: readonly PaperView[];
  readonly faceComing?: true;
  readonly enrolment?: EnrolmentState;
  /** The button for staff is pressed. */
  readonly staff?: true;
  /** It differs from a neighbour by a sentence: one mode of the gallery is enough for it. */
  readonly once?: true;
}

/** Where the clerk has said that something is to be written. */
const annotations = (() => {
  const drawn: readonly Annotation[] = [
    { kind: 'marker', x: 0.36, y: 0.17, width: 0.55, height: 0.06 },
    { kind: 'marker', x: 0.05, y: 0.3, width: 0.3, height: 0.045 },
    { kind: 'check', x: 0.8, y: 0.32 },
  ];
  const board = new Annotations(() => Promise.resolve(0));
  for (const annotation of drawn)
    board.order({ documentId, page: 0 }, { type: 'add', id: AnnotationId.parse(crypto.randomUUID()), annotation });
  return board.getSnapshot();
})();

/** `address` is that of a sample page's picture, `form` a sheet of a filled form. */
export function samples(address: string, form: Sheet): Readonly<Record<string, Sample>> {
  const page = { kind: 'picture', address: () => address } as const;
  const title = '健康保険の資格喪失証明書';
  const filled: readonly PaperView[] = [
    { documentId, title: '葬祭費支給申請書', origin: 'form', pages: [{ kind: 'sheet', sheet: form }] },
  ];
  const papers: readonly PaperView[] = [
    { documentId, title: '健康保険の資格喪失証明書', origin: 'scan', pages: [page, page] },
  ];
  const long: readonly PaperView[] = [
    { documentId, title: '医療費の領収書つづり', origin: 'file', pages: Array.from({ length: 200 }, () => page) },
  ];
  const withheld: readonly PaperView[] = [{ documentId, title, origin: 'file', pages: [{ kind: 'withheld' }] }];
  const arriving: readonly PaperView[] = [
    { documentId, title: '健康保険の資格喪失証明書', origin: 'scan', pages: [null] },
  ];
  const paper = { documentId, page: 0 };
  const summary = {
    deskId: talking.deskId,
    reason: 'finished',
    talkedMs: 23 * 60_000,
    scannedPages: 2,
    printedPages: 1,
  } as const;
  return {
    attract: at({ name: 'attract' }),
    'attract-preparing': at({ name: 'attract' }, { line: { phase: 'connecting' }, desks: [] }),
    desk: at({ name: 'desk' }),
    'desk-none': at({ name: 'desk' }, { desks: [] }),
    'desk-idle': at({ name: 'desk' }, { idle: { phase: 'asking', until: Date.now() + 24_000 } }),
    'booking-number': at({ name: 'booking', entry: { ...EMPTY_ENTRY, number: '2604' } }),
    'booking-pin': at({ name: 'booking', entry: { ...EMPTY_ENTRY, step: 'pin', number: '26041208', pin: '041' } }),
    'booking-wrong': at({ name: 'booking', entry: { ...EMPTY_ENTRY, trouble: { why: 'wrong' } } }),
    'booking-other-day': at({
      name: 'booking',
      entry: { ...EMPTY_ENTRY, step: 'pin', pin: '0412', trouble: { why: 'other-day', month: 12, day: 3 } },
    }),
    'booking-locked': at({ name: 'booking', entry: { ...EMPTY_ENTRY, trouble: { why: 'locked' } } }),
    procedure: at({ name: 'procedure', deskId: Desk.shape.id.parse('toroku') }),
    consent: at({ name: 'consent', choice }),
    equipment: at({ name: 'equipment', choice, checkIn: { phase: 'ready' } }),
    'equipment-no-headset': at({ name: 'equipment', choice, checkIn: { phase: 'ready' } }, { headset: 'absent' }),
    'equipment-asking': at(
      { name: 'equipment', choice, checkIn: { phase: 'ready' } },
      { capture: { phase: 'asking' } },
    ),
    'equipment-no-camera': at(
      { name: 'equipment', choice, checkIn: { phase: 'ready' } },
      { capture: { phase: 'ready', camera: false } },
    ),
    'equipment-no-microphone': at(
      { name: 'equipment', choice, checkIn: { phase: 'ready' } },
      { capture: { phase: 'failed', fault: 'microphone-missing' } },
    ),
    'equipment-denied': at(
      { name: 'equipment', choice, checkIn: { phase: 'ready' } },
      { capture: { phase: 'failed', fault: 'denied' } },
    ),
    'equipment-refused': at({ name: 'equipment', choice, checkIn: { phase: 'refused', code: 'limited' } }),
    waiting: at({ name: 'waiting', session: session({}), asking: false, looked: null }),
    'waiting-next': at({
      name: 'waiting',
      session: session({ ahead: 0, waitForecastMs: 60_000 }),
      asking: false,
      looked: null,
    }),
    'waiting-looked': at({ name: 'waiting', session: session({}), asking: false, looked: '佐藤' }),
    'waiting-idle': at(
      { name: 'waiting', session: session({}), asking: false, looked: null },
      { idle: { phase: 'asking', until: Date.now() + 96_000 } },
    ),
    'waiting-leave': at({ name: 'waiting', session: session({}), asking: true, looked: null }),
    'waiting-line': at(
      { name: 'waiting', session: session({}), asking: false, looked: null },
      { line: { phase: 'broken', since: Date.now() - 6_000 } },
    ),
    'call-coming': { ...call({ session: { ...talking, state: 'admitted' }, faceSeen: false }), faceComing: true },
    call: call({}),
    'call-notice': call({ notice: 'checking-papers' }),
    'call-signal': call({ feedback: { about: 'signal', signal: 'slower', at: NOW } }),
    'call-louder': call({ feedback: { about: 'louder', loudest: false, at: NOW } }),
    'call-scanning': { ...call({ ...asked(scan, running(0.45, null)), paper }), papers: arriving },
    'call-paper-form': { ...call({ ...asked(print, done(1)), paper }), papers: filled },
    'call-paper': { ...call({ ...asked(scan, done(2)), paper }), papers },
    'call-paper-marked': { ...call({ paper, annotations }), papers: filled },
    'call-paper-pointed': {
      ...call({
        paper,
        annotations,
        pointer: {
          at: { documentId, page: 0, x: 0.62, y: 0.235 },
          held: true,
          until: NOW,
        },
      }),
      papers: filled,
    },
    'call-paper-long': { ...call({ paper: { documentId, page: 137 } }), papers: long },
    'call-paper-withheld': { ...call({ paper }), papers: withheld },
    'call-jam': { ...call(asked(scan, failed('scanner-jam'))), papers },
    'call-printing': { ...call(asked(print, running(null, null))), papers },
    'call-printer-empty': call(asked(print, running(0.5, 'printer-no-paper'))),
    'call-printed': call(asked(print, done(1))),
    'call-line': { ...call({ paper }, { line: { phase: 'broken', since: Date.now() - 12_000 } }), papers },
    'call-clerk-away': call({ session: clerkAway }),
    'call-stepped-out': call({ session: steppedOut }),
    'call-stepped-out-paper': { ...call({ session: steppedOut, paper }), papers },
    'call-still': call(
      {},
      { still: [{ participantId: ParticipantId.parse(clerk(true).id), what: 'all', since: Date.now() - 4_000 }] },
    ),
    'call-still-picture': call(
      {},
      { still: [{ participantId: ParticipantId.parse(clerk(true).id), what: 'picture', since: Date.now() - 90_000 }] },
    ),
    'call-on-the-way': call(onTheWay({})),
    'call-offered': call(onTheWay({ offer: offered('warm') })),
    'call-side': call(onTheWay({ side: { next: 'p3', deskId: 'nozei', since: NOW } }, [clerk(true), colleague])),
    'call-several': call(onTheWay({}, [clerk(true), colleague])),
    'call-several-paper': { ...call({ ...onTheWay({}, [clerk(true), colleague]), paper }), papers },
    'call-host-away': call({}, { host: 'away' }),
    'call-sound': call({ soundBlocked: true }),
    'call-seal': call({}),
    'call-keys-opening': call({ seal: { ...seal, phase: 'opening', verificationNumber: null, members: [] } }),
    'call-keys-held': call({ seal: { ...seal, phase: 'held' } }),
    'call-unopened': call({ seal: { ...seal, faults: [{ part: 'media', cause: 'unopened' }] } }),
    'call-attacked': call({
      seal: { ...seal, faults: [{ part: 'group', fault: { cause: 'uninvited-device', deviceId: 'x', name: 'x' } }] },
    }),
    'call-card-ask': call({ card: { step: 'asking' } }),
    'call-card-place': call({ card: { step: 'placing', again: false } }),
    'call-card-again': { ...call({ card: { step: 'placing', again: true } }), once: true },
    'call-card-pin': call({ card: { step: 'typing', digits: 2, tries: 2, wrong: false } }),
    'call-card-wrong': call({ card: { step: 'typing', digits: 0, tries: 1, wrong: true } }),
    'call-card-reading': { ...call({ card: { step: 'reading' } }), once: true },
    'call-card-read': call({ card: { step: 'read', lies: true } }),
    'call-card-last-try': call({ card: { step: 'not-read', fault: 'card-last-try', lies: true } }),
    'call-card-refused': { ...call({ card: { step: 'not-read', fault: 'card-refused', lies: false } }), once: true },
    'call-end': call({ asking: true }),
    help: call({}, { helping: true }),
    'thanks-erasing': at({ name: 'thanks', summary, erasure: 'erasing', until: NOW }),
    thanks: at({ name: 'thanks', summary, erasure: 'erased', until: NOW }),
    'thanks-unconfirmed': at({ name: 'thanks', summary, erasure: 'unconfirmed', until: NOW }),
    'thanks-left': at({
      name: 'thanks',
      summary: { ...summary, reason: 'left', talkedMs: null, scannedPages: 0, printedPages: 0 },
      erasure: 'erased',
      until: NOW,
    }),
    'out-replaced': at({ name: 'attract' }, { out: { cause: 'replaced', interrupted: false } }),
    'out-refused': at(
      { name: 'attract' },
      { out: { cause: 'refused', code: 'protocol-version', interrupted: false } },
      { staff: true, once: true },
    ),
    closed: at({ name: 'attract' }, {}, { enrolment: enrolling.code }),
    'closed-interrupted': at(
      { name: 'attract' },
      { out: { cause: 'refused', code: 'certificate-revoked', interrupted: true } },
      { enrolment: enrolling.revoked },
    ),
    'enrol-code': enrolled(enrolling.code),
    'enrol-waiting': enrolled(enrolling.waiting),
    'enrol-code-wrong': enrolled(enrolling['code-wrong'], true),
    'enrol-compared': enrolled(enrolling.compared, true),
    'enrol-different': enrolled(enrolling.different, true),
    'enrol-unreachable': enrolled(enrolling.unreachable, true),
    'enrol-declined': enrolled(enrolling.declined, true),
    'enrol-expired': enrolled(enrolling.expired, true),
    'enrol-clock': enrolled(enrolling.clock, true),
    'enrol-slow-clock': enrolled(enrolling['slow-clock'], true),
    'enrol-server-dates': enrolled(enrolling['server-dates'], true),
    'enrol-code-server-dates': enrolled(enrolling['code-server-dates'], true),
    'enrol-no-line': enrolled(enrolling['no-line'], true),
    'attract-expiring': at({ name: 'attract' }, {}, { enrolment: enrolling.expiring, once: true }),
    'enrol-expiring': enrolled(enrolling.expiring),
    'enrol-expiring-today': enrolled(enrolling['expiring-today'], true),
    'enrol-key-sealed': enrolled(enrolling['key-sealed'], true),
    'enrol-key-set-aside': enrolled(enrolling['key-set-aside'], true),
  };
}
