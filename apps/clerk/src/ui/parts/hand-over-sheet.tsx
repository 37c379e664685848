import { useId, useState } from 'react';
import { MAX_MEMO } from '@mado/signaling';
import type { DeskId, HandOverWay, SessionView } from '@mado/signaling/wire';
import { Button, useText } from '@mado/ui';
import { desksToAsk, type TransferView } from '../state/hand-over.ts';
import { Choice } from './choice.tsx';
import { DeskChoice } from './desk-choice.tsx';
import { RequestNote } from './request-note.tsx';
import type { TransferActions } from './transfer-actions.ts';

export interface HandOverSheetProps {
  readonly session: SessionView;
  readonly view: TransferView;
  readonly actions: TransferActions;
  /** The desk has been asked. */
  readonly onDone: () => void;
}

/** Which desk, in which way, with which word to the colleague. */
export function HandOverSheet({ session, view, actions, onDone }: HandOverSheetProps) {
  const text = useText();
  const memoId = useId();
  const [way, setWay] = useState<HandOverWay>('warm');
  const [chosen, setChosen] = useState<DeskId | null>(null);
  const [memo, setMemo] = useState('');
  const desks = view.desks === null ? null : desksToAsk(view.desks, session);
  const { itinerary, position } = session.course;
  const next = position === null ? null : (itinerary[position + 1]?.deskId ?? null);
  const going = view.request.phase === 'going';
  const ask = () => {
    if (chosen === null || going) return;
    void actions.offer(chosen, way, memo).then((agreed) => {
      if (agreed) onDone();
    });
  };
  return (
    <>
      <Choice
        legend={text('transfer.way')}
        value={way}
        options={WAYS.map((each) => ({ value: each, label: text(`transfer.way.${each}`) }))}
        onChange={setWay}
      />
      <p className="sheet-note">{text(`transfer.way.${way}.what`)}</p>
      <DeskChoice desks={desks} next={next} chosen={chosen} onChoose={setChosen} onLook={actions.choosing} />
      <div className="memo-field">
        <label htmlFor={memoId}>{text('transfer.memo')}</label>
        <textarea
          id={memoId}
          rows={2}
          maxLength={MAX_MEMO}
          value={memo}
          onChange={(event) => setMemo(event.target.value)}
        />
        <p className="sheet-note">{text('transfer.memo.hint')}</p>
      </div>
      <RequestNote request={view.request} />
      <Button kind="primary" icon="arrow-right" aria-disabled={chosen === null || going} onClick={ask}>
        {text(going ? 'transfer.ask.going' : 'transfer.ask')}
      </Button>
    </>
  );
}

const WAYS = ['warm', 'direct', 'call-in'] as const satisfies readonly HandOverWay[];
