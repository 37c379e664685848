import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CLOSE, DeskId, LoginName, methods, type Method } from '@mado/signaling/wire';
import { withEvidence } from './audit/evidence.ts';
import { examine, recordOf } from './audit/examine.ts';
import { stepAt, totpCode } from './people/totp.ts';
import { TestClient } from './testing/client.ts';
import { HandClock } from './testing/clock.ts';
import { firstLogIn, invent, PASSWORD, type TestPerson } from './testing/person.ts';
import { checkIn } from './testing/scenes.ts';
import { desk, devices, Stage } from './testing/stage.ts';

const MINUTE = 60_000;
let clock: HandClock;
let stage: Stage;
let clerk: TestClient;
let sato: TestPerson;
beforeEach(async () => {
  clock = new HandClock();
  stage = await Stage.open({ people: { logIn: true } }, clock);
  sato = await invent(stage, 'sato', ['clerk'], [desk]);
  clerk = (await stage.enter('clerk')).client;
});
afterEach(() => stage.close());

const codeOf = (secret: Uint8Array) => totpCode(secret, stepAt(clock.now()));
const comeBack = async (personToken: string | null, who: 'clerk' | 'clerk2' = 'clerk') => {
  const client = await TestClient.open(stage.server.url);
  return { client, hello: await client.hello(devices[who], { personToken }) };
};

describe('the door', () => {
  it('leads a new person from the code on paper to a password and a second factor of their own, once', async () => {
    const step = async (answer: Promise<{ next: { step: string } }>) => (await answer).next.step;
    const enter = { login: ' SATO ', password: sato.setupCode.toLowerCase() };
    expect(await step(clerk.ask('person.choosePassword', { password: PASSWORD }))).toBe('again');
    expect(await step(clerk.ask('person.logIn', enter))).toBe('password');
    expect(await step(clerk.ask('person.confirm', { code: '000000' }))).toBe('again');
    expect((await clerk.ask('person.choosePassword', { password: 'password1234' })).next).toEqual({
      step: 'weak',
      because: 'known',
    });
    const { secret, recoveryCodes, state } = await firstLogIn(clerk, sato, clock);
    expect(state).toMatchObject({ phase: 'in', locked: false, person: { name: 'satoさん', desks: [desk] } });
    expect(recoveryCodes).toHaveLength(10);
    await clerk.ask('person.logOut', {});
    await clerk.close();
    clock.advance(MINUTE);
    ({ client: clerk } = await comeBack(null));
    expect(await step(clerk.ask('person.logIn', enter))).toBe('wrong');
    expect(await step(clerk.ask('person.logIn', { login: 'sato', password: PASSWORD }))).toBe('code');
    expect(await step(clerk.ask('person.confirm', { code: '000000' }))).toBe('wrong');
    expect(await step(clerk.ask('person.confirm', { code: codeOf(secret) }))).toBe('in');
    await clerk.ask('person.logOut', {});
    // The same code again, seen over somebody's shoulder.
    expect(await step(clerk.ask('person.logIn', { login: 'sato', password: PASSWORD }))).toBe('code');
    expect(await step(clerk.ask('person.confirm', { code: codeOf(secret) }))).toBe('wrong');
    expect(await step(clerk.ask('person.confirm', { code: recoveryCodes[3]! }))).toBe('in');
    await clerk.ask('person.logOut', {});
    expect(await step(clerk.ask('person.logIn', { login: 'sato', password: PASSWORD }))).toBe('code');
    expect(await step(clerk.ask('person.confirm', { code: recoveryCodes[3]! }))).toBe('wrong');
  });

  it('makes everybody wait longer and longer after wrong tries, also after a restart, and tells no name from none', async () => {
    const attempt = async (client: TestClient, login: string) =>
      (await client.ask('person.logIn', { login, password: 'not the password' })).next;
    for (let tried = 0; tried < 3; tried++) expect(await attempt(clerk, 'sato')).toEqual({ step: 'wrong' });
    const { next } = await clerk.ask('person.logIn', { login: 'sato', password: sato.setupCode });
    expect(next).toEqual({ step: 'wait', until: clock.now() + 5_000 });
    // The account waits at other devices too; the device waits for other names too.
    const { client: other } = await stage.enter('clerk2');
    expect((await attempt(other, 'sato')).step).toBe('wait');
    expect((await attempt(clerk, 'nobody')).step).toBe('wait');
    expect((await attempt(other, 'nobody')).step).toBe('wrong');
    await stage.restart();
    const { client: again } = await stage.enter('clerk');
    expect((await attempt(again, 'sato')).step).toBe('wait');
    clock.advance(5_000);
    expect((await attempt(again, 'sato')).step).toBe('wrong');
    expect(await attempt(again, 'sato')).toEqual({ step: 'wait', until: clock.now() + 10_000 });
  });

  it('counts tries that come at once', async () => {
    const tries = Array.from({ length: 12 }, () => clerk.ask('person.logIn', { login: 'sato', password: 'x' }));
    const steps = (await Promise.all(tries)).map(({ next }) => next.step);
    expect(steps.filter((each) => each === 'wrong')).toHaveLength(3);
    expect(steps.filter((each) => each === 'wait')).toHaveLength(9);
  });
});

