import { useEffect, useState, type ReactNode } from 'react';
import { causeOf } from '@mado/signaling';
import type { ParticipantId, SessionView } from '@mado/signaling/wire';
import {
  Banner,
  Button,
  FaceView,
  Icon,
  ProgressBar,
  SealFaults,
  SealLock,
  SecondsSince,
  useText,
  VideoView,
  type IconName,
} from '@mado/ui';
import type { LevelSource } from '../media/level-source.ts';
import { attention, lastEnded, running, type Job } from '../state/booth.ts';
import type { CallView } from '../state/call-view.ts';
import { isAside } from '../state/hand-over.ts';
import { boothOf } from '../state/names.ts';
import { Company, Journey } from './company.tsx';
import { SpeakingMeter } from './speaking-meter.tsx';

export interface BoothColumnProps {
  readonly view: CallView;
  readonly session: SessionView;
  /** The server's clock now, in milliseconds. */
  readonly now: number;
  readonly level: LevelSource;
  readonly onFace: (who: ParticipantId, element: HTMLVideoElement | null) => void;
  readonly onFaceHeld: () => void;
  readonly onPlaySound: () => void;
  readonly onStop: (job: Job) => void;
  readonly onRemove: (who: ParticipantId) => void;
}

/** The right column: who sits at the other end, what their screen says, and how their devices are. */
export function BoothColumn(props: BoothColumnProps) {
  const { view, session, now, level } = props;
  const kiosk = boothOf(session);
  const booth = kiosk?.name ?? '';
  const aside = isAside(session, view.own);
  const text = useText();
  const faults = view.seal.faults.map((fault) => `seal.fault.${causeOf(fault)}` as const);
  const away = kiosk?.connected !== true || view.flow === 'interrupted';
  const broken = view.flow !== 'flowing' || away;
  return (
    <aside className="booth" data-aside={aside} aria-label={text('clerk.booth.side')}>
      <div className="booth__face" data-media-state={view.flow}>
        {kiosk === null ? null : (
          <FaceView
            key={kiosk.id}
            who={kiosk.id}
            label={text('clerk.face', { booth })}
            stream={view.face}
            dimmed={away || aside || (view.still !== null && view.still.what !== 'sound')}
            onFace={props.onFace}
            onPlayError={props.onFaceHeld}
            className="booth__video"
          >
            <p className="booth__name">{aside ? text('transfer.aside.citizen') : booth}</p>
            {aside || (!broken && view.still === null) ? null : (
              <p className="booth__wait" role="status">
                {view.flow === 'connecting' && kiosk.connected ? (
                  text('clerk.face.connecting')
                ) : !broken && view.still !== null ? (
                  <>
                    {text(`clerk.face.still.${view.still.what}`)}
                    <SecondsSince since={view.still.since} className="booth__seconds" />
                  </>
                ) : (
                  <>
                    {kiosk.connected ? text('clerk.face.mending') : text('clerk.face.away', { booth })}
                    <SecondsSince className="booth__seconds" />
                  </>
                )}
              </p>
            )}
          </FaceView>
        )}
        <VideoView label={text('common.self-view')} stream={view.self} mirrored muted className="booth__self" />
        {view.soundHeld ? (
          <Button kind="primary" icon="volume-up" className="booth__sound" onClick={props.onPlaySound}>
            {text('clerk.sound.play')}
          </Button>
        ) : null}
      </div>
      <Company
        session={session}
        view={view}
        onFace={props.onFace}
        onFaceHeld={props.onFaceHeld}
        onRemove={props.onRemove}
      />
      <Journey session={session} view={view} now={now} />
      <SealLock {...view.seal} faults={faults} kind="quiet" />
      <SealFaults faults={faults} />
      <KioskMirror view={view} onStop={props.onStop} />
      <Condition view={view} />
      <SpeakingMeter level={level} />
    </aside>
  );
}

/** What is seen at the booth beside its buttons. */
function Mirrored({ view: { papers, staged } }: { readonly view: CallView }) {
  const text = useText();
  const shown = papers.find(({ id }) => id === staged?.documentId);
  if (shown !== undefined) return text('clerk.mirror.staged', { title: shown.title });
  return text(papers.length === 0 ? 'clerk.mirror.face' : 'clerk.mirror.papers');
}

