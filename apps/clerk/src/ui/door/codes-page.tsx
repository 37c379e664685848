import { Button, useText } from '@mado/ui';
import type { PersonView } from '@mado/signaling/wire';
import { useEffect, useRef, useState } from 'react';

export interface CodesPageProps {
  readonly person: PersonView;
  readonly codes: readonly string[];
  readonly onKept: () => void;
}

/** The recovery codes, this once: to print, to copy, and to say that they are kept. */
export function CodesPage({ person, codes, onKept }: CodesPageProps) {
  const text = useText();
  const [kept, setKept] = useState(false);
  const [copy, setCopy] = useState<'no' | 'copied' | 'chosen'>('no');
  const list = useRef<HTMLOListElement>(null);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);

  const copyCodes = () => {
    navigator.clipboard.writeText(codes.join('\n')).then(
      () => setCopy('copied'),
      // The shell gives no page the clipboard; the person's own key does.
      () => {
        const { current } = list;
        if (current !== null) getSelection()?.selectAllChildren(current);
        setCopy('chosen');
      },
    );
  };
  return (
    <div className="door__form codes">
      <h1 ref={title} tabIndex={-1}>
        {text('door.codes.title')}
      </h1>
      <p>{text('door.codes.body')}</p>
      <div className="codes__paper">
        <h2 className="codes__of">{text('door.codes.of', { name: person.name, login: person.login })}</h2>
        <ol ref={list} className="codes__list" lang="en">
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ol>
      </div>
      <div className="codes__tools">
        <Button icon="print" onClick={() => print()}>
          {text('door.codes.print')}
        </Button>
        <Button icon="document" onClick={copyCodes}>
          {text('door.codes.copy')}
        </Button>
        <p role="status" className="door__quiet">
          {copy === 'no' ? '' : text(`door.codes.${copy}`)}
        </p>
      </div>
      <div className="door__buttons">
        <label className="door__check">
          <input type="checkbox" checked={kept} onChange={(event) => setKept(event.target.checked)} />
          {text('door.codes.kept')}
        </label>
        <Button
          kind="primary"
          size="large"
          iconAfter="arrow-right"
          aria-disabled={!kept}
          onClick={() => {
            if (kept) onKept();
          }}
        >
          {text('door.codes.enter')}
        </Button>
      </div>
    </div>
  );
}
