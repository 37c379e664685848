import { describe, expect, it } from '@jest/globals';
import { oneDeskCourse, DeskId, SessionView } from '@mado/signaling';
import { CatalogueProvider, type Language } from '@mado/ui';
import { renderToStaticMarkup } from 'react-dom/server';
import { firstState } from '../state/kiosk-state.ts';
import { WaitingScreen } from './waiting.tsx';

/** What a citizen reads who waits, without the markup. */
function read(ahead: number, language: Language = 'ja'): string {
  const deskId = DeskId.parse('okuyami');
  const session = SessionView.parse({
    ...{ id: 's', state: 'waiting', deskId, procedureId: null, ticket: 12, ahead, waitForecastMs: null },
    ...{ checkedInAt: 1, admittedAt: null, activeAt: null, endedAt: null, endReason: null, participants: [] },
    course: oneDeskCourse(deskId, 1, null),
  });
  const screen = (
    <CatalogueProvider language={language}>
      <WaitingScreen
        state={firstState(1)}
        session={session}
        asking={false}
        looked={null}
        display={{ language, largePrint: false, highContrast: false }}
        pictures={{ self: null, faces: [], speaking: null }}
        papers={[]}
        level={{ subscribe: () => () => undefined, getSnapshot: () => 0 }}
        {...({ actions: {}, enrolment: {} } as Pick<Parameters<typeof WaitingScreen>[0], 'actions' | 'enrolment'>)}
      />
    </CatalogueProvider>
  );
  return renderToStaticMarkup(screen)
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ');
}

describe('the screen of a citizen who waits', () => {
  it('shows the ticket’s number and how many people are ahead', () => {
    expect(read(2)).toContain('あなたの番号 12');
    expect(read(2)).toContain('あなたの前に 2 人');
    expect(read(2)).not.toContain('次にお呼びします');
  });

  it('says to the first one that they are next, and counts nobody', () => {
    expect(read(0)).toContain('あなたの番号 12');
    expect(read(0)).toContain('次にお呼びします');
    expect(read(0)).not.toContain('あなたの前に');
  });
});
