import { Button, DisplaySwitches, Icon, useText, type DisplaySettings } from '@mado/ui';
import type { ReactNode } from 'react';
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
  return (
    <div className="frame" data-frame={screen}>
      <header className="frame__header">
        <div className="frame__heading">{heading}</div>
        <DisplaySwitches settings={display} onChange={actions.changeDisplay} />
      </header>
      <main
        className="frame__main"
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
