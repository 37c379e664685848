import { describe, expect, it } from '@jest/globals';
import { Emitter, SerialQueue, Store, seldom, sleep } from './index.ts';

class Bell extends Emitter<{ ring: [number] }> {
  ring(times: number): void {
    this.emit('ring', times);
  }
}
class Counter extends Store<number> {
  readonly watched: boolean[] = [];
  set(value: number): void {
    this.setSnapshot(value);
  }
  protected override onWatched(watched: boolean): void {
    this.watched.push(watched);
  }
}

describe('an emitter', () => {
  it('calls listeners in order until they go, by themselves or by a signal', () => {
    const bell = new Bell();
    const heard: string[] = [];
    const stop = new AbortController();
    const off = bell.on('ring', (times) => heard.push(`a${times}`));
    bell.on('ring', (times) => heard.push(`b${times}`), { signal: stop.signal });
    bell.once('ring', (times) => heard.push(`c${times}`));
    bell.ring(1);
    off();
    bell.ring(2);
    stop.abort();
    bell.ring(3);
    bell.on('ring', () => heard.push('never'), { signal: stop.signal });
    bell.ring(4);
    expect(heard).toEqual(['a1', 'b1', 'c1', 'b2']);
  });
});

describe('a store', () => {
  it('knows whether anybody watches', () => {
    const counter = new Counter(1);
    const offs = [counter.subscribe(() => undefined), counter.subscribe(() => undefined)];
    expect(counter.watched).toEqual([true]);
    for (const off of [...offs, ...offs]) off();
    expect(counter.watched).toEqual([true, false]);
    counter.subscribe(() => undefined);
    expect(counter.watched).toEqual([true, false, true]);
  });

  it('tells of changes only, with functions that may be handed over alone', () => {
    const counter = new Counter(1);
    const { subscribe, getSnapshot } = counter;
    let told = 0;
    const off = subscribe(() => told++);
    counter.set(1);
    counter.set(2);
    off();
    counter.set(3);
    expect([told, getSnapshot()]).toEqual([1, 3]);
  });
});

describe('a serial queue', () => {
  it('runs one task at a time and goes on after a failure', async () => {
    const queue = new SerialQueue();
    const order: string[] = [];
    const slow = queue.run(async () => {
      order.push('slow begins');
      await sleep(10);
      order.push('slow ends');
      throw new Error('broken');
    });
    const quick = queue.run(() => Promise.resolve(order.push('quick')));
    await expect(slow).rejects.toThrow('broken');
    await quick;
    expect(order).toEqual(['slow begins', 'slow ends', 'quick']);
  });
});

it('a sleep ends early when its signal aborts', async () => {
  const stop = new AbortController();
  const waiting = sleep(10_000, stop.signal);
  stop.abort();
  expect(await waiting).toBe(false);
  expect(await sleep(1)).toBe(true);
});

it('tells progress at once, and then ten times a second at most', () => {
  const told: number[] = [];
  let now = 0;
  const tell = seldom<number>(
    (value) => told.push(value),
    () => now,
  );
  for (const at of [0, 30, 99, 100, 150, 199, 230, 1_000]) {
    now = at;
    tell(at);
  }
  expect(told).toEqual([0, 100, 230, 1_000]);
});
