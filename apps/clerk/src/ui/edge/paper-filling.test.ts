import { afterEach, describe, expect, it } from '@jest/globals';
import { type Changes, type Filled, PaperFilling } from './paper-filling.ts';

/** What a browser would have shown in its console. */
const reported: unknown[] = [];
Object.assign(globalThis, { reportError: (error: unknown) => reported.push(error) });
afterEach(() => expect(reported).toEqual([]));

/** A desk whose host answers when it is told to, and whose clock stands until it is turned. */
function desk() {
  const asked: { id: string; name: string | undefined; answer: (ok?: boolean) => Promise<void> }[] = [];
  const told: Changes[] = [];
  const due: (() => void)[] = [];
  const timers = {
    set: (run: () => void) => due.push(run),
    clear: (timer: number) => void due.splice(timer - 1, 1, () => undefined),
  };
  const filling = new PaperFilling(
    (id, values) =>
      new Promise<Filled>((resolve, reject) => {
        const pdf = new Uint8Array([1]);
        const answer = async (ok = true) => {
          if (ok) resolve({ pdf, sheets: [0], tables: [], places: [], notes: [], byHand: [] });
          else reject(new Error('away'));
          await settled();
        };
        asked.push({ id, name: values['name'], answer });
      }),
    (changes) => told.push(changes),
    timers,
  );
  /** Lets the pause after the letter pass. */
  const pass = async () => {
    for (const run of due.splice(0)) run();
    await settled();
  };
  const answer = async (ok?: boolean) => asked.at(-1)?.answer(ok);
  return { filling, asked, told, pass, answer, due };
}
const settled = () => new Promise((resolve) => setImmediate(resolve));
const ids = ['a', 'b', 'c'];
const of = (changes: Changes | undefined) =>
  [...(changes ?? [])].map(([id, { preview }]) => `${id}${preview?.filling ? '…' : ''}${preview?.failed ? '!' : ''}`);

describe('filling all papers while somebody types', () => {
  it('fills the one that is looked at first, the others behind it without waiting for a pause, told together', async () => {
    const { filling, asked, told, pass, answer } = desk();
    filling.fill({ ids, first: 'b', values: { name: '髙' } });
    filling.fill({ ids, first: 'b', values: { name: '髙橋' } });
    await pass();
    for (let paper = 0; paper < 3; paper += 1) await answer();
    expect(asked.map(({ id, name }) => `${id} ${name ?? ''}`)).toEqual(['b 髙橋', 'a 髙橋', 'c 髙橋']);
    expect(told.map(of)).toEqual([['b…'], ['b…'], ['b'], ['a', 'c']]);
  });

  it('turns to the newest letter before it goes on with the others', async () => {
    const { filling, asked, told, pass, answer } = desk();
    filling.fill({ ids, first: 'a', values: { name: '髙' } });
    await pass();
    await answer();
    filling.fill({ ids, first: 'a', values: { name: '髙橋' } });
    for (let paper = 0; paper < 4; paper += 1) await answer();
    expect(asked.map(({ id, name }) => `${id} ${name ?? ''}`)).toEqual(['a 髙', 'b 髙', 'a 髙橋', 'b 髙橋', 'c 髙橋']);
    expect(told.slice(-2).map(of)).toEqual([
      ['b', 'a'],
      ['b', 'c'],
    ]);
  });

  it('fills nothing twice when another paper is looked at, and that one next when it is still to come', async () => {
    const { filling, asked, pass, answer } = desk();
    const values = { name: '髙橋' };
    filling.fill({ ids, first: 'a', values });
    await pass();
    await answer();
    filling.fill({ ids, first: 'c', values });
    await answer();
    await answer();
    filling.fill({ ids, first: 'b', values });
    await pass();
    expect(asked.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });

  it('says that a paper could not be filled, goes on, and tries it again with the next letter', async () => {
    const { filling, asked, told, pass, answer } = desk();
    filling.fill({ ids: ['a', 'b'], first: 'a', values: { name: '髙' } });
    await pass();
    await answer(false);
    await answer();
    expect(told.slice(-2).map(of)).toEqual([['a!'], ['b']]);
    expect(reported.splice(0)).toHaveLength(1);
    filling.fill({ ids: ['a', 'b'], first: 'a', values: { name: '髙橋' } });
    await pass();
    await answer();
    await answer();
    expect(asked.slice(2).map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it('delivers nothing of a session that is over, not to the next one either', async () => {
    const { filling, asked, told, pass, answer } = desk();
    filling.fill({ ids, first: 'a', values: { name: '髙橋' } });
    await pass();
    const [late] = asked;
    filling.close();
    told.splice(0);
    filling.fill({ ids: ['a'], first: 'a', values: { name: '窓野' } });
    await late?.answer();
    expect(told.map(of)).toEqual([['a…']]);
    await pass();
    await answer();
    expect(asked.map(({ name }) => name)).toEqual(['髙橋', '窓野']);
    expect(told.map(of)).toEqual([['a…'], ['a']]);
  });
});
