import { Button, Icon, ProgressBar, SecondsSince, useText, type IconName } from '@mado/ui';
import type { CommandId } from '@mado/signaling';
import type { ReactNode } from 'react';
import { clerkOf, type Call, type Capture, type Feedback } from '../state/kiosk-state.ts';
import { workOf, type Work } from '../state/work.ts';
import type { Mending } from './mending.ts';
import { LineBand } from './line-band.tsx';

export interface CallBandProps {
  readonly call: Call;
  readonly name: string;
  readonly mending: Mending | null;
  readonly host: 'open' | 'away';
  readonly capture: Capture;
  /** Nothing is said where there is nothing to say: something else on the screen is alive, and needs the room. */
  readonly spare: boolean;
  readonly onStop: (commandId: CommandId) => void;
}

/**
 * One sentence about what goes on now, always at the same place: a broken line before a machine, a machine before a voice
 * that nobody hears, and all of it before what the clerk says they do. It is never empty in a call without a question, because an empty band looks like a frozen screen.
 */
export function CallBand({ call, name, mending, host, capture, spare, onStop }: CallBandProps) {
  const text = useText();
  const work = workOf(call);
  if (mending?.what === 'line') return <LineBand line={mending.line} />;
  if (mending?.what === 'clerk') {
    const words = text('kiosk.call.clerk-away', { name });
    const seconds = <SecondsSince className="band__seconds" words="kiosk.line.seconds" />;
    return <Band tone="mending" icon="line" words={words} action={seconds} />;
  }
  if (clerkOf(call.session)?.away === true)
    return <Band tone="notice" icon="clock" words={text('kiosk.call.stepped-out', { name })} />;
  // A thin line lets a picture rest for minutes; that must not hide what goes on.
  const faceRests = mending?.what === 'still' && mending.still.what === 'picture';
  if (mending?.what === 'still' && !faceRests) {
    const { what, since } = mending.still;
    const seconds = <SecondsSince since={since} className="band__seconds" words="kiosk.line.seconds" />;
    return <Band tone="mending" icon="line" words={text(`kiosk.call.still.${what}`, { name })} action={seconds} />;
  }
  const { side, offer, itinerary } = call.session.course;
  if (side !== null) return <Band tone="notice" icon="user" words={text('kiosk.call.side')} />;
  if (work) return <WorkBand work={work} name={name} onStop={onStop} />;
  if (capture.phase === 'failed')
    return <Band tone="fault" icon="warning" words={text(`kiosk.equipment.${capture.fault}`)} />;
  if (call.feedback) return <FeedbackBand feedback={call.feedback} />;
  if (host === 'away') return <Band tone="mending" icon="print" words={text('kiosk.device.away')} />;
  if (call.notice) return <Band tone="notice" icon="chat" words={text(`notice.${call.notice}`)} />;
  if (offer !== null) {
    const { desk, department } = offer;
    if (offer.way === 'call-in')
      return <Band tone="notice" icon="user" words={text('kiosk.call.calling-in', { department, desk })} />;
    const reason = itinerary.find((stop) => stop.deskId === offer.deskId)?.reason;
    const words =
      reason === undefined
        ? text('kiosk.call.handing-over', { department, desk })
        : text('kiosk.call.handing-over-why', { department, desk, reason });
    return <Band tone="notice" icon="user" words={words} />;
  }
  if (faceRests) return <Band tone="notice" icon="line" words={text('kiosk.call.still.picture', { name })} />;
  if (spare) return null;
  const calm = call.faceSeen ? text('kiosk.call.talking', { name }) : text('kiosk.waiting.called');
  return <Band tone="calm" icon="chat" words={calm} />;
}

function WorkBand({ work, name, onStop }: { work: Work; name: string; onStop: (commandId: CommandId) => void }) {
  const text = useText();
  const icon: IconName = work.device === 'scanner' ? 'scan' : 'print';
  if (work.phase === 'failed') return <Band tone="fault" icon="warning" words={text(`device.kiosk.${work.fault}`)} />;
  if (work.phase === 'done') {
    const words = work.device === 'scanner' ? 'kiosk.call.scanned' : 'kiosk.call.printed';
    return <Band tone="done" icon="check" words={text(words, { pages: work.pages })} />;
  }
  const doing = text(work.device === 'scanner' ? 'kiosk.call.scanning' : 'kiosk.call.printing', { name });
  return (
    <Band
      tone={work.fault === null ? 'notice' : 'fault'}
      icon={work.fault === null ? icon : 'warning'}
      words={work.fault === null ? doing : text(`device.kiosk.${work.fault}`)}
      progress={<ProgressBar label={doing} fraction={work.fraction} />}
      action={
        <Button icon="stop" disabled={work.stopping} onClick={() => onStop(work.commandId)}>
          {text('common.stop')}
        </Button>
      }
    />
  );
}

function FeedbackBand({ feedback }: { readonly feedback: Feedback }) {
  const text = useText();
  switch (feedback.about) {
    case 'signal': {
      const signal = text(`signal.${feedback.signal}`);
      return <Band tone="done" icon="check" words={text('kiosk.call.signal.sent', { signal })} />;
    }
    case 'louder':
      return (
        <Band
          tone="done"
          icon="volume-up"
          words={feedback.loudest ? text('kiosk.call.signal.loudest') : text('kiosk.call.signal.louder')}
        />
      );
    case 'volume':
      return <Band tone="done" icon="volume-up" words={text('kiosk.call.volume')} />;
  }
}

interface BandProps {
  readonly tone: 'calm' | 'notice' | 'done' | 'fault' | 'mending';
  readonly icon: IconName;
  readonly words: string;
  readonly progress?: ReactNode;
  readonly action?: ReactNode;
}

function Band({ tone, icon, words, progress, action }: BandProps) {
  return (
    <div className={`band band--${tone}`}>
      <Icon name={icon} {...(tone === 'mending' ? { className: 'band__pulse' } : {})} />
      <p className="band__words" role="status">
        {words}
      </p>
      {progress ? <div className="band__progress">{progress}</div> : null}
      {action}
    </div>
  );
}
