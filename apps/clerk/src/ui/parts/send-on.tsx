import { useState } from 'react';
import type { DeskId, SessionView } from '@mado/signaling/wire';
import { Button, useText } from '@mado/ui';
import { desksToAsk, type TransferView } from '../state/hand-over.ts';
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
        <Button kind="quiet" icon="arrow-right" className="next__send-on" {...wiring}>
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
