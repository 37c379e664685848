import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { lastPicture } from './measure.ts';
import { exactly, SHOWN_WITHIN_MS } from './patience.ts';

const MARKS = '先に入力済み|読みとり.OCR.|予約の回答|カード|相談の情報';

/** The clerk's hands and eyes at the desk. */
export class ClerkScreen {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async shows(screen: string, within = SHOWN_WITHIN_MS): Promise<void> {
    await this.page.locator(`main[data-screen="${screen}"]`).waitFor({ timeout: within });
  }

  /** Waits until somebody is in the waiting room and can be let in. */
  async seesWaiting(count = 1): Promise<void> {
    await this.page.locator(`main[data-screen="desk"][data-waiting="${count}"]`).waitFor({ timeout: SHOWN_WITHIN_MS });
    await this.page.locator('.next__admit[aria-disabled="false"]').waitFor({ timeout: SHOWN_WITHIN_MS });
  }

  async admit(): Promise<void> {
    await this.page.locator('.next__admit').click();
  }

  async inCall(): Promise<void> {
    await this.page
      .locator('main[data-screen="call"][data-session-state="active"]')
      .waitFor({ timeout: SHOWN_WITHIN_MS });
  }

  /** Lets the citizen in. Returns the moment of the press, taken inside the page. */
  async admitNow(): Promise<number> {
    return pressNow(this.page.locator('.next__admit'));
  }

  /** Starts a scan at the booth with the usual choices. Returns the moment of the press. */
  async scan(source: 'flatbed' | 'feeder' = 'flatbed'): Promise<number> {
    await this.page.getByRole('button', { name: /^読み取る/ }).click();
    await this.page
      .getByRole('radio', { name: source === 'feeder' ? 'まとめて送る' : 'ガラス面' })
      .check({ force: true });
    return pressNow(this.page.getByRole('button', { name: '読み取りを始める' }));
  }

  /** The newest page from the booth, as its bytes came. */
  async scannedPage(): Promise<Uint8Array> {
    return lastPicture(this.page);
  }

  /** Types the last letters of a field and waits until the picture of the form has them. Milliseconds. */
  async fillTime(label: string, value: string): Promise<number> {
    const preview = this.page.locator('.preview');
    await this.seesForm();
    const filled = preview.evaluate(async (element) => {
      // A small copy of the page as its pixels: it differs as soon as the new letters are drawn.
      const look = () => {
        const page = element.querySelector('canvas');
        const copy = new OffscreenCanvas(420, 594);
        const brush = copy.getContext('2d');
        if (page === null || brush === null || page.width === 0) return '';
        brush.drawImage(page, 0, 0, copy.width, copy.height);
        return new Uint32Array(brush.getImageData(0, 0, copy.width, copy.height).data.buffer).join();
      };
      const before = look();
      for (;;) {
        await new Promise((resolve) => requestAnimationFrame(resolve));
        if (element.getAttribute('aria-busy') === 'false' && look() !== before) return Date.now();
      }
    });
    const typed = Date.now();
    await this.field(label).fill(value);
    return (await filled) - typed;
  }

  /** Waits until the picture of the chosen form is there. */
  async seesForm(): Promise<void> {
    await this.page.locator('.preview[aria-busy="false"] canvas').first().waitFor();
  }

  private field(label: string): Locator {
    // A value that nobody typed has the mark of where it came from in its label.
    return this.page.getByLabel(new RegExp(`^${label.replace(/[（）()]/g, '.')}(必須)?(${MARKS})?$`)).first();
  }

  /** Waits until a scan has come in whole. */
  async hasScan(): Promise<void> {
    await this.hasWords(/読み取りが終わりました/);
    await this.seesPapers();
    // The whole page, and not only its small picture.
    await this.page.locator('.papers__view[aria-busy="false"]').waitFor({ timeout: SHOWN_WITHIN_MS });
  }

  /** Puts a file of this PC into the tray and waits until all of it is there. */
  async addFile(path: string, title: string): Promise<void> {
    await this.seesPapers();
    const [chooser] = await Promise.all([
      this.page.waitForEvent('filechooser'),
      this.page.getByRole('button', { name: '書類をえらぶ' }).click(),
    ]);
    // By its bytes: a path reaches no field in some versions of Electron.
    await chooser.setFiles({ name: basename(path), mimeType: 'application/pdf', buffer: await readFile(path) });
    await this.hasFile(title);
    await this.page.locator('.papers__view[aria-busy="false"] canvas').waitFor();
  }

  /** Turns to the papers of the session. */
  async seesPapers(): Promise<void> {
    await this.page.getByRole('tab', { name: /^書類/ }).click();
  }

  /** Chooses a file of this PC for the tray. */
  async chooseFile(file: { readonly name: string; readonly mimeType: string; readonly buffer: Buffer }): Promise<void> {
    await this.seesPapers();
    await this.page.locator('input[type="file"].chooser__field').setInputFiles(file);
  }

  /** Chooses a file of this PC that may be too large to be handed over as bytes. */
  async choosePath(path: string): Promise<void> {
    await this.seesPapers();
    await this.page.locator('input[type="file"].chooser__field').setInputFiles(path);
  }

