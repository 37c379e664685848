import { Banner, Button, ProgressBar, useText } from '@mado/ui';
import type { Reading } from '../state/call-view.ts';

export interface ReadingNoteProps {
  readonly reading: Reading;
  /** To the fields that it is offered for; null where they are on the screen already. */
  readonly onForm: (() => void) | null;
  /** Calls it off, or puts what is said about it aside. */
  readonly onDrop: () => void;
}

/** How far the recognition of a page's letters is, and what came of it. */
export function ReadingNote({ reading, onForm, onDrop }: ReadingNoteProps) {
  const text = useText();
  const what = { title: reading.title, page: reading.page + 1 };
  const close = <Button kind="quiet" icon="close" aria-label={text('common.close')} onClick={onDrop} />;
  switch (reading.phase) {
    case 'running':
      return (
        <Banner
          tone="info"
          icon="document"
          live="polite"
          title={text('reading.running', what)}
          actions={
            <Button icon="stop" onClick={onDrop}>
              {text('reading.cancel')}
            </Button>
          }
        >
          <ProgressBar label={text('reading.running', what)} fraction={reading.fraction} />
        </Banner>
      );
    case 'done':
      return onForm === null ? null : (
        <Banner
          tone="success"
          icon="check"
          live="polite"
          title={text('reading.done', { ...what, count: reading.count })}
          actions={
            <>
              <Button
                kind="primary"
                onClick={() => {
                  onDrop();
                  onForm();
                }}
              >
                {text('reading.to-form')}
              </Button>
              {close}
            </>
          }
        />
      );
    case 'nothing':
    case 'failed':
      return (
        <Banner
          tone="warning"
          icon="warning"
          live="polite"
          title={text(`reading.${reading.phase}`, what)}
          actions={close}
        >
          <p>{text(`reading.${reading.phase}.next`)}</p>
        </Banner>
      );
  }
}
