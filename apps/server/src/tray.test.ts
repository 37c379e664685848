import { randomBytes, randomUUID } from 'node:crypto';
import { cpSync, existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { request as httpsRequest } from 'node:https';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { MAX_SEALED_CHUNK_BYTES, TRAY_PATH, TRAY_PLACE_HEADER } from '@mado/signaling/wire';
import fc from 'fast-check';
import { HandClock } from './testing/clock.ts';
import { checkIn, talk } from './testing/scenes.ts';
import { desk, Stage } from './testing/stage.ts';
import { TOKEN_LIFE_MS } from './tray/tokens.ts';

interface Answer {
  readonly status: number;
  readonly body: Buffer;
  readonly code: string | undefined;
  readonly maxAge: string | undefined;
}

/** One request to the running server about a place, exactly as written. */
function ask(stage: Stage, method: string, place: string, token?: string, body?: Uint8Array): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = {
      [TRAY_PLACE_HEADER]: place,
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body && { 'content-type': 'application/octet-stream' }),
    };
    const { port } = stage.server;
    const call = httpsRequest(
      { host: '127.0.0.1', port, method, path: TRAY_PATH, headers, rejectUnauthorized: false },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () => {
          const whole = Buffer.concat(parts);
          const json = answer.headers['content-type']?.startsWith('application/json') === true;
          const parsed: unknown = json ? JSON.parse(whole.toString()) : undefined;
          const code =
            typeof parsed === 'object' && parsed !== null && 'code' in parsed ? String(parsed.code) : undefined;
          resolve({
            status: answer.statusCode ?? 0,
            body: whole,
            code,
            maxAge: answer.headers['access-control-max-age'],
          });
        });
      },
    );
    call.on('error', reject);
    call.end(body);
  });
}
const filesBelow = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
    : [];

async function scene(stage: Stage) {
  const ends = await talk(stage);
  const tokenOf = async (end: typeof ends.kiosk) => (await end.ask('tray.open', { sessionId: ends.sessionId })).token;
  const parcel = randomUUID();
  const path = `${ends.kioskId}/${parcel}`;
  return {
    ...ends,
    parcel,
    path,
    kioskToken: await tokenOf(ends.kiosk),
    clerkToken: await tokenOf(ends.clerk),
    tokenOf,
  };
}

