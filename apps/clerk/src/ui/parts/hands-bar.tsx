import { Button, Icon, useText } from '@mado/ui';
import type { Notice } from '@mado/signaling';
import { running, usable } from '../state/booth.ts';
import type { SessionView } from '@mado/signaling/wire';
import type { CallActions, CallView, ScanChoice } from '../state/call-view.ts';
import type { TransferView } from '../state/hand-over.ts';
import { PHRASES } from '../state/hands.ts';
import { HandOverSheet } from './hand-over-sheet.tsx';
import { KeyCap } from './key-cap.tsx';
import { Popover } from './popover.tsx';
import { PrintSheet, type PrintTarget } from './print-sheet.tsx';
import { ScanSheet } from './scan-sheet.tsx';
import type { TransferActions } from './transfer-actions.ts';
import { VolumeSheet } from './volume-sheet.tsx';

/** The sheet of a hand that is open; at most one is. */
export type OpenHand = 'none' | 'scan' | 'print' | 'volume' | 'hand-over';

export interface HandsBarProps {
  readonly view: CallView;
  readonly open: OpenHand;
  readonly onOpen: (hand: OpenHand) => void;
  readonly target: PrintTarget;
  readonly scanChoice: ScanChoice;
  readonly onScanChoice: (choice: ScanChoice) => void;
  readonly session: SessionView;
  readonly transfer: TransferView;
  readonly actions: CallActions;
  readonly transferActions: TransferActions;
}

/** The bottom bar: everything that the clerk can do at the booth, each with its key. */
export function HandsBar(props: HandsBarProps) {
  const { view, open, onOpen, target, scanChoice, onScanChoice, actions, transferActions } = props;
  const text = useText();
  const opener = (hand: OpenHand) => (isOpen: boolean) => onOpen(isOpen ? hand : 'none');
  const job = running(view.jobs);
  return (
    <footer className="hands" aria-label={text('clerk.hands')}>
      <div className="hands__work">
        <Popover
          open={open === 'scan'}
          onOpen={opener('scan')}
          label={text('clerk.scan')}
          button={(wiring) => (
            <Button icon="scan" aria-keyshortcuts="S" title={text('clerk.scan.tip')} {...wiring}>
              {text('clerk.scan')}
              <KeyCap>S</KeyCap>
            </Button>
          )}
        >
          <ScanSheet
            choice={scanChoice}
            busy={job !== null}
            missing={!usable(view.devices, 'scanner')}
            onChoice={onScanChoice}
            onScan={() => {
              onOpen('none');
              actions.scan(scanChoice);
            }}
          />
        </Popover>
        <Popover
          open={open === 'print'}
          onOpen={opener('print')}
          label={text('clerk.print')}
          button={(wiring) => (
            <Button icon="print" aria-keyshortcuts="P" title={text('clerk.print.tip')} {...wiring}>
              {text('clerk.print')}
              <KeyCap>P</KeyCap>
            </Button>
          )}
        >
          <PrintSheet
            target={target}
            busy={job !== null}
            missing={!usable(view.devices, 'printer')}
            onPrint={(copies) => {
              onOpen('none');
              if (target.kind === 'paper') actions.print(target.documentId, copies);
              if (target.kind === 'form') actions.printForm('all', copies);
            }}
          />
        </Popover>
      </div>
      <Phrases standing={view.notice} onPhrase={actions.phrase} />
      <div className="hands__work">
        <Popover
          open={open === 'volume'}
          onOpen={opener('volume')}
          label={text('clerk.volume')}
          align="end"
          button={(wiring) => (
            <Button icon="volume-up" aria-keyshortcuts="V" title={text('clerk.volume.tip')} {...wiring}>
              {text('clerk.volume')}
              <KeyCap>V</KeyCap>
            </Button>
          )}
        >
          <VolumeSheet level={view.volume} onLevel={actions.volume} />
        </Popover>
        <Popover
          open={open === 'hand-over' && !underWay(props.session)}
          onOpen={opener('hand-over')}
          label={text('transfer.hand-over')}
          align="end"
          wide
          button={(wiring) => (
            <Button
              icon="arrow-right"
              aria-keyshortcuts="H"
              title={text('transfer.hand-over.tip')}
              {...wiring}
              disabled={underWay(props.session)}
            >
              {text('transfer.hand-over')}
              <KeyCap>H</KeyCap>
            </Button>
          )}
        >
          <HandOverSheet
            session={props.session}
            view={props.transfer}
            actions={transferActions}
            onDone={() => onOpen('none')}
          />
        </Popover>
        <Button
          icon="phone-end"
          className="hands__end"
          aria-keyshortcuts="Q"
          title={text('clerk.end.tip')}
          onClick={() => actions.end('ask')}
        >
          {text('clerk.end')}
          <KeyCap>Q</KeyCap>
        </Button>
      </div>
    </footer>
  );
}

/** One hand-over at a time. */
function underWay({ course }: SessionView): boolean {
  return course.offer !== null || course.side !== null;
}

/** The nine phrases; the one that stands at the kiosk is pressed, and pressing it again takes it away. */
function Phrases({
  standing,
  onPhrase,
}: {
  readonly standing: Notice | null;
  readonly onPhrase: (notice: Notice | null) => void;
}) {
  const text = useText();
  return (
    <div className="phrases" role="group" aria-label={text('clerk.phrases')}>
      {PHRASES.map((notice, index) => (
        <button
          key={notice}
          type="button"
          className="phrases__phrase"
          aria-pressed={notice === standing}
          aria-keyshortcuts={String(index + 1)}
          title={`${text(`notice.${notice}`)} (${index + 1})`}
          onClick={() => onPhrase(notice === standing ? null : notice)}
        >
          <KeyCap>{String(index + 1)}</KeyCap>
          {text(`clerk.phrase.${notice}`)}
          {notice === standing ? <Icon name="check" /> : null}
        </button>
      ))}
    </div>
  );
}
