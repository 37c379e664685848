import { expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const booth = fileURLToPath(new URL('../testing/card-booth.ts', import.meta.url));

it('reads a card on a reader of the system’s card service, a wrong PIN first, and leaves no PIN behind', async () => {
  const own = 'ip link set lo up && mount -t tmpfs tmpfs /run && mkdir /run/pcscd && exec "$0" "$1"';
  const apart = [...(process.getuid?.() === 0 ? [] : ['--map-root-user']), '--net', '--mount'];
  const { stdout } = await promisify(execFile)('unshare', [...apart, 'sh', '-c', own, process.execPath, booth]);
  expect(JSON.parse(stdout)).toEqual([
    { came: 'card-wrong-pin', pinLeft: [0, 0, 0, 0] },
    {
      came: { name: '髙橋﨑　花子', address: '窓野市中央通三丁目10番5号', birthDate: '1970-11-03', sex: '女' },
      pinLeft: [0, 0, 0, 0],
    },
  ]);
}, 30_000);
