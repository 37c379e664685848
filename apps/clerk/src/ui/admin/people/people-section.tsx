import { Banner, Button, Question, useText } from '@mado/ui';
import { refusalCode } from '@mado/signaling';
import type { PersonEntry, RequestOf } from '@mado/signaling/wire';
import { useState } from 'react';
import { ListComing, ListFailed, NothingListed } from '../list-parts.tsx';
import type { AdminSectionProps } from '../section.ts';
import { draftOf, NOBODY } from './draft.ts';
import { PeopleTable } from './people-table.tsx';
import { PersonForm } from './person-form.tsx';
import { SetupCode } from './setup-code.tsx';
import { usePeople } from './use-people.ts';

type Page =
  | { readonly at: 'list'; readonly saved: string | null }
  | { readonly at: 'new' }
  | { readonly at: 'change'; readonly person: PersonEntry }
  | { readonly at: 'code'; readonly person: PersonEntry; readonly code: string };
type Fault = 'taken' | 'last' | 'gone' | 'forbidden' | 'no-answer';

/** Who logs in, and what they may do. */
export function PeopleSection({ ports, person: state }: AdminSectionProps) {
  const { people: port } = ports;
  const text = useText();
  const { listed, load } = usePeople(port);
  const [page, setPage] = useState<Page>({ at: 'list', saved: null });
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | null>(null);
  const [question, setQuestion] = useState<'disable' | 'reset' | null>(null);
  const me = state.phase === 'in' ? state.person.id : null;

  const turn = (to: Page) => {
    setFault(null);
    setQuestion(null);
    setPage(to);
  };
  const act = async (call: () => Promise<Page>) => {
    setBusy(true);
    setFault(null);
    setQuestion(null);
    try {
      turn(await call());
      load();
    } catch (error) {
      setFault(faultOf(error, page.at === 'new'));
    } finally {
      setBusy(false);
    }
  };
  const change = (person: PersonEntry, wanted: Omit<RequestOf<'people.change'>, 'id'>) =>
    act(async () => ({ at: 'list', saved: (await port.change({ id: person.id, ...wanted })).name }));

  if (listed.phase === 'loading') {
    return <ListComing label={text('people.loading')} />;
  }
  if (listed.phase === 'failed') {
    return <ListFailed title={text('people.failed')} next={text('people.failed.next')} onAgain={load} />;
  }
  const { people, desks } = listed;
  const provider = state.phase === 'in' && state.provider === true;
  const form = { provider, desks, busy, fault: fault === null ? null : text(`people.fault.${fault}`) };
  const cancel = () => turn({ at: 'list', saved: null });
  switch (page.at) {
    case 'list':
      return (
        <>
          <div className="admin-head">
            <p className="admin-quiet">{text('people.intro')}</p>
            <Button kind="primary" icon="plus" onClick={() => turn({ at: 'new' })}>
              {text('people.add')}
            </Button>
          </div>
          <div role="status">
            {page.saved === null ? null : (
              <Banner tone="success" icon="check" title={text('people.saved', { name: page.saved })} />
            )}
          </div>
          <PeopleTable people={people} desks={desks} me={me} onChange={(person) => turn({ at: 'change', person })} />
          {people.length > 1 ? null : (
            <NothingListed icon="user" title={text('people.alone')}>
              {text('people.alone.next')}
            </NothingListed>
          )}
        </>
      );
    case 'new':
      return (
        <PersonForm
          {...form}
          start={NOBODY}
          title={text('people.add')}
          onCancel={cancel}
          onSave={(wanted) =>
            void act(async () => {
              const { person, setupCode } = await port.create(wanted);
              return { at: 'code', person, code: setupCode };
            })
          }
        />
      );
    case 'code':
      return <SetupCode person={page.person} code={page.code} onDone={cancel} />;
    case 'change': {
      const { person } = page;
      const as = (disabled: boolean) => {
        const { name, department, roles, desks: served } = person;
        void change(person, { name, department, roles, desks: served, disabled });
      };
      return (
        <>
          <PersonForm
            {...form}
            key={person.id}
            start={draftOf(person)}
            title={text('people.change.title', { name: person.name })}
            onCancel={cancel}
            onSave={({ name, department, subject, roles, desks: served }) =>
              void change(person, { name, department, subject, roles, desks: served, disabled: person.disabled })
            }
            more={
              <>
                <Button icon="repeat" onClick={() => setQuestion('reset')}>
                  {text('people.reset')}
                </Button>
                <Button icon="stop" onClick={() => (person.disabled ? as(false) : setQuestion('disable'))}>
                  {text(person.disabled ? 'people.enable' : 'people.disable')}
                </Button>
              </>
            }
          />
          {question === null ? null : (
            <Question
              title={text(`people.${question}.title`, { name: person.name })}
              onDismiss={() => setQuestion(null)}
              answers={
                <>
                  <Button kind="primary" onClick={() => setQuestion(null)}>
                    {text('common.cancel')}
                  </Button>
                  <Button
                    kind="danger"
                    onClick={() => {
                      if (question === 'disable') as(true);
                      else void act(async () => ({ at: 'code', person, code: await port.reset(person.id) }));
                    }}
                  >
                    {text(`people.${question}`)}
                  </Button>
                </>
              }
            >
              <p>{text(`people.${question}.body`)}</p>
            </Question>
          )}
        </>
      );
    }
  }
}

function faultOf(error: unknown, making: boolean): Fault {
  switch (refusalCode(error)) {
    case 'conflict':
      return making ? 'taken' : 'last';
    case 'not-found':
      return 'gone';
    case 'forbidden':
      return 'forbidden';
    default:
      reportError(error);
      return 'no-answer';
  }
}
