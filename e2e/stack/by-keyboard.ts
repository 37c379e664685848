import type { Page } from 'playwright-core';

/** Presses Tab until the focus is on something that `selector` names; throws after a whole round without it. */
export async function tabTo(page: Page, selector: string, most = 150): Promise<void> {
  for (let pressed = 0; pressed < most; pressed++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
  }
  throw new Error(`no press of Tab comes to ${selector}`);
}

/**
 * Chooses one paper of the citizen's procedure, types the name of the deceased, takes what is offered as its reading, goes to the
 * place on the page and back, and prints: without ever touching a pointer. Starts anywhere in a call.
 */
export async function fillAndPrintByKeyboard(page: Page, paper: string, name: string, reading: string): Promise<void> {
  const { keyboard } = page;
  await keyboard.press('f');
  await page.locator('.templates').waitFor();
  const checkboxes = await page.locator('.templates input[type=checkbox]').count();
  for (let at = 0; at < checkboxes; at++) {
    await tabTo(page, '.templates input[type=checkbox]');
    const untick = await page.evaluate((wanted) => {
      const box = document.activeElement;
      return box instanceof HTMLInputElement && box.checked && !box.closest('label')?.textContent.includes(wanted);
    }, paper);
    if (untick) await keyboard.press('Space');
  }
  await keyboard.press('Enter');
  await tabTo(page, '[data-field="deceased.name"]');
  await keyboard.insertText(name);
  await tabTo(page, '[data-field="deceased.nameKana"]');
  await page.getByRole('option', { name: reading }).waitFor();
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await page.waitForFunction(
    (wanted) => document.activeElement instanceof HTMLInputElement && document.activeElement.value === wanted,
    reading,
  );
  await page.locator('[data-place="deceased.name"]').first().waitFor({ state: 'attached' });
  await keyboard.press('Shift+Tab');
  while (!(await page.evaluate(() => document.activeElement?.matches('[data-field="deceased.name"]'))))
    await keyboard.press('Shift+Tab');
  await keyboard.press('F2');
  await page.locator('[data-place="deceased.name"]:focus').waitFor();
  await keyboard.press('Enter');
  await page.locator('[data-field="deceased.name"]:focus').waitFor();
  await tabTo(page, '.form__print button');
  await keyboard.press('p');
  // The sheet takes the focus to its first hand.
  await page.locator('.popover__sheet [data-first]:focus').waitFor();
  const begins = () => page.evaluate(() => document.activeElement?.textContent.includes('印刷を始める') ?? false);
  for (let pressed = 0; pressed < 10 && !(await begins()); pressed++) await keyboard.press('Tab');
  await keyboard.press('Enter');
}
