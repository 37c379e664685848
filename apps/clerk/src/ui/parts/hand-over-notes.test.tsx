import { describe, expect, it } from '@jest/globals';
import { DeskId, OfferId, oneDeskCourse, ParticipantId, SessionView, type OfferOutcome } from '@mado/signaling/wire';
import { CatalogueProvider } from '@mado/ui';
import { renderToStaticMarkup } from 'react-dom/server';
import { HandOverNotes } from './hand-over-notes.tsx';
import type { TransferActions } from './transfer-actions.ts';

const okuyami = DeskId.parse('okuyami');
const [sato, guest] = [ParticipantId.parse('sato'), ParticipantId.parse('guest')];
const idle: TransferActions = {
  ...{ choosing: () => undefined, withdraw: () => undefined, complete: () => undefined, keep: () => undefined },
  ...{ depart: () => undefined, remove: () => undefined },
  offer: () => Promise.resolve(true),
  sendOn: () => Promise.resolve(true),
};

/** What a clerk reads, without the markup, when 佐藤 has asked 納税窓口 and this came of it. */
function read(own: ParticipantId, outcome: OfferOutcome | null): string {
  const answered = {
    ...{ id: OfferId.parse('0a1b2c3d-4e5f-4a6b-9c7d-8e9f0a1b2c3d'), way: 'warm', deskId: 'nozei' },
    ...{ desk: '納税窓口', department: '納税課', outcome, at: 2 },
  };
  const session = SessionView.parse({
    ...{ id: 's', state: 'active', deskId: okuyami, procedureId: null, ticket: 1, ahead: null, waitForecastMs: null },
    ...{ checkedInAt: 1, admittedAt: 1, activeAt: 1, endedAt: null, endReason: null, participants: [] },
    course: { ...oneDeskCourse(okuyami, 1, sato), answered: outcome === null ? null : answered },
  });
  const notes = (
    <CatalogueProvider language="ja">
      <HandOverNotes
        session={session}
        own={own}
        view={{ desks: null, request: { phase: 'idle' } }}
        now={3}
        actions={idle}
      />
    </CatalogueProvider>
  );
  return renderToStaticMarkup(notes).replace(/<[^>]*>/g, ' ');
}

describe('the clerk in charge whom another desk did not help', () => {
  it('reads which desk gave no answer, and that the talk with the citizen goes on', () => {
    const words = read(sato, 'expired');
    expect(words).toContain('納税課の納税窓口からは返事がありませんでした');
    expect(words).toContain('市民の方とのお話は、このまま続いています。');
  });

  it('reads something else when that desk said no', () => {
    expect(read(sato, 'declined')).toContain('納税課の納税窓口は、いま引き受けられません');
  });

  it('is told alone, and of nothing that is no news', () => {
    expect(read(guest, 'expired')).toBe('');
    for (const outcome of [null, 'taken', 'withdrawn'] as const) expect(read(sato, outcome)).toBe('');
  });
});
