import { createHmac } from 'node:crypto';
import type { Page } from 'playwright-core';
import type { Beginner } from './stack.ts';

const STEP_MS = 30_000;

/** What everybody in tests and demo chooses at their first log-in. */
export const PASSWORD = 'madobe-no-neko-ga-nemuru';

/** The clerk's way in, with the keyboard alone. */
export class ClerkDoor {
  readonly #page: Page;
  /** The half minute whose code counted last, by the secret of the second factor. */
  readonly #used = new Map<string, number>();

  constructor(page: Page) {
    this.#page = page;
  }

  /** The first log-in of somebody whom the stack has registered. Returns the secret of their second factor. */
  enter({ login, setupCode }: Beginner): Promise<string> {
    return this.firstLogIn(login, setupCode, PASSWORD);
  }

  /** From the code on paper over a password and a second factor to the desk. Returns the secret of the second factor. */
  async firstLogIn(login: string, setupCode: string, password: string): Promise<string> {
    await this.#at('name');
    await this.#type(login);
    await this.#key('Tab');
    await this.#type(setupCode);
    await this.#key('Enter');
    await this.#at('password');
    await this.#type(password);
    await this.tabTo('同じパスワードをもう一度');
    await this.#type(password);
    await this.#key('Enter');
    await this.#at('factor');
    const secret = (await this.#page.locator('.factor__secret').innerText()).replaceAll(/\s/g, '');
    await this.#typeCode(secret);
    await this.#key('Enter');
    await this.#at('codes');
    await this.tabTo('控えました');
    await this.#key('Space');
    await this.tabTo('窓口へ進む');
    await this.#key('Enter');
    await this.#page.locator('main[data-screen="desk"]').waitFor({ timeout: 20_000 });
    return secret;
  }

  /** Any later log-in, of somebody who chose the usual password. */
  async enterAgain(login: string, secret: string): Promise<void> {
    await this.#at('name');
    await this.#type(login);
    await this.#key('Tab');
    await this.#type(PASSWORD);
    await this.#key('Enter');
    await this.#at('code');
    await this.#typeCode(secret);
    await this.#key('Enter');
    await this.#page.locator('main[data-screen="desk"]').waitFor({ timeout: 20_000 });
  }

  /** Begins at the city's own sign-in; the browser's part is somebody else's. */
  async beginElsewhere(): Promise<void> {
    await this.#at('name');
    await this.press('市の認証でログインする');
    await this.#at('elsewhere');
  }

  /** Types the number that the browser showed. */
  async typeNumber(number: string): Promise<void> {
    await this.#at('number');
    await this.#type(number);
    await this.#key('Enter');
    await this.#page.locator('main[data-screen="desk"]').waitFor({ timeout: 20_000 });
    await this.#page.locator('[data-door]').waitFor({ state: 'detached' });
  }

  /** Opens the locked screen. */
  async unlock(password: string): Promise<void> {
    await this.#at('lock');
    await this.#type(password);
    await this.#key('Enter');
    await this.#page.locator('dialog.cover').waitFor({ state: 'detached', timeout: 20_000 });
  }

  async isLocked(): Promise<void> {
    await this.#at('lock');
  }

  /** In the administration: somebody new who serves a desk. Returns the code for their first log-in. */
  async register(person: { login: string; name: string; desk: string; subject: string }): Promise<string> {
    if ((await this.#page.locator('main.admin').count()) === 0) await this.press('管理');
    await this.press('職員');
    await this.press('職員を登録する');
    await this.#page.locator('form.admin-form').waitFor();
    await this.#type(person.login);
    await this.tabTo('氏名');
    await this.#type(person.name);
    await this.tabTo('市の認証での識別子');
    await this.#type(person.subject);
    await this.tabTo(person.desk);
    await this.#key('Space');
    await this.press('保存する');
    const code = await this.#page.locator('.setup-code__code').innerText();
    await this.press('渡しました');
    await this.#page.locator(`[data-login="${person.login}"]`).waitFor();
    return code.trim();
  }

  /** Goes to a button with the Tab key and presses it. */
  async press(name: string): Promise<void> {
    await this.tabTo(name);
    await this.#key('Enter');
  }

  /** Presses Tab until the focus is on what has this name. */
  async tabTo(name: string): Promise<void> {
    await this.#page.getByText(name).first().waitFor({ timeout: 20_000 });
    for (let pressed = 0; pressed < 60; pressed++) {
      const named = await this.#page.evaluate(() => {
        const focused = document.activeElement;
        if (focused === null || focused === document.body) return '';
        const label = focused instanceof HTMLInputElement ? focused.labels?.[0]?.textContent : focused.textContent;
        return (focused.getAttribute('aria-label') ?? label ?? '').trim();
      });
      if (named.startsWith(name)) return;
      await this.#key('Tab');
    }
    throw new Error(`the Tab key does not lead to ${name}`);
  }

  /** Waits until this page of the door is there and takes what is typed. */
  async #at(page: string): Promise<void> {
    await this.#page.locator(`[data-door="${page}"]:focus-within`).waitFor({ timeout: 20_000 });
  }

  /** Types the code of now. One counts once, so it waits for the next when this one was used. */
  async #typeCode(secret: string): Promise<void> {
    const next = ((this.#used.get(secret) ?? -1) + 1) * STEP_MS;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, next - Date.now())));
    const now = Date.now();
    this.#used.set(secret, Math.floor(now / STEP_MS));
    await this.#type(totpOf(secret, now));
  }

  async #type(words: string): Promise<void> {
    await this.#page.keyboard.insertText(words);
  }

  async #key(key: string): Promise<void> {
    await this.#page.keyboard.press(key);
  }
}

/** What an authenticator app shows (RFC 6238) for a base32 secret. */
function totpOf(secret: string, moment: number): string {
  const bits = Array.from(secret, (each) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(each).toString(2).padStart(5, '0'),
  ).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(moment / STEP_MS)));
  const mac = createHmac('sha1', key).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(offset) & 0x7fff_ffff) % 1_000_000).padStart(6, '0');
}
