import type { PersonState, Role } from '@mado/signaling/wire';
import { DevicesSection } from './devices/devices-section.tsx';
import { PeopleSection } from './people/people-section.tsx';
import type { AdminSection } from './section.ts';
import { TemplatesSection } from './templates/templates-section.tsx';

/**
 * Every section of the administration, in the order of the list at its side. A new one is a line here, its port a line in `ports.ts`
 * and `edge/admin-ports.ts`, and its samples lines in `gallery/admin-samples.tsx`.
 */
export const SECTIONS: readonly AdminSection[] = [
  {
    id: 'people',
    title: 'people.title',
    icon: 'user',
    mayUse: (person) => hasRole(person, 'it-administrator'),
    Component: PeopleSection,
  },
  {
    id: 'devices',
    title: 'enrolment.title',
    icon: 'window',
    mayUse: (person) => hasRole(person, 'it-administrator'),
    Component: DevicesSection,
  },
  {
    id: 'templates',
    title: 'templates.title',
    icon: 'form',
    mayUse: (person) => hasRole(person, 'department-administrator', 'it-administrator'),
    Component: TemplatesSection,
  },
];

/** The sections that the person sees; none behind a locked screen. */
export function sectionsFor(person: PersonState | null, sections: readonly AdminSection[] = SECTIONS): AdminSection[] {
  if (person === null || (person.phase === 'in' && person.locked)) return [];
  return sections.filter((section) => section.mayUse(person));
}

/** For `mayUse`: somebody who is logged in has one of the roles. Where people do not log in, nobody has any. */
export function hasRole(person: PersonState, ...roles: readonly Role[]): boolean {
  return person.phase === 'in' && person.person.roles.some((role) => roles.includes(role));
}
