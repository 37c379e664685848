import { Button, useText } from '@mado/ui';
import type { PersonEntry } from '@mado/signaling/wire';
import { useEffect, useRef } from 'react';

export interface SetupCodeProps {
  readonly person: PersonEntry;
  readonly code: string;
  readonly onDone: () => void;
}

/** The code for a first log-in, this once. */
export function SetupCode({ person, code, onDone }: SetupCodeProps) {
  const text = useText();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <section className="admin-form setup-code" aria-labelledby="setup-code">
      <h2 id="setup-code" ref={title} tabIndex={-1}>
        {text('people.code.title', { name: person.name })}
      </h2>
      <p>{text('people.code.body', { login: person.login })}</p>
      <p className="setup-code__code" lang="en">
        {code}
      </p>
      <div className="admin-form__buttons">
        <Button icon="print" onClick={() => print()}>
          {text('people.code.print')}
        </Button>
        <span className="admin-form__gap" />
        <Button kind="primary" icon="check" onClick={onDone}>
          {text('people.code.done')}
        </Button>
      </div>
    </section>
  );
}
