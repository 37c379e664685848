import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { PersonToken, type LogInStep, type PersonEntry } from '@mado/signaling/wire';
import { generateKeyPair } from 'jose';
import { withEvidence } from './audit/evidence.ts';
import { examine, recordOf } from './audit/examine.ts';
import { systemClock } from './clock.ts';
import { CALLBACK_PATH } from './people/provider.ts';
import { TestClient } from './testing/client.ts';
import { HandClock } from './testing/clock.ts';
import { CityProvider } from './testing/oidc.ts';
import { firstLogIn, invent } from './testing/person.ts';
import { checkIn } from './testing/scenes.ts';
import { desk, devices, Stage } from './testing/stage.ts';

const SECRET = 'invented-secret-of-the-client';
const PUBLIC = 'https://mado.example';
const folder = mkdtempSync(join(tmpdir(), 'mado-provider-'));
let city: CityProvider;
let stage: Stage;
let admin: TestClient;
let clerk: TestClient;
let sato: PersonEntry;

beforeAll(async () => {
  city = await CityProvider.start({ id: 'mado', secret: SECRET, callback: `${PUBLIC}${CALLBACK_PATH}` });
  const clientSecretFile = join(folder, 'secret');
  writeFileSync(clientSecretFile, `${SECRET}\n`);
  const provider = { issuer: city.issuer, clientId: 'mado', clientSecretFile, publicUrl: PUBLIC };
  stage = await Stage.open({ people: { logIn: true, provider } });
  admin = (await stage.enter('clerk2')).client;
  await firstLogIn(admin, await invent(stage, 'kanri', ['it-administrator']), systemClock);
  const about = { name: '佐藤', department: '市民登録課', roles: ['clerk' as const], desks: [desk] };
  const made = await admin.ask('people.create', { login: 'sato', ...about, subject: 'city-4711' });
  sato = made.person;
});
afterAll(async () => {
  await stage.close();
  await city.close();
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  city.tamper = null;
  clerk = (await stage.enter('clerk')).client;
});

/** The browser's arrival at this server. */
function arrive(back: URL): Promise<{ status: number; page: string }> {
  const { port } = stage.server;
  return new Promise((resolve, reject) => {
    get(`https://127.0.0.1:${port}${back.pathname}${back.search}`, { rejectUnauthorized: false }, (response) => {
      let page = '';
      response.setEncoding('utf8').on('data', (part: string) => (page += part));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, page }));
    }).on('error', reject);
  });
}
const numberOn = (page: string) => /class="number">([\d ]+)</.exec(page)?.[1] ?? 'none';
async function leave(client = clerk): Promise<string> {
  const { next } = await client.ask('person.provider', { tongue: 'ja' });
  if (next.step !== 'elsewhere') throw new Error(next.step);
  return next.url;
}
const told = async (): Promise<LogInStep> => (await clerk.next('person.step')).next;
async function logIn(): Promise<Extract<LogInStep, { step: 'in' }>> {
  const { page } = await arrive(await city.signIn(await leave(), 'city-4711'));
  expect(await told()).toEqual({ step: 'number' });
  const { next } = await clerk.ask('person.number', { code: numberOn(page) });
  if (next.step !== 'in') throw new Error(next.step);
  return next;
}
async function turnedAway(login: string | null): Promise<{ status: number; because: string }> {
  const { status } = await arrive(await city.signIn(await leave(), login));
  const next = await told();
  return { status, because: next.step === 'turned-away' ? next.because : next.step };
}
/** The audit log so far, as it is written. */
const written = (): string[] => withEvidence(stage.dataDir, ({ lines }) => [...lines].map(({ text }) => text));
/** What happens leaves exactly this refusal in the log, and nothing of who it may have been. */
async function leavesRefusal<T>(act: () => Promise<T>, about: { person?: string; subject?: object } = {}): Promise<T> {
  const from = written().length;
  const result = await act();
  const lines = written().slice(from);
  const line = { actor: 'device:clerk-1', action: 'person.refused', subject: {}, ...about };
  const records = lines.map((text) => recordOf(text));
  expect(records).toEqual([expect.objectContaining(line)]);
  // `eyJ`: how every token begins (RFC 7519 in base64url).
  for (const word of ['city-', 'sato', '佐藤', 'eyJ']) expect(lines.join('\n')).not.toContain(word);
  return result;
}