describe('the tray', () => {
  let stage: Stage;
  afterEach(() => stage.close());

  it('takes chunks from their owner, says which are there, tells the other end and hands them out', async () => {
    stage = await Stage.open();
    const { clerk, kiosk, path, parcel, kioskId, kioskToken, clerkToken } = await scene(stage);
    const chunks = [randomBytes(MAX_SEALED_CHUNK_BYTES), randomBytes(40)];
    for (const [index, chunk] of [...chunks.entries()].reverse()) {
      expect((await ask(stage, 'PUT', `${path}/${index}`, kioskToken, chunk)).status).toBe(204);
    }
    // Sent again after an answer that was lost.
    expect((await ask(stage, 'PUT', `${path}/1`, kioskToken, chunks[1])).status).toBe(204);
    expect(await clerk.next('tray.stored')).toMatchObject({ owner: kioskId, parcel, chunk: 1 });
    expect(await clerk.next('tray.stored')).toMatchObject({ owner: kioskId, parcel, chunk: 0 });
    expect(JSON.parse((await ask(stage, 'GET', path, clerkToken)).body.toString())).toEqual({ chunks: [0, 1] });
    expect((await ask(stage, 'GET', `${path}/0`, clerkToken)).body).toEqual(chunks[0]);
    expect((await ask(stage, 'GET', `${path}/1`, kioskToken)).body).toEqual(chunks[1]);
    expect((await ask(stage, 'GET', `${path}/2`, clerkToken)).code).toBe('not-found');
    await kiosk.ask('ping', {});
    expect(kiosk.heard.filter((each) => each.name === 'tray.stored')).toEqual([]);
    for (const file of filesBelow(join(stage.dataDir, 'tray'))) expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(filesBelow(join(stage.dataDir, 'tray'))).toHaveLength(2);
    expect((await ask(stage, 'DELETE', path, clerkToken)).status).toBe(204);
    expect(filesBelow(join(stage.dataDir, 'tray'))).toEqual([]);
  });

  it('opens to participants only, with a token that runs out, and never by what is in the address', async () => {
    const clock = new HandClock();
    stage = await Stage.open({}, clock);
    const { kiosk, clerk, sessionId, path, kioskId, kioskToken, clerkToken, tokenOf } = await scene(stage);
    await ask(stage, 'PUT', `${path}/0`, kioskToken, randomBytes(50));
    const { client: colleague } = await stage.enter('clerk2');
    expect(await colleague.refusal('tray.open', { sessionId })).toBe('not-found');
    // A foreign participant with a token of their own session sees another tray.
    const { client: other } = await stage.enter('kiosk2');
    const foreign = await other.ask('tray.open', { sessionId: await checkIn(other) });
    expect((await ask(stage, 'GET', `${path}/0`, foreign.token)).code).toBe('not-found');
    expect((await ask(stage, 'PUT', `${path}/0`, foreign.token, randomBytes(50))).code).toBe('forbidden');
    expect((await ask(stage, 'PUT', `${path}/0`, clerkToken, randomBytes(50))).code).toBe('forbidden');
    expect((await ask(stage, 'PUT', `${path}/0`, kioskToken, randomBytes(50))).code).toBe('conflict');
    for (const token of [undefined, '', 'x'.repeat(43), `${kioskToken}A`]) {
      expect((await ask(stage, 'GET', `${path}/0`, token)).code).toBe('unauthenticated');
    }
    expect((await ask(stage, 'GET', `${path}/0?token=${kioskToken}`)).code).toBe('unauthenticated');
    // A browser asks for leave (CORS) by address: there is one, and its answer holds for hours.
    const leave = await ask(stage, 'OPTIONS', '');
    expect(leave).toMatchObject({ status: 204, maxAge: '7200' });
    for (let minute = 0; minute * 60_000 < TOKEN_LIFE_MS; minute++) {
      for (let step = 0; step < 10; step++) {
        await Promise.all([kiosk.ask('ping', {}), clerk.ask('ping', {})]);
        clock.advance(6000);
      }
    }
    expect((await ask(stage, 'GET', `${path}/0`, kioskToken)).code).toBe('unauthenticated');
    expect((await ask(stage, 'GET', `${path}/0`, await tokenOf(kiosk))).status).toBe(200);
    expect(path).toContain(kioskId);
  });

  it('refuses every address that is none, and writes nothing outside of its folder', async () => {
    stage = await Stage.open();
    const { kioskToken, path, kioskId, parcel } = await scene(stage);
    const before = filesBelow(stage.dataDir).length;
    const addresses = [
      '',
      kioskId,
      `/${path}/0`,
      `${path}/0/0`,
      `../../config.json/${parcel}/0`,
      `../${parcel}/0`,
      `${kioskId}/../0`,
      `${kioskId}/${parcel}/../../master.key`,
      `${kioskId}/${parcel}/..`,
      `${kioskId}/${parcel}/%00`,
      `${kioskId}/not-a-uuid/0`,
      `..%2f..%2f/${parcel}/0`,
      `${path}/384`,
      `${path}/-1`,
      `${path}/00`,
      `${path}/1e1`,
      `${path}/0.5`,
    ];
    for (const address of addresses) {
      for (const method of ['GET', 'PUT']) {
        const { status } = await ask(
          stage,
          method,
          address,
          kioskToken,
          method === 'PUT' ? randomBytes(20) : undefined,
        );
        expect([400, 404]).toContain(status);
      }
    }
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 30, unit: 'binary' }), async (text) => {
        const place = encodeURIComponent(text.toWellFormed());
        fc.pre(!/^(0|[1-9]\d{0,2})$/.test(place) && place !== '.' && place !== '..');
        const { status } = await ask(stage, 'PUT', `${path}/${place}`, kioskToken, randomBytes(20));
        expect([400, 404]).toContain(status);
      }),
      { numRuns: 60 },
    );
    expect(filesBelow(stage.dataDir)).toHaveLength(before);
    const oversized = await ask(stage, 'PUT', `${path}/0`, kioskToken, randomBytes(MAX_SEALED_CHUNK_BYTES + 1));
    expect(oversized.code).toBe('oversized');
    expect((await ask(stage, 'PUT', `${path}/0`, kioskToken)).code).toBe('malformed');
  });

  it('holds what its quotas allow, for a session and for all, and counts again after a restart', async () => {
    stage = await Stage.open({ tray: { sessionBytes: 200_000, serverBytes: 260_000 } });
    const { path, kioskToken, kiosk, sessionId } = await scene(stage);
    const put = async (index: number, token: string) =>
      (await ask(stage, 'PUT', `${path}/${index}`, token, randomBytes(60_000))).code ?? 'taken';
    for (let index = 0; index < 3; index++) expect(await put(index, kioskToken)).toBe('taken');
    expect(await put(3, kioskToken)).toBe('limited');
    const { client: other } = await stage.enter('kiosk2');
    const second = await other.ask('session.checkIn', { deskId: desk, procedureId: null, requestKey: randomUUID() });
    const { token } = await other.ask('tray.open', { sessionId: second.session.id });
    const otherPath = `${second.participantId}/${randomUUID()}`;
    expect((await ask(stage, 'PUT', `${otherPath}/0`, token, randomBytes(60_000))).status).toBe(204);
    expect((await ask(stage, 'PUT', `${otherPath}/1`, token, randomBytes(60_000))).code).toBe('limited');
    await stage.restart();
    expect(await put(3, kioskToken)).toBe('unauthenticated');
    const { client: again } = await stage.enter('kiosk');
    const renewed = (await again.ask('tray.open', { sessionId })).token;
    expect(JSON.parse((await ask(stage, 'GET', path, renewed)).body.toString())).toEqual({ chunks: [0, 1, 2] });
    expect(await put(3, renewed)).toBe('limited');
    expect((await ask(stage, 'DELETE', path, renewed)).status).toBe(204);
    expect(await put(3, renewed)).toBe('taken');
    kiosk.socket.terminate();
  });

  it('takes nothing after the end, shows until an end has erased, and is empty after the erasure', async () => {
    stage = await Stage.open();
    const { kiosk, clerk, sessionId, path, kioskToken, clerkToken } = await scene(stage);
    await ask(stage, 'PUT', `${path}/0`, kioskToken, randomBytes(50));
    await clerk.ask('session.end', { sessionId, reason: 'finished' });
    expect((await ask(stage, 'PUT', `${path}/1`, kioskToken, randomBytes(50))).code).toBe('out-of-order');
    expect((await ask(stage, 'GET', `${path}/0`, kioskToken)).status).toBe(200);
    await kiosk.ask('session.erased', { sessionId });
    expect((await ask(stage, 'GET', `${path}/0`, kioskToken)).code).toBe('unauthenticated');
    expect(filesBelow(join(stage.dataDir, 'tray'))).toHaveLength(1);
    await clerk.ask('session.erased', { sessionId });
    expect(readdirSync(join(stage.dataDir, 'tray'))).toEqual([]);
    expect((await ask(stage, 'GET', `${path}/0`, clerkToken)).code).toBe('unauthenticated');
  });

  it('deletes at its next start what a crash left of erased sessions and of half-written chunks', async () => {
    stage = await Stage.open();
    const { path, kioskToken, sessionId } = await scene(stage);
    await ask(stage, 'PUT', `${path}/0`, kioskToken, randomBytes(50));
    const tray = join(stage.dataDir, 'tray');
    // As when the power failed between the database's erasure and the folder's, and in the middle of a chunk.
    cpSync(join(tray, sessionId), join(tray, 'erased-before'), { recursive: true });
    const [whole] = filesBelow(join(tray, sessionId));
    writeFileSync(join(dirname(whole!), '.draft'), randomBytes(20));
    await stage.restart();
    expect(readdirSync(tray)).toEqual([sessionId]);
    expect(filesBelow(tray)).toEqual([whole]);
  });
});
