import { Button, Icon, ProgressBar, useText } from '@mado/ui';
import { useEffect, useRef, type ReactNode } from 'react';
import type { Paper } from '../state/call-view.ts';
import type { Leaf } from './leaves.ts';
import { SheetCanvas, useRoom } from '@mado/sheets';
import { ZOOM_STEPS, type Viewer, type ViewerEvent } from './viewer.ts';

/** A document with its leaves, opened as far as they have come. */
export interface OpenPaper {
  readonly paper: Paper;
  readonly leaves: readonly Leaf[];
}

export interface PapersStageProps {
  readonly papers: readonly OpenPaper[];
  readonly viewer: Viewer;
  readonly onView: (event: ViewerEvent) => void;
  /** The button that chooses a file of this PC; null for who may not. */
  readonly chooser: ReactNode;
  /** What can be done with the paper that is looked at. */
  readonly hands: (paper: Paper) => ReactNode;
  /** What is drawn with on the page that the citizen sees; null: another page is looked at. */
  readonly pens: ReactNode;
  /** What is drawn over a page; `turn` is how it lies on the screen. */
  readonly drawn: (documentId: string, page: number, turn: Viewer['turn']) => ReactNode;
}

/** The papers of the session: all of them small at the left, one of them large. */
export function PapersStage({ papers, viewer, onView, chooser, hands, pens, drawn }: PapersStageProps) {
  const text = useText();
  const shown = papers.find(({ paper }) => paper.id === viewer.documentId) ?? papers.at(-1);
  if (shown === undefined) {
    return (
      <div className="papers papers--empty">
        <Icon name="document" />
        <p className="papers__empty-title">{text('clerk.papers.empty')}</p>
        <p>{text('clerk.papers.empty.next')}</p>
        {chooser}
      </div>
    );
  }
  const at = Math.min(viewer.sheet, shown.leaves.length - 1);
  return (
    <div className="papers">
      <Rail papers={papers} shownId={shown.paper.id} at={at} onView={onView} chooser={chooser} />
      <div className="papers__one">
        <Tools shown={shown} at={at} viewer={viewer} onView={onView} hands={hands(shown.paper)} />
        {pens}
        <Large shown={shown} at={at} viewer={viewer} over={drawn(shown.paper.id, at, viewer.turn)} />
      </div>
    </div>
  );
}

const THUMBNAIL = { width: 104, height: 132 };

