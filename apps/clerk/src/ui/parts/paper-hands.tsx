import { Button, Question, useText } from '@mado/ui';
import { useState } from 'react';

export interface PaperHandsProps {
  readonly title: string;
  /** Whether this page stands on the citizen's screen; null: it cannot be shown there. */
  readonly shown: boolean | null;
  readonly onShow: () => void;
  /** Recognises the letters of this page; null: nothing to recognise yet, or another page is being read. */
  readonly onRead: (() => void) | null;
  readonly onRemove: () => void;
}

/** What can be done with the paper that is looked at: show it to the citizen, read its letters, take it out. */
export function PaperHands({ title, shown, onShow, onRead, onRemove }: PaperHandsProps) {
  const text = useText();
  const [asking, setAsking] = useState(false);
  return (
    <div className="tools__group tools__group--hands">
      {shown === null ? null : (
        <Button
          icon="eye"
          aria-pressed={shown}
          aria-keyshortcuts="M"
          title={text(shown ? 'paper.shown.tip' : 'paper.show.tip')}
          onClick={onShow}
        >
          {text(shown ? 'paper.shown' : 'paper.show')}
        </Button>
      )}
      <Button
        icon="form"
        aria-disabled={onRead === null}
        aria-keyshortcuts="T"
        title={text('reading.read.tip')}
        onClick={() => onRead?.()}
      >
        {text('reading.read')}
      </Button>
      <Button kind="quiet" title={text('paper.remove.tip')} onClick={() => setAsking(true)}>
        {text('paper.remove')}
      </Button>
      {asking ? (
        <Question
          title={text('paper.remove.title', { title })}
          onDismiss={() => setAsking(false)}
          answers={
            <>
              <Button kind="primary" onClick={() => setAsking(false)}>
                {text('paper.remove.keep')}
              </Button>
              <Button
                kind="danger"
                onClick={() => {
                  setAsking(false);
                  onRemove();
                }}
              >
                {text('paper.remove')}
              </Button>
            </>
          }
        >
          <p>{text('paper.remove.body')}</p>
        </Question>
      ) : null}
    </div>
  );
}
