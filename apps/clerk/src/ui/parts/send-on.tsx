import { useState } from 'react';
import type { DeskId, SessionView } from '@mado/signaling/wire';
import { Button, Question, useText } from '@mado/ui';
import { desksToAsk, type TransferView } from '../state/hand-over.ts';
import { boothOf } from '../state/names.ts';
import { DeskChoice } from './desk-choice.tsx';
import { Popover } from './popover.tsx';
import { RequestNote } from './request-note.tsx';
import type { TransferActions } from './transfer-actions.ts';

export interface SendOnProps {
  readonly session: SessionView;
  readonly view: TransferView;
  readonly actions: TransferActions;
}

/** Sends somebody who waits to another desk. */
export function SendOn({ session, view, actions }: SendOnProps) {
  const text = useText();
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<DeskId | null>(null);
  const going = view.request.phase === 'going';
  const send = () => {
    if (chosen === null || going) return;
    void actions.sendOn(session.id, chosen).then((agreed) => {
      if (agreed) setOpen(false);
    });
  };
  return (
    <Popover
      open={open}
      onOpen={setOpen}
      label={text('transfer.send-on')}
      wide
      button={(wiring) => (
        <Button kind="quiet" icon="arrow-right" {...wiring}>
          {text('transfer.send-on')}
        </Button>
      )}
    >
      <DeskChoice
        desks={view.desks === null ? null : desksToAsk(view.desks, session)}
        next={null}
        chosen={chosen}
        onChoose={setChosen}
        onLook={actions.choosing}
      />
      <p className="sheet-note">{text('transfer.send-on.what')}</p>
      <RequestNote request={view.request} />
      <Button kind="primary" icon="arrow-right" aria-disabled={chosen === null || going} onClick={send}>
        {text('transfer.send-on.do')}
      </Button>
    </Popover>
  );
}

export interface TakeOutProps {
  readonly session: SessionView;
  readonly actions: TransferActions;
}

/** Takes a booth out of the waiting room, after a question. */
export function TakeOut({ session, actions }: TakeOutProps) {
  const text = useText();
  const [asking, setAsking] = useState(false);
  const booth = boothOf(session);
  if (booth === null) return null;
  return (
    <>
      <Button kind="quiet" icon="close" onClick={() => setAsking(true)}>
        {text('transfer.take-out')}
      </Button>
      {asking ? (
        <Question
          title={text('transfer.take-out.title', { ticket: session.ticket })}
          onDismiss={() => setAsking(false)}
          answers={
            <>
              <Button onClick={() => setAsking(false)}>{text('common.cancel')}</Button>
              <Button
                kind="danger"
                icon="close"
                onClick={() => {
                  setAsking(false);
                  actions.remove(booth.id, session.id);
                }}
              >
                {text('transfer.take-out')}
              </Button>
            </>
          }
        >
          <p>{text('transfer.take-out.body')}</p>
        </Question>
      ) : null}
    </>
  );
}