  /** Waits until all of a chosen file is in the tray. */
  async hasFile(title: string, within = SHOWN_WITHIN_MS): Promise<void> {
    await this.page.locator('.tools__title', { hasText: title }).waitFor({ timeout: within });
    await this.page.locator('.file-notes:empty').waitFor({ state: 'attached', timeout: within });
    await this.page.locator('.papers__view[aria-busy="false"]').waitFor({ timeout: within });
  }

  /** Puts the page that is looked at on the citizen's screen. */
  async showPaper(): Promise<void> {
    await this.page.getByRole('button', { name: '市民に見せる' }).click();
  }

  /** Lays the chosen forms into the tray. */
  async layForms(): Promise<void> {
    await this.page.getByRole('button', { name: '書類に入れる' }).click();
    await this.hasWords('書類に入れました');
    await this.seesPapers();
  }

  /** Draws with the marker on the page that the citizen sees, by keyboard. */
  async mark(): Promise<void> {
    await this.page.keyboard.press('n');
    await this.page.locator('.pens__layer:focus').waitFor();
    for (const key of ['Enter', 'ArrowRight', 'ArrowRight', 'ArrowDown', 'ArrowDown', 'Enter', 'Escape'])
      await this.page.keyboard.press(key);
    await this.hasMark();
  }

  /** Points at a place of the page that the citizen sees, by keyboard, until `stopPointing`. */
  async point(): Promise<void> {
    await this.page.keyboard.press('i');
    await this.page.locator('.pens__layer:focus').waitFor();
    await this.page.keyboard.press('ArrowRight');
    await this.page.locator('.papers__view [data-pointed="held"] .annotations__tip').waitFor();
  }

  async stopPointing(): Promise<void> {
    await this.page.keyboard.press('Escape');
  }

  /** Puts the first page of a paper on the citizen's screen again. */
  async showAgain(title: string): Promise<void> {
    await this.choosePage(title);
    const shown = this.page.getByRole('button', { name: '見せています' });
    if ((await shown.count()) > 0) await shown.click();
    await this.showPaper();
  }

  /** Looks at a page of a paper, the first unless said. */
  async choosePage(title: string, page = 1): Promise<void> {
    await this.seesPapers();
    await this.page.getByRole('button', { name: new RegExp(`^${title}.* ${String(page)}ページ$`) }).click();
  }

  /** Waits until a marker stands on the page that is looked at. */
  async hasMark(): Promise<void> {
    await this.page.locator('.papers__view [data-kind="marker"][data-annotation]').first().waitFor();
  }

  /** Waits until so many markers stand on the page that is looked at, and no more. */
  async hasMarks(count: number): Promise<void> {
    await exactly(this.page.locator('.papers__view [data-kind="marker"][data-annotation]'), count);
  }

  /** Lets the letters of the page that is looked at be recognised, and goes on to the fields. */
  async readPage(): Promise<void> {
    await this.page.getByRole('button', { name: '文字を読みとる' }).click();
    await this.page.getByRole('button', { name: '帳票の入力へ' }).click({ timeout: 60_000 });
  }

  /** Says whose paper was read and takes what is offered of it. What stands in the fields then, by their labels. */
  async takeRead(group: string): Promise<Record<string, string>> {
    await this.page.getByLabel('だれのことですか').selectOption(group);
    // Once a field: where a paper says two things, taking the one offers the other.
    const keys = await this.page
      .locator('.field:has(.found__one) [data-field]')
      .evaluateAll((inputs) => inputs.map((input) => input.getAttribute('data-field') ?? ''));
    for (const key of keys) await this.page.locator(`.field:has([data-field="${key}"]) .found__one`).first().click();
    const marked = this.page.locator('.field', { has: this.page.locator('.field__origin[data-origin="ocr"]') });
    await marked.first().waitFor();
    const fields = await marked.all();
    const read = fields.map(async (field) => {
      const label = (await field.locator('.field__label').evaluate((element) => element.firstChild?.textContent)) ?? '';
      return [label, await field.locator('.field__input').inputValue()] as const;
    });
    return Object.fromEntries(await Promise.all(read));
  }

  /** Copies what stands in a field, as for another program. */
  async copy(label: string): Promise<void> {
    await this.field(label).focus();
    await this.page.keyboard.press('Control+A');
    await this.page.keyboard.press('Control+C');
  }

  /** What the machine's clipboard has, as a paste brings it. */
  async pasted(): Promise<string> {
    await this.page.evaluate(() => document.body.append(document.createElement('textarea')));
    const field = this.page.locator('body > textarea');
    await field.focus();
    await this.page.keyboard.press('Control+V');
    const text = await field.inputValue();
    await field.evaluate((element) => element.remove());
    return text;
  }

  async hasWords(words: string | RegExp, within = SHOWN_WITHIN_MS): Promise<void> {
    await this.page.getByText(words).first().waitFor({ timeout: within });
  }

