import { describe, expect, it } from '@jest/globals';
import { fromPostalPassbook, readBankAccount, toBankKana } from './bank-account.ts';

const typed = { institutionCode: '９９９０', branchCode: '001', number: '12345', holder: 'たかはしざき　つじこ' };

describe('a bank account', () => {
  it('is read as banks exchange it', () => {
    expect(readBankAccount(typed)).toEqual({
      kind: 'account',
      account: { institutionCode: '9990', branchCode: '001', number: '0012345', holder: 'ﾀｶﾊｼｻﾞｷ ﾂｼﾞｺ' },
    });
  });

  it.each([
    [{ institutionCode: '999' }, ['institution-code']],
    [{ branchCode: '0001' }, ['branch-code']],
    [{ number: '12345678' }, ['account-number']],
    [{ number: '' }, ['account-number']],
    [{ holder: '髙橋' }, ['holder-characters']],
    [{ holder: 'ア'.repeat(31) }, ['holder-length']],
    [{ holder: ' ', branchCode: 'x' }, ['branch-code', 'holder-length']],
  ])('says what cannot be right: %j', (change, problems) => {
    expect(readBankAccount({ ...typed, ...change })).toEqual({ kind: 'wrong', problems });
  });

  it.each([
    ['カ）マド・サービス', undefined],
    ['カ）マドサービス', 'ｶ)ﾏﾄﾞｻ-ﾋﾞｽ'],
    ['ショッピング', 'ｼﾖﾂﾋﾟﾝｸﾞ'],
    ['ﾃﾞﾝﾜ', 'ﾃﾞﾝﾜ'],
    ['ヴィヲ', 'ｳﾞｲｦ'],
    ['Abc 「1」', 'ABC ｢1｣'],
    ['山田', undefined],
  ])('writes the holder %s', (name, kana) => {
    expect(toBankKana(name)).toBe(kana);
  });
});

describe('a ゆうちょ passbook', () => {
  it('becomes an account for transfers', () => {
    expect(fromPostalPassbook('10170', '12345671')).toEqual({
      branchCode: '018',
      branchName: '〇一八',
      kind: 'ordinary',
      number: '1234567',
    });
    expect(fromPostalPassbook('１８３７０', '11')).toMatchObject({ branchCode: '838', number: '0000001' });
    expect(fromPostalPassbook('00190', '123456')).toEqual({
      branchCode: '019',
      branchName: '〇一九',
      kind: 'current',
      number: '0123456',
    });
  });

  it.each([
    ['10170', '12345672'],
    ['10171', '12345671'],
    ['1017', '12345671'],
    ['20170', '12345671'],
    ['10170', '123456781'],
    ['00190', '1234567'],
  ])('is refused: %s %s', (symbol, number) => {
    expect(fromPostalPassbook(symbol, number)).toBeUndefined();
  });
});
