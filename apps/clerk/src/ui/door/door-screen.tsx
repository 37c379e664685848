import { Banner, useText } from '@mado/ui';
import type { PersonState } from '@mado/signaling/wire';
import type { DoorView } from '../state/door.ts';
import type { DoorActions } from './actions.ts';
import { CodesPage } from './codes-page.tsx';
import { ElsewherePage, NumberPage } from './provider-pages.tsx';
import { CodePage, FactorPage, NamePage, PasswordPage } from './pages.tsx';

/** As docs/people.md has it. */
const FIRST_ADMINISTRATOR = `node src/people-main.ts create-admin \\
  --config FILE --login NAME --name NAME`;

export interface DoorScreenProps {
  readonly person: PersonState;
  readonly view: DoorView;
  /** The server's clock now, in milliseconds. */
  readonly now: number;
  readonly actions: DoorActions;
}

/** The way in, a page at a time. */
export function DoorScreen(props: DoorScreenProps) {
  const { person, view } = props;
  const { page, note } = view;
  return (
    <div className="door" data-door={page.at}>
      {person.phase === 'out' && page.at === 'name' && note === null ? <Farewell because={person.because} /> : null}
      {person.phase === 'out' && page.at === 'name' && person.nobody === true ? <NobodyYet /> : null}
      <Page {...props} />
    </div>
  );
}

function Page({ person, view, now, actions }: DoorScreenProps) {
  const props = { view, now, actions };
  const { page } = view;
  switch (page.at) {
    case 'name':
      return <NamePage {...props} provider={person.phase !== 'not-needed' && person.provider === true} />;
    case 'code':
      return <CodePage {...props} page={page} />;
    case 'password':
      return <PasswordPage {...props} />;
    case 'factor':
      return <FactorPage {...props} page={page} />;
    case 'elsewhere':
      return <ElsewherePage page={page} actions={actions} />;
    case 'number':
      return <NumberPage {...props} />;
    case 'codes':
      return person.phase === 'in' ? (
        <CodesPage person={person.person} codes={page.codes} onKept={actions.kept} />
      ) : null;
  }
}

/** A new installation: nobody can log in before the operator has made somebody. */
function NobodyYet() {
  const text = useText();
  return (
    <Banner className="door__farewell" tone="warning" icon="info" title={text('door.nobody')}>
      <p>{text('door.nobody.next')}</p>
      <code className="door__command" lang="en">
        {FIRST_ADMINISTRATOR}
      </code>
    </Banner>
  );
}

/** Why nobody is here any more. */
function Farewell({ because }: { readonly because: Extract<PersonState, { phase: 'out' }>['because'] }) {
  const text = useText();
  if (because === null) return null;
  return (
    <Banner
      className="door__farewell"
      tone={because === 'logged-out' ? 'success' : 'info'}
      icon={because === 'logged-out' ? 'check' : 'info'}
      live="polite"
      title={text(`door.out.${because}`)}
    >
      <p>{text(`door.out.${because}.next`)}</p>
    </Banner>
  );
}
