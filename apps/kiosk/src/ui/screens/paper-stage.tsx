import { useMemo } from 'react';
import { Button, Icon, useText } from '@mado/ui';
import { SheetCanvas, useRoom } from '@mado/sheets';
import { annotatedPage, isOn, type AnnotationsSnapshot, type Pointer } from '@mado/signaling';
import type { KioskActions } from './actions.ts';
import { MarkedSide, smoothly } from './marked-side.tsx';
import type { PaperView, SideView } from './views.ts';

export interface PaperStageProps {
  readonly paper: PaperView;
  readonly page: number;
  readonly annotations: AnnotationsSnapshot;
  /** Where the clerk points, on this page or another. */
  readonly pointer: Pointer | null;
  readonly actions: Pick<KioskActions, 'showPaper' | 'hidePaper'>;
}

/** How much of the visible part one press of "down" moves: a little of what was read stays. */
const STEP = 0.75;

/** A page of the tray at two thirds of the screen; its shape stands there before the picture does. */
export function PaperStage({ paper, page, annotations, pointer, actions }: PaperStageProps) {
  const text = useText();
  const [desk, room] = useRoom<HTMLDivElement>();
  const side = paper.pages[page] ?? null;
  const { documentId } = paper;
  const marks = useMemo(
    () => annotatedPage(annotations, { documentId, page }).annotations,
    [annotations, documentId, page],
  );
  const pages = Math.max(1, paper.pages.length);
  const label = text('kiosk.call.paper', { title: paper.title, page: page + 1 });
  const move = (direction: 1 | -1) => {
    const element = desk.current;
    element?.scrollBy({ top: direction * element.clientHeight * STEP, behavior: smoothly() });
  };
  return (
    <section className="paper" aria-label={text('kiosk.call.papers')}>
      {/* Reached by keyboard too: a page is longer than the screen. */}
      <div className="paper__desk" ref={desk} tabIndex={0} role="group" aria-label={label}>
        <h2 className="paper__title">{paper.title}</h2>
        {side === null ? (
          <div className="paper__blank">
            <Icon name="document" />
            <p>{text('kiosk.call.paper.arriving')}</p>
          </div>
        ) : (
          <MarkedSide
            // Another page's marks are no new marks of this one.
            key={`${documentId}/${page}`}
            annotations={marks}
            pointer={pointer !== null && isOn(pointer.at, { documentId, page }) ? pointer : null}
          >
            <Side side={side} room={room} label={label} />
          </MarkedSide>
        )}
      </div>
      <div className="paper__hands">
        <Button icon="close" onClick={actions.hidePaper}>
          {text('kiosk.call.paper.hide')}
        </Button>
        <Button icon="arrow-up" onClick={() => move(-1)}>
          {text('kiosk.call.paper.up')}
        </Button>
        <Button icon="arrow-down" onClick={() => move(1)}>
          {text('kiosk.call.paper.down')}
        </Button>
        {pages > 1 ? (
          <div className="paper__turn">
            <span>{text('common.page-of', { page: page + 1, pages })}</span>
            <Button
              icon="arrow-left"
              disabled={page === 0}
              aria-label={text('kiosk.call.paper.previous')}
              onClick={() => actions.showPaper(paper.documentId, page - 1)}
            />
            <Button
              icon="arrow-right"
              disabled={page + 1 >= pages}
              aria-label={text('kiosk.call.paper.next')}
              onClick={() => actions.showPaper(paper.documentId, page + 1)}
            />
          </div>
        ) : null}
      </div>
    </section>
  );
}

interface SideProps {
  readonly side: SideView;
  readonly room: { readonly width: number };
  readonly label: string;
}

/** As wide as the desk, so that small print is readable; the rest is moved to. */
function Side({ side, room, label }: SideProps) {
  const text = useText();
  if (side.kind === 'picture') return <img className="paper__page" src={side.address()} alt={label} />;
  if (side.kind !== 'sheet') {
    return (
      <div className="paper__blank">
        <Icon name="warning" />
        <p>{text(`paper.${side.kind}`)}</p>
      </div>
    );
  }
  if (room.width === 0) return null;
  const { sheet } = side;
  const height = (room.width * sheet.height) / sheet.width;
  return <SheetCanvas sheet={sheet} room={{ width: room.width, height }} label={label} />;
}
