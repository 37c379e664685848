import {
  bundledMincho,
  type Fonts,
  type FormSet,
  loadCityPapers,
  loadFonts,
  loadFormSet,
  loadWorkbooks,
  systemIpamjMincho,
} from '@mado/forms';
import { deviceHandlers, DeviceStore } from '@mado/enrolment';
import { type DeviceKey, type Handlers, loadDeviceKey, Refusal } from '@mado/rpc/node';
import { proofText } from '@mado/signaling/wire';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { createPublicKey, verify } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { pino } from 'pino';
import { clerkContract, type ClerkContract } from '../contract/index.ts';
import { createClerkHost } from './clerk-host.ts';
import { ClerkConfig } from './config.ts';
import { DepartmentFolder } from './department-folder.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const cityDir = here('../../../../procedures/sample-city');
const signal = new AbortController().signal;
const secret = '髙橋𠮷之助';

let dir: string;
let key: DeviceKey;
let fonts: Fonts;
let forms: FormSet;
let handlers: Handlers<ClerkContract>;
let config: ClerkConfig;
const logged: string[] = [];

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'mado-clerk-host-'));
  key = await loadDeviceKey(join(dir, 'data'));
  fonts = await loadFonts({ main: bundledMincho(), fallbacks: [systemIpamjMincho] });
  forms = await loadFormSet(cityDir);
  config = ClerkConfig.parse({
    deviceId: 'clerk-1',
    name: '窓野 花子',
    department: '市民登録課',
    serverUrl: 'wss://localhost:8443/v1/signaling',
    dataDir: join(dir, 'data'),
    cityDir,
  });
  const log = pino({ level: 'trace' }, { write: (line: string) => logged.push(line) });
  const today = (): { year: number; month: number; day: number } => ({ year: 2026, month: 11, day: 23 });
  const device = deviceHandlers({
    store: await DeviceStore.open(join(dir, 'data'), key),
    device: { deviceId: config.deviceId, role: 'clerk', name: config.name },
    serverUrl: config.serverUrl,
    now: Date.now,
    refuse: (code, message) => new Refusal(code, message),
    onChange: () => undefined,
  });
  await mkdir(join(dir, 'department'));
  const folder = new DepartmentFolder({ path: join(dir, 'department'), deviceId: 'clerk-1' });
  handlers = createClerkHost({
    config,
    version: '0.1.0',
    deviceKey: key,
    device,
    forms,
    cityDir,
    fonts,
    answersKeys: [],
    folder,
    workbooks: await loadWorkbooks(cityDir, forms.catalogue),
    papers: await loadCityPapers(cityDir),
    today,
    log,
  });
});
afterAll(() => rm(dir, { recursive: true }));

