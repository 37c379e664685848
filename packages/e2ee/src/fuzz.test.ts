import { expect, it } from '@jest/globals';
import { MalformedBytes, concat, hex, signerOf } from './bytes/index.ts';
import { deriveFrameKey, FrameOpener, FrameSealer, keyIdOf, readHeader, writeHeader } from './frame/index.ts';
import { readHandshake, writeHandshake } from './group/handshake.ts';
import {
  issueRevocations,
  readCertificate,
  readEnrolmentRequest,
  signEnrolmentRequest,
  verifyCertificate,
  verifyRevocations,
} from './identity/index.ts';
import { answerAside, askForAside } from './aside/index.ts';
import { makeAnswersKey, openAnswers, sealAnswers } from './answers/index.ts';
import { PAGE_KEY_BYTES, ParcelOpener, ParcelSealer } from './document/index.ts';
import type { SessionIdentity } from './identity/index.ts';
import { MessageKeys } from './message/index.ts';
import { readArchive, writeArchive } from './message/message-archive.ts';
import { answerStill, askForStill } from './still/index.ts';
import { City, identityOf } from './testing/city.ts';
import type { FuzzedParser } from './testing/fuzz.ts';
import { fuzz, fuzzRun } from './testing/fuzz.ts';
import { Order, Participant } from './testing/order.ts';

const same = (one: Uint8Array, other: Uint8Array) => hex(one) === hex(other);

function must(holds: boolean, promise: string): void {
  if (!holds) throw new Error(`broken: ${promise}`);
}

/** What is signed is taken as it was signed, or not at all. */
function signed(
  name: string,
  samples: readonly Uint8Array[],
  read: (bytes: Uint8Array) => { ok: boolean },
): FuzzedParser {
  return {
    name,
    samples,
    weight: 1,
    read: (bytes) => {
      if (read(bytes).ok)
        must(
          samples.some((sample) => same(sample, bytes)),
          'changed bytes are refused',
        );
    },
  };
}

async function identityParsers(city: City): Promise<FuzzedParser[]> {
  const device = await city.device('booth-1', 'kiosk');
  const authority = signerOf(city.authority.secretKey);
  const certificates = [device.certificate, (await city.device('desk-1')).certificate];
  const certificate = readCertificate(device.certificate);
  if (!certificate.ok) throw new Error(certificate.fault);
  const { publicKey, serial } = certificate.value;
  const asked = { deviceId: 'booth-1', role: 'kiosk', name: '窓野市民センター', publicKey, requestedAt: 5 } as const;
  const request = await signEnrolmentRequest(asked, signerOf(device.secretKey));
  const list = { cityId: city.cityId, number: 1, issuedAt: 5 };
  const lists = [
    await issueRevocations({ ...list, serials: [] }, authority),
    await issueRevocations({ ...list, serials: [serial] }, authority),
  ];
  return [
    { name: 'certificate', samples: certificates, weight: 30, read: (bytes) => void readCertificate(bytes) },
    signed('certificate with its signature', certificates, (bytes) => verifyCertificate(bytes, city.trust())),
    signed('enrolment request', [request], readEnrolmentRequest),
    signed('revocation list', lists, (bytes) => verifyRevocations(bytes, city.trust())),
  ];
}

async function handshakeParser(city: City): Promise<FuzzedParser> {
  const order = new Order();
  await Participant.open(city, await city.device('booth-2', 'kiosk'), order, { founder: true });
  await Participant.open(city, await city.device('desk-2'), order);
  await order.settle();
  return {
    name: 'handshake',
    samples: order.messages,
    weight: 30,
    read: (bytes) => {
      const read = readHandshake(bytes);
      if (read.ok) writeHandshake(read.handshake);
    },
  };
}

const archiveParser: FuzzedParser = {
  name: 'archive of message keys',
  samples: [
    writeArchive([]),
    writeArchive([
      {
        number: 3,
        senders: [{ leaf: 1, deviceId: 'desk-1', sessionKey: new Uint8Array(32), secret: new Uint8Array(32).fill(7) }],
      },
    ]),
  ],
  weight: 30,
  read: (bytes) => {
    const archive = readArchive(bytes);
    if (archive !== null) must(same(writeArchive(archive), bytes), 'an archive is written in one way only');
  },
};

const headerParser: FuzzedParser = {
  name: 'frame header',
  samples: [writeHeader({ keyId: 3, counter: 7 }), writeHeader({ keyId: 0x123, counter: 0x456789 })],
  weight: 40,
  read: (bytes) => {
    try {
      const { length, ...header } = readHeader(bytes);
      must(same(writeHeader(header), bytes.subarray(0, length)), 'a header is written in one way only');
    } catch (error) {
      if (!(error instanceof MalformedBytes)) throw error;
    }
  },
};

