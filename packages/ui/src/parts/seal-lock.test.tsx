import { describe, expect, it } from '@jest/globals';
import { renderToStaticMarkup } from 'react-dom/server';
import { CatalogueProvider } from '../catalogue/react.tsx';
import type { Language } from '../catalogue/language.ts';
import { shapes } from '../icons/shapes.ts';
import { SealFaults, SealLock, type SealFaultKey, type SealLockProps } from './seal-lock.tsx';

type Phase = SealLockProps['phase'];

function lock(language: Language, phase: Phase, faults: readonly SealFaultKey[] = []): string {
  return renderToStaticMarkup(
    <CatalogueProvider language={language}>
      <SealLock phase={phase} verificationNumber={null} members={[]} faults={faults} />
      <SealFaults faults={faults} />
    </CatalogueProvider>,
  );
}

const wordsOf = (markup: string) =>
  markup
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
const shows = (markup: string, icon: keyof typeof shapes) => shapes[icon].every((path) => markup.includes(`"${path}"`));

describe('the lock', () => {
  it.each<[Language, Record<Phase, string>]>([
    [
      'ja',
      {
        opening: '鍵の準備中',
        held: '鍵の交換中',
        sealed: '照合番号',
        removed: '鍵がありません',
        refused: '鍵がありません',
      },
    ],
    [
      'ja-easy',
      {
        opening: 'かぎを じゅんび中',
        held: 'かぎを かえて います',
        sealed: 'しょうごう番号',
        removed: 'かぎが ありません',
        refused: 'かぎが ありません',
      },
    ],
    [
      'en',
      {
        opening: 'Preparing keys',
        held: 'Changing keys',
        sealed: 'Check number',
        removed: 'No keys',
        refused: 'No keys',
      },
    ],
    [
      'pt-BR',
      {
        opening: 'Preparando chaves',
        held: 'Trocando chaves',
        sealed: 'Número de conferência',
        removed: 'Sem chaves',
        refused: 'Sem chaves',
      },
    ],
  ])('says in %s where the keys are', (language, words) => {
    for (const [phase, said] of Object.entries(words)) {
      const markup = lock(language, phase as Phase);
      expect(wordsOf(markup)).toBe(said);
      expect(markup).toContain(`data-seal="${phase}"`);
      expect([phase, shows(markup, 'lock')]).toEqual([phase, phase === 'sealed']);
    }
    expect(shows(lock(language, 'opening'), 'lock-open')).toBe(true);
    expect(shows(lock(language, 'held'), 'repeat')).toBe(true);
  });

  it.each<[Language, string]>([
    ['ja', '届いた映像や音声に、開けないものがあります。表示していません。'],
    ['ja-easy', 'とどいた 映像や 音声に、開けない ものが あります。出して いません。'],
    ['en', 'Picture or sound arrived that could not be opened. It is not shown.'],
    ['pt-BR', 'Chegou imagem ou som que não pôde ser aberto. Não é mostrado.'],
  ])('says in %s that what arrives does not open', (language, words) => {
    const markup = lock(language, 'sealed', ['seal.fault.unopened']);
    expect(wordsOf(markup)).toContain(words);
    expect(shows(markup, 'warning')).toBe(true);
  });

  it('says once what was found out in words and in pictures', () => {
    const markup = lock('en', 'sealed', ['seal.fault.forged', 'seal.fault.forged']);
    expect(markup.match(/<li>/g)).toHaveLength(1);
  });
});
