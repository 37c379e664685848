import { useState } from 'react';
import type { ParticipantId, SessionView } from '@mado/signaling/wire';
import { Banner, Button, useText } from '@mado/ui';
import { isAside, partIn, secondsUntil, unanswered, type TransferView } from '../state/hand-over.ts';
import { RequestNote } from './request-note.tsx';
import type { TransferActions } from './transfer-actions.ts';

export interface HandOverNotesProps {
  readonly session: SessionView;
  readonly own: ParticipantId | null;
  readonly view: TransferView;
  /** The server's clock now, in milliseconds. */
  readonly now: number;
  readonly actions: TransferActions;
}

/** Over the papers: a question to another desk, its answer, and the side conversation. */
export function HandOverNotes({ session, own, view, now, actions }: HandOverNotesProps) {
  const text = useText();
  const [putAside, setPutAside] = useState<ReadonlySet<string>>(new Set());
  const { offer, side } = session.course;
  const part = partIn(session, own);
  if (side !== null && isAside(session, own)) {
    const other = part === 'in-charge' ? side.next : session.course.inCharge;
    const name = session.participants.find(({ id }) => id === other)?.name ?? '';
    return (
      <Banner
        tone="info"
        icon="lock"
        live="polite"
        className="aside"
        title={text('transfer.aside.title')}
        actions={
          part === 'in-charge' ? (
            <>
              <Button onClick={actions.keep}>{text('transfer.keep')}</Button>
              <Button kind="primary" icon="check" onClick={actions.complete}>
                {text('transfer.complete')}
              </Button>
            </>
          ) : null
        }
      >
        <p>{text(part === 'in-charge' ? 'transfer.aside.body.in-charge' : 'transfer.aside.body.next', { name })}</p>
        <RequestNote request={view.request} />
      </Banner>
    );
  }
  if (part !== 'in-charge') return null;
  if (offer !== null) {
    const { department, desk } = offer;
    return (
      <Banner
        tone="info"
        icon="clock"
        live="polite"
        title={text(`transfer.asking.${offer.way}`, { department, desk })}
        actions={<Button onClick={actions.withdraw}>{text('transfer.withdraw')}</Button>}
      >
        <p aria-live="off">{text('transfer.asking.left', { seconds: secondsUntil(offer.until, now) })}</p>
      </Banner>
    );
  }
  const nobody = unanswered(session, putAside);
  if (nobody === null) return null;
  const { department, desk } = nobody;
  return (
    <Banner
      tone="warning"
      icon="info"
      live="polite"
      title={text(nobody.outcome === 'expired' ? 'transfer.nobody.expired' : 'transfer.nobody.declined', {
        department,
        desk,
      })}
      actions={
        <Button onClick={() => setPutAside((before) => new Set(before).add(nobody.id))}>{text('common.close')}</Button>
      }
    >
      <p>{text('transfer.nobody.body')}</p>
    </Banner>
  );
}
