import { Banner, Button, ProgressBar, useText } from '@mado/ui';
import { TEMPLATE_PROBLEMS, type TemplateProblem } from '@mado/forms/map';
import { CallRefusedError } from '@mado/rpc';
import { useEffect, useState } from 'react';
import type { Timers } from '../../../form/latest.ts';
import type { DraftPort, OpenedDraft } from './draft-port.ts';
import { EditorDesk } from './editor-desk.tsx';
import { EditorWork } from './editor-work.ts';
import { useNaming } from './use-naming.ts';
import type { Inspection, WorkbenchPort } from './workbench-port.ts';

export interface TemplateEditorProps {
  readonly draft: DraftPort;
  readonly workbench: WorkbenchPort;
  /** Names of the city's procedures by id. */
  readonly procedures: ReadonlyMap<string, string>;
  readonly onClose: () => void;
}

type Opening =
  | { readonly phase: 'loading' }
  | { readonly phase: 'failed'; readonly problem: TemplateProblem | null }
  | {
      readonly phase: 'there';
      readonly work: EditorWork;
      readonly opened: OpenedDraft;
      readonly inspection: Inspection;
    };

const timers: Timers = {
  set: (run, ms) => window.setTimeout(run, ms),
  clear: (timer) => window.clearTimeout(timer),
};

/** Opens the draft of a template and lets a department's administrator work at it. */
export function TemplateEditor({ draft, workbench, procedures, onClose }: TemplateEditorProps) {
  const text = useText();
  const [round, setRound] = useState(0);
  const [opening, setOpening] = useState<Opening>({ phase: 'loading' });
  useEffect(() => {
    let awaited = true;
    let work: EditorWork | null = null;
    const open = async (): Promise<void> => {
      const opened = await draft.open();
      const inspection = await workbench.inspect(opened.pdf);
      if (!awaited) return;
      work = new EditorWork({ draft, workbench }, opened, inspection, timers);
      setOpening({ phase: 'there', work, opened, inspection });
    };
    open().catch((error: unknown) => {
      if (!awaited) return;
      // What broke is the band's to explain; a form that cannot be one is explained here.
      setOpening({ phase: 'failed', problem: error instanceof CallRefusedError ? problemOf(error.code) : null });
    });
    return () => {
      awaited = false;
      void work?.close();
    };
  }, [draft, workbench, round]);
  const { inspection, naming } = useNaming(opening.phase === 'there' ? opening.inspection : null);
  const again = (): void => {
    setOpening({ phase: 'loading' });
    setRound((before) => before + 1);
  };
  switch (opening.phase) {
    case 'loading':
      return (
        <div className="admin-shape" aria-busy="true">
          <ProgressBar label={text('editor.loading')} fraction={null} />
        </div>
      );
    case 'failed':
      return (
        <Banner
          tone="warning"
          icon="warning"
          live="polite"
          title={text('editor.failed')}
          actions={
            <>
              <Button icon="arrow-left" onClick={onClose}>
                {text('editor.back')}
              </Button>
              <Button icon="repeat" onClick={again}>
                {text('common.retry')}
              </Button>
            </>
          }
        >
          <p>{text(opening.problem === null ? 'editor.failed.next' : `template.${opening.problem}`)}</p>
        </Banner>
      );
    case 'there':
      return inspection === null ? null : (
        <EditorDesk
          key={round}
          work={opening.work}
          opened={opening.opened}
          inspection={inspection}
          naming={naming}
          procedures={procedures}
          onClose={onClose}
          onReopen={again}
        />
      );
  }
}

function problemOf(code: string): TemplateProblem | null {
  return TEMPLATE_PROBLEMS.find((problem) => problem === code) ?? null;
}
