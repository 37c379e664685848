import {
  AnnotationId,
  Annotations,
  DocumentId,
  NO_ANNOTATIONS,
  type Annotation,
  type AnnotationsSnapshot,
} from '@mado/signaling';
import { ParticipantId } from '@mado/signaling/wire';
import type { Job } from '../state/booth.ts';
import { USUAL_VOLUME, type CallView, type Paper } from '../state/call-view.ts';
import type { ClerkState, Stage } from '../state/clerk-state.ts';
import type { CallSample } from './call-sample.ts';
import { base, NOW, session } from './desk-samples.ts';
import { formDesks, template } from './form-desks.ts';
import { formSamples } from './form-samples.ts';

type CallStage = Extract<Stage, { name: 'call' }>;

const citizen = {
  id: 'p1',
  deviceId: 'kiosk-1',
  role: 'kiosk',
  name: '西部公民館',
  department: '',
  connected: true,
};
const talking = session({
  state: 'active',
  participants: [citizen],
  admittedAt: NOW - 9 * 60_000,
  activeAt: NOW - 9 * 60_000,
});
/** A page as it looks when the clerk has said where to sign. */
function drawnOn(paper: { readonly documentId: DocumentId; readonly page: number }): AnnotationsSnapshot {
  const drawn: readonly Annotation[] = [
    { kind: 'marker', x: 0.3, y: 0.32, width: 0.5, height: 0.06 },
    { kind: 'marker', x: 0.03, y: 0.6, width: 0.4, height: 0.05 },
    { kind: 'check', x: 0.7, y: 0.62 },
  ];
  const annotations = new Annotations(() => Promise.resolve(0));
  for (const annotation of drawn)
    annotations.order(paper, { type: 'add', id: AnnotationId.parse(crypto.randomUUID()), annotation });
  return annotations.getSnapshot();
}

