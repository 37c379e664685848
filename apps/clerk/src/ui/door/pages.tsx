import { Button, useText } from '@mado/ui';
import { useState, type ReactNode } from 'react';
import { secondsLeft, type DoorPage, type DoorView } from '../state/door.ts';
import type { DoorActions } from './actions.ts';
import { DoorField } from './door-field.tsx';
import { DoorNote } from './door-note.tsx';
import { QrCode } from './qr.tsx';

export interface PageProps {
  readonly view: DoorView;
  /** The server's clock now, in milliseconds. */
  readonly now: number;
  readonly actions: DoorActions;
}

const CODE_DIGITS = { autoComplete: 'one-time-code', inputMode: 'numeric', maxLength: 12 } as const;

/** A sheet with a form: Enter sends it, and nothing is sent while the server thinks or has asked to wait. */
export function DoorForm(props: {
  readonly children: ReactNode;
  readonly view: DoorView;
  readonly now: number;
  readonly submit: string;
  readonly onSubmit: () => void;
  /** At the left of the button. */
  readonly aside?: ReactNode;
}) {
  const { children, view, now, submit, onSubmit, aside } = props;
  const held = view.busy || secondsLeft(view.note, now) > 0;
  return (
    <form
      className="door__form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!held) onSubmit();
      }}
    >
      {children}
      <div className="door__buttons">
        {aside}
        <Button kind="primary" size="large" type="submit" iconAfter="arrow-right" aria-disabled={held}>
          {submit}
        </Button>
      </div>
    </form>
  );
}

export function NamePage({ view, now, actions, provider }: PageProps & { readonly provider: boolean }) {
  const text = useText();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  return (
    <DoorForm view={view} now={now} submit={text('door.enter')} onSubmit={() => actions.logIn(login, password)}>
      <h1>{text('door.title')}</h1>
      <DoorNote note={view.note} at="name" now={now} />
      <DoorField
        label={text('door.login')}
        autoComplete="username"
        maxLength={40}
        first={login === ''}
        value={login}
        onChange={setLogin}
      />
      <DoorField
        label={text('door.password')}
        secret
        autoComplete="current-password"
        maxLength={256}
        first={login !== '' && view.note !== null}
        attempt={view.note}
        value={password}
        onChange={setPassword}
      />
      <p className="door__quiet">{text('door.first')}</p>
      {provider ? (
        <Button className="door__provider" icon="globe" aria-disabled={view.busy} onClick={actions.provider}>
          {text('door.provider')}
        </Button>
      ) : null}
    </DoorForm>
  );
}

export function CodePage({
  view,
  now,
  actions,
  page,
}: PageProps & { readonly page: Extract<DoorPage, { at: 'code' }> }) {
  const text = useText();
  const [code, setCode] = useState('');
  const { recovery } = page;
  return (
    <DoorForm
      view={view}
      now={now}
      submit={text('door.code.enter')}
      onSubmit={() => actions.confirm(code)}
      aside={<Restart actions={actions} />}
    >
      <h1>{text(recovery ? 'door.recovery.title' : 'door.code.title')}</h1>
      <p>{text(recovery ? 'door.recovery.body' : 'door.code.body')}</p>
      <DoorNote note={view.note} at="code" recovery={recovery} now={now} />
      <DoorField
        key={recovery ? 'recovery' : 'code'}
        label={text(recovery ? 'door.recovery.label' : 'door.code.label')}
        {...(recovery ? { autoComplete: 'off', maxLength: 40, lang: 'en' } : CODE_DIGITS)}
        first
        attempt={view.note}
        value={code}
        onChange={setCode}
      />
      <Button
        kind="quiet"
        className="door__other"
        icon={recovery ? 'keyboard' : 'help'}
        onClick={() => {
          setCode('');
          actions.recovery(!recovery);
        }}
      >
        {text(recovery ? 'door.recovery.other' : 'door.code.other')}
      </Button>
    </DoorForm>
  );
}

export function PasswordPage({ view, now, actions }: PageProps) {
  const text = useText();
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  return (
    <DoorForm
      view={view}
      now={now}
      submit={text('common.next')}
      onSubmit={() => actions.choosePassword(password, again)}
      aside={<Restart actions={actions} />}
    >
      <h1>{text('door.choose.title')}</h1>
      <p>{text('door.choose.body')}</p>
      <DoorNote note={view.note} at="password" now={now} />
      <DoorField
        label={text('door.choose.label')}
        secret
        autoComplete="new-password"
        maxLength={256}
        first
        attempt={view.note}
        value={password}
        onChange={setPassword}
      />
      <DoorField
        label={text('door.choose.again')}
        secret
        autoComplete="new-password"
        maxLength={256}
        value={again}
        onChange={setAgain}
      />
    </DoorForm>
  );
}

export function FactorPage({
  view,
  now,
  actions,
  page,
}: PageProps & { readonly page: Extract<DoorPage, { at: 'factor' }> }) {
  const text = useText();
  const [code, setCode] = useState('');
  return (
    <DoorForm
      view={view}
      now={now}
      submit={text('door.factor.enter')}
      onSubmit={() => actions.confirmFactor(code)}
      aside={<Restart actions={actions} />}
    >
      <h1>{text('door.factor.title')}</h1>
      <DoorNote note={view.note} at="factor" now={now} />
      <ol className="factor">
        <li className="factor__step">
          <div>
            <p>{text('door.factor.scan')}</p>
            <p className="door__quiet">{text('door.factor.secret')}</p>
            <p className="factor__secret" lang="en">
              {page.secret.replace(/(.{4})(?=.)/g, '$1 ')}
            </p>
          </div>
          <QrCode content={page.uri} label={text('door.factor.qr')} />
        </li>
        <li className="factor__step">
          <DoorField
            label={text('door.factor.code')}
            {...CODE_DIGITS}
            first
            attempt={view.note}
            value={code}
            onChange={setCode}
          />
        </li>
      </ol>
    </DoorForm>
  );
}

export function Restart({ actions }: { readonly actions: DoorActions }) {
  const text = useText();
  return (
    <Button icon="arrow-left" onClick={actions.restart}>
      {text('door.restart')}
    </Button>
  );
}
