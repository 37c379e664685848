import { expect, it } from '@jest/globals';
import { until } from '../testing/until.ts';
import { watchSilence } from './silence-watch.ts';

it('tells once of each silence, and of none where nothing is known', async () => {
  const looks = [40, 900, 1_400, 'closed', 30, null, 1_000, 1_500, 20] as const;
  let told = 0;
  let at = 0;
  const end = new AbortController();
  const silentFor = () => {
    const look = looks[at++] ?? 10;
    return look === 'closed' ? Promise.reject(new Error(look)) : Promise.resolve(look);
  };
  const over = watchSilence({ silentFor }, () => (told += 1), end.signal, 1);
  await until('all looks', () => at > looks.length);
  end.abort();
  await over;
  expect(told).toBe(2);
});
