import { LoginName, type DeskId, type PersonEntry, type RequestOf, type Role } from '@mado/signaling/wire';

/** A person as the form has them; `id` is null for somebody new. */
export interface PersonDraft {
  readonly id: PersonEntry['id'] | null;
  readonly login: string;
  readonly name: string;
  readonly department: string;
  /** How the city's provider knows them; empty for nobody there. */
  readonly subject: string;
  readonly roles: readonly Role[];
  readonly desks: readonly DeskId[];
}

export const NOBODY: PersonDraft = {
  id: null,
  login: '',
  name: '',
  department: '',
  subject: '',
  roles: ['clerk'],
  desks: [],
};

export function draftOf({ id, login, name, department, subject, roles, desks }: PersonEntry): PersonDraft {
  return { id, login, name, department, subject: subject ?? '', roles, desks };
}

/** A part of the form that is not good yet. */
export type Need = 'login' | 'name' | 'roles' | 'desks';

/** What is still missing, in the order of the form. */
export function needsOf(draft: PersonDraft): Need[] {
  return [
    ...(draft.id === null && !LoginName.safeParse(draft.login.trim()).success ? (['login'] as const) : []),
    ...(draft.name.trim() === '' ? (['name'] as const) : []),
    ...(draft.roles.length === 0 ? (['roles'] as const) : []),
    ...(draft.roles.includes('clerk') && draft.desks.length === 0 ? (['desks'] as const) : []),
  ];
}

/** As the server wants it. Desks are the clerk's alone. */
export function wantedOf({ login, name, department, subject, roles, desks }: PersonDraft): RequestOf<'people.create'> {
  return {
    login: login.trim(),
    name: name.trim(),
    department: department.trim(),
    subject: subject.trim() === '' ? null : subject.trim(),
    roles: [...roles],
    desks: roles.includes('clerk') ? [...desks] : [],
  };
}

/** A list with something put in or taken out, in the order of `all`. */
export function toggled<T>(list: readonly T[], item: T, on: boolean, all: readonly T[]): T[] {
  return all.filter((each) => (each === item ? on : list.includes(each)));
}
