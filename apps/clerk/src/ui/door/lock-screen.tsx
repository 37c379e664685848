import { Banner, Button, Icon, useText } from '@mado/ui';
import type { PersonView } from '@mado/signaling/wire';
import { useState } from 'react';
import type { DoorView } from '../state/door.ts';
import type { DoorActions } from './actions.ts';
import { DoorField } from './door-field.tsx';
import { DoorNote } from './door-note.tsx';
import { DoorForm } from './pages.tsx';
import { ElsewherePage, NumberPage } from './provider-pages.tsx';

export interface LockScreenProps {
  readonly person: PersonView;
  /** They came through the city's provider, and open it in the same way. */
  readonly byProvider: boolean;
  readonly view: DoorView;
  readonly now: number;
  /** There is a call behind it. */
  readonly inCall: boolean;
  readonly actions: DoorActions;
}

/** A locked screen: papers, names and faces are covered, a call waits, the password opens it. */
export function LockScreen({ person, byProvider, view, now, inCall, actions }: LockScreenProps) {
  const text = useText();
  const [password, setPassword] = useState('');
  const { page } = view;
  if (page.at === 'elsewhere' || page.at === 'number') {
    return (
      <div className="door" data-door={page.at}>
        {page.at === 'elsewhere' ? (
          <ElsewherePage page={page} actions={actions} />
        ) : (
          <NumberPage view={view} now={now} actions={actions} />
        )}
      </div>
    );
  }
  return (
    <div className="door" data-door="lock">
      <DoorForm
        view={view}
        now={now}
        submit={text(byProvider ? 'door.provider.open' : 'door.lock.open')}
        onSubmit={() => (byProvider ? actions.provider() : actions.unlock(password))}
      >
        <Icon name="lock" className="door__icon" />
        <h1>{text('door.lock.title')}</h1>
        {inCall ? (
          <Banner tone="info" icon="chat" title={text('door.lock.call')}>
            <p>{text('door.lock.call.next')}</p>
          </Banner>
        ) : null}
        <p>{text(byProvider ? 'door.lock.provider' : 'door.lock.body', { name: person.name })}</p>
        <DoorNote note={view.note} at="lock" now={now} />
        {byProvider ? null : (
          <>
            {/* So that a keeper of passwords knows whose it is. */}
            <input hidden autoComplete="username" value={person.login} readOnly />
            <DoorField
              label={text('door.password')}
              secret
              autoComplete="current-password"
              maxLength={256}
              first
              attempt={view.note}
              value={password}
              onChange={setPassword}
            />
          </>
        )}
      </DoorForm>
      {inCall ? null : (
        <Button kind="quiet" className="door__other" onClick={actions.logOut}>
          {text('door.log-out.other')}
        </Button>
      )}
    </div>
  );
}
