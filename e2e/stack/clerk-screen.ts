import type { Page } from 'playwright-core';

/** The clerk's hands and eyes at the desk. */
export class ClerkScreen {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async shows(screen: string, within = 20_000): Promise<void> {
    await this.page.locator(`main[data-screen="${screen}"]`).waitFor({ timeout: within });
  }

  /** Waits until somebody is in the waiting room and can be let in. */
  async seesWaiting(count = 1): Promise<void> {
    await this.page.locator(`main[data-screen="desk"][data-waiting="${count}"]`).waitFor({ timeout: 20_000 });
    await this.page.locator('.next__admit[aria-disabled="false"]').waitFor({ timeout: 20_000 });
  }

  async admit(): Promise<void> {
    await this.page.locator('.next__admit').click();
  }

  async inCall(): Promise<void> {
    await this.page.locator('main[data-screen="call"][data-session-state="active"]').waitFor({ timeout: 20_000 });
  }

  /** Starts a scan at the booth with the usual choices. */
  async scan(): Promise<void> {
    await this.page.keyboard.press('s');
    await this.page.getByRole('button', { name: '読み取りを始める' }).click();
  }

  /** Waits until a scan has come in whole. */
  async hasScan(): Promise<void> {
    await this.hasWords(/読み取りが終わりました/);
  }

  async hasWords(words: string | RegExp, within = 20_000): Promise<void> {
    await this.page.getByText(words).first().waitFor({ timeout: within });
  }

  async openForm(title: string | RegExp): Promise<void> {
    await this.page.getByRole('tab', { name: /帳票を作る/ }).click();
    await this.page.getByRole('button', { name: title }).first().click();
  }

  /** Types one common field; the label is the field's own. */
  async type(label: string, value: string): Promise<void> {
    const field = this.page.getByLabel(label, { exact: false }).first();
    const tag = await field.evaluate((element) => element.tagName);
    if (tag === 'SELECT') await field.selectOption({ label: value });
    else await field.fill(value);
    await field.blur();
  }

  async print(): Promise<void> {
    await this.page.getByRole('button', { name: /^印刷する/ }).first().click();
    await this.page.getByRole('button', { name: '印刷を始める' }).click();
  }

  async hasPrinted(): Promise<void> {
    await this.hasWords(/印刷が終わりました/);
  }

  async phrase(key: number): Promise<void> {
    await this.page.locator('main').focus().catch(() => undefined);
    await this.page.keyboard.press(String(key));
  }

  async end(): Promise<void> {
    await this.page.getByRole('button', { name: /^終わる/ }).first().click();
    await this.page.getByRole('dialog').getByRole('button', { name: /^終わる/ }).click();
    await this.shows('ended');
  }

  async saysErased(): Promise<void> {
    await this.page.locator('main[data-screen="ended"][data-erasure="confirmed"]').waitFor({ timeout: 20_000 });
  }

  async back(): Promise<void> {
    await this.page.keyboard.press('F2');
    await this.shows('desk');
  }
}
