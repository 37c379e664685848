import { classNames, useText } from '@mado/ui';
import type { KeyboardEvent, ReactNode } from 'react';

export const SIDE_TABS = ['settings', 'proposals', 'faults'] as const;
export type SideTab = (typeof SIDE_TABS)[number];

export interface SideTabsProps {
  readonly tab: SideTab;
  /** How many are behind a tab; none shown for 0. */
  readonly counts: Readonly<Partial<Record<SideTab, number>>>;
  readonly onTab: (tab: SideTab) => void;
  readonly children: ReactNode;
}

/** Settings, proposals and faults, one of them open. Arrow keys go from tab to tab. */
export function SideTabs({ tab, counts, onTab, children }: SideTabsProps) {
  const text = useText();
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const next = step === 0 ? undefined : SIDE_TABS.at((SIDE_TABS.indexOf(tab) + step) % SIDE_TABS.length);
    if (next === undefined) return;
    event.preventDefault();
    onTab(next);
    event.currentTarget.querySelector<HTMLElement>(`[data-tab="${next}"]`)?.focus();
  };
  return (
    <section className="ed-side">
      <div className="ed-tabs" role="tablist" aria-label={text('editor.settings')} onKeyDown={onKeyDown}>
        {SIDE_TABS.map((one) => {
          const count = counts[one] ?? 0;
          return (
            <button
              key={one}
              type="button"
              role="tab"
              data-tab={one}
              className={classNames('ed-tab', one === 'faults' && count > 0 && 'ed-tab--faults')}
              aria-selected={one === tab}
              aria-controls="editor-side"
              tabIndex={one === tab ? 0 : -1}
              onClick={() => onTab(one)}
            >
              {text(`editor.${one}`)}
              {count === 0 ? null : (
                <span className="ed-tab__count">
                  <span aria-hidden="true">{count}</span>
                  <span className="mado-visually-hidden">{text('editor.count', { count })}</span>
                </span>
              )}
            </button>
          );
        })}
      </div>
      <div id="editor-side" role="tabpanel" aria-label={text(`editor.${tab}`)} tabIndex={0} className="ed-side__panel">
        {children}
      </div>
    </section>
  );
}
