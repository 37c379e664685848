import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { DeadlineError, HostAwayError, HostLostError } from './errors.ts';
import { untilAnswered } from './until-answered.ts';

const reported = jest.fn<(error: unknown) => void>();
beforeEach(() => {
  reported.mockClear();
  Object.assign(globalThis, { reportError: reported });
});
afterEach(() => {
  Reflect.deleteProperty(globalThis, 'reportError');
});

it('asks a host that is not there yet until it answers, and reports only what is not waited for', async () => {
  const late = new DeadlineError('profile');
  const failures = [new HostAwayError('profile'), new HostLostError('profile'), late];
  const ask = () => {
    const failure = failures.shift();
    return failure === undefined ? Promise.resolve('here') : Promise.reject(failure);
  };
  await expect(untilAnswered(ask, 1)).resolves.toBe('here');
  expect(failures).toEqual([]);
  expect(reported.mock.calls).toEqual([[late]]);
});
