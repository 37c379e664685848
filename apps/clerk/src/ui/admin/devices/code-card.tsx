import { Button, useText } from '@mado/ui';
import type { ResponseOf } from '@mado/signaling/wire';
import { useEffect, useRef, useState } from 'react';

export interface CodeCardProps {
  readonly code: ResponseOf<'admin.enrolmentCode'>;
  /** The server's clock now, in milliseconds. */
  readonly now: number;
  readonly timeOf: (at: number) => string;
  readonly onDone: () => void;
}

/** A one-time code, large enough to be read across a desk, with the time that it has left. */
export function CodeCard({ code, now, timeOf, onDone }: CodeCardProps) {
  const text = useText();
  const title = useRef<HTMLHeadingElement>(null);
  const shown = useRef<HTMLParagraphElement>(null);
  const [copy, setCopy] = useState<'no' | 'copied' | 'chosen'>('no');
  useEffect(() => title.current?.focus(), [code]);
  const over = code.expiresAt <= now;
  // The clock on the page is up to a second behind the server's: never a minute more than there are.
  const minutes = Math.max(1, Math.round((code.expiresAt - now) / 60_000));
  const copyCode = () => {
    navigator.clipboard.writeText(code.code).then(
      () => setCopy('copied'),
      // The shell gives no page the clipboard; the person's own key does.
      () => {
        if (shown.current !== null) getSelection()?.selectAllChildren(shown.current);
        setCopy('chosen');
      },
    );
  };
  return (
    <section className="admin-form setup-code" aria-labelledby="enrolment-code">
      <h2 id="enrolment-code" ref={title} tabIndex={-1}>
        {text('enrolment.code.title')}
      </h2>
      <p ref={shown} className="setup-code__code" lang="en" data-over={over}>
        {code.code}
      </p>
      <p role="status">
        {over
          ? text('enrolment.code.over')
          : text('enrolment.code.body', { until: timeOf(code.expiresAt), minutes: minutes })}
      </p>
      <div className="admin-form__buttons">
        <Button icon="print" onClick={() => print()}>
          {text('enrolment.code.print')}
        </Button>
        <Button icon="document" onClick={copyCode}>
          {text('enrolment.code.copy')}
        </Button>
        <span className="admin-quiet admin-form__gap" role="status">
          {copy === 'no' ? '' : text(`enrolment.code.${copy}`)}
        </span>
        <Button kind="primary" icon="check" onClick={onDone}>
          {text('enrolment.code.done')}
        </Button>
      </div>
    </section>
  );
}
