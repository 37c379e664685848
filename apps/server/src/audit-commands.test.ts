import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { writeBlock } from '@mado/enrolment';
import { DeviceId } from '@mado/signaling/wire';
import { withEvidence } from './audit/evidence.ts';
import { examine } from './audit/examine.ts';
import { loadConfig } from './config/load.ts';
import { withPeople } from './people/offline.ts';
import { recordsIn } from './testing/audit-scene.ts';
import { authority } from './testing/authority.ts';
import { TestClient } from './testing/client.ts';
import { inventRequest } from './testing/enrolment.ts';
import { Stage } from './testing/stage.ts';

const run = promisify(execFile);
let stage: Stage;
let from: number;
beforeEach(async () => {
  stage = await Stage.open({ people: {} });
  from = recordsIn(stage.dataDir).length;
});
afterEach(() => stage.close());

const config = () => loadConfig(join(stage.dataDir, 'config.json'), {});

/** A command of the operator's beside the running server. @returns what it prints */
async function command(main: string, name: string, ...rest: string[]): Promise<string> {
  const file = fileURLToPath(new URL(main, import.meta.url));
  return (await run(process.execPath, [file, name, '--config', join(stage.dataDir, 'config.json'), ...rest])).stdout;
}
/** The lines that the commands left, without place and time; the log is whole. */
function lines() {
  expect(withEvidence(stage.dataDir, (evidence) => examine(evidence)).findings).toEqual([]);
  return recordsIn(stage.dataDir)
    .slice(from)
    .map(({ seq: _seq, time: _time, ...line }) => line);
}

describe('the operator’s commands leave their lines as the server', () => {
  it('for people', async () => {
    await command('./people-main.ts', 'create-admin', '--login', 'suzuki', '--name', '鈴木');
    const out = await command('./people-main.ts', 'reset', '--login', 'suzuki');
    const subject = { whom: await withPeople(config(), (people) => Promise.resolve(people.list()[0]?.id)) };
    expect(lines()).toEqual([
      { actor: 'server', action: 'person.created', subject },
      { actor: 'server', action: 'person.reset', subject },
    ]);
    const code = /set-up code: (\S+)/.exec(out)?.[1] ?? '';
    expect(code).not.toBe('');
    for (const word of ['suzuki', '鈴木', code]) expect(JSON.stringify(lines())).not.toContain(word);
  });

  it('for devices', async () => {
    const kita = DeviceId.parse('kiosk-kita');
    const code = /code: (\S+)/.exec(await command('./devices-main.ts', 'code'))?.[1] ?? '';
    const { about, request } = await inventRequest(kita, Date.now());
    const asking = await TestClient.open(stage.server.url);
    await asking.next('challenge');
    await asking.ask('enrolment.request', { code, request });
    asking.socket.terminate();
    await command('./devices-main.ts', 'decline', kita);
    const signed = join(stage.dataDir, 'signed.txt');
    const list = writeBlock({ kind: 'REVOCATION LIST', bytes: await authority.list(1, []) });
    const certificate = writeBlock({ kind: 'DEVICE CERTIFICATE', bytes: await authority.certify(about) });
    await writeFile(signed, `${certificate}\n${list}`);
    await command('./devices-main.ts', 'upload', signed);
    // Looking leaves nothing.
    for (const name of ['list', 'requests']) await command('./devices-main.ts', name);
    expect(lines()).toEqual([
      { actor: 'server', action: 'enrolment.codeMade', subject: {} },
      { actor: 'server', action: 'enrolment.requested', subject: { device: kita, role: 'kiosk' } },
      { actor: 'server', action: 'enrolment.declined', subject: { device: kita } },
      { actor: 'server', action: 'revocations.accepted', subject: { number: 1, revoked: 0 } },
      { actor: 'server', action: 'device.certified', subject: { device: kita, role: 'kiosk' } },
    ]);
    for (const word of [code, '北公民館']) expect(JSON.stringify(lines())).not.toContain(word);
  });
});
