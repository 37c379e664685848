import { Banner, Button, ProgressBar, useText } from '@mado/ui';
import type { ReactNode } from 'react';
import type { FileNote } from '../state/file-desk.ts';
import { refusalWords } from '../state/file-refusal.ts';

export interface FileNotesProps {
  readonly notes: readonly FileNote[];
  /** Calls the file off, or puts what is said about it aside. */
  readonly onDrop: (note: FileNote) => void;
  /** What else goes on with the papers. */
  readonly children?: ReactNode;
}

/** What goes on with the files that the clerk chose: how far each is, or why it is not taken and what to do. */
export function FileNotes({ notes, onDrop, children }: FileNotesProps) {
  return (
    <div className="file-notes">
      {notes.map((note) => (
        <Note key={note.id} note={note} onDrop={() => onDrop(note)} />
      ))}
      {children}
    </div>
  );
}

function Note({ note, onDrop }: { readonly note: FileNote; readonly onDrop: () => void }) {
  const text = useText();
  const { title } = note;
  switch (note.kind) {
    case 'refused':
      return (
        <Banner
          tone="warning"
          icon="warning"
          live="assertive"
          title={text('paper.refused', { title })}
          actions={<Button kind="quiet" icon="close" aria-label={text('common.close')} onClick={onDrop} />}
        >
          <p>{refusalWords(text, note.problem)}</p>
        </Banner>
      );
    case 'broken-off':
      return (
        <Banner
          tone="info"
          icon="info"
          live="polite"
          title={text('paper.broken-off', { title, page: note.page })}
          actions={<Button onClick={onDrop}>{text('paper.remove')}</Button>}
        />
      );
    case 'waiting':
    case 'looking':
    case 'adding':
      return (
        <Banner
          tone="info"
          icon="document"
          live="polite"
          title={words(text, note)}
          actions={
            <Button icon="stop" onClick={onDrop}>
              {text('paper.cancel')}
            </Button>
          }
        >
          {note.kind === 'waiting' ? null : (
            <ProgressBar label={words(text, note)} fraction={note.kind === 'adding' ? note.fraction : null} />
          )}
        </Banner>
      );
  }
}

function words(
  text: ReturnType<typeof useText>,
  note: Extract<FileNote, { kind: 'waiting' | 'looking' | 'adding' }>,
): string {
  const { title } = note;
  if (note.kind !== 'adding') return text(`paper.${note.kind}`, { title });
  if (note.pages === 1) return text('paper.sending', { title });
  return text('paper.drawing', { title, page: note.page, pages: note.pages });
}
