import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ClerkConfig } from './config.ts';
import { DepartmentFolder } from './department-folder.ts';
import { folderProblem } from './folder-fault.ts';
import { savedName } from './saved-name.ts';

const saveId = '7b0c34a5-9d53-4d0f-8a1c-2f3f1a9f6a01';
const today = { year: 2026, month: 11, day: 7 };
const form = (title: string, text: string) => ({
  today,
  ticket: 12,
  title,
  extension: 'pdf' as const,
  content: new TextEncoder().encode(text),
});

let path: string;
let folder: DepartmentFolder;
beforeEach(async () => {
  path = await mkdtemp(join(tmpdir(), 'mado-folder-'));
  folder = new DepartmentFolder({ path, deviceId: 'clerk-1' });
});
afterEach(() => rm(path, { recursive: true, force: true }));

describe('the department’s folder', () => {
  it('has a form whole, for its owner alone, under day, ticket and title, once it is committed', async () => {
    await folder.prepare(saveId, [form('葬祭費支給申請書', 'one')]);
    expect((await readdir(path)).every((name) => name.startsWith('.mado-'))).toBe(true);
    expect(await folder.commit(saveId)).toEqual(['2026-11-07_受付012_葬祭費支給申請書.pdf']);
    expect(await readdir(path)).toEqual(['2026-11-07_受付012_葬祭費支給申請書.pdf']);
    const file = join(path, '2026-11-07_受付012_葬祭費支給申請書.pdf');
    expect(await readFile(file, 'utf8')).toBe('one');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    await expect(folder.commit(saveId)).rejects.toMatchObject({ code: 'not-prepared' });
  });

  it('overwrites nothing, also not another form of the same name', async () => {
    await writeFile(join(path, '2026-11-07_受付012_届.pdf'), 'somebody’s');
    await folder.prepare(saveId, [form('届', 'one'), form('届', 'two')]);
    expect(await folder.commit(saveId)).toEqual(['2026-11-07_受付012_届_2.pdf', '2026-11-07_受付012_届_3.pdf']);
    const texts = (await readdir(path)).sort().map((name) => readFile(join(path, name), 'utf8'));
    expect(await Promise.all(texts)).toEqual(['somebody’s', 'one', 'two']);
  });

  it('leaves nothing of what is dropped, not committed in time, or was left by a killed host', async () => {
    await folder.prepare(saveId, [form('届', 'one')]);
    await folder.drop(saveId);
    expect(await readdir(path)).toEqual([]);
    const hasty = new DepartmentFolder({ path, deviceId: 'clerk-1', patienceMs: 1 });
    await hasty.prepare(saveId, [form('届', 'one')]);
    while ((await readdir(path)).length > 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await folder.prepare(saveId, [form('届', 'one')]);
    const colleague = new DepartmentFolder({ path, deviceId: 'clerk-2' });
    await colleague.sweep();
    expect(await readdir(path)).toHaveLength(1);
    await new DepartmentFolder({ path, deviceId: 'clerk-1' }).sweep();
    expect(await readdir(path)).toEqual([]);
  });

  it('saves none of several when one cannot be', async () => {
    await folder.prepare(saveId, [form('届', 'one'), form('願', 'two')]);
    const second = (await readdir(path)).find((name) => name.endsWith('-1.part'));
    await rm(join(path, second ?? ''));
    await expect(folder.commit(saveId)).rejects.toMatchObject({ code: 'folder-away' });
    expect(await readdir(path)).toEqual([]);
  });

  it('says that the share is gone, or closed, and makes no folder of its own', async () => {
    await rm(path, { recursive: true });
    await expect(folder.prepare(saveId, [form('届', 'one')])).rejects.toMatchObject({ code: 'folder-away' });
    await mkdir(path);
    // Root may write anywhere.
    if (process.getuid?.() !== 0) {
      await chmod(path, 0o500);
      await expect(folder.prepare(saveId, [form('届', 'one')])).rejects.toMatchObject({ code: 'folder-closed' });
    }
    expect(folderProblem(Object.assign(new Error('full'), { code: 'ENOSPC' }))).toBe('folder-full');
    expect(folderProblem(Object.assign(new Error('rights'), { code: 'EROFS' }))).toBe('folder-closed');
    expect(folderProblem(new Error('what'))).toBe('folder-failed');
  });

  it('names a file so that every system takes it', () => {
    const name = savedName({ today, ticket: 3, title: 'a/b\\c:*?"<>|\u200e\n..', extension: 'xlsx' }, 1);
    expect(name).toBe('2026-11-07_受付003_abc...xlsx');
    const long = savedName({ today, ticket: 3, title: '長'.repeat(200), extension: 'pdf' }, 99);
    expect(Buffer.byteLength(long)).toBeLessThan(255);
    expect(long.endsWith('長_99.pdf')).toBe(true);
  });

  it('is configured as an address of a file system', () => {
    const config = {
      ...{ deviceId: 'clerk-1', name: '', department: '', serverUrl: 'wss://localhost/v1/signaling' },
      ...{ dataDir: 'data', cityDir: 'city', departmentFolder: pathToFileURL(path).href },
    };
    expect(ClerkConfig.parse(config).departmentFolder).toBe(path);
    for (const departmentFolder of ['https://example.jp/folder', path, 'file:///a%2Fb'])
      expect(ClerkConfig.safeParse({ ...config, departmentFolder }).success).toBe(false);
  });
});
