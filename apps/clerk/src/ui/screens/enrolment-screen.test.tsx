import { describe, expect, it } from '@jest/globals';
import type { EnrolmentActions } from '@mado/enrolment-ui';
import { enrolmentSamples } from '@mado/enrolment-ui/samples';
import { CatalogueProvider, type Language } from '@mado/ui';
import { renderToStaticMarkup } from 'react-dom/server';
import { EnrolmentScreen } from './enrolment-screen.tsx';

const samples = enrolmentSamples('clerk');

/** What stands on the clerk's screen, without the markup. */
function read(sample: keyof typeof samples, language: Language = 'ja'): string {
  const screen = (
    <CatalogueProvider language={language}>
      <EnrolmentScreen state={samples[sample]} actions={{} as EnrolmentActions} callOver={false} />
    </CatalogueProvider>
  );
  return renderToStaticMarkup(screen)
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ');
}

describe('the screen of a clerk’s PC that may not take part', () => {
  it('says which device it is, and asks for a code when it is not enrolled', () => {
    expect(read('code')).toContain('この端末はまだ登録されていません');
    expect(read('code')).toContain('健康保険課 2番 clerk-hoken-2');
  });

  it('says that its clock is slow, with its time and that of its certificate, and asks for no code', () => {
    const words = read('slow-clock');
    expect(words).toContain('この端末はサーバーにつながっていません');
    expect(words).toContain('この端末の時計が遅れています');
    expect(words).toMatch(
      /この端末の時計 2024\/04\/0\d \d+:\d\d:\d\d この端末の証明書の期間 2025\/08\/1\d .* から 2027\/08\/1\d .* まで/,
    );
    expect(words).not.toContain('登録コード');
  });

  it('says that either the clock or the server’s certificate is wrong, with both times', () => {
    const words = read('server-dates');
    expect(words).toContain('この端末の時計か、サーバーの証明書が正しくありません');
    expect(words).toMatch(
      /この端末の時計 2026\/09\/2\d .* サーバーの証明書の期間 2026\/06\/2\d .* から 2026\/09\/2\d .* まで/,
    );
  });

  it('asks for no code while the clock or the server’s certificate keeps it from the server', () => {
    expect(read('code-server-dates')).toContain('この端末の時計か、サーバーの証明書が正しくありません');
    expect(read('code-server-dates')).not.toContain('登録コード');
  });

  it('says in each language why there is no line', () => {
    const sentences: Record<Language, string> = {
      ja: 'サーバーの名前が見つかりません',
      'ja-easy': 'サーバーの なまえが みつかりません',
      en: 'The server’s name is not known',
      'pt-BR': 'nome do servidor',
    };
    for (const [language, sentence] of Object.entries(sentences)) {
      expect(read('no-line', language as Language)).toContain(sentence);
    }
  });
});
