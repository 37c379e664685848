import { expect, it } from '@jest/globals';
import { until } from '../testing/until.ts';
import { watchSilence } from './silence-watch.ts';

/** Looks every 300 ms of its own time, and is given these answers; returns at which looks, from 0, it told. */
async function tells(looks: readonly (number | null | 'closed')[]): Promise<number[]> {
  const told: number[] = [];
  let at = -1;
  const end = new AbortController();
  const silentFor = () => {
    at += 1;
    const look = looks[at] ?? null;
    return look === 'closed' ? Promise.reject(new Error(look)) : Promise.resolve(look);
  };
  const now = () => (at + 1) * 300;
  const over = watchSilence({ silentFor }, () => told.push(at), end.signal, { lookEveryMs: 1, now });
  await until('all looks', () => at > looks.length);
  end.abort();
  await over;
  return told;
}

it('tells once of each silence, and of none where nothing is known', async () => {
  expect(await tells([40, 40, 40, 900, 1_400, 'closed', 30, null, 1_000, 1_500, 20])).toEqual([3, 8]);
});

it('does not count that nothing came before it began, and waits longer for what is first', async () => {
  const waiting = (looks: number) => Array.from({ length: looks }, (_, i) => 60_000 + i * 300);
  expect(await tells([...waiting(10), 20, 320, 20])).toEqual([]);
  expect(await tells(waiting(18))).toEqual([16]);
});