describe("the city's own provider", () => {
  it('is offered, and lets in whom it vouches for when the number is typed at the window that asked', async () => {
    const { hello } = await stage.enter('clerk');
    expect(hello.person).toMatchObject({ phase: 'out', provider: true });
    clerk = (await stage.enter('clerk')).client;
    const url = new URL(await leave());
    expect(url.searchParams.get('code_challenge_method')).toBe('S256');
    const back = await city.signIn(url.href, 'city-4711');
    const { status, page } = await arrive(back);
    expect(status).toBe(200);
    expect(await told()).toEqual({ step: 'number' });
    expect((await clerk.ask('person.number', { code: '000000' === numberOn(page) ? '1' : '000000' })).next.step).toBe(
      'wrong',
    );
    const { next } = await clerk.ask('person.number', { code: ` ${numberOn(page)} ` });
    expect(next).toMatchObject({
      step: 'in',
      state: { phase: 'in', by: 'provider', person: { id: sato.id, roles: ['clerk'], desks: [desk] } },
    });
    expect((await clerk.ask('desk.watch', {})).waiting).toEqual([]);
    // The same answer again, by whoever saw the address.
    const again = await arrive(back);
    expect([again.status, numberOn(again.page)]).toEqual([403, 'none']);
    expect(again.page).toContain('すでに使われたか、時間が過ぎています');
    await clerk.ask('person.logOut', {});
  });

  it('opens a locked screen for the person who locked it and for nobody else, and keeps the call', async () => {
    await logIn();
    const { client: kiosk } = await stage.enter('kiosk');
    const sessionId = await checkIn(kiosk);
    await clerk.ask('session.admit', { sessionId });
    await clerk.ask('person.lock', {});
    expect(new URL(await leave()).searchParams.get('prompt')).toBe('login');
    const about = { name: '他', department: '', roles: ['clerk' as const], desks: [desk], subject: 'city-9' };
    const { person: other } = await admin.ask('people.create', { login: 'hoka', ...about });
    expect(
      await leavesRefusal(() => turnedAway('city-9'), {
        person: sato.id,
        subject: { whom: other.id },
      }),
    ).toEqual({ status: 403, because: 'other-person' });
    expect(await clerk.refusal('session.end', { sessionId, reason: 'finished' })).toBe('forbidden');
    expect((await logIn()).state).toMatchObject({ phase: 'in', locked: false });
    await clerk.ask('session.end', { sessionId, reason: 'finished' });
    await clerk.ask('session.erased', { sessionId });
    await clerk.ask('person.logOut', {});
  });

  it('turns away whom nobody has registered, who was stopped, and who calls it off', async () => {
    expect(await leavesRefusal(() => turnedAway('city-nobody'))).toEqual({ status: 403, because: 'unknown' });
    expect(await leavesRefusal(() => turnedAway(null))).toEqual({ status: 403, because: 'denied' });
    const { id, name, department, roles, desks } = sato;
    const change = { id, name, department, roles, desks };
    await admin.ask('people.change', { ...change, disabled: true });
    const line = { subject: { whom: id } };
    expect(await leavesRefusal(() => turnedAway('city-4711'), line)).toEqual({ status: 403, because: 'disabled' });
    await admin.ask('people.change', { ...change, disabled: false });
    expect((await admin.ask('people.list', {})).people.find((each) => each.id === id)?.subject).toBe('city-4711');
  });

  it.each([
    ['for another audience', (claims: object) => ({ claims: { ...claims, aud: 'another-client' } }), 'unproven'],
    ['of another issuer', (claims: object) => ({ claims: { ...claims, iss: 'https://evil.example' } }), 'unproven'],
    ['with another nonce', (claims: object) => ({ claims: { ...claims, nonce: 'A'.repeat(43) } }), 'unproven'],
    [
      'that ran out',
      (claims: object) => ({ claims: { ...claims, exp: Math.floor(Date.now() / 1000) - 600 } }),
      'expired',
    ],
  ])('refuses an ID token %s, and writes the refusal down', async (_what, tamper, because) => {
    city.tamper = tamper;
    expect(await leavesRefusal(() => turnedAway('city-4711'))).toEqual({ status: 403, because });
  });

  it('refuses an ID token that somebody else signed, and writes the refusal down', async () => {
    const { privateKey } = await generateKeyPair('RS256');
    city.tamper = (claims) => ({ claims, key: privateKey });
    expect(await leavesRefusal(() => turnedAway('city-4711'))).toEqual({ status: 403, because: 'unproven' });
  });

  it('lets nobody in by an answer that no window waits for, and closes after three wrong numbers', async () => {
    const stranger = await arrive(new URL(`${PUBLIC}${CALLBACK_PATH}?code=x&state=${'A'.repeat(43)}`));
    expect(stranger.status).toBe(403);
    // Begun anew at the same window: the address of before is void.
    const before = await leave();
    const url = await leave();
    expect((await arrive(await city.signIn(before, 'city-4711'))).status).toBe(403);
    const { page } = await arrive(await city.signIn(url, 'city-4711'));
    const wrong = numberOn(page).startsWith('9') ? '000000' : '999999';
    const steps = [];
    for (let tried = 0; tried < 3; tried++)
      steps.push((await leavesRefusal(() => clerk.ask('person.number', { code: wrong }))).next.step);
    expect(steps).toEqual(['wrong', 'wrong', 'again']);
    expect((await clerk.ask('person.number', { code: numberOn(page) })).next.step).toBe('again');
  });

  it('does not let in whom was stopped between the provider and the number, and writes the refusal down', async () => {
    const { page } = await arrive(await city.signIn(await leave(), 'city-4711'));
    const { id, name, department, roles, desks } = sato;
    const change = { id, name, department, roles, desks };
    await admin.ask('people.change', { ...change, disabled: true });
    const line = { subject: { whom: id } };
    expect((await leavesRefusal(() => clerk.ask('person.number', { code: numberOn(page) }), line)).next.step).toBe(
      'again',
    );
    await admin.ask('people.change', { ...change, disabled: false });
  });

  it('gives a subject to one person only, and ends the log-ins of whom it is taken from', async () => {
    const { token } = await logIn();
    expect(PersonToken.safeParse(token).success).toBe(true);
    const { id, name, department, roles, desks } = sato;
    expect(
      await admin.refusal('people.create', { login: 'nise', name, department, roles, desks, subject: 'city-4711' }),
    ).toBe('conflict');
    await admin.ask('people.change', { id, name, department, roles, desks, disabled: false, subject: null });
    await clerk.next('person.state', ({ state }) => state.phase === 'out' && state.because === 'revoked');
    expect(await turnedAway('city-4711')).toEqual({ status: 403, because: 'unknown' });
  });

  it('is in the audit log by identifiers alone', () => {
    const lines = withEvidence(stage.dataDir, (evidence) => {
      expect(examine(evidence).findings).toEqual([]);
      return [...evidence.lines].map(({ text }) => recordOf(text));
    });
    expect(lines).toContainEqual(
      expect.objectContaining({ action: 'person.loggedIn', subject: { whom: sato.id, factor: 'provider' } }),
    );
    expect(lines).toContainEqual(expect.objectContaining({ action: 'person.refused', subject: {} }));
    expect(JSON.stringify(lines)).not.toContain('city-');
  });
});

