import { expect, test } from '@playwright/test';
import { join } from 'node:path';
import { drawLargePicture } from '../stack/large-picture.ts';
import { mediaFlows } from '../stack/measure.ts';
import { childrenOf, killChildNamed } from '../stack/process.ts';
import { residue, searchedFolders } from '../stack/residue.ts';
import { PLANTED, SAMPLE_VALUES } from '../stack/sample-values.ts';
import { SentChunks, slowUpload } from '../stack/sent-chunks.ts';
import { countsSeconds } from '../stack/seconds.ts';
import { nothingIsWrong, openCity, talk, type OpenCity } from './apps.ts';
import { inTheMiddleOfAScan } from './under-way.ts';

/** A file of the clerk's PC that is on its way for some seconds. */
const PICTURE = '住宅の写真';
/** Another one, in the middle of which the desk's screen is loaded again. */
const PLAN = '間取り図';
/** On it a marker is drawn before the first fault. */
const FORM = '葬祭費支給申請書';
/** Typed at the desk before the first fault, and while the server is away. */
const [VALUES, LATE_VALUES] = [SAMPLE_VALUES.slice(0, 4), SAMPLE_VALUES.slice(7, 8)];

// Each stands on what came before it: one that is tried again begins at the first.
test.describe.configure({ mode: 'serial' });

let city: OpenCity;
/** What the screens have sent into the server's tray. */
let sent: Readonly<Record<'kiosk' | 'clerk', SentChunks>>;
/** A page that was scanned after the booth's host had been killed. */
let scan: Uint8Array = new Uint8Array();
test.beforeAll(async () => {
  test.setTimeout(120_000);
  city = await openCity({ camera: 'small' });
  await talk(city);
  sent = { kiosk: new SentChunks(city.kiosk.page), clerk: new SentChunks(city.clerk.page) };
  await city.clerk.openForm('葬祭費支給申請書');
  for (const [label, value] of VALUES) await city.clerk.type(label, value);
  await city.clerk.layForms();
  await city.clerk.showPaper();
  await city.clerk.mark();
});
test.afterAll(() => city.close());
test.afterEach(async () => {
  // Whatever was done to them, they still see and hear each other.
  await Promise.all([city.kiosk.inCall(), city.clerk.inCall()]);
  await Promise.all([mediaFlows(city.kiosk.page), mediaFlows(city.clerk.page)]);
  await nothingIsWrong(city);
  expect([...sent.kiosk.again, ...sent.clerk.again]).toEqual([]);
});

/** Sends a phrase from desk to booth: the channel lives. What was typed and drawn is there. */
async function phraseArrives(): Promise<void> {
  await city.clerk.phrase(3);
  await city.kiosk.hasWords('少々お待ちください');
  await city.clerk.phrase(3);
  await city.clerk.hasValues(VALUES);
  await city.clerk.showAgain(FORM);
  await Promise.all([city.clerk.hasMark(), city.kiosk.hasMark()]);
}

test('the media worker dies: both ends see and hear each other again', async () => {
  await killChildNamed(city.stack.server.pid, 'mediasoup-worker');
  await phraseArrives();
});

for (const role of ['kiosk', 'clerk'] as const) {
  test(`the ${role}'s socket breaks: it comes back and finds its place`, async () => {
    city.stack.lines[role].cut();
    await phraseArrives();
  });

  test(`the ${role}'s socket stays away for five seconds: both ends are told, and for how long; then all goes on`, async () => {
    const other = role === 'kiosk' ? 'clerk' : 'kiosk';
    city.stack.lines[role].cut(5_000);
    await Promise.all([
      city[role].hasWords('つなぎ直しています'),
      city[other].hasWords('の回線をつなぎ直しています'),
      ...[city[role].page, city[other].page].map(countsSeconds),
    ]);
    await phraseArrives();
  });

  test(`the ${role}'s host dies: it is there again and the picture never stopped`, async () => {
    const supervisor = city.stack.hosts[role].pid;
    let killed = 0;
    await inTheMiddleOfAScan(city, sent.kiosk, async () => {
      killed = await killChildNamed(supervisor, 'src/host/main.ts');
    });
    await mediaFlows(city[role].page);
    await expect
      .poll(async () => (await childrenOf(supervisor)).filter((pid) => pid !== killed).length, { timeout: 15_000 })
      .toBeGreaterThan(0);
    await phraseArrives();
    // The host that came back does its work for the same page.
    if (role === 'kiosk') {
      await city.clerk.scan();
      await city.clerk.hasScan();
      scan = await city.clerk.scannedPage();
      await city.clerk.putNotesAside();
    } else {
      await city.clerk.openForm('葬祭費支給申請書');
      await city.clerk.seesForm();
    }
  });
}

