import { beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { SessionIdentity } from '../identity/index.ts';
import { City, identityOf } from '../testing/index.ts';
import { MAX_STILL_BYTES, answerStill, askForStill } from './still.ts';

const PICTURE = Uint8Array.from({ length: 3000 }, (_, at) => at % 251);

describe('a still of the citizen before there is a group', () => {
  let city: City;
  let kiosk: SessionIdentity;
  let clerk: SessionIdentity;

  beforeEach(async () => {
    city = new City();
    kiosk = await identityOf(city, await city.device('booth', 'kiosk'));
    clerk = await identityOf(city, await city.device('desk', 'clerk'));
  });

  const answered = async (asked: Uint8Array, by = kiosk) => {
    const answer = await answerStill(asked, PICTURE, { identity: by, trust: city.trust() });
    if (!answer.ok) throw new Error(answer.fault);
    return answer.value;
  };

  it('reaches whoever asked, and both know which device the other is', async () => {
    const question = await askForStill(clerk);
    const answer = await answered(question.asked);
    expect(answer.by.deviceId).toBe('desk');
    const opened = await question.open(answer.value, city.trust());
    expect(opened).toMatchObject({ ok: true, value: { by: { deviceId: 'booth' } } });
    expect(opened.ok && [...opened.value.value]).toEqual([...PICTURE]);
    expect(Buffer.from(answer.value).includes(Buffer.from(PICTURE.subarray(0, 32)))).toBe(false);
  });

  it('holds the largest picture and refuses a larger one', async () => {
    const question = await askForStill(clerk);
    const around = { identity: kiosk, trust: city.trust() };
    const largest = await answerStill(question.asked, new Uint8Array(MAX_STILL_BYTES), around);
    expect(largest.ok && (await question.open(largest.value.value, city.trust())).ok).toBe(true);
    await expect(answerStill(question.asked, new Uint8Array(MAX_STILL_BYTES + 1), around)).rejects.toThrow(RangeError);
  });

  it('is sealed for no kiosk, no other city, no other session and nobody revoked', async () => {
    const refusal = async (identity: SessionIdentity) => {
      const { asked } = await askForStill(identity);
      const answer = await answerStill(asked, PICTURE, { identity: kiosk, trust: city.trust() });
      return answer.ok ? 'answered' : answer.fault;
    };
    expect(await refusal(await identityOf(city, await city.device('other-booth', 'kiosk')))).toBe('wrong-key');
    expect(await refusal(await identityOf(city, await city.device('desk-2', 'clerk'), 'session-2'))).toBe(
      'wrong-session',
    );
    const elsewhere = new City();
    expect(await refusal(await identityOf(elsewhere, await elsewhere.device('desk', 'clerk')))).toBe('bad-signature');
    city.revocations = {
      cityId: 'mado',
      number: 1,
      issuedAt: city.now,
      serials: new Set([Buffer.from(clerk.certificate.serial).toString('hex')]),
    };
    expect(await refusal(clerk)).toBe('revoked');
  });

  it('does not open for another question, from another session’s kiosk, or from a clerk', async () => {
    const question = await askForStill(clerk);
    const other = await askForStill(clerk);
    expect(await question.open((await answered(other.asked)).value, city.trust())).toEqual({
      ok: false,
      fault: 'malformed',
    });
    const colleague = await identityOf(city, await city.device('colleague', 'clerk'));
    expect(await question.open((await answered(question.asked, colleague)).value, city.trust())).toEqual({
      ok: false,
      fault: 'wrong-key',
    });
  });

  it('names every changed or shortened byte as a fault, on both ways', async () => {
    const question = await askForStill(clerk);
    const answer = (await answered(question.asked)).value;
    const bent = (bytes: Uint8Array, at: number, bit: number, cut: boolean) => {
      const copy = Uint8Array.from(cut ? bytes.subarray(0, at) : bytes);
      if (!cut) copy[at] = (copy[at] ?? 0) ^ (1 << bit);
      return copy;
    };
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(7), fc.boolean(), async (where, bit, cut) => {
        const asked = bent(question.asked, where % question.asked.byteLength, bit, cut);
        const said = await answerStill(asked, PICTURE, { identity: kiosk, trust: city.trust() });
        expect(said.ok).toBe(false);
        const opened = await question.open(bent(answer, where % answer.byteLength, bit, cut), city.trust());
        expect(opened.ok).toBe(false);
      }),
      { numRuns: 60 },
    );
  });
});
