import { describe, expect, it } from '@jest/globals';
import { makeAnswersKey, MAX_ANSWERS_BYTES, openAnswers, sealAnswers } from './answers.ts';

const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const ANSWERS = { 'applicant.name': '窓野　花子' };

describe('answers of a booking', () => {
  it('open with the clerks’ key and under their own number, and with nothing else', async () => {
    const [clerks, others] = [await makeAnswersKey(), await makeAnswersKey()];
    const sealed = await sealAnswers(clerks.publicKey, '12345678', json(ANSWERS));
    expect(Buffer.from(sealed).includes('窓野')).toBe(false);
    const opened = await openAnswers(clerks.privateKey, '12345678', sealed);
    expect(opened.ok && JSON.parse(new TextDecoder().decode(opened.value))).toEqual(ANSWERS);
    const fault = { ok: false, fault: 'malformed' };
    expect(await openAnswers(clerks.privateKey, '87654321', sealed)).toEqual(fault);
    expect(await openAnswers(others.privateKey, '12345678', sealed)).toEqual(fault);
    for (const at of [1, 40, sealed.length - 1]) {
      const changed = sealed.slice();
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(await openAnswers(clerks.privateKey, '12345678', changed)).toEqual(fault);
    }
    expect(await openAnswers(clerks.privateKey, '12345678', sealed.slice(0, 20))).toEqual(fault);
    expect(await openAnswers(clerks.privateKey, '12345678', new Uint8Array())).toEqual(fault);
  });

  it('do not show by their length how much was answered', async () => {
    const { publicKey } = await makeAnswersKey();
    const short = await sealAnswers(publicKey, '12345678', json({}));
    const long = await sealAnswers(publicKey, '12345678', json({ 'applicant.address': '窓'.repeat(1000) }));
    expect(short.byteLength).toBe(long.byteLength);
    await expect(sealAnswers(publicKey, '12345678', new Uint8Array(MAX_ANSWERS_BYTES + 1))).rejects.toThrow(RangeError);
  });

  it('are sealed anew each time', async () => {
    const { publicKey } = await makeAnswersKey();
    const [one, two] = [
      await sealAnswers(publicKey, '12345678', json(ANSWERS)),
      await sealAnswers(publicKey, '12345678', json(ANSWERS)),
    ];
    expect(Buffer.from(one).equals(two)).toBe(false);
  });
});