test('the booth’s host dies while it scans: both are told to do it once more, and it works', async () => {
  await city.clerk.scan();
  await city.kiosk.hasWords('書類を読み取っています');
  await killChildNamed(city.stack.hosts.kiosk.pid, 'src/host/main.ts');
  await Promise.all([
    city.kiosk.hasWords('職員がもう一度行いますので'),
    city.clerk.hasWords('制御が途中で動き直しました'),
  ]);
  await city.clerk.putNotesAside();
  await city.clerk.scan();
  await city.clerk.hasScan();
  await city.clerk.putNotesAside();
  await phraseArrives();
});

test('the server dies in the middle of a paper and starts again on the same database: the paper goes on where it stopped', async () => {
  const free = await slowUpload(city.clerk.page, 600_000);
  const before = sent.clerk.stored;
  await city.clerk.chooseFile({ name: `${PICTURE}.jpg`, mimeType: 'image/jpeg', buffer: await drawLargePicture() });
  await sent.clerk.reach(before + 6);
  await city.stack.server.kill();
  await city.clerk.openForm('葬祭費支給申請書');
  for (const [label, value] of LATE_VALUES) await city.clerk.type(label, value);
  await city.stack.restartServer();
  await phraseArrives();
  await free();
  await city.clerk.choosePage(PICTURE);
  await city.clerk.hasFile(PICTURE);
  await city.clerk.showPaper();
  await city.kiosk.seesPicture(PICTURE);
});

test('the server is asked to stop and starts again: both ends are told and the session goes on', async () => {
  await city.stack.server.stop();
  await Promise.all([
    city.kiosk.hasWords('つなぎ直しています'),
    city.clerk.hasWords('サーバーが動き直しています'),
    ...[city.kiosk.page, city.clerk.page].map(countsSeconds),
  ]);
  await city.stack.restartServer();
  await phraseArrives();
});

test('a screen is loaded again in the middle: it takes the session up with its papers, values and what the citizen sees', async () => {
  const buffer = await drawLargePicture();
  const before = sent.clerk.stored;
  await city.clerk.chooseFile({ name: `${PLAN}.jpg`, mimeType: 'image/jpeg', buffer });
  // The host has it by now: a browser's slow line is slow to the host, too.
  await city.clerk.hasWords(`「${PLAN}」を送っています`);
  const free = await slowUpload(city.clerk.page, 200_000);
  await sent.clerk.reach(before + 4);
  const then = sent.clerk.stored;
  await city.clerk.page.reload();
  await city.clerk.inCall();
  // The file goes on by itself.
  await city.clerk.choosePage(PLAN);
  await city.clerk.page.locator('.file-notes', { hasText: PLAN }).waitFor();
  await free();
  await city.clerk.hasFile(PLAN);
  expect(sent.clerk.stored).toBeGreaterThan(then);
  await city.clerk.showPaper();
  await city.kiosk.seesPicture(PLAN);
  await city.clerk.showAgain(FORM);
  await city.clerk.hasWords(/読み取った書類/);
  await city.clerk.hasValues([...VALUES, ...LATE_VALUES]);
  await city.kiosk.page.reload();
  await city.kiosk.inCall();
  await city.kiosk.seesForm(FORM);
  await city.kiosk.hasMark();
  await inTheMiddleOfAScan(city, sent.kiosk, async () => {
    await city.kiosk.page.reload();
    await city.kiosk.inCall();
  });
  await phraseArrives();
});

test('after all that the session ends and is erased, on every disk', async () => {
  await city.clerk.end();
  await Promise.all([city.clerk.saysErased(), city.kiosk.saysErased()]);
  const piece = scan.subarray(scan.length >> 1, (scan.length >> 1) + 64);
  expect(piece).toHaveLength(64);
  const paper = join(city.stack.dir, 'booth', 'printer', 'out');
  const left = await residue(await searchedFolders(city.stack.dir), PLANTED, { scan: piece }, [paper]);
  expect(left.found).toEqual([]);
  await city.clerk.back();
  await city.kiosk.finish();
  await talk(city);
});
