import { describe, expect, it } from '@jest/globals';
import { erase } from './erasure.ts';

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
