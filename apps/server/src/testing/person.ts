import { join } from 'node:path';
import { LoginName, PersonToken, type DeskId, type PersonEntry, type Role } from '@mado/signaling/wire';
import type { Clock } from '../clock.ts';
import { loadConfig } from '../config/load.ts';
import { withPeople } from '../people/offline.ts';
import { stepAt, totpCode } from '../people/totp.ts';
import type { TestClient } from './client.ts';
import type { Stage } from './stage.ts';

export const PASSWORD = 'madobe-no-neko-ga-nemuru';

/** Somebody of the city with everything that they know and carry. */
export interface TestPerson {
  readonly entry: PersonEntry;
  readonly setupCode: string;
}

/** Made beside the running server, as the operator's command does. */
export async function invent(stage: Stage, login: string, roles: Role[], desks: DeskId[] = []): Promise<TestPerson> {
  const config = loadConfig(join(stage.dataDir, 'config.json'), {});
  return withPeople(config, async (people) => {
    const about = { name: `${login}さん`, department: '市民登録課', roles, desks };
    const { person, setupCode } = await people.create('server', { login: LoginName.parse(login), ...about });
    return { entry: person, setupCode };
  });
}

/** The first log-in from beginning to end. */
export async function firstLogIn(client: TestClient, { entry, setupCode }: TestPerson, clock: Clock) {
  await client.ask('person.logIn', { login: entry.login, password: setupCode });
  const { next } = await client.ask('person.choosePassword', { password: PASSWORD });
  if (next.step !== 'factor') throw new Error(`no second factor but ${next.step}`);
  const secret = unbase32(next.secret);
  const entered = await client.ask('person.confirmFactor', { code: totpCode(secret, stepAt(clock.now())) });
  if (entered.next.step !== 'in') throw new Error(`not in but ${entered.next.step}`);
  const { token, recoveryCodes, state } = entered.next;
  return { secret, token: PersonToken.parse(token), recoveryCodes, state };
}

/** RFC 4648, for secrets of whole bytes. */
export function unbase32(text: string): Uint8Array {
  const bits = Array.from(text, (each) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(each).toString(2).padStart(5, '0'),
  );
  return Uint8Array.from(bits.join('').match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2));
}
