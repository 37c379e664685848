import { useEffect, type ReactNode } from 'react';
import { Banner, Button, Icon, useText } from '@mado/ui';
import type { OfferEntry, SessionId, WaitingEntry } from '@mado/signaling/wire';
import type { LevelSource } from '../media/level-source.ts';
import { IncomingOffers } from '../parts/incoming-offers.tsx';
import { FaceLook } from '../parts/face-look.tsx';
import { KeyCap } from '../parts/key-cap.tsx';
import { LeftNote } from '../parts/left-note.tsx';
import { OwnMediaCheck } from '../parts/own-media-check.tsx';
import { SendOn, TakeOut } from '../parts/send-on.tsx';
import type { TransferActions } from '../parts/transfer-actions.ts';
import type { Admission, ClerkState } from '../state/clerk-state.ts';
import type { TransferView } from '../state/hand-over.ts';
import type { LookView } from '../state/look.ts';
import { procedureName, deskName } from '../state/names.ts';
import { LONG_WAIT_MINUTES, oldestFirst, waitedMinutes } from '../state/waiting.ts';

export interface DeskScreenProps {
  readonly state: ClerkState;
  readonly admission: Admission;
  /** The server's clock now, in milliseconds. */
  readonly now: number;
  readonly self: MediaStream | null;
  readonly level: LevelSource;
  readonly transfer: TransferView;
  readonly look: LookView;
  readonly actions: DeskActions;
  readonly transferActions: TransferActions;
  /** What there is to say about the device itself. */
  readonly note: ReactNode;
}
export interface DeskActions {
  readonly select: (sessionId: SessionId) => void;
  readonly admit: () => void;
  /** Asks the booth for a still of whoever waits there. */
  readonly look: (sessionId: SessionId) => void;
  readonly dismissAdmission: () => void;
  readonly retryMedia: () => void;
  readonly accept: (offer: OfferEntry) => void;
  readonly decline: (offer: OfferEntry) => void;
  readonly dismissLeft: () => void;
  /** Tries again to clear this PC of the session that was left. */
  readonly retryErasure: () => void;
}

/** Before a call: who waits, who is next, and whether the clerk can be seen and heard. */
export function DeskScreen(props: DeskScreenProps) {
  const { state, admission, now, self, level, actions } = props;
  const text = useText();
  const lines = oldestFirst(state.waiting);
  const selected = lines.find((entry) => entry.session.id === state.selected) ?? null;
  return (
    <main className="desk" data-screen="desk" data-session-state="none" data-waiting={lines.length}>
      <section className="desk__queue" aria-labelledby="queue-title">
        <h2 id="queue-title" className="desk__queue-title">
          {text('clerk.queue')}
          <span className="desk__count">{text('clerk.queue.count', { count: lines.length })}</span>
        </h2>
        {lines.length === 0 ? (
          <div className="desk__empty">
            <Icon name="clock" />
            <p className="desk__empty-title">{text('clerk.queue.empty')}</p>
            <p>{text('clerk.queue.empty.next')}</p>
          </div>
        ) : (
          <ul className="queue">
            {lines.map((entry) => (
              <QueueLine key={entry.session.id} entry={entry} state={state} now={now} onSelect={actions.select} />
            ))}
          </ul>
        )}
        <Desks state={state} />
      </section>
      <section className="desk__next" aria-label={text('clerk.next')}>
        {props.note}
        <AdmissionNote admission={admission} onDismiss={actions.dismissAdmission} />
        <LeftNote left={state.left} onDismiss={actions.dismissLeft} onRetry={actions.retryErasure} />
        <IncomingOffers state={state} now={now} onAccept={actions.accept} onDecline={actions.decline} />
        {selected === null ? (
          <div className="desk__rest">
            <h1 className="desk__rest-title">{text('clerk.rest')}</h1>
            <p>{text('clerk.rest.body')}</p>
          </div>
        ) : (
          <NextCitizen
            entry={selected}
            state={state}
            admission={admission}
            now={now}
            onAdmit={actions.admit}
            face={
              <FaceLook
                sessionId={selected.session.id}
                look={props.look}
                onLook={() => actions.look(selected.session.id)}
              />
            }
          >
            <div key={selected.session.id} className="next__others">
              <SendOn session={selected.session} view={props.transfer} actions={props.transferActions} />
              <TakeOut session={selected.session} actions={props.transferActions} />
            </div>
          </NextCitizen>
        )}
      </section>
      <OwnMediaCheck media={state.media} self={self} level={level} onRetry={actions.retryMedia} />
    </main>
  );
}