/** Every state of a call. `scan` and `pdf` are the bytes of a scanned page and of a filled form. */
export function callSamples(
  scan: Uint8Array<ArrayBuffer>,
  pdf: Uint8Array<ArrayBuffer>,
  streams: { face: MediaStream; self: MediaStream },
): Readonly<Record<string, CallSample>> {
  const page = { mime: 'image/png' as const, data: scan, arrived: 1 };
  const scanned: Paper = {
    id: 'paper-1',
    title: '埋火葬許可証',
    origin: 'scan',
    complete: true,
    pages: [page, { ...page, data: scan.slice() }],
  };
  const arriving: Paper = {
    id: 'paper-2',
    title: '読み取った書類 2',
    origin: 'scan',
    complete: false,
    pages: [{ mime: 'image/jpeg', data: null, arrived: 0.45 }],
  };
  const long: Paper = {
    id: 'paper-4',
    title: '令和7年分 医療費の領収書つづり',
    origin: 'file',
    complete: true,
    pages: Array.from({ length: 200 }, () => ({ ...page, data: scan.slice() })),
  };
  const marking = { documentId: DocumentId.parse('5f0f9d1c-64f7-4a6e-9a53-0c8f5a1f2c11'), page: 0 };
  const marked: Paper = { ...scanned, id: marking.documentId };
  const file = { id: 'file-1', title: '住民票の写し' };
  const printed: Paper = {
    id: 'paper-3',
    title: template.title,
    origin: 'form',
    complete: true,
    pages: [{ mime: 'application/pdf', data: pdf, arrived: 1 }],
  };
  const ready = { condition: 'ready', fault: null } as const;
  const desks = formDesks(pdf);
  const view: CallView = {
    own: null,
    faces: [],
    memos: [],
    ...streams,
    flow: 'flowing',
    still: null,
    quality: 'good',
    soundHeld: false,
    devices: {
      scanner: { ...ready, name: 'scanner' },
      printer: { ...ready, name: 'printer' },
      cardReader: { ...ready, name: 'カードリーダー' },
    },
    jobs: [],
    papers: [scanned],
    files: [],
    reading: null,
    staged: null,
    annotations: NO_ANNOTATIONS,
    pointer: null,
    volume: USUAL_VOLUME,
    notice: null,
    form: desks.form,
    seal: {
      phase: 'sealed',
      verificationNumber: ['04821', '77310', '19264', '50093', '86157', '31408'],
      members: [
        { deviceId: 'kiosk-1', role: 'kiosk', name: '青葉台地区活動センター', own: false },
        { deviceId: 'clerk-1', role: 'clerk', name: '佐藤', own: true },
      ],
      faults: [],
    },
  };
  const job = (over: Partial<Job>): Job => ({
    commandId: 'job',
    verb: 'scan',
    fraction: 0.45,
    pages: 1,
    waitsFor: null,
    outcome: null,
    ...over,
  });
  const call = (
    over: Partial<CallView> = {},
    stage: Partial<CallStage> = {},
    state: Partial<ClerkState> = {},
  ): CallSample => ({
    state: {
      ...base,
      ...state,
      stage: { name: 'call', session: talking, tab: 'papers', ending: 'no', signals: [], ...stage },
    },
    view: { ...view, ...over },
  });
  const outOfPaper = { ...ready, condition: 'attention', fault: 'printer-no-paper', name: 'printer' } as const;
  return {
    'call-connecting': call(
      { face: null, flow: 'connecting', quality: null, devices: null, papers: [] },
      { session: session({ state: 'admitted', participants: [citizen], admittedAt: NOW }) },
    ),
    call: call(),
    'call-empty': call({ papers: [] }),
    'call-scanning': call({ papers: [scanned, arriving], jobs: [job({})], notice: 'one-moment' }),
    'call-scanned': call({ jobs: [job({ outcome: { ok: true, documentId: 'paper-1', pages: 2 } })] }),
    'call-jam': call({
      jobs: [job({ outcome: { ok: false, fault: 'scanner-jam', documentId: 'paper-1', pages: 2 } })],
    }),
    'call-scan-waits': call({
      papers: [scanned, arriving],
      jobs: [job({ waitsFor: 'scanner-no-paper', fraction: null })],
    }),
    'call-no-paper': call({
      papers: [scanned, printed],
      devices: { scanner: { ...ready, name: 'scanner' }, printer: outOfPaper, cardReader: null },
      jobs: [job({ verb: 'print', pages: 0, fraction: null, waitsFor: 'printer-no-paper' })],
    }),
    'call-signal': call(
      {},
      {
        signals: [
          { key: 'a', signal: 'hard-to-see' },
          { key: 'b', signal: 'call-supporter' },
        ],
      },
    ),
    'call-notice': call({ notice: 'checking-papers' }),
    'call-bad-line': call({ quality: 'bad' }),
    'call-sound': call({ soundHeld: true }),
    'call-away': call(
      { flow: 'interrupted' },
      {
        session: session({
          state: 'active',
          participants: [{ ...citizen, connected: false }],
          admittedAt: NOW - 540_000,
        }),
      },
    ),
    'call-still': call({
      still: { participantId: ParticipantId.parse(citizen.id), what: 'all', since: Date.now() - 4_000 },
    }),
    'call-still-picture': call({
      still: { participantId: ParticipantId.parse(citizen.id), what: 'picture', since: Date.now() - 90_000 },
    }),
    'call-reconnecting': call(
      { flow: 'interrupted' },
      {},
      { link: { phase: 'reconnecting', since: NOW - 12_000, serverRestarts: false } },
    ),
    'call-host-away': call({}, {}, { host: { phase: 'lost', since: NOW - 2_000 } }),
    'call-file-looking': call({ files: [{ kind: 'looking', ...file }] }),
    'call-file-adding': call({
      files: [
        { kind: 'adding', ...file, page: 42, pages: 200, fraction: 0.21 },
        { kind: 'waiting', id: 'file-2', title: '写真' },
      ],
    }),
    'call-file-refused': call({
      papers: [],
      files: [
        { kind: 'refused', ...file, problem: 'pdf-active' },
        { kind: 'refused', id: 'file-2', title: '航空写真', problem: 'too-many-pixels' },
      ],
    }),
    'call-file-broken-off': call({ files: [{ kind: 'broken-off', ...file, page: 42 }] }),
    'call-reading': call({ reading: { title: scanned.title, page: 0, phase: 'running', fraction: 0.4 } }),
    'call-read': call({ reading: { title: scanned.title, page: 0, phase: 'done', count: 5 } }),
    'call-read-nothing': {
      ...call({ reading: { title: scanned.title, page: 1, phase: 'nothing' } }),
      once: true,
    },
    'call-long-paper': call({ papers: [scanned, long], staged: { documentId: 'paper-4', page: 0 } }),
    'call-marked': {
      ...call({ papers: [marked], staged: marking, annotations: drawnOn(marking) }),
      clicks: ['.pens__pen[aria-keyshortcuts="N"]'],
    },
    'call-pointing': {
      ...call({
        papers: [marked],
        staged: marking,
        annotations: drawnOn(marking),
        pointer: { at: { ...marking, x: 0.42, y: 0.47 }, held: true, until: NOW },
      }),
      clicks: ['.pens__pen[aria-keyshortcuts="I"]'],
    },
    'call-paper-withheld': call({
      papers: [{ ...scanned, pages: [{ mime: 'image/png', data: null, arrived: 1, damaged: true, withheld: true }] }],
    }),
    'call-end': call({}, { ending: 'question' }),
    'call-scan-sheet': { ...call(), press: 's' },
    'call-print-sheet': { ...call({ papers: [scanned, printed] }), press: 'p' },
    'call-volume-sheet': { ...call(), press: 'v' },
    'call-keys': { ...call(), press: '?' },
    'call-seal': call(),
    'call-keys-opening': call({ seal: { ...view.seal, phase: 'opening', verificationNumber: null, members: [] } }),
    'call-keys-held': call({ seal: { ...view.seal, phase: 'held' } }),
    'call-unopened': call({ seal: { ...view.seal, faults: [{ part: 'media', cause: 'unopened' }] } }),
    'call-attacked': call({
      seal: { ...view.seal, faults: [{ part: 'message', cause: 'replayed' }] },
    }),
    ...formSamples({ call, job, desks, withoutReader: view.devices && { ...view.devices, cardReader: null } }),
  };
}
