import { describe, expect, it } from '@jest/globals';
import { parted } from './print-table.ts';

describe('the cells of a line', () => {
  it('are parted at 、 and the last one takes the rest', () => {
    expect(parted('葛󠄀城　次郎、二男、窓野市内丸、一丁目', 3)).toEqual(['葛󠄀城　次郎', '二男', '窓野市内丸、一丁目']);
    expect(parted('葛󠄀城　次郎', 3)).toEqual(['葛󠄀城　次郎']);
  });

  it('are parted at commas when the line has no 、', () => {
    expect(parted('ANNA DOS SANTOS, 子, 4-5-6 Motomiya, Mado', 3)).toEqual([
      'ANNA DOS SANTOS',
      '子',
      '4-5-6 Motomiya, Mado',
    ]);
  });

  it('keep an amount with its commas whole', () => {
    expect(parted('みやこ薬局、1,234、12,340', 3)).toEqual(['みやこ薬局', '1,234', '12,340']);
    expect(parted('みやこ薬局，1,234，12,340', 3)).toEqual(['みやこ薬局', '1,234', '12,340']);
  });
});
