import { expect, it } from '@jest/globals';
import { fitted } from './fitted.ts';

it('fits a turned A4 sheet by its turned sides', () => {
  expect(fitted({ width: 210, height: 297 }, { width: 594, height: 594 }, 0, 1)).toMatchObject({
    width: 420,
    height: 594,
  });
  expect(fitted({ width: 210, height: 297 }, { width: 594, height: 594 }, 90, 1)).toMatchObject({
    width: 594,
    height: 420,
  });
});
