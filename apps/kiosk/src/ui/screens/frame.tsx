import { Button, DisplaySwitches, Icon, useText, type DisplaySettings } from '@mado/ui';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { KioskActions } from './actions.ts';

export interface FrameProps {
  /** `<main data-screen>`; with `step` where a screen has several. */
  readonly screen: 'attract' | 'check-in' | 'before-we-start' | 'waiting' | 'call' | 'thanks' | 'out-of-service';
  readonly step?: string;
  /** Facts for whoever watches over the booth, as `data-*`. */
  readonly facts?: Readonly<Record<`data-${string}`, string>>;
  readonly heading: ReactNode;
  readonly band?: ReactNode;
  readonly children: ReactNode;
  /** The row at the bottom, right of the help button. */
  readonly row?: ReactNode;
  readonly display: DisplaySettings;
  readonly actions: Pick<KioskActions, 'callHelp' | 'changeDisplay'>;
}

/** What every screen has at the same place: who speaks at the top, the three switches, help at the lower left. */
export function Frame({ screen, step, facts, heading, band, children, row, display, actions }: FrameProps) {
  const text = useText();
  const { main, scrolls } = useScrolls();
  return (
    <div className="frame" data-frame={screen}>
      <header className="frame__header">
        <div className="frame__heading">{heading}</div>
        <DisplaySwitches settings={display} onChange={actions.changeDisplay} />
      </header>
      <main
        ref={main}
        className="frame__main"
        {...(scrolls ? { tabIndex: 0 } : {})}
        data-screen={screen}
        {...(step === undefined ? {} : { 'data-step': step })}
        {...facts}
      >
        {band}
        {children}
      </main>
      <footer className="frame__footer">
        <Button className="frame__help" icon="bell" onClick={actions.callHelp}>
          {text('kiosk.help.call')}
        </Button>
        {row}
      </footer>
    </div>
  );
}

/** The product's sign and where this booth stands. */
export function Place({ booth }: { readonly booth: string }) {
  const text = useText();
  return (
    <p className="place">
      <Icon name="window" className="place__sign" />
      <span className="place__words">
        <span className="place__product">{text('common.product')}</span>
        {booth === '' ? null : <span className="place__booth">{booth}</span>}
      </span>
    </p>
  );
}

/** Whether the middle is longer than the screen: then the keyboard must reach it to move it. */
function useScrolls() {
  const main = useRef<HTMLElement>(null);
  const [scrolls, setScrolls] = useState(false);
  useEffect(() => {
    const element = main.current;
    if (element === null) return;
    const look = () => setScrolls(element.scrollHeight > element.clientHeight + 1);
    const sizes = new ResizeObserver(look);
    sizes.observe(element);
    for (const child of element.children) sizes.observe(child);
    return () => sizes.disconnect();
  }, []);
  return { main, scrolls };
}
