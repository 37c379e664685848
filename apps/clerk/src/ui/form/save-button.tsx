import { useState } from 'react';
import { Banner, Button, useText } from '@mado/ui';
import { KeyCap } from '../parts/key-cap.tsx';
import { Popover } from '../parts/popover.tsx';
import type { FormDesk, FormPaper } from '../state/call-view.ts';

export interface SaveButtonProps {
  /** The papers that are meant. */
  readonly papers: readonly FormPaper[];
  readonly folder: string;
  readonly saving: FormDesk['saving'];
  readonly onSave: () => void;
}

/** Takes filled forms out of the session, on purpose: asks once, and says what, where to, and that it stays. */
export function SaveButton({ papers, folder, saving, onSave }: SaveButtonProps) {
  const text = useText();
  const [open, setOpen] = useState(false);
  const busy = saving.phase === 'saving';
  return (
    <Popover
      open={open}
      onOpen={setOpen}
      label={text('save.open')}
      align="end"
      wide
      button={(wiring) => (
        <Button icon="folder" className="save__open" {...wiring}>
          {text(busy ? 'save.saving' : 'save.open')}
        </Button>
      )}
    >
      <p>{text('save.what')}</p>
      <ul className="save__what">
        {papers.map(({ template }) => (
          <li key={template.id}>{template.title}</li>
        ))}
      </ul>
      <dl className="save__where">
        <dt>{text('save.where')}</dt>
        <dd>{folder}</dd>
      </dl>
      <p className="sheet-note">{text('save.stays')}</p>
      <div className="save__buttons">
        <Button onClick={() => setOpen(false)}>{text('save.cancel')}</Button>
        <Button
          kind="primary"
          icon="folder"
          data-first
          aria-disabled={busy}
          onClick={() => {
            setOpen(false);
            if (!busy) onSave();
          }}
        >
          {text(saving.phase === 'saved' ? 'save.again' : 'save.start')}
          <KeyCap>Enter</KeyCap>
        </Button>
      </div>
    </Popover>
  );
}

/** What came of it. */
export function SaveNote({ saving }: Pick<SaveButtonProps, 'saving'>) {
  const text = useText();
  if (saving.phase === 'saved') {
    const [file = '', ...more] = saving.files;
    const title = text(more.length > 0 ? 'save.saved.several' : 'save.saved', { count: saving.files.length, file });
    return <Banner tone="info" icon="check" live="polite" title={title} />;
  }
  if (saving.phase === 'failed')
    return <Banner tone="danger" icon="warning" live="polite" title={text(`save.${saving.cause}`)} />;
  return null;
}
