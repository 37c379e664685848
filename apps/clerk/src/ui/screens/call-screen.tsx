import { useEffect, useReducer, useRef, useState } from 'react';
import { Button, Icon, Question, useText } from '@mado/ui';
import type { Desk, ParticipantId } from '@mado/signaling/wire';
import { usePens } from '../annotations/use-pens.tsx';
import { FormStage } from '../form/form-stage.tsx';
import type { LevelSource } from '../media/level-source.ts';
import { leavesOf } from '../papers/leaves.ts';
import { PapersStage } from '../papers/papers-stage.tsx';
import { useSheets } from '../papers/use-sheets.ts';
import { NO_PAPER, view as look } from '../papers/viewer.ts';
import { BoothColumn } from '../parts/booth-column.tsx';
import { DropPlace, FileChooser, FileField } from '../parts/file-chooser.tsx';
import { FileNotes } from '../parts/file-notes.tsx';
import { GuestBar } from '../parts/guest-bar.tsx';
import { HandOverNotes } from '../parts/hand-over-notes.tsx';
import { HandsBar, type OpenHand } from '../parts/hands-bar.tsx';
import { JobNote } from '../parts/job-note.tsx';
import { KeysHelp } from '../parts/keys-help.tsx';
import { PaperHands } from '../parts/paper-hands.tsx';
import { ReadingNote } from '../parts/reading-note.tsx';
import { formTarget, paperTarget } from '../parts/print-sheet.tsx';
import { SignalCards } from '../parts/signal-cards.tsx';
import { StageTabs } from '../parts/stage-tabs.tsx';
import type { TransferActions } from '../parts/transfer-actions.ts';
import { cardHand, lastEnded } from '../state/booth.ts';
import { USUAL_SCAN, type CallActions, type CallView } from '../state/call-view.ts';
import type { Stage } from '../state/clerk-state.ts';
import { callHand, keyPress, type Hand } from '../state/hands.ts';
import { partIn, type TransferView } from '../state/hand-over.ts';
import { deskName, procedureName } from '../state/names.ts';

export interface CallScreenProps {
  readonly stage: Extract<Stage, { name: 'call' }>;
  readonly view: CallView;
  readonly desks: readonly Desk[];
  /** The server's clock now, in milliseconds. */
  readonly now: number;
  readonly level: LevelSource;
  readonly transfer: TransferView;
  readonly onFace: (who: ParticipantId, element: HTMLVideoElement | null) => void;
  readonly onFaceHeld: () => void;
  /** Locks the screen; null where nobody is logged in. */
  readonly onLock: (() => void) | null;
  readonly characterKeys: boolean;
  readonly onCharacterKeys: (on: boolean) => void;
  readonly actions: CallActions;
  readonly transferActions: TransferActions;
}

