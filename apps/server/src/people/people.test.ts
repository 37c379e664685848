import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newRecoveryCodes, plainCode, recoveryHash } from './codes.ts';
import { hashPassword, isPassword, passwordFault } from './password.ts';
import { failedOnceMore, waitUntil, type Failures } from './throttle.ts';
import { acceptedStep, base32, stepAt, totpCode, totpUri } from './totp.ts';

const secret = Buffer.from('12345678901234567890');

describe('the second factor', () => {
  it('gives the codes of RFC 6238, appendix B', () => {
    const vectors: [number, string][] = [
      [59, '94287082'],
      [1111111109, '07081804'],
      [1111111111, '14050471'],
      [1234567890, '89005924'],
      [2000000000, '69279037'],
      [20000000000, '65353130'],
    ];
    for (const [seconds, code] of vectors) expect(totpCode(secret, stepAt(seconds * 1000), 8)).toBe(code);
  });

  it('writes base32 as RFC 4648, section 10 has it', () => {
    const vectors = { f: 'MY', fo: 'MZXQ', foo: 'MZXW6', foob: 'MZXW6YQ', fooba: 'MZXW6YTB', foobar: 'MZXW6YTBOI' };
    for (const [plain, text] of Object.entries(vectors)) expect(base32(Buffer.from(plain))).toBe(text);
    expect(totpUri(secret, '窓野市', 'sato')).toContain('?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=%E7%AA%93');
  });

  it('takes the code of one step before and after, in any width, and each step once only', () => {
    const now = 1_790_000_000_000;
    const step = stepAt(now);
    for (const drift of [-1, 0, 1])
      expect(acceptedStep(secret, totpCode(secret, step + drift), now, 0)).toBe(step + drift);
    for (const drift of [-2, 2]) expect(acceptedStep(secret, totpCode(secret, step + drift), now, 0)).toBeUndefined();
    const wide = totpCode(secret, step).replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
    expect(acceptedStep(secret, ` ${wide.slice(0, 3)} ${wide.slice(3)}`, now, 0)).toBe(step);
    expect(acceptedStep(secret, totpCode(secret, step), now, step)).toBeUndefined();
  });
});

describe('recovery codes', () => {
  it('are many, differ, and are known again however they are typed', () => {
    const codes = newRecoveryCodes();
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) {
      expect(code).toMatch(/^([A-Z2-7]{4}-){3}[A-Z2-7]{4}$/);
      const typed = ` ${code.toLowerCase().replaceAll('-', ' ')}`;
      expect(recoveryHash('p', typed)).toEqual(recoveryHash('p', code));
      expect(recoveryHash('q', code)).not.toEqual(recoveryHash('p', code));
      expect(plainCode(code)).toHaveLength(16);
    }
  });
});

describe('passwords', () => {
  it('are kept as argon2id and known again in every Unicode form', async () => {
    const stored = await hashPassword('ガギグゲゴの長い合言葉');
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await isPassword(stored, 'ガギグゲゴの長い合言葉'.normalize('NFD'))).toBe(true);
    expect(await isPassword(stored, 'ガギグゲゴの長い合言')).toBe(false);
    expect(await isPassword(null, 'nobody has this password')).toBe(false);
  });

  it('are refused when short, endless, known from breaches or like the name', () => {
    const cases: [string, ReturnType<typeof passwordFault>][] = [
      ['kaze-to-mado', null],
      ['春の窓辺で猫が眠っている', null],
      ['elevenchars', 'short'],
      ['a'.repeat(129), 'long'],
      ['Password1234!', 'known'],
      ['1234567890123', 'known'],
      ['aaaaaaaaaaaa', 'known'],
      ['dragondragon', 'known'],
      ['sato.hanako-2026', 'like-name'],
    ];
    for (const [password, fault] of cases)
      expect([password, passwordFault(password, 'sato.hanako')]).toEqual([password, fault]);
  });
});

describe('waits after wrong tries', () => {
  const moments = fc.array(fc.integer({ min: 0, max: 3_600_000 }), { maxLength: 60 });

  it('never let more tries through than the growing waits allow, and never wait longer than a quarter of an hour', () => {
    fc.assert(
      fc.property(moments, (gaps) => {
        let now = 1_790_000_000_000;
        let before: Failures | null = null;
        let last = 0;
        let taken = 0;
        for (const gap of gaps) {
          now += gap;
          const until = waitUntil(before, now);
          expect(until - now).toBeLessThanOrEqual(15 * 60_000);
          if (until > now) continue;
          if (taken > 3 && before !== null) expect(now - last).toBeGreaterThanOrEqual(5_000);
          before = failedOnceMore(before, now);
          last = now;
          taken += 1;
        }
        expect(before?.failures ?? 0).toBe(taken);
      }),
    );
  });

  it('double, and are forgotten after a day', () => {
    const at = 1_790_000_000_000;
    const waits = [2, 3, 4, 5, 20].map((failures) => Math.max(0, waitUntil({ failures, at }, at) - at));
    expect(waits).toEqual([0, 5_000, 10_000, 20_000, 900_000]);
    expect(failedOnceMore({ failures: 20, at }, at + 24 * 3600_000).failures).toBe(1);
  });
});