function QueueLine({
  entry,
  state,
  now,
  onSelect,
}: {
  readonly entry: WaitingEntry;
  readonly state: ClerkState;
  readonly now: number;
  readonly onSelect: (sessionId: SessionId) => void;
}) {
  const text = useText();
  const minutes = waitedMinutes(entry, now);
  return (
    <li>
      <button
        type="button"
        className="queue__line"
        aria-current={entry.session.id === state.selected}
        onClick={() => onSelect(entry.session.id)}
      >
        <span className="queue__ticket">{entry.session.ticket}</span>
        <span className="queue__what">
          <span className="queue__procedure">
            {procedureName(state.desks, entry.session) ?? text('clerk.procedure.open')}
          </span>
          <span className="queue__where">
            {entry.booked ? <span className="queue__booked">{text('booking.booked')}</span> : null}
            {deskName(state.desks, entry.session)} ・ {entry.booth}
          </span>
        </span>
        <span className={minutes >= LONG_WAIT_MINUTES ? 'queue__wait queue__wait--long' : 'queue__wait'}>
          {minutes === 0 ? text('clerk.wait.now') : text('clerk.wait', { minutes })}
        </span>
      </button>
    </li>
  );
}

function NextCitizen({
  entry,
  state,
  admission,
  now,
  onAdmit,
  face,
  children,
}: {
  readonly entry: WaitingEntry;
  readonly state: ClerkState;
  readonly admission: Admission;
  readonly now: number;
  readonly onAdmit: () => void;
  /** The still of the citizen, and how to ask for it. */
  readonly face: ReactNode;
  /** What else can be done with this citizen. */
  readonly children: ReactNode;
}) {
  const text = useText();
  const asked = admission.phase === 'asked';
  const canAdmit = state.link.phase === 'online' && state.media.phase === 'ready' && !asked;
  return (
    <div className="next">
      <p className="next__label">{text('clerk.next.ticket')}</p>
      <p className="next__ticket">{entry.session.ticket}</p>
      <h1 className="next__procedure">{procedureName(state.desks, entry.session) ?? text('clerk.procedure.open')}</h1>
      <dl className="facts">
        <dt>{text('clerk.desk')}</dt>
        <dd>{deskName(state.desks, entry.session)}</dd>
        <dt>{text('clerk.booth')}</dt>
        <dd>{entry.booth}</dd>
        <dt>{text('clerk.waited')}</dt>
        <dd>{text('clerk.waited.minutes', { minutes: waitedMinutes(entry, now) })}</dd>
      </dl>
      {face}
      <Button
        kind="primary"
        size="large"
        className="next__admit"
        icon="door"
        aria-disabled={!canAdmit}
        aria-keyshortcuts="F2 Enter"
        title={text('clerk.admit.keys')}
        onClick={() => canAdmit && onAdmit()}
      >
        {asked ? text('clerk.admit.asked') : text('clerk.admit')}
        <KeyCap>F2</KeyCap>
      </Button>
      <p className="next__note">
        {state.media.phase === 'ready' ? text('clerk.admit.note') : text('clerk.admit.needs-microphone')}
      </p>
      {children}
    </div>
  );
}

function AdmissionNote({ admission, onDismiss }: { readonly admission: Admission; readonly onDismiss: () => void }) {
  const text = useText();
  const stands = admission.phase === 'taken' || admission.phase === 'refused' || admission.phase === 'offer-gone';
  useEffect(() => {
    if (!stands) return;
    const timer = setTimeout(onDismiss, 20_000);
    return () => clearTimeout(timer);
  }, [stands, onDismiss]);
  if (!stands) return null;
  const words =
    admission.phase === 'taken'
      ? text('clerk.admit.taken', { ticket: admission.ticket })
      : admission.phase === 'offer-gone'
        ? text('transfer.offer.gone')
        : text(admission.code === 'no-answer' ? 'clerk.admit.no-answer' : `error.${admission.code}`);
  return (
    <Banner
      tone="warning"
      icon="info"
      live="polite"
      title={words}
      actions={
        <Button kind="quiet" onClick={onDismiss}>
          {text('common.close')}
        </Button>
      }
    >
      {admission.phase === 'taken' ? <p>{text('clerk.admit.taken.next')}</p> : null}
    </Banner>
  );
}

function Desks({ state }: { readonly state: ClerkState }) {
  const text = useText();
  if (state.desks.length === 0) return null;
  return (
    <p className="desk__desks">
      {text('clerk.my-desks')} {state.desks.map((desk) => desk.name).join('、')}
    </p>
  );
}
