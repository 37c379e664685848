import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FORM_PART_BYTES } from '@mado/signaling/wire';
import { withEvidence } from '../audit/evidence.ts';
import { examine, recordOf } from '../audit/examine.ts';
import type { TestClient } from '../testing/client.ts';
import { HandClock } from '../testing/clock.ts';
import { firstLogIn, invent } from '../testing/person.ts';
import { desk, Stage } from '../testing/stage.ts';

const id = 'funeral-benefit';
const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const formOf = (bytes: number) => Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(bytes)]);
const about = { id, title: '葬祭費支給申請書', department: '保険年金課' };
const mapOf = (n: number) => JSON.stringify({ n });

describe('the store of the council’s forms', () => {
  let stage: Stage;
  let admin: TestClient;
  let clerk: TestClient;
  const clock = new HandClock();
  const small = formOf(500);

  beforeAll(async () => {
    stage = await Stage.open({ people: { logIn: true } }, clock);
    admin = (await stage.enter('clerk')).client;
    clerk = (await stage.enter('clerk2')).client;
    await firstLogIn(admin, await invent(stage, 'kanri', ['department-administrator']), clock);
    await firstLogIn(clerk, await invent(stage, 'sato', ['clerk'], [desk]), clock);
  });
  afterAll(() => stage.close());

  const put = async (form: Buffer) => {
    for (let offset = 0; offset < form.byteLength; offset += FORM_PART_BYTES) {
      const part = Uint8Array.from(form.subarray(offset, offset + FORM_PART_BYTES));
      await admin.ask('templates.putForm', { sha256: hashOf(form), bytes: form.byteLength, offset, part });
    }
    return hashOf(form);
  };
  const save = (revision: number, n: number, form: string) =>
    admin.ask('templates.save', { ...about, revision, map: mapOf(n), form });

  it('is empty, and an administrator of a department fills it while clerks only read', async () => {
    expect(await clerk.ask('templates.list', {})).toEqual({ templates: [] });
    expect(await clerk.refusal('templates.discard', { id })).toBe('forbidden');
    expect(await clerk.refusal('templates.publish', { id, revision: 1, note: '' })).toBe('forbidden');
    expect(await admin.refusal('templates.save', { ...about, revision: 0, map: mapOf(1), form: hashOf(small) })).toBe(
      'not-found',
    );
  });

  it('takes a form in parts and refuses what is none', async () => {
    const large = formOf(2 * FORM_PART_BYTES);
    await put(large);
    await save(0, 1, hashOf(large));
    const opened = await clerk.ask('templates.open', { id, version: null });
    expect(opened).toEqual({ map: mapOf(1), revision: 1, form: { sha256: hashOf(large), bytes: large.byteLength } });
    const last = await clerk.ask('templates.form', { sha256: hashOf(large), offset: 2 * FORM_PART_BYTES });
    expect(Buffer.from(last.part).equals(large.subarray(2 * FORM_PART_BYTES))).toBe(true);
    const text = Buffer.from('no form at all');
    const whole = { bytes: text.byteLength, offset: 0, part: Uint8Array.from(text) };
    expect(await admin.refusal('templates.putForm', { ...whole, sha256: hashOf(text) })).toBe('malformed');
    expect(await admin.refusal('templates.putForm', { ...whole, sha256: hashOf(small) })).toBe('malformed');
    expect(await admin.refusal('templates.putForm', { ...whole, sha256: hashOf(small), offset: 3 })).toBe(
      'out-of-order',
    );
  });

  it('keeps one draft a template, and tells whoever comes second', async () => {
    const form = await put(small);
    const { entry } = await save(1, 2, form);
    expect(entry).toMatchObject({ ...about, published: null, draft: { revision: 2, by: 'kanriさん' } });
    expect(await admin.refusal('templates.save', { ...about, revision: 1, map: mapOf(3), form })).toBe('conflict');
    expect(await admin.refusal('templates.save', { ...about, revision: 2, map: '{', form })).toBe('malformed');
    expect(await admin.refusal('templates.publish', { id, revision: 1, note: '' })).toBe('conflict');
  });

  it('publishes, tells the clerks, and rolls back to what was there, as a version of its own', async () => {
    const changed = clerk.next('templates.changed');
    const first = await admin.ask('templates.publish', { id, revision: 2, note: '令和9年度' });
    await changed;
    expect(first.entry).toMatchObject({ published: { version: 1, by: 'kanriさん', note: '令和9年度' }, draft: null });
    const other = await put(formOf(900));
    const { entry } = await save(0, 3, other);
    await admin.ask('templates.publish', { id, revision: entry.draft!.revision, note: '' });
    expect((await clerk.ask('templates.open', { id, version: 2 })).map).toBe(mapOf(3));
    const back = await admin.ask('templates.rollBack', { id, version: 1, note: '元に戻す' });
    expect(back.entry.published).toMatchObject({ version: 3, hash: first.entry.published!.hash });
    expect((await clerk.ask('templates.open', { id, version: 3 })).map).toBe(mapOf(2));
    const { versions } = await clerk.ask('templates.history', { id });
    expect(versions.map(({ version }) => version)).toEqual([3, 2, 1]);
    expect(await admin.refusal('templates.rollBack', { id, version: 9, note: '' })).toBe('not-found');
  });

  it('throws a draft away with the form that nothing else has, and every change is in the audit log', async () => {
    const loose = await put(formOf(700));
    await save(0, 4, loose);
    await admin.ask('templates.discard', { id });
    expect(await clerk.refusal('templates.form', { sha256: loose, offset: 0 })).toBe('not-found');
    expect((await clerk.ask('templates.list', {})).templates[0]?.draft).toBeNull();
    const actions = withEvidence(stage.dataDir, (evidence) => {
      expect(examine(evidence).findings).toEqual([]);
      return [...evidence.lines].flatMap(({ text }) => recordOf(text)?.action ?? []);
    });
    const ours = actions.filter((action) => action.startsWith('template.'));
    expect(ours).toEqual([
      ...['template.saved', 'template.saved', 'template.published', 'template.saved', 'template.published'],
      ...['template.rolledBack', 'template.saved', 'template.discarded'],
    ]);
  });
});
