import { expect, it, jest } from '@jest/globals';
import type { FuzzedParser } from '@mado/e2ee/testing';
import { fuzz, fuzzRun } from '@mado/e2ee/testing';
import { inspectPage, kindOf, type PageKind } from '@mado/inspection';
import { jpegHead, pdf, png } from '@mado/inspection/testing';
import type { ZodType } from 'zod';
import {
  PointedPlace,
  SessionMessage,
  readContent,
  readPointed,
  unwrap,
  wrap,
  writeContent,
  writePointed,
} from './channel/index.ts';
import {
  DeskId,
  RequestFrame,
  ServerFrame,
  decode,
  encode,
  methods,
  notifications,
  oneDeskCourse,
} from './wire/index.ts';

const uuid = (digit: number) => `00000000-0000-4000-8000-00000000000${String(digit)}`;

const view = {
  id: uuid(1),
  state: 'active',
  deskId: 'okuyami',
  procedureId: null,
  ticket: 3,
  ahead: null,
  waitForecastMs: null,
  participants: [
    { id: uuid(2), deviceId: 'kiosk-1', role: 'kiosk', name: '窓野市民センター', department: '', connected: true },
  ],
  checkedInAt: 1_800_000_000_000,
  admittedAt: 1_800_000_000_001,
  activeAt: 1_800_000_000_002,
  endedAt: null,
  endReason: null,
  course: oneDeskCourse(DeskId.parse('okuyami'), 1_800_000_000_000),
};

const asked: readonly [keyof typeof methods, unknown][] = [
  ['ping', {}],
  [
    'hello',
    {
      protocol: '1.0',
      app: { name: 'kiosk', version: '0.1.0' },
      deviceId: 'kiosk-1',
      proof: new Uint8Array(64),
      certificate: new Uint8Array([1, 2, 3]),
      deviceTime: 1_800_000_000_000,
      personToken: null,
    },
  ],
  ['enrolment.request', { code: 'ABCD-EFGH', request: new Uint8Array([1, 2, 3]) }],
  ['enrolment.collect', { keyHash: new Uint8Array(32) }],
  ['admin.upload', { text: 'mado-certificate:AAAA' }],
  ['session.checkIn', { deskId: 'okuyami', procedureId: null, requestKey: uuid(3) }],
  ['session.end', { sessionId: uuid(1), reason: 'finished' }],
  ['media.createTransport', { sessionId: uuid(1), direction: 'send', forceTcp: false }],
  ['channel.send', { sessionId: uuid(1), key: uuid(4), to: null, payload: new Uint8Array([2, 1, 9]), echo: true }],
  ['channel.replay', { sessionId: uuid(1), after: 12 }],
  ['channel.hint', { sessionId: uuid(1), payload: new Uint8Array([1, 9]) }],
  ['still.ask', { sessionId: uuid(1), asked: new Uint8Array([1, 2]) }],
  ['still.answer', { sessionId: uuid(1), questionId: uuid(3), answer: new Uint8Array([3]) }],
  ['booking.look', { number: '48210937', pin: '0412' }],
  ['session.offer', { sessionId: uuid(1), offerId: uuid(3), deskId: 'okuyami', way: 'warm' }],
  [
    'media.produce',
    {
      sessionId: uuid(1),
      transportId: uuid(5),
      kind: 'audio',
      source: 'voice',
      rtpParameters: { codecs: [{ mimeType: 'audio/opus', payloadType: 100 }], encodings: [{ ssrc: 7 }] },
      paused: false,
    },
  ],
  ['person.logIn', { login: 'sato', password: 'ひらがな と 空白' }],
  ['people.create', { login: 'kanri', name: '管理', department: '', roles: ['it-administrator'], desks: [] }],
  [
    'templates.save',
    { id: 'moving-out', revision: 0, title: '転出届', department: '市民課', map: '{}', form: 'a'.repeat(64) },
  ],
  ['templates.putForm', { sha256: 'b'.repeat(64), bytes: 9, offset: 0, part: new Uint8Array([37, 80, 68, 70]) }],
  ['forms.noteSaved', { sessionId: uuid(1), saveId: uuid(3), forms: ['moving-out'] }],
  ['card.noteRead', { sessionId: uuid(1), readId: uuid(3), outcome: 'read' }],
];

const told: readonly [keyof typeof notifications, unknown][] = [
  ['challenge', { nonce: new Uint8Array(32), protocol: '1.0', serverTime: 1_800_000_000_000 }],
  ['identity.revocations', { list: new Uint8Array([1, 2, 3]) }],
  ['session.state', { session: view }],
  ['desk.waiting', { waiting: [{ session: view, booth: '窓野市民センター', booked: false }] }],
  ['channel.message', { sessionId: uuid(1), seq: 4, from: uuid(2), to: null, payload: new Uint8Array([2, 2, 7]) }],
  ['channel.hint', { sessionId: uuid(1), from: uuid(2), payload: new Uint8Array([1, 9]) }],
  ['server.closing', { reconnectAfterMs: 200 }],
];

