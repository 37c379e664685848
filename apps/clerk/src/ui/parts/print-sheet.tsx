import { useState } from 'react';
import { Button, useText } from '@mado/ui';
import type { TemplateSummary } from '../../contract/index.ts';
import type { Paper } from '../state/call-view.ts';
import { Copies } from './copies.tsx';
import { KeyCap } from './key-cap.tsx';

/** What "print" means now: the paper that is looked at, or the form that is being filled. */
export type PrintTarget =
  | { readonly kind: 'nothing' }
  /** The booth's printer takes PDF; a scanned picture is not one. */
  | { readonly kind: 'picture' }
  | { readonly kind: 'paper'; readonly documentId: string; readonly title: string }
  | { readonly kind: 'form'; readonly title: string };

export interface PrintSheetProps {
  readonly target: PrintTarget;
  readonly busy: boolean;
  readonly missing: boolean;
  readonly onPrint: (copies: number) => void;
}

/** Asks how many copies and prints at the booth, or says why there is nothing to print. */
export function PrintSheet({ target, busy, missing, onPrint }: PrintSheetProps) {
  const text = useText();
  const [copies, setCopies] = useState(1);
  if (target.kind === 'nothing' || target.kind === 'picture') {
    return (
      <p className="sheet-note" tabIndex={-1} data-first>
        {text(`clerk.print.${target.kind}`)}
      </p>
    );
  }
  return (
    <>
      <p>{text('clerk.print.question', { title: target.title })}</p>
      <Copies copies={copies} onChange={setCopies} />
      {busy || missing ? (
        <p className="sheet-note">{text(missing ? 'device.clerk.printer-missing' : 'clerk.busy')}</p>
      ) : null}
      <Button
        kind="primary"
        icon="print"
        data-first
        aria-disabled={busy}
        onClick={() => {
          if (!busy) onPrint(copies);
        }}
      >
        {text('clerk.print.start')}
        <KeyCap>Enter</KeyCap>
      </Button>
    </>
  );
}

/** Complete and one PDF: what `print.document` can hand to the booth's printer. */
export function paperTarget(paper: Paper | null): PrintTarget {
  if (paper === null) return { kind: 'nothing' };
  const printable = paper.complete && paper.pages.length === 1 && paper.pages[0]?.mime === 'application/pdf';
  return printable ? { kind: 'paper', documentId: paper.id, title: paper.title } : { kind: 'picture' };
}

/** The form that is being filled. */
export function formTarget(template: TemplateSummary | null): PrintTarget {
  return template === null ? { kind: 'nothing' } : { kind: 'form', title: template.title };
}
