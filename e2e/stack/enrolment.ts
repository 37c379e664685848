import { expect } from '@playwright/test';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { promisify } from 'node:util';
import type { AuthorityDesk } from './authority-desk.ts';
import { PROJECT } from './parts.ts';

const run = promisify(execFile);

/** Where a kiosk is enrolled: its own screen, the IT administrator's, and the authority's machine between them. */
export interface EnrolmentPlaces {
  /** Touched, as at a booth. */
  readonly kiosk: Page;
  /** Somebody who may see the devices is logged in. */
  readonly administration: Page;
  readonly authority: AuthorityDesk;
  /** Carries the text files to and fro. */
  readonly stick: string;
}

/** A kiosk becomes the city's: code, touch by touch; digits compared both ways; request out, certificate in. Ends on the first screen of citizens. */
export async function enrolKiosk(places: EnrolmentPlaces, deviceId: string): Promise<void> {
  const { kiosk, administration, authority, stick } = places;
  await kiosk.getByRole('heading', { name: 'ただいま準備中です' }).waitFor();
  await kiosk.getByRole('button', { name: '職員の方へ' }).tap();
  await kiosk.getByRole('heading', { name: 'この端末はまだ登録されていません' }).waitFor();
  await openDevices(administration);
  await administration.getByRole('button', { name: '登録コードを作る' }).click();
  const code = await administration.locator('.setup-code__code').innerText();
  for (const letter of code.replaceAll('-', '')) {
    await kiosk.locator('.enrol__pad').getByRole('button', { name: letter, exact: true }).tap();
  }
  await kiosk.getByRole('button', { name: '送る' }).tap();
  const digits = await digitsOf(kiosk, 'device');
  expect(await digitsOf(kiosk, 'authority')).toBe(await authority.fingerprint());
  await kiosk.getByRole('button', { name: '同じです' }).tap();

  // The list is asked for anew every ten seconds, and at once when it is opened.
  await openDevices(administration);
  const row = administration.locator(`[data-request="${deviceId}"]`);
  expect(spaced(await row.locator('.device__digits').innerText())).toBe(digits);
  const request = join(stick, `request-${deviceId}.txt`);
  const saved = administration.waitForEvent('download');
  await row.getByRole('button', { name: /^依頼を保存/ }).click();
  await (await saved).saveAs(request);
  const signed = join(stick, `signed-${deviceId}.txt`);
  await authority.approve(request, digits, signed);
  await takeIn(administration, signed);
  await kiosk.locator('[data-screen="attract"]').waitFor({ timeout: 20_000 });
}

/** Where a clerk's PC is enrolled before anybody can log in: its own screen, the server's commands, and the authority's machine. */
export interface FirstClerkPlaces extends Pick<EnrolmentPlaces, 'authority' | 'stick'> {
  readonly clerk: Page;
  /** The server's configuration. */
  readonly config: string;
}

/** The city's first clerk PC: code from the server's command, typed; digits compared both ways; request out, certificate in. Ends at the door. */
export async function enrolClerk(places: FirstClerkPlaces, deviceId: string): Promise<void> {
  const { clerk, config, authority, stick } = places;
  await clerk.locator('main[data-screen="enrolment"] [data-why="not-enrolled"]').waitFor();
  await clerk.getByRole('heading', { name: 'この端末はまだ登録されていません' }).waitFor();
  const code = /^code: (\S+)$/m.exec(await atServer('code', config))?.[1] ?? '';
  await clerk.keyboard.insertText(code.toLowerCase());
  await clerk.keyboard.press('Enter');
  const digits = await digitsOf(clerk, 'device');
  expect(await digitsOf(clerk, 'authority')).toBe(await authority.fingerprint());
  await clerk.getByRole('button', { name: '同じです' }).click();

  const requests = await atServer('requests', config);
  expect(requests).toContain(`# ${deviceId} (clerk)`);
  expect(requests).toContain(`# fingerprint: ${digits}`);
  const request = join(stick, `request-${deviceId}.txt`);
  await writeFile(request, requests);
  const signed = join(stick, `signed-${deviceId}.txt`);
  await authority.approve(request, digits, signed);
  await takeInAtServer(config, signed);
  await clerk.locator('[data-door="name"]').waitFor({ timeout: 20_000 });
}

/** What the administration's list says of a device: its state, in words. */
export async function stateInList(administration: Page, deviceId: string): Promise<string> {
  await openDevices(administration);
  return administration.locator(`tr[data-device="${deviceId}"] .people__state`).innerText();
}

/** Uploads what the authority signed, in the administration. */
export async function takeIn(administration: Page, signed: string): Promise<void> {
  await administration.locator('input[data-upload="signed"]').setInputFiles(signed);
  await administration.getByText('取り込みました', { exact: true }).waitFor();
}

/** Uploads what the authority signed, beside the running server. `config`: the server's. */
export async function takeInAtServer(config: string, signed: string): Promise<void> {
  await atServer('upload', config, signed);
}

/** The server's command for IT staff. Returns what it says. */
async function atServer(
  command: 'code' | 'requests' | 'upload',
  config: string,
  ...operands: string[]
): Promise<string> {
  const main = join(PROJECT, 'apps/server/src/devices-main.ts');
  return (await run('node', [main, command, '--config', config, ...operands])).stdout;
}

/** Opens the administration's list of devices, fresh. */
async function openDevices(administration: Page): Promise<void> {
  const open = administration.getByRole('button', { name: '管理' });
  if ((await administration.locator('main.admin').count()) === 0) await open.click();
  const sections = administration.getByRole('navigation');
  await sections.getByRole('button', { name: '職員' }).click();
  await sections.getByRole('button', { name: '端末' }).click();
  await administration.locator('main.admin[data-section="devices"] input[data-upload]').waitFor({ state: 'attached' });
}

async function digitsOf(device: Page, whose: 'device' | 'authority'): Promise<string> {
  return spaced(await device.locator(`[data-number="${whose}"] .enrol__digits`).innerText());
}

const spaced = (text: string) => text.trim().replaceAll(/\s+/g, ' ');
