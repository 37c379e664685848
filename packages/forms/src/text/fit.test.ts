import { beforeAll, describe, expect, it } from '@jest/globals';
import { bundledMincho, type Fonts, loadFonts, systemIpamjMincho } from '../fonts/fonts.ts';
import { fitText } from './fit.ts';
import { setText, type Unit } from './units.ts';

let fonts: Fonts;
beforeAll(async () => {
  fonts = await loadFonts({ main: bundledMincho(), fallbacks: [systemIpamjMincho] });
});

const units = (text: string): readonly Unit[] => setText(text, fonts).units;
const size = { max: 12, min: 8 };

function fit(text: string, width: number, height: number, lines: number): unknown {
  const found = fitText(units(text), width, height, size, lines);
  if (found.kind === 'too-long') return found.kind;
  return [found.kind, found.size, ...found.lines.map((line) => line.map((unit) => unit.text).join(''))];
}

describe('units', () => {
  it('keeps a character with its selector, and a kana with its mark, in one piece', () => {
    expect(units('葛\u{E0100}城か\u3099𠮷').map((unit) => unit.text)).toEqual(['葛\u{E0100}', '城', 'か\u3099', '𠮷']);
  });

  it('never loses a character, whatever it is', () => {
    const text = '\u{E0100}a\ud842b\u3099\u0301\u{1F468}\u200d\u{1F469}葛\u{E0100}\u{E0101}';
    expect(
      units(text)
        .map((unit) => unit.text)
        .join(''),
    ).toBe(text);
  });
});

describe('fitting', () => {
  it('sets a short text in full size', () => {
    expect(fit('窓野市', 100, 20, 2)).toEqual(['fits', 12, '窓野市']);
  });

  it('shrinks to the limit before it breaks', () => {
    expect(fit('一二三四五六七八九十', 100, 30, 2)).toEqual(['fits', 10, '一二三四五六七八九十']);
    expect(fit('一二三四五六七八九十一二三四', 100, 30, 2)).toEqual(['fits', 12, '一二三四五六七八', '九十一二三四']);
  });

  it('breaks an address at its space', () => {
    expect(fit('窓野市内丸一丁目\u3000コーポ窓野１０１号', 100, 30, 2)).toEqual([
      'fits',
      11,
      '窓野市内丸一丁目\u3000',
      'コーポ窓野１０１号',
    ]);
  });

  it('starts no line with a closing sign or a small kana and splits no number', () => {
    expect(fit('一二三四五六七八、九十一二三四', 100, 30, 2)).toEqual([
      'fits',
      12,
      '一二三四五六七',
      '八、九十一二三四',
    ]);
    expect(fit('窓野市中央通１丁目12345番地の6', 100, 40, 2)).toEqual([
      'fits',
      12,
      '窓野市中央通１丁',
      '目12345番地の6',
    ]);
  });

  it('breaks no word that has room on a line at an allowed size, and goes below the limit rather', () => {
    expect(fit('MARIA EDUARDA NASCIMENTO', 70, 40, 2)).toEqual(['fits', 10.75, 'MARIA EDUARDA ', 'NASCIMENTO']);
    expect(fit('MONTGOMERY FITZWILLIAM JONES', 60, 40, 2)).toEqual(['small', 7, 'MONTGOMERY ', 'FITZWILLIAM JONES']);
    expect(fit('Nguyễn Thị Ánh Tuyết Phương', 70, 40, 2)).toEqual(['fits', 8.75, 'Nguyễn Thị Ánh ', 'Tuyết Phương']);
  });

  it('breaks behind hyphens and slashes between letters, and not in a number', () => {
    expect(fit('MONTGOMERY-FITZWILLIAM', 84, 40, 2)).toEqual(['fits', 12, 'MONTGOMERY-', 'FITZWILLIAM']);
    expect(fit('Montgomery/Fitzwilliam', 70, 40, 2)).toEqual(['fits', 12, 'Montgomery/', 'Fitzwilliam']);
    expect(fit('窓野市内丸一丁目12-34-56', 80, 40, 2)).toEqual(['fits', 12, '窓野市内丸一', '丁目12-34-56']);
    expect(fit('2026/11/23窓野市内丸', 66, 40, 2)).toEqual(['fits', 12, '2026/11/23', '窓野市内丸']);
  });

  it('breaks a word anywhere when no line has room for it, and the other words stay whole', () => {
    expect(fit('ANNA KONSTANTINOPOLITANISCHE', 60, 60, 4)).toEqual(['fits', 8.5, 'ANNA KONSTANTI', 'NOPOLITANISCHE']);
  });

  it('goes below the limit before it gives up, and says so', () => {
    expect(fit('一二三四五六七八九十', 60, 12, 1)).toEqual(['small', 6, '一二三四五六七八九十']);
    expect(fit('一'.repeat(40), 60, 12, 1)).toBe('too-long');
  });

  it('keeps typed line breaks', () => {
    expect(fit('一\n二', 100, 40, 3)).toEqual(['fits', 12, '一', '二']);
    expect(fit('一\n二', 100, 40, 1)).toBe('too-long');
  });
});
