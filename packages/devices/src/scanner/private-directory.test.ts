import { afterEach, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makePrivateDirectory, sweepPrivateDirectories } from './private-directory.ts';

const roots: string[] = [];
/** A root of the test's own in memory: other processes of this machine sweep the usual one. */
async function memory(): Promise<NodeJS.ProcessEnv> {
  const root = await mkdtemp('/dev/shm/mado-test-');
  roots.push(root);
  return { XDG_RUNTIME_DIR: root };
}
afterEach(async () => {
  await Promise.all(roots.splice(0).map((root) => rm(root, { recursive: true })));
});

describe('private directories', () => {
  it('are in memory and open to nobody else', async () => {
    const directory = await makePrivateDirectory(await memory());
    expect((await stat(directory.path)).mode & 0o077).toBe(0);
    expect((await stat(dirname(directory.path))).mode & 0o077).toBe(0);
    await directory.remove();
    await expect(stat(directory.path)).rejects.toThrow('ENOENT');
  });

  it('are not made in a place that others can open', async () => {
    const environment = await memory();
    await mkdir(join(environment['XDG_RUNTIME_DIR']!, `mado-pages-${process.getuid?.() ?? 0}`), { mode: 0o755 });
    await expect(makePrivateDirectory(environment)).rejects.toThrow('not this user');
  });

  it('are never made on a disk', async () => {
    // Where temporary files live on a disk even when /tmp is in memory (Filesystem Hierarchy Standard 5.15).
    const disk = await mkdtemp('/var/tmp/mado-test-');
    roots.push(disk);
    const directory = await makePrivateDirectory({ XDG_RUNTIME_DIR: disk });
    expect(directory.path.startsWith('/dev/shm/')).toBe(true);
    await directory.remove();
  });

  it('of a crashed process are removed at the next start, those of a running one stay', async () => {
    const environment = await memory();
    const own = await makePrivateDirectory(environment);
    const root = dirname(own.path);
    const dead = spawnSync('true').pid;
    await mkdir(join(root, `${dead}-x`));
    await writeFile(join(root, `${dead}-x`, 'page-1.pnm'), 'P5');
    await writeFile(join(root, `${dead}-x`, 'page-2.pnm.part'), 'P5');
    expect(await sweepPrivateDirectories({ environment })).toBe(2);
    expect(await readdir(root)).toHaveLength(1);
    await writeFile(join(own.path, 'page-1.pnm'), 'P5');
    expect(await sweepPrivateDirectories({ own: true, environment })).toBe(1);
    expect(await readdir(root)).toHaveLength(0);
  });
});
