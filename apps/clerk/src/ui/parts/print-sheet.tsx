import { useState } from 'react';
import { Button, useText } from '@mado/ui';
import type { FormDesk, Paper, PaperScope } from '../state/call-view.ts';
import { Copies } from './copies.tsx';
import { KeyCap } from './key-cap.tsx';

/** What "print" means now: the paper that is looked at, or the form that is being filled. */
export type PrintTarget =
  | { readonly kind: 'nothing' }
  /** Its pages are still on their way. */
  | { readonly kind: 'arriving' }
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
  if (target.kind === 'nothing' || target.kind === 'arriving') {
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

/** The paper that is looked at, once all of it is here. */
export function paperTarget(paper: Paper | null): PrintTarget {
  if (paper === null || (paper.complete && paper.pages.length === 0)) return { kind: 'nothing' };
  return paper.complete ? { kind: 'paper', documentId: paper.id, title: paper.title } : { kind: 'arriving' };
}

/** The paper that is looked at, or all of them under the name `together`. */
export function formTarget({ papers, shown }: FormDesk, scope: PaperScope, together: string): PrintTarget {
  if (papers.length === 0) return { kind: 'nothing' };
  const paper = papers.find(({ template }) => template.id === shown);
  return { kind: 'form', title: scope === 'all' && papers.length > 1 ? together : (paper?.template.title ?? together) };
}