async function frameParsers(): Promise<FuzzedParser[]> {
  const key = await deriveFrameKey(new Uint8Array(16).fill(9), keyIdOf(1, 1));
  const sealer = new FrameSealer();
  sealer.setKey(key);
  const parsers: FuzzedParser[] = [];
  for (const codec of ['opus', 'vp8', 'vp9'] as const) {
    const samples: Uint8Array[] = [];
    for (const first of [0, 1]) {
      const frame = concat(new Uint8Array([first]), crypto.getRandomValues(new Uint8Array(40)));
      const sealed = await sealer.seal(codec, frame);
      if (!sealed.ok) throw new Error(sealed.drop);
      samples.push(sealed.data);
    }
    const opener = new FrameOpener(() => 0);
    opener.setKeys([key]);
    parsers.push({
      name: `sealed ${codec} frame`,
      samples,
      weight: 10,
      read: async (bytes) => {
        const given = Uint8Array.from(bytes);
        const opened = await opener.open(codec, bytes);
        if (opened.ok)
          must(
            samples.some((sample) => same(sample, given)),
            'changed frames are refused',
          );
      },
    });
  }
  return parsers;
}

/** What one device says to another beside the group: taken as it was sealed and signed, or not at all. */
async function besideTheGroup(city: City): Promise<FuzzedParser[]> {
  const identity = async (name: string, role: 'kiosk' | 'clerk') => identityOf(city, await city.device(name, role));
  const [booth, first, second] = [
    await identity('booth-3', 'kiosk'),
    await identity('desk-3', 'clerk'),
    await identity('desk-4', 'clerk'),
  ];
  const trust = city.trust();
  const still = await askForStill(first);
  const picture = await answerStill(still.asked, new Uint8Array(30), { identity: booth, trust });
  const placeWith = ({ certificate, keys }: SessionIdentity, leaf: number) => {
    return { asideId: 'p2/1', epoch: 3, peer: { leaf, certificate, sessionKey: keys.publicKey, issuedAt: 0 } };
  };
  const aside = await askForAside(second, placeWith(first, 1));
  const asking = (asked: Uint8Array) => answerAside(first, placeWith(second, 2), { asked, generation: 1, trust });
  const secret = await asking(aside.asked);
  if (!picture.ok || secret?.ok !== true) throw new Error('not answered');
  const answers = await makeAnswersKey();
  const answered = await sealAnswers(answers.publicKey, '48210937', new Uint8Array(20));
  const taken = async (read: Promise<{ ok: boolean } | null>, sample: Uint8Array, bytes: Uint8Array) => {
    const given = Uint8Array.from(bytes);
    must((await read)?.ok !== true || same(sample, given), 'changed bytes are refused');
  };
  const parser = (
    name: string,
    sample: Uint8Array,
    read: (bytes: Uint8Array) => Promise<{ ok: boolean } | null>,
  ): FuzzedParser => ({ name, samples: [sample], weight: 1, read: (bytes) => taken(read(bytes), sample, bytes) });
  return [
    parser('question for a still', still.asked, (bytes) =>
      answerStill(bytes, new Uint8Array(30), { identity: booth, trust }),
    ),
    parser('still', picture.value.value, (bytes) => still.open(bytes, trust)),
    parser('question for a side conversation', aside.asked, asking),
    parser('secret of a side conversation', secret.value.answer, (bytes) => aside.open(bytes, trust)),
    parser('answers of a booking', answered, (bytes) => openAnswers(answers.privateKey, '48210937', bytes)),
  ];
}

async function contentParsers(city: City): Promise<FuzzedParser[]> {
  const order = new Order();
  const kiosk = await Participant.open(city, await city.device('booth-4', 'kiosk'), order, { founder: true });
  const clerk = await Participant.open(city, await city.device('desk-5'), order);
  await order.settle();
  const [there, here] = [new MessageKeys('session-1'), new MessageKeys('session-1')];
  there.advance(kiosk.epoch);
  here.advance(clerk.epoch);
  const messages = [await there.seal(new Uint8Array(20)), await there.seal(new Uint8Array(9), 'p-clerk')];
  const pageKey = crypto.getRandomValues(new Uint8Array(PAGE_KEY_BYTES));
  const sender = { sessionId: 's', participantId: 'p' };
  const place = { sender, documentId: 'd', page: 0, part: 'page' } as const;
  const parcel = await ParcelSealer.of(pageKey, place, new Uint8Array(40));
  const chunk = await parcel.seal(0);
  const opener = await ParcelOpener.of(pageKey, parcel.place);
  return [
    {
      name: 'sealed message',
      samples: messages,
      weight: 10,
      read: async (bytes) => {
        const given = Uint8Array.from(bytes);
        const opened = await here.openSealed(bytes);
        const isOne = messages.some((message) => same(message, given));
        must(!opened.ok || isOne, 'changed messages are refused');
      },
    },
    {
      name: 'chunk of a document',
      samples: [chunk],
      weight: 10,
      read: async (bytes) => {
        const given = Uint8Array.from(bytes);
        must((await opener.open(0, bytes)) === null || same(chunk, given), 'changed chunks are refused');
      },
    },
  ];
}

it('nothing that reads sealed or signed bytes from the network breaks, or takes what was changed', async () => {
  const run = fuzzRun();
  process.stdout.write(`fuzzing keys and seals: MADO_FUZZ_SEED=${run.seed} MADO_FUZZ_INPUTS=${run.inputs}\n`);
  const city = new City();
  const parsers = [
    ...(await identityParsers(city)),
    await handshakeParser(city),
    archiveParser,
    headerParser,
    ...(await frameParsers()),
    ...(await besideTheGroup(city)),
    ...(await contentParsers(city)),
  ];
  const tried = await fuzz(parsers, run);
  expect(Object.values(tried).reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(run.inputs);
}, 3_600_000);
