import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { LogInStep } from '@mado/signaling/wire';
import { stepAt, totpCode } from './people/totp.ts';
import type { TestClient } from './testing/client.ts';
import { HandClock } from './testing/clock.ts';
import { firstLogIn, invent, PASSWORD, unbase32, type TestPerson } from './testing/person.ts';
import { desk, Stage } from './testing/stage.ts';

let clock: HandClock;
let stage: Stage;
let clerk: TestClient;
let sato: TestPerson;
beforeEach(async () => {
  clock = new HandClock();
  stage = await Stage.open({ people: {} }, clock);
  sato = await invent(stage, 'sato', ['clerk'], [desk]);
  clerk = (await stage.enter('clerk')).client;
});
afterEach(() => stage.close());

const logIn = async (password: string, client = clerk) =>
  (await client.ask('person.logIn', { login: 'sato', password })).next;
const codeOf = (secret: Uint8Array) => totpCode(secret, stepAt(clock.now()));
/** Six digits that no moment near this one has. */
function wrongCode(secret: Uint8Array): string {
  const near = [-1, 0, 1, 2].map((step) => totpCode(secret, stepAt(clock.now()) + step));
  return ['000000', '111111', '222222', '333333', '444444'].find((code) => !near.includes(code))!;
}
/** Three wrong tries cost nothing; then even the right one waits, twice as long after the next wrong one. */
async function growingWaits(wrong: () => Promise<LogInStep>, right: () => Promise<LogInStep>): Promise<void> {
  for (let tried = 0; tried < 3; tried++) expect(await wrong()).toEqual({ step: 'wrong' });
  expect(await right()).toEqual({ step: 'wait', until: clock.now() + 5_000 });
  clock.advance(5_000);
  expect(await wrong()).toEqual({ step: 'wrong' });
  expect(await right()).toEqual({ step: 'wait', until: clock.now() + 10_000 });
  clock.advance(10_000);
  expect((await right()).step).toBe('in');
}

describe('after wrong tries everybody waits, and nothing is looked at until then', () => {
  it('at the second factor, also at another device', async () => {
    const { secret } = await firstLogIn(clerk, sato, clock);
    await clerk.ask('person.logOut', {});
    clock.advance(10_000);
    const confirm = async (code: string) => (await clerk.ask('person.confirm', { code })).next;
    expect(await logIn(PASSWORD)).toEqual({ step: 'code' });
    for (let tried = 0; tried < 3; tried++) expect(await confirm(wrongCode(secret))).toEqual({ step: 'wrong' });
    const { client: other } = await stage.enter('clerk2');
    expect(await logIn(PASSWORD, other)).toEqual({ step: 'wait', until: clock.now() + 5_000 });
  });

  it('longer and longer at the second factor', async () => {
    const { secret } = await firstLogIn(clerk, sato, clock);
    await clerk.ask('person.logOut', {});
    const confirm = async (code: string) => (await clerk.ask('person.confirm', { code })).next;
    // A code of its own: the one of the first log-in is used up.
    const next = totpCode(secret, stepAt(clock.now()) + 1);
    expect(await logIn(PASSWORD)).toEqual({ step: 'code' });
    await growingWaits(
      () => confirm(wrongCode(secret)),
      () => confirm(next),
    );
  });

  it('when recovery codes are guessed in its place', async () => {
    const { recoveryCodes } = await firstLogIn(clerk, sato, clock);
    await clerk.ask('person.logOut', {});
    const confirm = async (code: string) => (await clerk.ask('person.confirm', { code })).next;
    expect(await logIn(PASSWORD)).toEqual({ step: 'code' });
    await growingWaits(
      () => confirm('AAAA-AAAA'),
      () => confirm(recoveryCodes[0]!),
    );
  });

  it('at the first code of a new second factor', async () => {
    expect(await logIn(sato.setupCode)).toEqual({ step: 'password' });
    const { next } = await clerk.ask('person.choosePassword', { password: PASSWORD });
    if (next.step !== 'factor') throw new Error(next.step);
    const secret = unbase32(next.secret);
    const confirm = async (code: string) => (await clerk.ask('person.confirmFactor', { code })).next;
    await growingWaits(
      () => confirm(wrongCode(secret)),
      () => confirm(codeOf(secret)),
    );
  });

  it('at a locked screen, which stays locked', async () => {
    await firstLogIn(clerk, sato, clock);
    await clerk.ask('person.lock', {});
    const unlock = async (password: string) => (await clerk.ask('person.unlock', { password })).next;
    await growingWaits(
      async () => {
        const step = await unlock('not the password');
        expect(await clerk.refusal('desk.watch', {})).toBe('forbidden');
        return step;
      },
      () => unlock(PASSWORD),
    );
    expect((await clerk.ask('desk.watch', {})).waiting).toEqual([]);
  });
});
