import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { knockFirst } from './knock-first.ts';
import type { OpenSocket, SocketHandlers } from './socket.ts';

const WORD = new Uint8Array([1]);
let opened: SocketHandlers[];
let knocks: ((answered: boolean | Error) => void)[];
let sockets: OpenSocket;

/** Opens one, and tells what it hears. */
function open(): { closed: number[]; close: () => void } {
  const closed: number[] = [];
  const socket = sockets('wss://city.example', 'mado', {
    message: () => undefined,
    closed: (code) => closed.push(code),
  });
  return { closed, close: () => socket.close(1000) };
}
async function answer(answered: boolean | Error): Promise<void> {
  knocks.shift()?.(answered);
  await jest.advanceTimersByTimeAsync(0);
}
/** A line that was whole, with a knock that was answered or not, and was lost; and the next socket, which failed. */
async function broken(audible: boolean | Error): Promise<void> {
  open();
  opened[0]?.message(WORD);
  await answer(audible);
  opened[0]?.closed(1006);
  open();
  opened[1]?.closed(1006);
}

describe('sockets that are opened after a knock', () => {
  beforeEach(() => {
    jest.useFakeTimers();
    opened = [];
    knocks = [];
    sockets = knockFirst(
      (_url, _subprotocol, handlers) => {
        opened.push(handlers);
        return { send: () => undefined, close: () => undefined };
      },
      () =>
        new Promise((resolve, reject) =>
          knocks.push((answered) => (answered instanceof Error ? reject(answered) : resolve(answered))),
        ),
    );
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('are opened at once before and after a line that was whole', async () => {
    await broken(true);
    expect([opened.length, knocks.length]).toEqual([2, 0]);
  });

  it('wait for an answer when one has failed, and then are opened', async () => {
    await broken(true);
    open();
    expect(opened).toHaveLength(2);
    await answer(false);
    expect([opened.length, knocks.length]).toEqual([2, 1]);
    await answer(true);
    expect([opened.length, knocks.length]).toEqual([3, 0]);
    opened[2]?.message(WORD);
    opened[2]?.closed(1006);
    open();
    expect(opened).toHaveLength(4);
  });

  it('that were given up while they waited are not opened, and say that they are closed', async () => {
    await broken(true);
    const first = open();
    first.close();
    await jest.advanceTimersByTimeAsync(0);
    expect(first.closed).toEqual([1006]);
    open();
    expect(knocks).toHaveLength(1);
    await answer(true);
    expect(opened).toHaveLength(3);
  });

  it('count as failed when they are given up before they said a word', async () => {
    await broken(true);
    open();
    await answer(true);
    opened[2]?.message(WORD);
    opened[2]?.closed(1006);
    open().close();
    expect(opened).toHaveLength(4);
    open();
    expect([opened.length, knocks.length]).toEqual([4, 1]);
  });

  it('are tried now and then though nobody answers', async () => {
    await broken(true);
    open();
    for (let waited = 0; waited < 28_000; waited += 2_000) {
      await jest.advanceTimersByTimeAsync(2_000);
      await answer(false);
      expect(opened).toHaveLength(2);
    }
    await jest.advanceTimersByTimeAsync(2_000);
    await answer(false);
    expect([opened.length, knocks.length]).toEqual([3, 0]);
  });

  it('do not knock where nobody was heard to answer while the server was there', async () => {
    await broken(false);
    open();
    expect([opened.length, knocks.length]).toEqual([3, 0]);
  });

  it('are opened without an answer while nobody can knock', async () => {
    await broken(new Error('the host is away'));
    open();
    expect(opened).toHaveLength(3);
    opened[2]?.message(WORD);
    await answer(true);
    opened[2]?.closed(1006);
    open();
    opened[3]?.closed(1006);
    open();
    expect(opened).toHaveLength(4);
    await answer(new Error('the host is away'));
    expect(opened).toHaveLength(5);
  });
});
