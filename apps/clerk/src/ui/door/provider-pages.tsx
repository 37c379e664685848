import { Icon, useText } from '@mado/ui';
import { useEffect, useRef, useState } from 'react';
import type { DoorPage } from '../state/door.ts';
import { DoorField } from './door-field.tsx';
import { DoorNote } from './door-note.tsx';
import { DoorForm, Restart, type PageProps } from './pages.tsx';

/** The browser's way to the city's provider: a link for it, and the address for when the link opens nothing. */
export function ElsewherePage({
  page,
  actions,
}: Pick<PageProps, 'actions'> & { readonly page: Extract<DoorPage, { at: 'elsewhere' }> }) {
  const text = useText();
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => link.current?.focus(), []);
  return (
    <div className="door__form">
      <h1>{text('door.elsewhere.title')}</h1>
      <p>{text('door.elsewhere.body')}</p>
      <a
        ref={link}
        className="mado-button mado-button--primary mado-button--large"
        data-first=""
        href={page.url}
        target="_blank"
        rel="noopener noreferrer"
      >
        <Icon name="globe" />
        {text('door.elsewhere.open')}
      </a>
      <p className="door__quiet">{text('door.elsewhere.address')}</p>
      <p className="door__address" lang="en">
        {page.url}
      </p>
      <div className="door__buttons">
        <Restart actions={actions} />
      </div>
    </div>
  );
}

/** The number that the browser shows, typed here: nobody is logged in at a window that is not before them. */
export function NumberPage({ view, now, actions }: PageProps) {
  const text = useText();
  const [code, setCode] = useState('');
  return (
    <DoorForm
      view={view}
      now={now}
      submit={text('door.code.enter')}
      onSubmit={() => actions.number(code)}
      aside={<Restart actions={actions} />}
    >
      <h1>{text('door.number.title')}</h1>
      <p>{text('door.number.body')}</p>
      <DoorNote note={view.note} at="number" now={now} />
      <DoorField
        label={text('door.code.label')}
        autoComplete="off"
        inputMode="numeric"
        maxLength={12}
        first
        attempt={view.note}
        value={code}
        onChange={setCode}
      />
    </DoorForm>
  );
}
