import { Button, Icon, useText } from '@mado/ui';
import { useRef } from 'react';
import type { KioskActions } from './actions.ts';
import type { PageView, PaperView } from './views.ts';

export interface PaperStageProps {
  readonly paper: PaperView;
  readonly page: number;
  readonly actions: Pick<KioskActions, 'showPaper' | 'hidePaper'>;
}

/** How much of the visible part one press of "down" moves: a little of what was read stays. */
const STEP = 0.75;

const WORDS = {
  arriving: 'kiosk.call.paper.arriving',
  damaged: 'paper.damaged',
  withheld: 'paper.withheld',
} as const;

/** A page of the tray at two thirds of the screen; its shape stands there before the picture does. */
export function PaperStage({ paper, page, actions }: PaperStageProps) {
  const text = useText();
  const desk = useRef<HTMLDivElement>(null);
  const picture: PageView = paper.pages[page] ?? { phase: 'arriving' };
  const pages = Math.max(1, paper.pages.length);
  const label = text('kiosk.call.paper', { title: paper.title, page: page + 1 });
  const move = (direction: 1 | -1) => {
    const element = desk.current;
    element?.scrollBy({ top: direction * element.clientHeight * STEP, behavior: 'smooth' });
  };
  return (
    <section className="paper" aria-label={text('kiosk.call.papers')}>
      {/* Reached by keyboard too: a page is longer than the screen. */}
      <div className="paper__desk" ref={desk} tabIndex={0} role="group" aria-label={label}>
        <h2 className="paper__title">{paper.title}</h2>
        {picture.phase === 'here' ? (
          <img className="paper__page" src={picture.address()} alt={label} />
        ) : (
          <div className="paper__blank">
            <Icon name={picture.phase === 'arriving' ? 'document' : 'warning'} />
            <p>{text(WORDS[picture.phase])}</p>
          </div>
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
