import { Button, Icon, useText } from '@mado/ui';
import type { Desk, PersonState } from '@mado/signaling/wire';
import type { AdminPorts } from './ports.ts';
import type { AdminSection } from './section.ts';

export interface AdminScreenProps {
  /** What the person may use; never empty. */
  readonly sections: readonly AdminSection[];
  /** Which is open; the first when null or not allowed. */
  readonly current: string | null;
  readonly ports: AdminPorts;
  readonly person: PersonState;
  readonly desks: readonly Desk[];
  /** Citizens in the waiting room, who are not forgotten here. */
  readonly waiting: number;
  readonly now: number;
  readonly onSection: (id: string) => void;
  readonly onBack: () => void;
}

/** The administration: its sections at the side, the chosen one beside them. */
export function AdminScreen({ sections, current, waiting, onSection, onBack, ...rest }: AdminScreenProps) {
  const text = useText();
  const section = sections.find(({ id }) => id === current) ?? sections[0];
  return (
    <main className="admin" data-screen="admin" data-session-state="none" data-section={section?.id}>
      <nav className="admin__side" aria-label={text('admin.title')}>
        <p className="admin__name">{text('admin.title')}</p>
        <ul className="admin__sections">
          {sections.map(({ id, title, icon }) => (
            <li key={id}>
              <button
                type="button"
                className="admin__section"
                aria-current={id === section?.id ? 'page' : undefined}
                onClick={() => onSection(id)}
              >
                <Icon name={icon} />
                {text(title)}
              </button>
            </li>
          ))}
        </ul>
        <Button icon="arrow-left" className="admin__back" onClick={onBack}>
          {waiting === 0 ? text('admin.back') : text('admin.back.waiting', { count: waiting })}
        </Button>
      </nav>
      <section className="admin__work" aria-labelledby="admin-title">
        {section === undefined ? (
          <h1 id="admin-title">{text('admin.nothing')}</h1>
        ) : (
          <>
            <h1 id="admin-title" className="admin__title">
              {text(section.title)}
            </h1>
            <section.Component key={section.id} {...rest} />
          </>
        )}
      </section>
    </main>
  );
}
