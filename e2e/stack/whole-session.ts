import { chmod, readFile, stat, writeFile } from 'node:fs/promises';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import type { Carried } from './carried.ts';
import type { ClerkScreen } from './clerk-screen.ts';
import type { KioskScreen } from './kiosk-screen.ts';
import { keysOf } from './keys.ts';
import { heldInMemory } from './memory.ts';
import { firstFrameAt, mediaFlows, received, type Received } from './measure.ts';
import { PLANTED, SAMPLE_FILE, SAMPLE_MEMO, SAMPLE_VALUES } from './sample-values.ts';
import { drawSampleLetter } from './sample-letter.ts';
import { scanSteps, type PaperSteps } from './paper-trace.ts';
import { residue, searchedFolders, type Residue } from './residue.ts';
import type { Stack } from './stack.ts';

/** What a whole session measured. Milliseconds, bytes and counts as they were, nothing filled in by hand. */
export interface SessionReport {
  /** From the clerk's press to the moment when both ends have said that they see each other. */
  joinMs: number;
  /** From the clerk's press to the first frame of the other end on the screen. */
  firstFrameMs: { kiosk: number; clerk: number };
  framesDecoded: { kiosk: number; clerk: number };
  audioEnergy: { kiosk: number; clerk: number };
  video: { kiosk: string; clerk: string };
  mediaProtocol: string;
  /** From the clerk's press on scan to the whole page on the clerk's screen. */
  scanToClerkMs: number;
  /** The way of that page, milliseconds after the press; empty where the pages do not note it. */
  scanSteps: PaperSteps;
  scanBytes: number;
  /** From the choice of a file of the clerk's PC to its first page on the citizen's screen. */
  fileToKioskMs: number;
  /** What was taken from the recognised letters, by the label of its field. */
  recognised: Readonly<Record<string, string>>;
  /** From the last typed letter to the filled form on the clerk's screen. */
  fillMs: number;
  filledFormBytes: number;
  printMs: number;
  /** From the moment when the printer had the last sheet out to the clerk's screen saying so. */
  printSaidMs: number;
  printJob: { state: string; pages: number };
  /** 照合番号 as both screens show it; empty when they differ. */
  verificationNumber: string;
  /** What the server and its media worker had in memory of what was said and shown, and of both ends' keys, before the end. */
  serverHeld: string[];
  /** The keys that were looked for. */
  keysSearched: number;
  /** What they must have, so that the search is known to find what is there. */
  serverHeldControl: string[];
  /** What was found in all that was said to and by the server; null where nobody listened. `control`: what must be in it. */
  carried: { found: string[]; control: string[]; bytes: Carried['bytes'] } | null;
  /** What was found on any disk while the session ran. */
  foundWhileRunning: string[];
  /** What a paste at the desk brings after the end, when a value was copied there. */
  clipboardLeft: string;
  erased: boolean;
  residueFound: string[];
  /** How many files were searched each time, beside the search's own control. */
  filesSearched: { running: number; erased: number };
  /** Whether a citizen's hand may copy from the booth's page. */
  boothCopies: boolean;
  totalMs: number;
}

export interface SessionHooks {
  /** Called at every step with a name in order; takes the pictures. */
  picture(step: string): Promise<void>;
  /** Receives the papers of the session: the scan as the clerk received it, the printed PDF as the printer received it. */
  paper?(name: string, data: Uint8Array): Promise<void>;
  /** The clerk saves the filled forms into the department's folder, which the stack has. */
  saving?: boolean;
  /** Lets the letters of the file be recognised. */
  recognition?: boolean;
  /** Receives the search for what is left, to be made once more when everything is shut. */
  searchAgain?(search: () => Promise<Residue>): void;
  /** Has followed both pages since they were loaded. */
  carried?: Carried;
  /** Says what is being done. */
  say?(words: string): void;
}

/** The booth's name. */
const KNOWN_TO_SERVER = '窓野市民センター';

