import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Note } from '../state/enrolment-state.ts';
import { LineWatch } from './line-watch.ts';

const outside = { now: 9, notBefore: 1, notAfter: 5 };
let found: Note | null;
let looks: number;
let told: Note['about'][];
let begun: number;
let watch: LineWatch;

const make = (patienceMs: number) =>
  new LineWatch({
    look: () => {
      looks++;
      return Promise.resolve(found);
    },
    tell: ({ about }) => told.push(about),
    begin: () => begun++,
    roundMs: 2,
    patienceMs,
  });
const until = async (holds: () => boolean) => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 2));
};

beforeEach(() => {
  found = { about: 'untrusted' };
  [looks, told, begun] = [0, [], 0];
});
afterEach(() => watch.end());

describe('a device that has no line to its server', () => {
  it('waits for a server that comes up, and for no clock', async () => {
    watch = make(1e9);
    watch.failed();
    await until(() => looks >= 3);
    expect(told).toEqual([]);
    found = { about: 'server-dates', outside };
    await until(() => told.length > 0);
    expect(told[0]).toBe('server-dates');
    // What is in the way now is told too, as somebody stands before the screen.
    found = { about: 'unreachable', cause: 'refused' };
    await until(() => told.includes('unreachable'));
  });

  it('begins once, when the server answers after somebody read that it does not', async () => {
    watch = make(0);
    watch.failed();
    await until(() => told.length > 0);
    found = null;
    await until(() => begun > 0);
    const before = looks;
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect([begun, looks]).toEqual([1, before]);
  });

  it('leaves it to the app when nothing was read yet, and looks no more once there was a line', async () => {
    found = null;
    watch = make(0);
    watch.failed();
    await until(() => looks >= 3);
    expect([told, begun]).toEqual([[], 0]);
    watch.end();
    const before = looks;
    found = { about: 'untrusted' };
    watch.failed();
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect([told, looks]).toEqual([[], before]);
  });
});