describe('a person at a device', () => {
  it('is nobody at first: no desk, no waiting list, no name', async () => {
    const { client: kiosk } = await stage.enter('kiosk');
    const sessionId = await checkIn(kiosk);
    const { hello } = await comeBack(null, 'clerk2');
    expect(hello).toMatchObject({ desks: [], person: { phase: 'out', because: null } });
    for (const [method, data] of [
      ['desk.watch', {}],
      ['session.prepare', { sessionId }],
      ['session.admit', { sessionId }],
    ] as const) {
      expect([method, await clerk.refusal(method, data)]).toEqual([method, 'forbidden']);
    }
  });

  it('stays over a lost line and a restart for the window that has the token, and for no other', async () => {
    const { token } = await firstLogIn(clerk, sato, clock);
    await clerk.close();
    for (const wrong of [null, 'A'.repeat(43)]) {
      const { client, hello } = await comeBack(wrong);
      expect(hello.person.phase).toBe('out');
      await client.close();
    }
    await stage.restart();
    const { client, hello } = await comeBack(token);
    expect(hello.person.phase).toBe('in');
    expect((await client.ask('desk.watch', {})).waiting).toEqual([]);
    expect((await comeBack(token, 'clerk2')).hello.person.phase).toBe('out');
  });

  it('gives the citizen their own name, keeps the call behind a locked screen, and opens it with the password', async () => {
    const { client: kiosk } = await stage.enter('kiosk');
    await firstLogIn(clerk, sato, clock);
    const sessionId = await checkIn(kiosk);
    await clerk.ask('session.admit', { sessionId });
    const { session } = await kiosk.next('session.state', (heard) => heard.session.state === 'admitted');
    expect(session.participants.find((each) => each.role === 'clerk')).toMatchObject({
      name: 'satoさん',
      department: '市民登録課',
    });
    expect((await clerk.ask('person.lock', {})).state).toMatchObject({ phase: 'in', locked: true });
    expect(await clerk.refusal('session.end', { sessionId, reason: 'finished' })).toBe('forbidden');
    expect(await clerk.refusal('desk.watch', {})).toBe('forbidden');
    expect(await clerk.refusal('person.logOut', {})).toBe('conflict');
    await clerk.ask('session.joined', { sessionId });
    await clerk.ask('media.capabilities', { sessionId });
    expect((await clerk.ask('person.unlock', { password: 'wrong' })).next.step).toBe('wrong');
    expect((await clerk.ask('person.unlock', { password: PASSWORD })).next.step).toBe('in');
    await clerk.ask('session.end', { sessionId, reason: 'finished' });
  });

  it('is locked when idle, put off by work, and out at the end of the longest time', async () => {
    const { token } = await firstLogIn(clerk, sato, clock);
    await clerk.close();
    clock.advance(14 * MINUTE);
    let { client, hello } = await comeBack(token);
    expect(hello.person).toMatchObject({ phase: 'in', locked: false });
    await client.ask('person.touch', {});
    await client.close();
    clock.advance(14 * MINUTE);
    ({ client, hello } = await comeBack(token));
    expect(hello.person).toMatchObject({ locked: false });
    await client.close();
    clock.advance(MINUTE);
    ({ client, hello } = await comeBack(token));
    expect(hello.person).toMatchObject({ locked: true });
    await client.close();
    clock.advance(600 * MINUTE);
    expect((await comeBack(token)).hello.person).toEqual({ phase: 'out', because: 'expired' });
  });

  it('is out at once when disabled, and the citizen is no longer with them', async () => {
    const admin = (await stage.enter('clerk2')).client;
    await firstLogIn(admin, await invent(stage, 'kanri', ['it-administrator']), clock);
    const { client: kiosk } = await stage.enter('kiosk');
    await firstLogIn(clerk, sato, clock);
    const sessionId = await checkIn(kiosk);
    await clerk.ask('session.admit', { sessionId });
    const { id, name, department, roles, desks } = sato.entry;
    await admin.ask('people.change', { id, name, department, roles, desks, disabled: true });
    await clerk.next('person.state', ({ state }) => state.phase === 'out' && state.because === 'revoked');
    const { session } = await kiosk.next('session.state', (heard) => heard.session.state === 'ended');
    expect(session.endReason).toBe('server');
    expect(await clerk.refusal('desk.watch', {})).toBe('forbidden');
    expect((await clerk.ask('person.logIn', { login: 'sato', password: PASSWORD })).next.step).toBe('wrong');
  });
});

