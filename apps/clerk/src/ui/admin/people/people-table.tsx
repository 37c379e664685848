import { Button, classNames, useText } from '@mado/ui';
import type { DeskOutlook, PersonEntry, PersonId } from '@mado/signaling/wire';
import { AdminTable } from '../list-parts.tsx';

export interface PeopleTableProps {
  readonly people: readonly PersonEntry[];
  readonly desks: readonly DeskOutlook[];
  readonly me: PersonId | null;
  readonly onChange: (person: PersonEntry) => void;
}

/** Everybody, a line each. */
export function PeopleTable({ people, desks, me, onChange }: PeopleTableProps) {
  const text = useText();
  return (
    <AdminTable
      label={text('people.title')}
      columns={[
        text('people.name'),
        text('people.department'),
        text('people.roles'),
        text('people.desks'),
        text('people.state'),
      ]}
      hands
    >
      {people.map((person) => (
        <tr key={person.id} data-login={person.login}>
          <th scope="row">
            {person.name}
            {person.id === me ? <span className="admin-quiet"> {text('people.you')}</span> : null}
            <span className="admin-quiet people__login" lang="en">
              {person.login}
            </span>
          </th>
          <td>{person.department}</td>
          <td>{person.roles.map((role) => text(`people.role.${role}`)).join('、')}</td>
          <td>{deskNames(person, desks)}</td>
          <td>
            <State person={person} />
          </td>
          <td>
            <Button aria-label={text('people.change.who', { name: person.name })} onClick={() => onChange(person)}>
              {text('people.change')}
            </Button>
          </td>
        </tr>
      ))}
    </AdminTable>
  );
}

function State({ person }: { readonly person: PersonEntry }) {
  const text = useText();
  const state = person.disabled ? 'disabled' : person.ready ? 'ready' : 'new';
  return (
    <span className={classNames('people__state', `people__state--${state}`)}>{text(`people.state.${state}`)}</span>
  );
}

function deskNames(person: PersonEntry, desks: readonly DeskOutlook[]): string {
  return person.desks.map((id) => desks.find((desk) => desk.id === id)?.name ?? id).join('、');
}