const said = [
  { type: 'form.values', revision: 4, values: { name: '髙橋﨑', phone: '03-0000-0000' }, papers: [], origins: {} },
  { type: 'signal', key: uuid(5), signal: 'slower' },
  { type: 'notice', key: uuid(6), notice: 'please-sign' },
  { type: 'document.removed', documentId: uuid(7) },
  {
    type: 'document.page',
    documentId: uuid(7),
    page: 0,
    mime: 'image/jpeg',
    bytes: 9,
    sha256: new Uint8Array(32),
    key: new Uint8Array(32),
    parcel: uuid(8),
    preview: null,
  },
  { type: 'aside.asked', asked: new Uint8Array([1]) },
].map((message) => SessionMessage.parse(message));

/** What a schema took is taken again as it came out, or the two ends would not mean the same. */
function settled(schema: ZodType, value: unknown): void {
  const once = schema.safeParse(value);
  if (!once.success) return;
  const back = decode(encode(once.data));
  if (!back.ok || !schema.safeParse(back.value).success) throw new Error('what was taken is not taken again');
}

/** Whether the protocol has a schema of that name. */
function has<Table extends object>(table: Table, name: PropertyKey): name is keyof Table {
  return Object.hasOwn(table, name);
}

const toServer: FuzzedParser = {
  name: 'requests',
  samples: asked.map(([method, data], place) => encode({ type: 'request', id: place + 1, method, data })),
  weight: 3,
  read: (bytes) => {
    const frame = RequestFrame.safeParse(valueOf(bytes));
    if (!frame.success || !has(methods, frame.data.method)) return;
    settled(methods[frame.data.method].request, frame.data.data);
  },
};

const toClients: FuzzedParser = {
  name: 'answers and notifications',
  samples: [
    ...told.map(([name, data]) => encode({ type: 'notification', name, data })),
    encode({ type: 'response', id: 3, ok: true, data: { seq: 4 } }),
    encode({ type: 'response', id: 3, ok: false, error: { code: 'conflict', message: 'late' } }),
  ],
  weight: 3,
  read: (bytes) => {
    const frame = ServerFrame.safeParse(valueOf(bytes));
    if (!frame.success || frame.data.type !== 'notification' || !has(notifications, frame.data.name)) return;
    settled(notifications[frame.data.name], frame.data.data);
  },
};

const envelopes: FuzzedParser = {
  name: 'envelopes',
  samples: [wrap('handshake', new Uint8Array([1, 2])), wrap('sealed', new Uint8Array([3]))],
  weight: 1,
  read: (bytes) => {
    const read = unwrap(bytes);
    if (read !== null && wrap(read.kind, read.bytes).join() !== bytes.join())
      throw new Error('read otherwise than written');
  },
};

const contents: FuzzedParser = {
  name: 'messages of the session',
  samples: said.map(writeContent),
  weight: 3,
  read: (bytes) => {
    const read = readContent(bytes);
    if (read.ok && !readContent(writeContent(read.message)).ok) throw new Error('what was taken is not taken again');
  },
};

const hints: FuzzedParser = {
  name: 'places that are pointed at',
  samples: [writePointed(null), writePointed(PointedPlace.parse({ documentId: uuid(7), page: 1, x: 0.25, y: 1 }))],
  weight: 1,
  read: (bytes) => {
    const read = readPointed(bytes);
    if (read !== null && readPointed(writePointed(read.at)) === null)
      throw new Error('what was taken is not taken again');
  },
};

/** What the other end put into the tray, as it is looked at before anything is drawn. */
async function pages(): Promise<FuzzedParser[]> {
  const samples: readonly (readonly [PageKind, Uint8Array])[] = [
    ['image/png', png(30, 20)],
    ['image/jpeg', jpegHead(30, 20)],
    ['application/pdf', await pdf(2)],
  ];
  return samples.map(([kind, sample]) => ({
    name: `page that is called ${kind}`,
    samples: [sample],
    weight: kind === 'application/pdf' ? 0.05 : 1,
    read: async (bytes) => {
      const problem = await inspectPage(kind, bytes);
      if (problem === null && kindOf(bytes) !== kind) throw new Error('taken for what it is not');
    },
  }));
}

function valueOf(bytes: Uint8Array): unknown {
  const decoded = decode(bytes);
  return decoded.ok ? decoded.value : undefined;
}

it('the samples are what the protocol takes', () => {
  for (const [method, data] of asked) expect(methods[method].request.safeParse(data)).toMatchObject({ success: true });
  for (const [name, data] of told) expect(notifications[name].safeParse(data)).toMatchObject({ success: true });
});

it('nothing that reads the wire breaks, whatever comes', async () => {
  const run = fuzzRun();
  // The reader of PDFs says a word about each broken one.
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  process.stdout.write(`fuzzing the wire: MADO_FUZZ_SEED=${run.seed} MADO_FUZZ_INPUTS=${run.inputs}\n`);
  const tried = await fuzz([toServer, toClients, envelopes, contents, hints, ...(await pages())], run);
  expect(Object.values(tried).reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(run.inputs);
}, 3_600_000);
