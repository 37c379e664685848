import { useRef } from 'react';
import { Icon, useText } from '@mado/ui';
import type { CallTab } from '../state/clerk-state.ts';
import { KeyCap } from './key-cap.tsx';

export interface StageTabsProps {
  readonly tab: CallTab;
  /** How many documents lie in the tray. */
  readonly papers: number;
  readonly onTab: (tab: CallTab) => void;
}

/** What stands in the middle: the papers or the form. Arrows move between the two. */
export function StageTabs({ tab, papers, onTab }: StageTabsProps) {
  const text = useText();
  const row = useRef<HTMLDivElement>(null);
  const other = tab === 'papers' ? 'form' : 'papers';
  const one = (name: CallTab, key: string, words: string) => (
    <button
      type="button"
      role="tab"
      id={`tab-${name}`}
      className="tabs__tab"
      aria-selected={tab === name}
      aria-controls={`stage-${tab}`}
      tabIndex={tab === name ? 0 : -1}
      aria-keyshortcuts={key}
      title={`${words} (${key})`}
      onClick={() => onTab(name)}
    >
      <Icon name={name === 'papers' ? 'document' : 'form'} />
      {words}
      <KeyCap>{key}</KeyCap>
    </button>
  );
  return (
    <div
      ref={row}
      className="tabs"
      role="tablist"
      aria-label={text('clerk.tabs')}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
        onTab(other);
        row.current?.querySelector<HTMLElement>(`#tab-${other}`)?.focus();
      }}
    >
      {one('papers', 'D', papers === 0 ? text('clerk.tab.papers') : text('clerk.tab.papers.count', { count: papers }))}
      {one('form', 'F', text('clerk.tab.form'))}
    </div>
  );
}
