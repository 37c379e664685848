import { expect, it } from '@jest/globals';
import type { FuzzedParser } from '@mado/e2ee/testing';
import { fuzz, fuzzRun } from '@mado/e2ee/testing';
import { readBlocks, writeBlock } from './text/block.ts';

/** What an administrator uploads, and what a device saves from mail and paste. */
const blocks: FuzzedParser = {
  name: 'blocks of text',
  samples: [
    writeBlock({ kind: 'DEVICE CERTIFICATE', bytes: new Uint8Array(100).fill(5) }),
    `よろしくお願いします。\r\n${writeBlock({ kind: 'REVOCATION LIST', bytes: new Uint8Array([1]) })}`,
  ].map((text) => new TextEncoder().encode(text)),
  weight: 1,
  read: (bytes) => {
    for (const block of readBlocks(new TextDecoder().decode(bytes))) {
      const [again] = readBlocks(writeBlock(block));
      if (again?.kind !== block.kind || again.bytes.join() !== block.bytes.join())
        throw new Error('what was taken is not taken again');
    }
  },
};

it('nothing that reads blocks of text breaks, whatever comes', async () => {
  const run = fuzzRun();
  process.stdout.write(`fuzzing blocks of text: MADO_FUZZ_SEED=${run.seed} MADO_FUZZ_INPUTS=${run.inputs}\n`);
  const tried = await fuzz([blocks], run);
  expect(Object.values(tried).reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(run.inputs);
}, 3_600_000);
