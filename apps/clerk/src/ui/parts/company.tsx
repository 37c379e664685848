import { useState } from 'react';
import type { ParticipantId, SessionView } from '@mado/signaling/wire';
import { Button, FaceView, Icon, Question, useText } from '@mado/ui';
import type { CallView } from '../state/call-view.ts';
import { colleaguesIn, legMinutes, memosOf, partIn, type Colleague } from '../state/hand-over.ts';

export interface CompanyProps {
  readonly session: SessionView;
  readonly view: CallView;
  readonly onFace: (who: ParticipantId, element: HTMLVideoElement | null) => void;
  readonly onFaceHeld: () => void;
  readonly onRemove: (who: ParticipantId) => void;
}

/** The other clerks of the session with their faces; who is in charge may take each of them out. */
export function Company({ session, view, onFace, onFaceHeld, onRemove }: CompanyProps) {
  const text = useText();
  const [asked, setAsked] = useState<Colleague | null>(null);
  const colleagues = colleaguesIn(session, view.own, view.faces);
  if (colleagues.length === 0) return null;
  const mayRemove = partIn(session, view.own) === 'in-charge' && session.course.side === null;
  return (
    <section className="company" aria-label={text('transfer.people')}>
      {colleagues.map((colleague) => (
        <FaceView
          key={colleague.id}
          who={colleague.id}
          onFace={onFace}
          onPlayError={onFaceHeld}
          label={`${colleague.department} ${colleague.name}`}
          stream={colleague.stream}
          dimmed={!colleague.connected}
          className="company__face"
        >
          <p className="booth__name">
            {colleague.name}
            {colleague.inCharge ? `（${text('transfer.people.in-charge')}）` : ''}
          </p>
          {colleague.connected ? null : <p className="booth__wait">{text('transfer.people.away')}</p>}
          {mayRemove ? (
            <Button icon="close" className="company__remove" onClick={() => setAsked(colleague)}>
              {text('transfer.remove')}
            </Button>
          ) : null}
        </FaceView>
      ))}
      {asked === null ? null : (
        <Question
          title={text('transfer.remove.title', { name: asked.name })}
          onDismiss={() => setAsked(null)}
          answers={
            <>
              <Button onClick={() => setAsked(null)}>{text('common.cancel')}</Button>
              <Button
                kind="danger"
                icon="close"
                onClick={() => {
                  setAsked(null);
                  onRemove(asked.id);
                }}
              >
                {text('transfer.remove')}
              </Button>
            </>
          }
        >
          <p>{text('transfer.remove.body')}</p>
        </Question>
      )}
    </section>
  );
}

export interface JourneyProps {
  readonly session: SessionView;
  readonly view: CallView;
  /** The server's clock now, in milliseconds. */
  readonly now: number;
}

/** Where the citizen has been and goes, and what the clerks there wrote down. Nothing while there is one desk only. */
export function Journey({ session, view, now }: JourneyProps) {
  const text = useText();
  const { legs, itinerary, position } = session.course;
  const memos = memosOf(view.memos, session.participants);
  const ahead = position === null ? [] : itinerary.slice(position + 1);
  return (
    <>
      {memos.length === 0 ? null : (
        <section className="memos" aria-labelledby="memos-title">
          <h2 id="memos-title" className="journey__title">
            {text('transfer.memos')}
          </h2>
          {memos.map((memo) => (
            <p key={memo.key} className="memos__memo">
              {memo.text}
              {memo.from === null ? null : <span className="memos__from">{memo.from}</span>}
            </p>
          ))}
        </section>
      )}
      {legs.length + ahead.length < 2 ? null : (
        <section className="journey" aria-labelledby="journey-title">
          <h2 id="journey-title" className="journey__title">
            {text('transfer.history')}
          </h2>
          <ol className="journey__legs">
            {legs.map((leg, at) => (
              <li
                key={leg.startedAt}
                className={leg.endedAt === null ? 'journey__leg journey__leg--now' : 'journey__leg'}
              >
                <Icon name={leg.endedAt === null ? 'arrow-right' : 'check'} />
                <span>
                  {leg.desk} {leg.clerk}
                </span>
                <span className="journey__when">
                  {leg.endedAt === null && at === legs.length - 1
                    ? text('transfer.history.now')
                    : text(leg.clerk === null ? 'transfer.history.waiting' : 'transfer.history.minutes', {
                        minutes: legMinutes(leg, now),
                      })}
                </span>
              </li>
            ))}
            {ahead.map((stop) => (
              <li key={stop.deskId} className="journey__leg journey__leg--ahead">
                <Icon name="clock" />
                <span>{stop.desk}</span>
                <span className="journey__when">{text('transfer.history.next')}</span>
              </li>
            ))}
          </ol>
        </section>
      )}
    </>
  );
}