/** What stands on the citizen's screen now, in one place and one size, whatever it is. */
function KioskMirror({ view, onStop }: { readonly view: CallView; readonly onStop: (job: Job) => void }) {
  const text = useText();
  const job = running(view.jobs);
  const last = lastEnded(view.jobs, NONE);
  const done = last?.outcome?.ok === true ? last : null;
  if (job !== null) {
    return (
      <section className="mirror mirror--working" aria-label={text('clerk.mirror')}>
        <JobWords job={job} />
        <div className="mirror__progress">
          <ProgressBar label={text('clerk.mirror')} fraction={job.fraction} />
          <Button kind="quiet" icon="stop" onClick={() => onStop(job)}>
            {text('common.stop')}
          </Button>
        </div>
      </section>
    );
  }
  return (
    <section className="mirror" aria-label={text('clerk.mirror')}>
      {done === null ? (
        <p className="mirror__label">{text('clerk.mirror')}</p>
      ) : (
        // Stays beside the papers until the next job, so that nobody has to catch it.
        <p className="mirror__done" role="status">
          <Icon name="check" />
          {done.verb === 'card'
            ? text('card.clerk.done')
            : text(done.verb === 'scan' ? 'clerk.job.scanned' : 'clerk.job.printed', { pages: done.pages })}
        </p>
      )}
      <p className="mirror__words">
        <Icon name={view.notice === null ? 'window' : 'chat'} />
        {view.notice === null ? <Mirrored view={view} /> : text(`notice.${view.notice}`)}
      </p>
    </section>
  );
}

const NONE: ReadonlySet<string> = new Set();

/** What the job does now. Of a PIN nobody is told more than that it is being pressed, and how many tries the card bears. */
function JobWords({ job }: { readonly job: Job }) {
  const text = useText();
  if (job.verb === 'card') {
    const { card } = job;
    const tries = card?.triesLeft ?? null;
    const words = card === undefined ? 'sent' : card.wrongPin ? 'wrong' : card.step;
    return (
      <div className="mirror__words" role="status">
        <Icon name="card" />
        <div>
          <p>{text(`card.clerk.${words}`)}</p>
          {tries === null || card?.step !== 'typing' ? null : (
            <p className="mirror__label">{text('card.clerk.tries', { tries, here: tries - 1 })}</p>
          )}
        </div>
      </div>
    );
  }
  const scan = job.verb === 'scan';
  return (
    <p className="mirror__words">
      <Icon name={scan ? 'scan' : 'print'} />
      {job.waitsFor === null
        ? text(scan ? 'clerk.mirror.scanning' : 'clerk.mirror.printing', { pages: job.pages })
        : text(scan ? 'clerk.mirror.scan-waits' : 'clerk.mirror.print-waits')}
    </p>
  );
}

/** A quiet row of icons; what needs somebody's hands stands below it as a sentence. */
function Condition({ view }: { readonly view: CallView }) {
  const text = useText();
  const faults = attention(view.devices, view.jobs);
  const quality = useSettledQuality(view.quality);
  const { devices } = view;
  return (
    <section className="condition" aria-label={text('clerk.condition')}>
      <ul className="condition__row">
        <Lamp icon="line" tone={quality === 'bad' ? 'attention' : quality === null ? 'quiet' : 'good'}>
          {quality === null ? text('clerk.line.measuring') : text(`clerk.line.${quality}`)}
        </Lamp>
        <Lamp icon="scan" tone={tone(devices?.scanner.condition)}>
          {text('device.scanner')} {devices === null ? '…' : text(`device.condition.${devices.scanner.condition}`)}
        </Lamp>
        <Lamp icon="print" tone={tone(devices?.printer.condition)}>
          {text('device.printer')} {devices === null ? '…' : text(`device.condition.${devices.printer.condition}`)}
        </Lamp>
        {devices?.cardReader == null ? null : (
          <Lamp icon="card" tone={tone(devices.cardReader.condition)}>
            {text('device.card-reader')} {text(`device.condition.${devices.cardReader.condition}`)}
          </Lamp>
        )}
      </ul>
      {quality === 'bad' ? <p className="condition__sentence">{text('clerk.line.bad.do')}</p> : null}
      {faults.map((fault) => (
        <Banner key={fault} tone="warning" icon="warning" live="polite" title={text(`device.clerk.${fault}`)} />
      ))}
    </section>
  );
}

type Tone = 'good' | 'quiet' | 'attention';

function tone(condition: 'ready' | 'busy' | 'attention' | 'missing' | undefined): Tone {
  if (condition === 'attention' || condition === 'missing') return 'attention';
  return condition === undefined ? 'quiet' : 'good';
}

function Lamp({
  icon,
  tone: how,
  children,
}: {
  readonly icon: IconName;
  readonly tone: Tone;
  readonly children: ReactNode;
}) {
  return (
    <li className={`lamp lamp--${how}`}>
      <Icon name={icon} />
      <span>{children}</span>
    </li>
  );
}

/** The line's quality once it has held for three seconds, so that one lost packet makes no sentence. */
function useSettledQuality(quality: CallView['quality']): CallView['quality'] {
  const [settled, setSettled] = useState(quality);
  useEffect(() => {
    if (quality === settled) return;
    const timer = setTimeout(() => setSettled(quality), settled === null ? 0 : 3000);
    return () => clearTimeout(timer);
  }, [quality, settled]);
  return settled;
}