/** A session: papers and form in the middle, the booth at the right, the hands below. */
export function CallScreen(props: CallScreenProps) {
  const { stage, view, level, characterKeys, actions } = props;
  const text = useText();
  const [viewer, onView] = useReducer(look, NO_PAPER);
  const [hand, setHand] = useState<OpenHand | 'form-print'>('none');
  const [help, setHelp] = useState(false);
  const [scanChoice, setScanChoice] = useState(USUAL_SCAN);
  const [putAside, setPutAside] = useState<ReadonlySet<string>>(new Set());
  const opened = useSheets(view.papers.flatMap((paper) => paper.pages));
  const papers = view.papers.map((paper) => ({ paper, leaves: leavesOf(paper, opened) }));
  const shown = papers.find(({ paper }) => paper.id === viewer.documentId) ?? papers.at(-1) ?? null;
  const ended = lastEnded(view.jobs, putAside);
  const newest = view.papers.findLast(({ origin }) => origin !== 'form')?.id ?? null;
  const field = useRef<HTMLInputElement>(null);
  const at = Math.max(0, Math.min(viewer.sheet, (shown?.leaves.length ?? 0) - 1));

  // A paper that comes in from the booth's scanner or this PC is what the clerk waits for.
  useEffect(() => {
    if (newest !== null) onView({ type: 'show', documentId: newest });
  }, [newest]);

  // Whoever is not in charge gives no orders to the booth.
  const guest = partIn(stage.session, view.own) !== 'in-charge';
  const { staged } = view;
  const lookedAt = shown?.paper.id ?? null;
  // While a paper is shown to the citizen, its pages turn on both screens.
  useEffect(() => {
    if (guest || lookedAt === null || staged?.documentId !== lookedAt || staged.page === at) return;
    actions.stage({ documentId: lookedAt, page: at });
  }, [guest, staged, lookedAt, at, actions]);
  const show = (): void => {
    if (shown === null || !canStage(shown.paper)) return;
    const isShown = staged?.documentId === shown.paper.id;
    actions.stage(isShown ? null : { documentId: shown.paper.id, page: at });
  };
  // Only on what the citizen sees.
  const onStage = !guest && stage.tab === 'papers' && staged?.documentId === lookedAt && staged.page === at;
  const pens = usePens(onStage ? staged : null, view, actions);
  const leaf = shown?.leaves[at];
  const read =
    shown === null || leaf?.phase !== 'open' || leaf.small || view.reading?.phase === 'running'
      ? null
      : () =>
          actions.readPage({
            title: shown.paper.title,
            page: at,
            sheet: leaf.sheet,
            turn: viewer.turn,
            vector: shown.paper.pages[0]?.mime === 'application/pdf',
          });
  const press = (pressed: Hand): void => {
    if (guest && ORDERS.has(pressed.name)) return;
    switch (pressed.name) {
      case 'scan':
      case 'volume':
      case 'hand-over':
        setHand(pressed.name);
        return;
      case 'print':
        setHand(stage.tab === 'form' && view.form.papers.length > 0 && !view.form.choosing ? 'form-print' : 'print');
        return;
      case 'choose-file':
        field.current?.click();
        return;
      case 'show':
        show();
        return;
      case 'read':
        if (stage.tab === 'papers') read?.();
        return;
      case 'card':
        if (cardHand(view.devices, view.jobs) === 'ready') actions.readCard();
        return;
      case 'tool':
        pens.choose(pressed.tool);
        return;
      case 'undo':
      case 'redo':
        pens.order({ type: pressed.name });
        return;
      case 'phrase':
        actions.phrase(pressed.notice === view.notice ? null : pressed.notice);
        return;
      case 'papers':
      case 'form':
        actions.tab(pressed.name);
        return;
      case 'end':
        actions.end('ask');
        return;
      case 'keys':
        setHelp(true);
        return;
      case 'acknowledge': {
        const first = stage.signals[0];
        if (first) actions.acknowledge(first.key);
        return;
      }
      case 'page':
        onView({ type: 'sheet', step: pressed.step, sheets: shown?.leaves.length ?? 0 });
        return;
      case 'document':
        onView({ type: 'document', step: pressed.step, documents: papers.map(({ paper }) => paper.id) });
        return;
      case 'zoom':
        onView({ type: 'zoom', step: pressed.step });
        return;
      case 'rotate':
        onView({ type: 'rotate' });
        return;
      case 'lock':
        props.onLock?.();
        return;
      case 'admit':
      case 'select':
        return;
    }
  };
  const blocked = help || stage.ending !== 'no';
  useKeys(blocked, characterKeys, press);

  return (
    <main
      className="call"
      data-screen="call"
      data-session-state={stage.session.state}
      data-part={partIn(stage.session, view.own)}
    >
      <header className="call__head">
        <span className="call__ticket">
          <Icon name="ticket" label={text('clerk.next.ticket')} />
          {stage.session.ticket}
        </span>
        <h1 className="call__what">
          {procedureName(props.desks, stage.session) ?? deskName(props.desks, stage.session)}
        </h1>
        <StageTabs tab={stage.tab} papers={papers.length} onTab={actions.tab} />
        <span className="call__time">
          <Icon name="clock" />
          {text('common.minutes', {
            minutes: Math.max(0, Math.floor((props.now - (stage.session.admittedAt ?? props.now)) / 60_000)),
          })}
        </span>
        {props.onLock === null ? null : (
          <Button
            kind="quiet"
            icon="lock"
            aria-keyshortcuts="L"
            title={text('door.lock.keys')}
            aria-label={text('door.lock')}
            onClick={props.onLock}
          />
        )}
        <Button
          kind="quiet"
          icon="keyboard"
          aria-keyshortcuts="?"
          title={`${text('clerk.keys')} (?)`}
          aria-label={text('clerk.keys')}
          onClick={() => setHelp(true)}
        />
      </header>
      <DropPlace id={`stage-${stage.tab}`} labelledBy={`tab-${stage.tab}`} onFiles={guest ? null : actions.addFiles}>
        <FileField field={field} onFiles={actions.addFiles} />
        {stage.tab === 'papers' ? (
          <PapersStage
            papers={papers}
            viewer={viewer}
            onView={onView}
            chooser={guest ? null : <FileChooser field={field} />}
            pens={pens.row}
            drawn={pens.over}
            hands={(paper) =>
              guest ? null : (
                <PaperHands
                  key={paper.id}
                  title={paper.title}
                  shown={canStage(paper) ? staged?.documentId === paper.id : null}
                  onShow={show}
                  onRead={read}
                  onRemove={() => actions.removePaper(paper.id)}
                />
              )
            }
          />
        ) : (
          <FormStage
            view={view}
            desks={props.desks}
            session={stage.session}
            printing={hand === 'form-print'}
            onPrinting={(open) => setHand(open ? 'form-print' : 'none')}
            actions={actions}
          />
        )}
        <div className="call__notes">
          <HandOverNotes
            session={stage.session}
            own={view.own}
            view={props.transfer}
            now={props.now}
            actions={props.transferActions}
          />
          <SignalCards signals={stage.signals} onSeen={actions.acknowledge} />
          {ended?.outcome?.ok !== false ? null : (
            <JobNote job={ended} onPutAside={() => setPutAside((before) => new Set(before).add(ended.commandId))} />
          )}
        </div>
        <FileNotes notes={view.files} onDrop={actions.dropFile}>
          {view.reading === null ? null : (
            <ReadingNote
              reading={view.reading}
              onForm={stage.tab === 'form' ? null : () => actions.tab('form')}
              onDrop={actions.dropReading}
            />
          )}
        </FileNotes>
      </DropPlace>
      <BoothColumn
        view={view}
        session={stage.session}
        now={props.now}
        level={level}
        onFace={props.onFace}
        onFaceHeld={props.onFaceHeld}
        onPlaySound={actions.playSound}
        onStop={actions.stop}
        onRemove={props.transferActions.remove}
      />
      {guest ? (
        <GuestBar session={stage.session} own={view.own} onDepart={props.transferActions.depart} />
      ) : (
        <HandsBar
          view={view}
          open={hand === 'form-print' ? 'none' : hand}
          onOpen={setHand}
          target={
            stage.tab === 'papers'
              ? paperTarget(shown?.paper ?? null)
              : formTarget(view.form, 'all', text('form.together', { count: view.form.papers.length }))
          }
          scanChoice={scanChoice}
          onScanChoice={setScanChoice}
          session={stage.session}
          transfer={props.transfer}
          actions={actions}
          transferActions={props.transferActions}
        />
      )}
      {stage.ending === 'no' ? null : <EndQuestion ending={stage.ending} actions={actions} />}
      {help ? (
        <KeysHelp
          lock={props.onLock !== null}
          characterKeys={characterKeys}
          onCharacterKeys={props.onCharacterKeys}
          onClose={() => setHelp(false)}
        />
      ) : null}
    </main>
  );
}