/** Plays the main job from check-in to erasure on both screens, as its people would, and measures it. Throws at the first thing that does not happen. */
export async function playWholeSession(
  stack: Stack,
  kiosk: KioskScreen,
  clerk: ClerkScreen,
  hooks: SessionHooks,
): Promise<SessionReport> {
  const begun = Date.now();
  const say = hooks.say ?? (() => undefined);

  say('the citizen checks in and waits');
  await kiosk.start();
  await hooks.picture('check-in');
  await kiosk.chooseDesk('おくやみ窓口');
  await hooks.picture('before-we-start');
  await kiosk.agree();
  await hooks.picture('equipment');
  await kiosk.takeTicket();
  await clerk.seesWaiting();
  await hooks.picture('waiting');

  say('the clerk lets them in');
  const admitted = await clerk.admitNow();
  const [kioskFrame, clerkFrame] = await Promise.all([
    firstFrameAt(kiosk.page, admitted),
    firstFrameAt(clerk.page, admitted),
  ]);
  await Promise.all([kiosk.inCall(), clerk.inCall()]);
  const joined = Date.now();
  await Promise.all([mediaFlows(kiosk.page, 30), mediaFlows(clerk.page, 30)]);
  await hooks.picture('call');
  await clerk.phrase(1);
  await kiosk.hasWords('ただいま書類を確認しております');
  await hooks.picture('phrase');
  await clerk.phrase(1);

  say('the clerk scans a paper at the booth');
  const scanPressed = await clerk.scan();
  await kiosk.hasWords(/書類を読み取っています/);
  await hooks.picture('scanning');
  await clerk.hasScan();
  const pressedToDone = Date.now() - scanPressed;
  const steps = await scanSteps(kiosk.page, clerk.page, scanPressed, stack.devices.scanner.handedOut());
  await kiosk.seesPaper();
  await hooks.picture('scanned');
  const scan = await clerk.scannedPage();
  await hooks.paper?.('scan-as-received.jpg', scan);

  say('the clerk puts a file of their PC into the tray and shows it');
  const file = join(stack.dir, `${SAMPLE_FILE}.pdf`);
  await writeFile(file, await drawSampleLetter());
  await chmod(file, 0o644);
  const chosen = Date.now();
  await clerk.addFile(file, SAMPLE_FILE);
  await clerk.showPaper();
  await kiosk.seesPicture(SAMPLE_FILE);
  const fileShown = Date.now();
  const page = await clerk.scannedPage();
  await hooks.picture('file');

  if (hooks.recognition === true) {
    say('the letters of that paper are recognised at the desk');
    await clerk.readPage();
    await hooks.picture('read');
  }

  say('the clerk fills the form once, writes a memo, and prints both at the booth');
  await clerk.openForm('葬祭費支給申請書', 'メモ');
  const recognised = hooks.recognition === true ? await clerk.takeRead('届出をする方') : {};
  for (const [label, value] of SAMPLE_VALUES) await clerk.type(label, value);
  await clerk.type('メモの内容', SAMPLE_MEMO);
  const fillMs = await clerk.fillTime('喪主の氏名', '髙橋﨑　一郎');
  await hooks.picture('form');
  const printPressed = await clerk.printNow();
  const saidPrinted = clerk.printedAt();
  // Awaited below; what comes first may fail.
  saidPrinted.catch(() => undefined);
  await kiosk.hasWords(/書類を印刷しています|印刷が終わりました/);
  await kiosk.seesForm('葬祭費支給申請書');
  const printed = await saidPrinted;
  await hooks.picture('printed');
  // Now: a printer forgets its jobs after a minute.
  const printState = await lastJobState(stack.devices.printer.uri);
  const documents = await stack.devices.printer.documents();
  const last = documents.at(-1);
  if (last === undefined) throw new Error('nothing arrived at the printer');
  const pdf = await readFile(last);
  await hooks.paper?.('printed.pdf', pdf);

  if (hooks.saving === true) {
    say('the clerk saves both into the department’s folder');
    await clerk.saveForms();
  }

  const [kioskReceived, clerkReceived] = await Promise.all([received(kiosk.page), received(clerk.page)]);

  say('both compare their numbers, and the server is searched for what it must not know');
  const numbers = await Promise.all([verificationNumber(kiosk.page), verificationNumber(clerk.page)]);
  const pieces = { scan: middleOf(scan), form: middleOf(pdf), file: middleOf(page) };
  const keys = { ...(await keysOf(kiosk.page, 'booth')), ...(await keysOf(clerk.page, 'desk')) };
  const serverHeld = await heldInMemory(stack.server.pid, PLANTED, { ...pieces, ...keys });
  const serverHeldControl = await heldInMemory(stack.server.pid, [KNOWN_TO_SERVER]);
  const carried = hooks.carried && {
    found: await hooks.carried.found(PLANTED, { ...pieces, ...keys }),
    control: await hooks.carried.found([KNOWN_TO_SERVER]),
    bytes: hooks.carried.bytes,
  };

  await clerk.copy('届出をする方の氏名');
  const boothCopies = await kiosk.page.evaluate(() =>
    document.body.dispatchEvent(new ClipboardEvent('copy', { bubbles: true, cancelable: true })),
  );
  // What came out of the printer is paper.
  const paper = [join(stack.dir, 'booth', 'printer', 'out')];
  const running = await residue([stack.dir], PLANTED, pieces, paper);

  say('the session ends and is erased');
  await clerk.end();
  await Promise.all([clerk.saysErased(), kiosk.saysErased()]);
  await hooks.picture('erased');
  const clipboardLeft = await clerk.pasted();
  const search = async () => residue(await searchedFolders(stack.dir), PLANTED, pieces, paper);
  const left = await search();
  hooks.searchAgain?.(search);
  return {
    joinMs: joined - admitted,
    firstFrameMs: { kiosk: kioskFrame - admitted, clerk: clerkFrame - admitted },
    framesDecoded: { kiosk: kioskReceived.framesDecoded, clerk: clerkReceived.framesDecoded },
    audioEnergy: { kiosk: kioskReceived.audioEnergy, clerk: clerkReceived.audioEnergy },
    video: { kiosk: size(kioskReceived), clerk: size(clerkReceived) },
    mediaProtocol: kioskReceived.protocol,
    scanToClerkMs: steps['wholeShown'] ?? pressedToDone,
    scanSteps: steps,
    scanBytes: scan.length,
    fileToKioskMs: fileShown - chosen,
    recognised,
    fillMs,
    filledFormBytes: pdf.length,
    printMs: printed - printPressed,
    printSaidMs: Math.round(printed - (await stat(last)).ctimeMs),
    printJob: { state: printState, pages: await pagesOf(last) },
    verificationNumber: numbers[0] === numbers[1] ? numbers[0] : '',
    serverHeld,
    keysSearched: Object.keys(keys).length,
    serverHeldControl,
    carried: carried ?? null,
    foundWhileRunning: running.found,
    clipboardLeft,
    erased: left.found.length === 0,
    residueFound: left.found,
    filesSearched: { running: running.filesSearched, erased: left.filesSearched },
    boothCopies,
    totalMs: Date.now() - begun,
  };
}

