import { expect } from '@playwright/test';
import type { Page } from 'playwright-core';

/**
 * What an administrator does with one of the council's forms, from the administration's screen: moves a field by keyboard, takes it back
 * and moves it again, publishes, and goes back to the form as it was installed.
 */
export async function changePublishAndRollBack(page: Page, title: string): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name: '書式' }).click();
  const row = page.getByRole('row', { name: title });
  await expect(row).toContainText('設置時のまま');
  await row.getByRole('button', { name: '編集する' }).press('Enter');
  const field = page.locator('button[data-item]').first();
  await field.focus();
  const left = () => field.evaluate((element) => element.getBoundingClientRect().left);
  const before = await left();
  await page.keyboard.press('Shift+ArrowRight');
  expect(await left()).toBeGreaterThan(before);
  await page.keyboard.press('Control+z');
  expect(await left()).toBe(before);
  await page.keyboard.press('ArrowRight');
  await page.locator('[data-keeping="saved"]').waitFor();
  await page.locator('[data-publish]').press('Enter');
  await page.locator('[data-publish-note]').fill('様式の改正');
  await page.locator('[data-do-publish]').press('Enter');
  await page.getByText('第2版として公開しました').waitFor();
  await page.getByRole('button', { name: '一覧にもどる' }).press('Enter');
  await expect(row).toContainText('第2版');
  await row.getByRole('button', { name: '履歴' }).press('Enter');
  await expect(page.getByRole('row', { name: /^2/ })).toContainText('様式の改正');
  await expect(page.getByRole('row', { name: /^1/ })).toContainText('設置時のまま');
  await page.getByRole('row', { name: /^1/ }).getByRole('button').press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'この版に戻す' }).press('Enter');
  await expect(row).toContainText('第3版');
}