const ORDERS: ReadonlySet<Hand['name']> = new Set([
  'scan',
  'print',
  'volume',
  'hand-over',
  'phrase',
  'end',
  'choose-file',
  'show',
  'read',
  'card',
]);

function canStage({ pages }: CallView['papers'][number]): boolean {
  return pages.length > 0;
}

function EndQuestion({
  ending,
  actions,
}: {
  readonly ending: 'question' | 'asked' | 'failed';
  readonly actions: CallActions;
}) {
  const text = useText();
  return (
    <Question
      title={text('clerk.end.title')}
      onDismiss={() => actions.end('stay')}
      answers={
        <>
          <Button onClick={() => actions.end('stay')}>{text('clerk.end.stay')}</Button>
          <Button kind="danger" icon="phone-end" aria-disabled={ending === 'asked'} onClick={() => actions.end('end')}>
            {text(ending === 'asked' ? 'clerk.end.asked' : 'clerk.end.do')}
          </Button>
        </>
      }
    >
      <p>{text('clerk.end.body')}</p>
      {ending === 'failed' ? <p role="alert">{text('error.timeout')}</p> : null}
    </Question>
  );
}

function useKeys(blocked: boolean, characterKeys: boolean, press: (hand: Hand) => void): void {
  useEffect(() => {
    if (blocked) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || (event.repeat && !/^(Page|[+-])/.test(event.key))) return;
      const pressed = callHand(keyPress(event), characterKeys);
      if (pressed === null) return;
      event.preventDefault();
      press(pressed);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  });
}