/** Opens the lock on a screen, reads the number behind it and closes it again. */
async function verificationNumber(page: Page): Promise<string> {
  await page.locator('.mado-seal[data-seal="sealed"]').click();
  const groups = await page.locator('.mado-seal__number li').allTextContents();
  await page.getByRole('dialog').getByRole('button').click();
  return groups.join(' ');
}

/** A piece out of the middle, which nothing else has. */
const middleOf = (bytes: Uint8Array): Uint8Array => bytes.subarray(bytes.length >> 1, (bytes.length >> 1) + 64);

const size = (what: Received): string => `${what.width}×${what.height}`;

/** Pages of a PDF file, counted by poppler. */
async function pagesOf(file: string): Promise<number> {
  const { stdout } = await promisify(execFile)('pdfinfo', [file]);
  return Number(/^Pages:\s+(\d+)$/m.exec(stdout)?.[1]);
}

/** What the printer itself says of its last job (RFC 8011, Get-Jobs), asked by ipptool. */
async function lastJobState(uri: string): Promise<string> {
  const { stdout } = await promisify(execFile)('ipptool', ['-tv', uri, 'get-completed-jobs.test']);
  const states = [...stdout.matchAll(/job-state \(enum\) = ([\w-]+)/g)].map((match) => match[1]);
  return states.at(0) ?? 'unknown';
}

/** Makes a PNG of the printed first page, `TARGET.png`. */
export async function printedPicture(pdf: string, target: string): Promise<void> {
  await promisify(execFile)('pdftoppm', ['-png', '-r', '100', '-singlefile', pdf, target]);
}