describe('administration', () => {
  const administrative = Object.keys(methods).filter((method): method is Extract<Method, `people.${string}`> =>
    method.startsWith('people.'),
  );
  const requests = () => ({
    'people.list': {},
    'people.create': { login: 'tanaka', name: '田中', department: '納税課', roles: ['clerk'], desks: ['nozei'] },
    'people.change': { ...without(sato.entry), disabled: false },
    'people.reset': { id: sato.entry.id },
  });
  const without = ({ id, name, department, roles, desks }: TestPerson['entry']) => ({
    ...{ id, name, department, roles, desks },
  });

  it('is for IT administrators alone', async () => {
    const refusals = async (client: TestClient) =>
      Promise.all(administrative.map((method) => client.refusal(method, requests()[method])));
    expect(await refusals(clerk)).toEqual(administrative.map(() => 'forbidden'));
    await firstLogIn(clerk, sato, clock);
    expect(await refusals(clerk)).toEqual(administrative.map(() => 'forbidden'));
    const { client: kiosk } = await stage.enter('kiosk');
    expect(await refusals(kiosk)).toEqual(administrative.map(() => 'forbidden'));
    const chief = (await stage.enter('clerk2')).client;
    await firstLogIn(chief, await invent(stage, 'kacho', ['department-administrator', 'supporter']), clock);
    expect(await refusals(chief)).toEqual(administrative.map(() => 'forbidden'));
    expect(await chief.refusal('desk.watch', {})).toBe('forbidden');
  });

  it('makes people, resets them, and never leaves the city without an administrator', async () => {
    const admin = (await stage.enter('clerk2')).client;
    const kanri = await invent(stage, 'kanri', ['it-administrator']);
    await firstLogIn(admin, kanri, clock);
    const { person, setupCode } = await admin.ask('people.create', {
      login: LoginName.parse('tanaka'),
      ...{ name: '田中', department: '納税課', roles: ['clerk'], desks: [DeskId.parse('nozei')] },
    });
    expect(await admin.refusal('people.create', requests()['people.create'])).toBe('conflict');
    expect(await admin.refusal('people.change', { ...without(kanri.entry), disabled: true })).toBe('conflict');
    const { client: elsewhere } = await stage.enter('stranger');
    await firstLogIn(elsewhere, { entry: person, setupCode }, clock);
    await admin.ask('people.reset', { id: person.id });
    await elsewhere.next('person.state', ({ state }) => state.phase === 'out');
    expect((await elsewhere.ask('person.logIn', { login: 'tanaka', password: PASSWORD })).next.step).toBe('wrong');
    const { people } = await admin.ask('people.list', {});
    expect(people.map(({ login, ready }) => [login, ready])).toEqual([
      ['kanri', true],
      ['sato', false],
      ['tanaka', false],
    ]);
  });

  it('is in the audit log, with the person and the device that did it', async () => {
    const admin = (await stage.enter('clerk2')).client;
    const kanri = await invent(stage, 'kanri', ['it-administrator']);
    await firstLogIn(admin, kanri, clock);
    await admin.ask('people.reset', { id: sato.entry.id });
    await admin.ask('person.logOut', {});
    const lines = withEvidence(stage.dataDir, (evidence) => {
      expect(examine(evidence).findings).toEqual([]);
      return [...evidence.lines].map(({ text }) => recordOf(text));
    });
    const by = { actor: 'device:clerk-2', person: kanri.entry.id };
    expect(lines).toContainEqual(
      expect.objectContaining({ ...by, action: 'person.reset', subject: { whom: sato.entry.id } }),
    );
    expect(lines).toContainEqual(expect.objectContaining({ ...by, action: 'person.loggedIn' }));
    expect(lines).toContainEqual(expect.objectContaining({ ...by, action: 'person.loggedOut' }));
    expect(JSON.stringify(lines)).not.toContain('sato');
  });
});

it('says at the door of a new city that nobody is registered, until somebody is', async () => {
  const empty = await Stage.open({ people: {} });
  try {
    const { hello } = await empty.enter('clerk');
    expect(hello.person).toEqual({ phase: 'out', because: null, nobody: true });
    await invent(empty, 'kanri', ['it-administrator']);
    expect((await empty.enter('clerk2')).hello.person).toEqual({ phase: 'out', because: null });
  } finally {
    await empty.close();
  }
});

it('asks nobody where people do not log in, and has no administrators there', async () => {
  const open = await Stage.open();
  try {
    const { client, hello } = await open.enter('clerk');
    expect(hello.person).toEqual({ phase: 'not-needed' });
    expect((await client.ask('desk.watch', {})).waiting).toEqual([]);
    expect(await client.refusal('people.list', {})).toBe('forbidden');
    await client.close();
    expect((await client.closed).code).not.toBe(CLOSE.refused);
  } finally {
    await open.close();
  }
});