function Rail({
  papers,
  shownId,
  at,
  onView,
  chooser,
}: {
  readonly papers: readonly OpenPaper[];
  readonly shownId: string;
  readonly at: number;
  readonly onView: (event: ViewerEvent) => void;
  readonly chooser: ReactNode;
}) {
  const text = useText();
  const rail = useRef<HTMLElement>(null);
  // Whoever turns pages by key sees where they are in a long document.
  useEffect(() => {
    rail.current?.querySelector('[aria-current="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [shownId, at]);
  return (
    <nav ref={rail} className="rail" aria-label={text('clerk.papers.list')}>
      {chooser}
      {papers.map(({ paper, leaves }) => (
        <section key={paper.id} className="rail__document" aria-label={paper.title}>
          <h2 className="rail__title">
            <Icon name={paper.origin === 'form' ? 'form' : 'document'} />
            {paper.title}
          </h2>
          <ul className="rail__leaves">
            {leaves.map((leaf, index) => (
              <li key={index}>
                <button
                  type="button"
                  className="rail__leaf"
                  aria-current={paper.id === shownId && index === at}
                  aria-label={text('clerk.papers.show', { title: paper.title, page: index + 1 })}
                  onClick={() => onView({ type: 'show', documentId: paper.id, sheet: index })}
                >
                  <LeafPicture leaf={leaf} room={THUMBNAIL} label="" lazy />
                  <span className="rail__number">{index + 1}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}

function Tools({
  shown,
  at,
  viewer,
  onView,
  hands,
}: {
  readonly shown: OpenPaper;
  readonly at: number;
  readonly viewer: Viewer;
  readonly onView: (event: ViewerEvent) => void;
  readonly hands: ReactNode;
}) {
  const text = useText();
  const sheets = shown.leaves.length;
  const percent = Math.round((ZOOM_STEPS[viewer.zoom] ?? 1) * 100);
  return (
    <div className="tools" role="toolbar" aria-label={text('clerk.papers.tools')}>
      <h2 className="tools__title">{shown.paper.title}</h2>
      {hands}
      <div className="tools__group">
        <Tool
          icon="arrow-left"
          label={text('clerk.papers.previous')}
          keys="PageUp"
          disabled={at === 0}
          onPress={() => onView({ type: 'sheet', step: -1, sheets })}
        />
        <span className="tools__place">{text('common.page-of', { page: at + 1, pages: sheets })}</span>
        <Tool
          icon="arrow-right"
          label={text('clerk.papers.next')}
          keys="PageDown"
          disabled={at >= sheets - 1}
          onPress={() => onView({ type: 'sheet', step: 1, sheets })}
        />
      </div>
      <div className="tools__group">
        <Tool
          icon="zoom-out"
          label={text('clerk.papers.smaller')}
          keys="-"
          disabled={viewer.zoom === 0}
          onPress={() => onView({ type: 'zoom', step: -1 })}
        />
        <Button
          kind="quiet"
          className="tools__percent"
          title={text('clerk.papers.whole.keys')}
          aria-label={text('clerk.papers.whole', { percent })}
          onClick={() => onView({ type: 'zoom', step: 0 })}
        >
          {percent}%
        </Button>
        <Tool
          icon="zoom-in"
          label={text('clerk.papers.larger')}
          keys="+"
          disabled={viewer.zoom === ZOOM_STEPS.length - 1}
          onPress={() => onView({ type: 'zoom', step: 1 })}
        />
        <Tool icon="rotate" label={text('clerk.papers.rotate')} keys="R" onPress={() => onView({ type: 'rotate' })} />
      </div>
    </div>
  );
}

function Tool({
  icon,
  label,
  keys,
  disabled = false,
  onPress,
}: {
  readonly icon: 'arrow-left' | 'arrow-right' | 'zoom-in' | 'zoom-out' | 'rotate';
  readonly label: string;
  readonly keys: string;
  readonly disabled?: boolean;
  readonly onPress: () => void;
}) {
  return (
    <Button
      kind="quiet"
      className="tools__tool"
      icon={icon}
      aria-label={label}
      aria-keyshortcuts={keys}
      title={`${label} (${keys})`}
      aria-disabled={disabled}
      onClick={() => {
        if (!disabled) onPress();
      }}
    />
  );
}

function Large({
  shown,
  at,
  viewer,
  over,
}: {
  readonly shown: OpenPaper;
  readonly at: number;
  readonly viewer: Viewer;
  readonly over: ReactNode;
}) {
  const text = useText();
  const [element, room] = useRoom<HTMLDivElement>();
  const leaf = shown.leaves[at];
  const label = text('clerk.papers.show', { title: shown.paper.title, page: at + 1 });
  return (
    // Scrollable by keyboard when the sheet is larger than the view.
    <div
      ref={element}
      className="papers__view"
      tabIndex={0}
      role="region"
      aria-label={label}
      // The small picture stands in for the page: not sharp yet.
      aria-busy={leaf?.phase !== 'open' || leaf.small}
    >
      {leaf === undefined || room.width === 0 ? null : (
        <div className="sheet-place">
          <LeafPicture
            leaf={leaf}
            room={room}
            zoom={ZOOM_STEPS[viewer.zoom] ?? 1}
            turn={viewer.turn}
            label={label}
            words
          />
          {leaf.phase === 'open' ? over : null}
        </div>
      )}
    </div>
  );
}

/** A leaf at any size; while it is on its way the shape of a sheet holds its place. */
function LeafPicture({
  leaf,
  room,
  zoom = 1,
  turn = 0,
  label,
  words = false,
  lazy = false,
}: {
  readonly leaf: Leaf;
  readonly room: { readonly width: number; readonly height: number };
  readonly zoom?: number;
  readonly turn?: Viewer['turn'];
  readonly label: string;
  readonly words?: boolean;
  readonly lazy?: boolean;
}) {
  const text = useText();
  if (leaf.phase === 'open') {
    const instead = <p className="sheet__words">{words ? text('clerk.papers.unreadable') : <Icon name="warning" />}</p>;
    return (
      <SheetCanvas sheet={leaf.sheet} room={room} zoom={zoom} turn={turn} label={label} lazy={lazy} instead={instead} />
    );
  }
  const height = Math.min(room.height, room.width * Math.SQRT2);
  return (
    <div className="sheet sheet--coming" style={{ width: height / Math.SQRT2, height }}>
      {leaf.phase === 'unreadable' || leaf.phase === 'withheld' ? (
        <p className="sheet__words">
          {words ? (
            text(leaf.phase === 'withheld' ? 'paper.withheld' : 'clerk.papers.unreadable')
          ) : (
            <Icon name="warning" />
          )}
        </p>
      ) : (
        <>
          {words ? <p className="sheet__words">{text('clerk.papers.arriving')}</p> : null}
          <ProgressBar
            label={text('clerk.papers.arriving')}
            fraction={leaf.phase === 'arriving' ? leaf.arrived : null}
          />
        </>
      )}
    </div>
  );
}