  async openForm(...titles: readonly (string | RegExp)[]): Promise<void> {
    await this.page.getByRole('tab', { name: /帳票を作る/ }).click();
    // Papers that were chosen before, at another desk or before a reload, are open already.
    await this.page.locator('.templates, .form').first().waitFor();
    if ((await this.page.locator('.form').count()) > 0) return;
    // Those of the citizen's procedure are ticked already.
    const ticked = this.page.locator('.templates input:checked');
    while ((await ticked.count()) > 0) await ticked.first().uncheck();
    for (const title of titles) await this.page.getByRole('checkbox', { name: title }).first().check();
    await this.page.getByRole('button', { name: /入力を始める/ }).click();
  }

  /** Types one common field; the label is the field's own. */
  async type(label: string, value: string): Promise<void> {
    const field = this.field(label);
    const tag = await field.evaluate((element) => element.tagName);
    if (tag === 'SELECT') await field.selectOption({ label: value });
    else await field.fill(value);
    await field.blur();
  }

  /** Waits until these stand in their fields. */
  async hasValues(values: readonly (readonly [label: string, value: string])[]): Promise<void> {
    await this.page.getByRole('tab', { name: /帳票を作る/ }).click();
    for (const [label, value] of values) {
      const field = this.field(label);
      await field.waitFor();
      const there = await field.inputValue();
      if (there !== value) throw new Error(`${label} has ${there === '' ? 'nothing' : 'another value'}`);
    }
  }

  async print(): Promise<void> {
    await this.page
      .getByRole('button', { name: /^(\d+枚を)?印刷する/ })
      .first()
      .click();
    await this.page.getByRole('button', { name: '印刷を始める' }).click();
  }

  /** Prints as `print` does. Returns the moment of the press. */
  async printNow(): Promise<number> {
    await this.page
      .getByRole('button', { name: /^(\d+枚を)?印刷する/ })
      .first()
      .click();
    return pressNow(this.page.getByRole('button', { name: '印刷を始める' }));
  }

  /** When the screen says that the print is out, by the page's own clock. */
  async printedAt(): Promise<number> {
    const at = await this.page.waitForFunction(
      () => document.body.textContent.includes('印刷が終わりました') && Date.now(),
      undefined,
      { timeout: 30_000 },
    );
    return Number(await at.jsonValue());
  }

  async hasPrinted(): Promise<void> {
    await this.hasWords(/印刷が終わりました/);
  }

  /** Saves the chosen forms into the department's folder, on purpose. */
  async saveForms(): Promise<void> {
    await this.page.getByRole('button', { name: 'フォルダに保存' }).click();
    await this.page.getByRole('button', { name: /^保存する/ }).click();
    await this.hasWords(/部署のフォルダに保存しました/);
  }

  /** Closes what the notes about finished work say. */
  async putNotesAside(): Promise<void> {
    const close = this.page.locator('.call__notes').getByRole('button', { name: '閉じる' });
    while ((await close.count()) > 0) await close.first().click();
  }

  async phrase(key: number): Promise<void> {
    await this.page
      .locator('main')
      .focus()
      .catch(() => undefined);
    await this.page.keyboard.press(String(key));
  }

  /** Asks another desk: `話してから`, `すぐに` or `呼び入れる`. */
  async ask(desk: string, way: string, memo = ''): Promise<void> {
    await this.page.getByRole('button', { name: /^引き継ぐ/ }).click();
    await this.page.getByRole('radio', { name: way }).check({ force: true });
    await this.page.getByRole('radio', { name: new RegExp(`^${desk}`) }).check();
    if (memo !== '') await this.page.getByLabel('相手への申し送り').fill(memo);
    await this.page.getByRole('button', { name: '頼む' }).click();
  }

  /** Takes what another desk asks. */
  async accept(answer: '引き受ける' | '加わる' = '引き受ける'): Promise<void> {
    await this.page.locator('.offer').getByRole('button', { name: answer }).click();
  }

  /** Waits until this PC is out of a session that goes on, and has erased what it had of it. */
  async hasLeft(why: 'handed-over' | 'left' | 'removed'): Promise<void> {
    await this.page.locator(`[data-left="${why}"][data-erasure="confirmed"]`).waitFor({ timeout: SHOWN_WITHIN_MS });
    await this.shows('desk');
  }

  async end(): Promise<void> {
    await this.page
      .getByRole('button', { name: /^終わる/ })
      .first()
      .click();
    await this.page
      .getByRole('dialog')
      .getByRole('button', { name: /^終わる/ })
      .click();
    await this.shows('ended');
  }

  async saysErased(): Promise<void> {
    await this.page
      .locator('main[data-screen="ended"][data-erasure="confirmed"]')
      .waitFor({ timeout: SHOWN_WITHIN_MS });
  }

  async back(): Promise<void> {
    await this.page.keyboard.press('F2');
    await this.shows('desk');
  }
}

/** Presses a button from inside the page, so that no time of the test's own is in the measure. Milliseconds since the epoch. */
async function pressNow(button: Locator): Promise<number> {
  await button.waitFor();
  return button.evaluate((element) => {
    const now = Date.now();
    (element as HTMLElement).click();
    return now;
  });
}
