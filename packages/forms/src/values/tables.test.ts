import { describe, expect, it } from '@jest/globals';
import { addressesOf } from './postal-address.ts';
import { findBank, findBranch, searchBanks, searchBranches } from './banks.ts';

describe('the places of a postal code', () => {
  it('are found however it was typed', async () => {
    const expected = [{ prefecture: '岩手県', city: '盛岡市', town: '中央通' }];
    for (const typed of ['020-0021', '0200021', '〒０２０ー００２１'])
      expect(await addressesOf(typed)).toEqual(expected);
  });

  it('are several where villages or prefectures share one', async () => {
    expect((await addressesOf('029-5503')).map(({ town }) => town)).toEqual(['穴明', '清水ケ野', '間木野', '湯田']);
    expect((await addressesOf('498-0000')).map(({ prefecture }) => prefecture)).toEqual(['愛知県', '三重県']);
  });

  it('have no remark of the table in their names', async () => {
    expect(await addressesOf('867-0000')).toEqual([{ prefecture: '熊本県', city: '水俣市', town: '' }]);
    for (const code of ['409-0142', '409-0211', '441-1324', '761-4101'])
      for (const { town } of await addressesOf(code)) expect([code, town]).toEqual([code, '']);
  });

  it('are none for what is no known code', async () => {
    expect(await addressesOf('999-9999')).toEqual([]);
    expect(await addressesOf('02')).toEqual([]);
  });
});

describe('banks and branches', () => {
  it('are found by their codes', async () => {
    expect(await findBank('0001')).toMatchObject({ code: '0001', name: 'みずほ', kana: 'ミズホ' });
    expect(await findBank('9900')).toMatchObject({ name: 'ゆうちょ' });
    expect(await findBranch('0001', '001')).toMatchObject({ name: '東京営業部' });
    expect(await findBank('9998')).toBeUndefined();
    expect(await findBranch('9998', '001')).toBeUndefined();
    expect(await findBranch('0001', '000')).toBeUndefined();
  });

  it('are found by the beginning of their name or reading, in any kana', async () => {
    for (const typed of ['みず', 'ﾐｽﾞﾎ', 'ミズホ', 'みずほ'])
      expect((await searchBanks(typed)).map(({ code }) => code)).toContain('0001');
    const iwate = await searchBanks('岩手');
    expect(iwate[0]?.name.startsWith('岩手')).toBe(true);
    expect(iwate.map(({ name }) => name)).toContain('新岩手農協');
    expect(await searchBanks('', 5)).toEqual([]);
    expect(await searchBanks('信', 5)).toHaveLength(5);
  });

  it('are found with the large letters that banks write for small ones', async () => {
    const branches = await searchBranches('0001', 'とうきょう');
    expect(branches.map(({ name }) => name)).toContain('東京営業部');
    expect(await searchBranches('9998', 'と')).toEqual([]);
  });
});
