import type { Page } from 'playwright-core';

/** The browser on its way through the city's provider: a tab of its own, opened from the clerk's screen. */
export class ProviderPages {
  readonly #clerk: Page;

  constructor(clerk: Page) {
    this.#clerk = clerk;
  }

  /** Opens the provider and calls it off there. Returns what the browser says at the end. */
  async callOff(): Promise<string> {
    const tab = await this.#open();
    await tab.getByRole('link', { name: /Cancel/ }).click();
    return wordsOf(tab);
  }

  /** Logs in at the provider and consents. Returns the number that the browser shows at the end. */
  async logIn(subject: string): Promise<string> {
    const tab = await this.#open();
    await tab.locator('input[name="login"]').fill(subject);
    await tab.locator('input[name="password"]').fill('invented');
    await tab.locator('[type="submit"]').click();
    await tab.locator('input[name="prompt"][value="consent"]').waitFor({ state: 'attached' });
    await tab.locator('[type="submit"]').click();
    const number = await tab.locator('.number').innerText();
    await tab.close();
    return number;
  }

  async #open(): Promise<Page> {
    // The provider's sample pages ask for a font of the internet, which there is none of.
    await this.#clerk
      .context()
      .route('https://fonts.googleapis.com/**', (route) =>
        route.fulfill({ status: 200, contentType: 'text/css', body: '' }),
      );
    const opened = this.#clerk.context().waitForEvent('page');
    await this.#clerk.locator('[data-door="elsewhere"] a').press('Enter');
    return opened;
  }
}

async function wordsOf(tab: Page): Promise<string> {
  await tab.waitForURL(/\/v1\/people\/provider\/callback/);
  const words = await tab.locator('main').innerText();
  await tab.close();
  return words;
}
