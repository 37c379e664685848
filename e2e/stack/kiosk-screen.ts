import type { Page } from 'playwright-core';
import { exactly, SHOWN_WITHIN_MS } from './patience.ts';

/** The citizen's hands and eyes at the kiosk. */
export class KioskScreen {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Waits for a screen by its name (`attract`, `check-in`, `before-we-start`, `waiting`, `call`, `thanks`). */
  async shows(screen: string, within = SHOWN_WITHIN_MS): Promise<void> {
    await this.page.locator(`[data-screen="${screen}"]`).waitFor({ timeout: within });
  }

  async start(): Promise<void> {
    await this.shows('attract');
    await this.page.getByRole('button', { name: 'はじめる' }).click();
  }

  async chooseDesk(name: string): Promise<void> {
    await this.page.getByRole('button', { name }).first().click();
  }

  async agree(): Promise<void> {
    await this.page.getByRole('button', { name: 'わかりました。次へ' }).click();
  }

  async takeTicket(): Promise<void> {
    await this.page.getByRole('button', { name: '受付をする' }).click({ timeout: SHOWN_WITHIN_MS });
    await this.shows('waiting');
  }

  /** The meter before the ticket says that the voice is heard well. */
  async isHeard(): Promise<void> {
    await this.page.locator('.voice__verdict[data-heard="true"]').waitFor({ timeout: SHOWN_WITHIN_MS });
  }

  /** From the first screen into the waiting room of a desk. */
  async checkIn(desk = 'おくやみ窓口'): Promise<void> {
    await this.start();
    await this.chooseDesk(desk);
    if ((await this.page.locator('[data-step="procedure"]').count()) > 0) {
      await this.page.getByRole('button', { name: 'ほかの用件・よくわからない' }).click();
    }
    await this.agree();
    await this.isHeard();
    await this.takeTicket();
  }

  async inCall(): Promise<void> {
    await this.page.locator('[data-screen="call"][data-session-state="active"]').waitFor({ timeout: SHOWN_WITHIN_MS });
  }

  /** The page that a clerk laid down is drawn: the council's own form with ink on it. */
  async seesForm(title: string): Promise<void> {
    await this.page.locator('.paper__title', { hasText: title }).waitFor();
    await this.page.waitForFunction(() => {
      const sheet = document.querySelector<HTMLCanvasElement>('.paper__desk canvas.sheet');
      const brush = sheet?.getContext('2d');
      if (!sheet || !brush || sheet.width === 300) return false;
      const { data } = brush.getImageData(0, 0, sheet.width, sheet.height);
      let dark = 0;
      for (let at = 0; at < data.length; at += 4) if ((data[at] ?? 255) < 96) dark += 1;
      return dark > sheet.width;
    });
  }

  async seesPaper(): Promise<void> {
    await this.page.locator('.call[data-layout="paper"]').waitFor({ timeout: SHOWN_WITHIN_MS });
  }

  /** Waits until a page of this document is drawn on the stage. */
  async seesPicture(title: string): Promise<void> {
    await this.page.locator('.paper__title', { hasText: title }).waitFor({ timeout: SHOWN_WITHIN_MS });
    await this.page.waitForFunction(
      () => (document.querySelector<HTMLImageElement>('img.paper__page')?.naturalWidth ?? 0) > 1_000,
    );
  }

  /** Waits until what the clerk drew stands on the page. */
  async hasMark(): Promise<void> {
    await this.hasMarks(1);
  }

  /** Waits until so many of the clerk's markers stand on the page, and no more. */
  async hasMarks(count: number): Promise<void> {
    await exactly(this.page.locator('.paper__sheet [data-kind="marker"]'), count);
  }

  /** Waits until the clerk points at the page, or does no more. */
  async seesPointer(there: boolean): Promise<void> {
    const pointer = this.page.locator('.paper__sheet [data-pointed="held"] .annotations__tip');
    await pointer.waitFor({ state: there ? 'visible' : 'detached', timeout: SHOWN_WITHIN_MS });
  }

  async hasWords(words: string | RegExp, within = SHOWN_WITHIN_MS): Promise<void> {
    await this.page.getByText(words).first().waitFor({ timeout: within });
  }

  async signal(name: string): Promise<void> {
    await this.page.getByRole('button', { name }).click();
  }

  /** Waits until the kiosk says that everything is erased. */
  async saysErased(): Promise<void> {
    await this.page.locator('[data-screen="thanks"][data-erasure="erased"]').waitFor({ timeout: SHOWN_WITHIN_MS });
  }

  async finish(): Promise<void> {
    await this.page.getByRole('button', { name: '最初の画面にもどる' }).click();
    await this.shows('attract');
  }
}