describe('the clerk host', () => {
  it('tells who it is', async () => {
    const profile = clerkContract.calls.profile.response.parse(await handlers.profile({}, { signal }));
    expect(profile).toMatchObject({ deviceId: 'clerk-1', department: '市民登録課', forceTcp: false });
  });

  it('proves the device with its key', async () => {
    const nonce = new Uint8Array(32).fill(7);
    const { proof } = await handlers.prove({ nonce }, { signal });
    const raw = Buffer.from(key.publicKey, 'base64');
    const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), raw]);
    const publicKey = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    expect(verify(null, proofText(nonce, 'clerk-1'), publicKey, proof)).toBe(true);
  });

  it('looks at a form, fills a draft of it and finds its faults, and keeps none of it', async () => {
    const [template] = forms.templates.filter(({ map }) => map.id === 'funeral-benefit');
    if (template === undefined) throw new Error('the city lost its form');
    const { map } = template;
    const pdf = new Uint8Array(template.pdf);
    const { calls } = clerkContract;
    const seen = calls['template.inspect'].response.parse(await handlers['template.inspect']({ pdf }, { signal }));
    expect(seen.pages[0]?.combs.length).toBeGreaterThan(2);
    expect(seen.commonFields).toContainEqual(expect.objectContaining({ key: 'applicant.name', type: 'text' }));
    const wanted = calls['template.preview'].request.parse({ pdf, map, values: 'longest' });
    const { pdf: filled } = calls['template.preview'].response.parse(
      await handlers['template.preview'](wanted, { signal }),
    );
    expect(filled.byteLength).toBeGreaterThan(pdf.byteLength);
    const draft = { ...map, required: ['no.such'] };
    expect(await handlers['template.check']({ pdf, map: draft }, { signal })).toEqual({
      faults: [{ problem: 'unknown-common-field', field: null, detail: 'no.such' }],
      overlaps: [],
    });
    await expect(async () =>
      handlers['template.inspect']({ pdf: new Uint8Array(4) }, { signal }),
    ).rejects.toMatchObject({
      code: 'pdf-unreadable',
    });
  });

  it('lists the forms and asks for what they need', async () => {
    const { templates, seenBy } = clerkContract.calls['forms.list'].response.parse(
      await handlers['forms.list']({}, { signal }),
    );
    expect(templates).toContainEqual({
      id: 'funeral-benefit',
      title: '葬祭費支給申請書',
      department: '健康保険課',
      procedures: ['okuyami'],
      pages: 1,
      kind: 'form',
    });
    expect(Object.keys(seenBy)).toContain('bank.accountNumber');
    const { desks } = JSON.parse(await readFile(join(cityDir, 'city.json'), 'utf8')) as { desks: { id: string }[] };
    expect(desks.map(({ id }) => id)).toEqual(expect.arrayContaining([...new Set(Object.values(seenBy).flat())]));
    const answer = await handlers['forms.fields']({ templateIds: ['funeral-benefit'] }, { signal });
    const { fields } = clerkContract.calls['forms.fields'].response.parse(answer);
    expect(fields[0]).toMatchObject({ key: 'deceased.name', type: 'text', required: true });
    expect(fields).toHaveLength(21);
  });

  it('shows a workbook beside the forms, and saves both into the department’s folder', async () => {
    const { calls } = clerkContract;
    const list = calls['forms.list'].response.parse(await handlers['forms.list']({}, { signal }));
    expect(list.folder).toBe(join(dir, 'department'));
    const templateIds = ['plan-viewing', 'viewing-ledger'];
    expect(list.templates.filter(({ id }) => templateIds.includes(id)).map(({ kind }) => kind)).toEqual([
      'form',
      'workbook',
    ]);
    const { fields } = await handlers['forms.fields']({ templateIds }, { signal });
    expect(fields.filter(({ key }) => key === 'applicant.name')).toHaveLength(1);
    const values = { 'applicant.name': '髙橋　花子' };
    const shown = await handlers['forms.fillWorkbook']({ templateId: 'viewing-ledger', values }, { signal });
    const { sheets } = calls['forms.fillWorkbook'].response.parse(shown);
    expect(sheets[0]?.rows.flat().find(({ text }) => text === '髙橋　花子')?.keys).toEqual(['applicant.name']);
    const saveId = '7b0c34a5-9d53-4d0f-8a1c-2f3f1a9f6a01';
    await handlers['forms.prepareSave']({ saveId, ticket: 9, templateIds, values }, { signal });
    const { files } = await handlers['forms.commitSave']({ saveId }, { signal });
    expect(files).toEqual([
      '2026-11-23_受付009_建築計画概要書等閲覧申請書.pdf',
      '2026-11-23_受付009_概要書閲覧受付台帳.xlsx',
    ]);
    const heads = files.map(async (name) =>
      (await readFile(join(dir, 'department', name))).subarray(0, 4).toString('latin1'),
    );
    expect(await Promise.all(heads)).toEqual(['%PDF', 'PK\x03\x04']);
  });

  it('offers papers without a template beside the forms, filled in with what is known', async () => {
    const { calls } = clerkContract;
    const { templates } = calls['forms.list'].response.parse(await handlers['forms.list']({}, { signal }));
    expect(templates.filter(({ kind }) => kind === 'drawn').map(({ title }) => title)).toEqual([
      ...['手続案内書', '受付票', 'メモ', '預り証'],
    ]);
    const templateIds = ['paper-guide', 'paper-memo'];
    const sitting = {
      ...{ deskId: 'okuyami', desk: 'おくやみ窓口', department: '市民登録課', ticket: 4, checkedInAt: Date.now() },
      procedure: { id: 'okuyami', name: 'おくやみの手続' },
    };
    const known = await handlers['forms.known']({ templateIds, sitting }, { signal });
    const { values } = calls['forms.known'].response.parse(known);
    expect(Object.keys(values).sort()).toEqual([
      ...[
        'paper.contact',
        'paper.date',
        'paper.department',
        'paper.guideProcedure',
        'paper.guideSteps',
        'paper.ticket',
      ],
    ]);
    const filled = await handlers['forms.fill']({ templateId: 'paper-guide', values }, { signal });
    expect(calls['forms.fill'].response.parse(filled)).toMatchObject({ sheets: [], notes: [], byHand: [] });
    const written = { ...values, 'paper.memo': secret };
    const { pdf } = await handlers['forms.fillSet'](
      { templateIds: ['funeral-benefit', ...templateIds], values: written },
      { signal },
    );
    const file = join(dir, 'papers.pdf');
    await writeFile(file, pdf);
    const { stdout } = await promisify(execFile)('pdftotext', ['-f', '2', file, '-']);
    await rm(file);
    for (const words of ['手続案内書', '葬祭費の申請', secret]) expect(stdout).toContain(words);
    const saveId = '7b0c34a5-9d53-4d0f-8a1c-2f3f1a9f6a02';
    await handlers['forms.prepareSave'](
      { saveId, ticket: 4, templateIds: ['paper-memo'], values: written },
      { signal },
    );
    const { files } = await handlers['forms.commitSave']({ saveId }, { signal });
    expect(files).toEqual(['2026-11-23_受付004_メモ.pdf']);
    expect(logged.join('')).not.toContain(secret);
  });

  it('fills a form and keeps nothing of it', async () => {
    const request = {
      templateId: 'funeral-benefit',
      values: { 'applicant.name': secret, 'bank.accountNumber': '12x' },
    };
    const answer = await handlers['forms.fill'](request, { signal });
    const { pdf, sheets, notes, byHand, fillMs } = clerkContract.calls['forms.fill'].response.parse(answer);
    expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe('%PDF-');
    expect(sheets).toEqual([0]);
    const empty = await handlers['forms.blank']({ templateId: 'funeral-benefit' }, { signal });
    const blank = clerkContract.calls['forms.blank'].response.parse(empty).pdf;
    // The form itself is asked for once: what comes with every letter is the smaller part.
    expect(pdf.byteLength).toBeLessThan(blank.byteLength);
    expect(notes).toContainEqual({ field: 'bank.accountNumber', severity: 'error', code: 'not-digits', detail: '12x' });
    expect(byHand).toContain('申請者の署名');
    expect(fillMs).toBeGreaterThan(0);
    await handlers.erase({}, { signal });
    expect(logged.join('')).not.toContain(secret);
    expect(await readdir(join(dir, 'data'))).toEqual(['device-key.pem']);
  });

  it('fills by a newer version once it has it, and keeps the one before when that cannot be filled', async () => {
    const source = await handlers['templates.source']({ id: 'funeral-benefit' }, { signal });
    const { map, pdf } = clerkContract.calls['templates.source'].response.parse(source);
    const titles = async () =>
      clerkContract.calls['forms.list'].response
        .parse(await handlers['forms.list']({}, { signal }))
        .templates.map(({ title }) => title);
    const newer = map.replace('"葬祭費支給申請書"', '"葬祭費支給申請書（新）"');
    await handlers['templates.install']({ id: 'funeral-benefit', map: newer, pdf }, { signal });
    expect(await titles()).toContain('葬祭費支給申請書（新）');
    const wrong = [
      { id: 'funeral-benefit', map: '{', pdf },
      { id: 'funeral-benefit', map, pdf: pdf.slice(10) },
      { id: 'another', map, pdf },
    ];
    for (const version of wrong)
      await expect(async () => handlers['templates.install'](version, { signal })).rejects.toMatchObject({
        code: expect.stringMatching(/^(malformed|pdf-changed)$/) as unknown,
      });
    expect(await titles()).toContain('葬祭費支給申請書（新）');
    await expect(async () => handlers['templates.source']({ id: 'no-such' }, { signal })).rejects.toMatchObject({
      code: 'unknown-template',
    });
    await handlers['templates.install']({ id: 'funeral-benefit', map, pdf }, { signal });
  });

  it('says where a form prints its fields', async () => {
    const answer = await handlers['forms.places']({ templateId: 'funeral-benefit' }, { signal });
    const { places } = clerkContract.calls['forms.places'].response.parse(answer);
    const name = places.find(({ keys }) => keys.includes('deceased.name'));
    expect(name?.page).toBe(0);
    for (const { box } of places) {
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(1);
      expect(box.y + box.height).toBeLessThanOrEqual(1);
    }
  });

  it('says with each filling where the fields of a paper without a template stand', async () => {
    const values = { 'paper.memo': '一行\n二行' };
    const answer = await handlers['forms.fill']({ templateId: 'paper-memo', values }, { signal });
    const { places } = clerkContract.calls['forms.fill'].response.parse(answer);
    const memo = places.find(({ keys }) => keys.includes('paper.memo'));
    expect(memo?.box.height).toBeGreaterThan(0.03);
    expect(places.map(({ keys }) => keys[0])).toContain('paper.department');
  });

  it('fills a set of forms into one document, in the order asked for', async () => {
    const templateIds = ['late-stage-insurance', 'funeral-benefit'];
    const answer = await handlers['forms.fillSet']({ templateIds, values: { 'deceased.name': secret } }, { signal });
    const { pdf } = clerkContract.calls['forms.fillSet'].response.parse(answer);
    const file = join(dir, 'set.pdf');
    await writeFile(file, pdf);
    const { stdout } = await promisify(execFile)('pdftotext', [file, '-']);
    const pages = stdout.split('\f').filter((page) => page.trim() !== '');
    expect(pages).toHaveLength(3);
    expect(pages[0]).toContain(secret);
    expect(pages[2]).toContain(secret);
    expect(pages[2]?.replaceAll(/\s/gu, '')).toContain('葬祭費支給申請書');
    await promisify(execFile)('qpdf', ['--check', file]);
    await rm(file);
  });

  it('finds a person in the letters of a page, and neither keeps nor logs them', async () => {
    const word = (text: string, x0: number) => ({
      text,
      confidence: 95,
      box: { x0, y0: 0, x1: x0 + 30 * text.length, y1: 30 },
    });
    const lines = [{ words: [word('氏名', 0), word('窓野', 200), word('花子', 290)] }];
    const { items } = clerkContract.calls['forms.read'].response.parse(
      await handlers['forms.read']({ lines }, { signal }),
    );
    expect(items).toEqual([{ item: 'name', text: '窓野　花子', confidence: 95, certain: true }]);
    expect(logged.join()).not.toContain('花子');
  });

  it('refuses a form that it does not have', async () => {
    const refused = { code: 'unknown-template' };
    await expect(async () =>
      handlers['forms.fill']({ templateId: 'other', values: {} }, { signal }),
    ).rejects.toMatchObject(refused);
    await expect(async () => handlers['forms.fields']({ templateIds: ['other'] }, { signal })).rejects.toMatchObject(
      refused,
    );
  });

  it('tells its public key to the person who lists devices', async () => {
    const file = join(dir, 'clerk.json');
    await writeFile(file, JSON.stringify({ ...config, dataDir: 'data' }));
    const { stdout } = await promisify(execFile)(process.execPath, [
      here('./main.ts'),
      '--config',
      file,
      '--public-key',
    ]);
    expect(stdout.trim()).toBe(key.publicKey);
    expect(await readFile(join(dir, 'data', 'device-key.pem'), 'utf8')).toContain('PRIVATE KEY');
  });
});
