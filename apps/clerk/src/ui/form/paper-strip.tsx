import type { KeyboardEvent } from 'react';
import { Icon, useText } from '@mado/ui';
import type { FormPaper } from '../state/call-view.ts';
import { emptyOn } from './fields.ts';

export interface PaperStripProps {
  readonly papers: readonly FormPaper[];
  readonly shown: string | null;
  readonly onShow: (id: string) => void;
}

/** The chosen papers as tabs, each with how far it is. Arrow keys go from one to the next. */
export function PaperStrip({ papers, shown, onShow }: PaperStripProps) {
  const text = useText();
  const index = papers.findIndex(({ template }) => template.id === shown);
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const next = papers.at((index + step + papers.length) % papers.length);
    if (next === undefined) return;
    onShow(next.template.id);
    event.currentTarget.querySelector<HTMLElement>(`[data-paper="${next.template.id}"]`)?.focus();
  };
  return (
    <div className="strip" role="tablist" aria-label={text('form.papers')} onKeyDown={onKeyDown}>
      {papers.map((paper) => {
        const { id, title } = paper.template;
        const state = stateOf(paper);
        return (
          <button
            key={id}
            type="button"
            role="tab"
            className={`strip__paper strip__paper--${state.name}`}
            data-paper={id}
            aria-selected={id === shown}
            aria-controls="form-page"
            tabIndex={id === shown ? 0 : -1}
            onClick={() => onShow(id)}
          >
            <Icon name={ICONS[state.name]} />
            <span className="strip__title">{title}</span>
            <span className="strip__state">{text(`form.paper.${state.name}`, { count: state.count })}</span>
          </button>
        );
      })}
    </div>
  );
}

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -1, ArrowDown: 1 };
const ICONS = { failed: 'warning', wrong: 'warning', left: 'form', whole: 'check' } as const;

/** How far a paper is, the worst first. */
function stateOf(paper: FormPaper): { name: keyof typeof ICONS; count: number } {
  if (paper.preview.failed) return { name: 'failed', count: 0 };
  const wrong = paper.notes.filter(({ severity }) => severity === 'error').length;
  if (wrong > 0) return { name: 'wrong', count: wrong };
  const left = emptyOn(paper).length;
  return left > 0 ? { name: 'left', count: left } : { name: 'whole', count: 0 };
}
