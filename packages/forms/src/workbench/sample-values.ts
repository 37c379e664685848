import type { CommonField } from '../values/catalogue.ts';

/** `usual` values, or for each field the longest that it may have. */
export type SampleKind = 'usual' | 'longest';

const TEXT = {
  usual: '窓野　花子',
  longest: '窓野市青葉台北町一丁目二番三号第二グリーンハイツ青葉台壱号館１２０３号室　髙橋﨑方　',
};
const KANA = { usual: 'マドノ　ハナコ', longest: 'アレクサンドリア　マリアフェルナンダ　デ　オリベイラ　' };
const LINES = { usual: 2, longest: 40 };

/** Invented values for each field, made from its type and its limits: never those of a person. */
export function sampleValues(fields: readonly CommonField[], kind: SampleKind): Record<string, string> {
  return Object.fromEntries(fields.map((field) => [field.key, sampleOf(field, kind)]));
}

function sampleOf(field: CommonField, kind: SampleKind): string {
  const { maxLength } = field;
  switch (field.type) {
    case 'text':
      return kind === 'usual' ? TEXT.usual.slice(0, maxLength) : repeated(TEXT.longest, maxLength);
    case 'kana':
      return kind === 'usual' ? KANA.usual.slice(0, maxLength) : repeated(KANA.longest, maxLength);
    case 'multiline':
      return lines(kind, maxLength);
    case 'postal-code':
      return '020-8530';
    case 'phone':
      return kind === 'usual' ? '019-000-0000' : '090-0000-0000';
    case 'date':
      return kind === 'usual' ? '令和4年8月22日' : '昭和58年12月28日';
    case 'choice':
      return (kind === 'usual' ? field.choices[0] : field.choices.at(-1))?.value ?? '';
    case 'number': {
      const { min, max } = field.digits ?? { min: 1, max: maxLength };
      return repeated('1234567890', kind === 'usual' ? min : max);
    }
  }
}

function repeated(text: string, length: number): string {
  return text.repeat(Math.ceil(length / text.length)).slice(0, length);
}

function lines(kind: SampleKind, maxLength: number): string {
  const line = `${TEXT.usual}、長男、窓野市青葉台一丁目２番３号`;
  const whole = Array.from({ length: LINES[kind] }, () => line).join('\n');
  return whole.slice(0, maxLength);
}
