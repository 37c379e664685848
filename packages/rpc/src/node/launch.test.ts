import { afterEach, describe, expect, it } from '@jest/globals';
import { tmpdir } from 'node:os';
import { dirname, isAbsolute } from 'node:path';
import { makeRuntimeDir, removeRuntimeDir } from './launch.ts';

const before = process.env['XDG_RUNTIME_DIR'];
afterEach(() => {
  if (before === undefined) delete process.env['XDG_RUNTIME_DIR'];
  else process.env['XDG_RUNTIME_DIR'] = before;
});

describe('the folder of the launch file', () => {
  it('is never made where the program happens to stand, when the session names no folder', async () => {
    process.env['XDG_RUNTIME_DIR'] = '';
    const dir = await makeRuntimeDir();
    await removeRuntimeDir(dir);
    expect(isAbsolute(dir)).toBe(true);
    expect(dirname(dir)).toBe(tmpdir());
  });
});
