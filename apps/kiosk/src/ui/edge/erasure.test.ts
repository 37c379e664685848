import { describe, expect, it } from '@jest/globals';
import { erase, eraseLeftovers } from './erasure.ts';

describe('erasure', () => {
  it('forgets, erases the host, and only then tells the server and the citizen', async () => {
    const order: string[] = [];
    await erase({
      forget: () => void order.push('forget'),
      eraseHost: () => Promise.resolve(order.push('host')),
      confirm: () => Promise.resolve(void order.push('server')),
      onErased: () => void order.push('said'),
      onSlow: () => void order.push('slow'),
      onFault: (error) => {
        throw error;
      },
    });
    expect(order).toEqual(['forget', 'host', 'server', 'said']);
  });

  it('says nothing of being erased while the host is away, says that it takes long, and goes on until it is done', async () => {
    const order: string[] = [];
    let tries = 0;
    await erase({
      forget: () => undefined,
      eraseHost: () => (++tries < 4 ? Promise.reject(new Error('away')) : Promise.resolve()),
      confirm: () => Promise.resolve(),
      onErased: () => void order.push('said'),
      onSlow: () => void order.push('slow'),
      onFault: () => void order.push('fault'),
      slowAfterMs: 25,
      retryMs: 20,
    });
    expect(order.filter((step) => step === 'fault')).toHaveLength(3);
    expect(order.indexOf('slow')).toBeGreaterThan(-1);
    expect(order.at(-1)).toBe('said');
  });
});

describe('what a page that died left in the host', () => {
  it('is erased as soon as the host answers, and not once somebody sits there again', async () => {
    let tries = 0;
    const faults: unknown[] = [];
    const eraseHost = () => (++tries < 3 ? Promise.reject(new Error('away')) : Promise.resolve());
    const onFault = (error: unknown) => void faults.push(error);
    await eraseLeftovers({ eraseHost, isNeeded: () => true, onFault, retryMs: 5 });
    expect(tries).toBe(3);
    expect(faults).toHaveLength(2);

    tries = 0;
    await eraseLeftovers({ eraseHost, isNeeded: () => tries < 1, onFault, retryMs: 5 });
    expect(tries).toBe(1);
  });
});
