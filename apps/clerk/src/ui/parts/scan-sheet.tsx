import { Button, useText } from '@mado/ui';
import type { ScanChoice } from '../state/call-view.ts';
import { Choice } from './choice.tsx';
import { KeyCap } from './key-cap.tsx';

export interface ScanSheetProps {
  readonly choice: ScanChoice;
  /** Another job is running at the booth. */
  readonly busy: boolean;
  readonly missing: boolean;
  readonly onChoice: (choice: ScanChoice) => void;
  readonly onScan: () => void;
}

/** How the booth's scanner shall read, and the start. The usual choice is made already: S, Enter. */
export function ScanSheet({ choice, busy, missing, onChoice, onScan }: ScanSheetProps) {
  const text = useText();
  return (
    <>
      <Choice
        legend={text('clerk.scan.source')}
        value={choice.source}
        options={[
          { value: 'flatbed', label: text('clerk.scan.flatbed') },
          { value: 'feeder', label: text('clerk.scan.feeder') },
        ]}
        onChange={(source) => onChoice({ ...choice, source })}
      />
      <Choice
        legend={text('clerk.scan.colour')}
        value={choice.colour}
        options={[
          { value: 'colour', label: text('clerk.scan.in-colour') },
          { value: 'grey', label: text('clerk.scan.in-grey') },
        ]}
        onChange={(colour) => onChoice({ ...choice, colour })}
      />
      <Choice
        legend={text('clerk.scan.detail')}
        value={String(choice.resolution)}
        options={RESOLUTIONS.map((dpi) => ({ value: String(dpi), label: text(`clerk.scan.detail.${dpi}`) }))}
        onChange={(value) =>
          onChoice({ ...choice, resolution: RESOLUTIONS.find((dpi) => String(dpi) === value) ?? 200 })
        }
      />
      {busy || missing ? (
        <p className="sheet-note">{text(missing ? 'device.clerk.scanner-missing' : 'clerk.busy')}</p>
      ) : null}
      <Button kind="primary" icon="scan" data-first aria-disabled={busy} onClick={() => !busy && onScan()}>
        {text('clerk.scan.start')}
        <KeyCap>Enter</KeyCap>
      </Button>
    </>
  );
}

const RESOLUTIONS = [150, 200, 300] as const;
