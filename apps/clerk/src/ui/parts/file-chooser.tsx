import { MAX_SHEETS } from '@mado/inspection';
import { Button, Icon, useText } from '@mado/ui';
import { useState, type DragEvent, type ReactNode, type RefObject } from 'react';
import { MAX_FILE_BYTES } from '../../contract/kept-files.ts';

/** Opens the system's own window for choosing files. The field itself stands elsewhere, so that its key works wherever the clerk is. */
export function FileChooser({ field }: { readonly field: RefObject<HTMLInputElement | null> }) {
  const text = useText();
  const note = text('paper.choose.note', { limit: MAX_FILE_BYTES / 1024 / 1024, sheets: MAX_SHEETS });
  return (
    <div className="chooser">
      <Button
        icon="plus"
        aria-keyshortcuts="U"
        title={`${text('paper.choose.tip')} ${note}`}
        onClick={() => field.current?.click()}
      >
        {text('paper.choose')}
      </Button>
      <p className="chooser__note">{note}</p>
    </div>
  );
}

/** The field behind the button. Its list is emptied at once: the same file can be chosen again. */
export function FileField({
  field,
  onFiles,
}: {
  readonly field: RefObject<HTMLInputElement | null>;
  readonly onFiles: (files: readonly File[]) => void;
}) {
  const text = useText();
  return (
    <input
      ref={field}
      type="file"
      className="chooser__field"
      aria-label={text('paper.choose')}
      accept=".pdf,.jpg,.jpeg,.png"
      multiple
      hidden
      onChange={({ currentTarget }) => {
        onFiles([...(currentTarget.files ?? [])]);
        currentTarget.value = '';
      }}
    />
  );
}

/** A place onto which files may be dropped; says so while one hangs over it. */
export function DropPlace({
  onFiles,
  children,
  ...rest
}: {
  /** Null: nothing is taken. */
  readonly onFiles: ((files: readonly File[]) => void) | null;
  readonly children: ReactNode;
  readonly id: string;
  readonly labelledBy: string;
}) {
  const text = useText();
  const [over, setOver] = useState(false);
  const bringsFiles = (event: DragEvent) => onFiles !== null && event.dataTransfer.types.includes('Files');
  return (
    <section
      className="call__stage"
      id={rest.id}
      role="tabpanel"
      aria-labelledby={rest.labelledBy}
      onDragOver={(event) => {
        if (!bringsFiles(event)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))) setOver(false);
      }}
      onDrop={(event) => {
        setOver(false);
        if (!bringsFiles(event)) return;
        event.preventDefault();
        onFiles?.([...event.dataTransfer.files]);
      }}
    >
      {children}
      {over ? (
        <div className="drop" role="status">
          <p className="drop__words">
            <Icon name="plus" />
            {text('paper.drop')}
          </p>
        </div>
      ) : null}
    </section>
  );
}