it('tells the window after five minutes that its browser never came back', async () => {
  const clock = new HandClock();
  const provider = {
    issuer: city.issuer,
    clientId: 'mado',
    clientSecretFile: join(folder, 'secret'),
    publicUrl: PUBLIC,
  };
  const patient = await Stage.open({ people: { provider } }, clock);
  try {
    const { client } = await patient.enter('clerk');
    const url = await leave(client);
    // In steps: a line that says nothing is taken for dead.
    for (let second = 0; second < 300; second += 5) {
      expect((await client.ask('ping', {})).serverTime).toBe(clock.now());
      clock.advance(5_000);
    }
    expect((await client.next('person.step')).next).toEqual({ step: 'again' });
    expect(new URL(url).origin).toBe(city.issuer);
  } finally {
    await patient.close();
  }
});

it('says so when the provider does not answer', async () => {
  const provider = { issuer: 'http://127.0.0.1:9', clientId: 'mado', publicUrl: PUBLIC };
  const cutOff = await Stage.open({ people: { logIn: true, provider } });
  try {
    const { client } = await TestClient.enter(cutOff.server.url, devices.clerk);
    expect((await client.ask('person.provider', { tongue: 'en' })).next).toEqual({
      step: 'turned-away',
      because: 'unreachable',
    });
    await client.close();
  } finally {
    await cutOff.close();
  }
});
