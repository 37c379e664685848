import { useId, useState } from 'react';
import { Button, type MessageKey, useText } from '@mado/ui';
import { MAX_PAPERS, type TemplateSummary } from '../../contract/index.ts';
import { KeyCap } from '../parts/key-cap.tsx';
import { firstTicks, inListOrder, paperGroups } from './paper-choice.ts';

export interface TemplateChoiceProps {
  /** Null until the host has listed them. */
  readonly templates: readonly TemplateSummary[] | null;
  readonly procedureId: string | null;
  readonly procedure: string | null;
  /** Names of the procedures by id. */
  readonly procedures: ReadonlyMap<string, string>;
  readonly recent: readonly string[];
  /** Papers that are open already. */
  readonly chosen: readonly string[];
  readonly onChoose: (ids: readonly string[]) => void;
  /** Back to the papers that are open; null when there are none. */
  readonly onBack: (() => void) | null;
}

/** Which papers: those of the citizen's procedure are ticked already. What is typed once goes onto all of them. */
export function TemplateChoice(props: TemplateChoiceProps) {
  const text = useText();
  if (props.templates === null) return <p className="templates__loading">{text('form.loading')}</p>;
  if (props.templates.length === 0) return <p className="templates__loading">{text('form.none')}</p>;
  return <Choice {...props} templates={props.templates} />;
}

function Choice({ templates, ...props }: TemplateChoiceProps & { readonly templates: readonly TemplateSummary[] }) {
  const text = useText();
  const searchId = useId();
  const [search, setSearch] = useState('');
  const [ticked, setTicked] = useState<ReadonlySet<string>>(
    () => new Set(firstTicks(templates, props.procedureId, props.chosen)),
  );
  const groups = paperGroups({
    templates,
    procedureId: props.procedureId,
    recent: props.recent,
    search,
    procedures: props.procedures,
  });
  const ids = inListOrder(templates, ticked);
  const tooMany = ids.length > MAX_PAPERS;
  const tick = (id: string, on: boolean): void => {
    const next = new Set(ticked);
    if (on) next.add(id);
    else next.delete(id);
    setTicked(next);
  };
  const heading = {
    procedure: 'form.fitting',
    recent: 'form.recent',
    drawn: 'drawn.heading',
    others: 'form.others',
    found: 'form.found',
  } as const;
  return (
    <form
      className="templates"
      onSubmit={(event) => {
        event.preventDefault();
        if (ids.length > 0 && !tooMany) props.onChoose(ids);
      }}
    >
      <div className="templates__head">
        <h2 className="templates__title">{text('form.choose')}</h2>
        <label className="templates__search" htmlFor={searchId}>
          <span>{text('form.search')}</span>
          <input
            id={searchId}
            type="search"
            className="field__input"
            autoComplete="off"
            value={search}
            placeholder={text('form.search.how')}
            onChange={(event) => setSearch(event.target.value)}
          />
        </label>
      </div>
      <div className="templates__lists">
        {groups.map((group) =>
          group.templates.length === 0 ? (
            <p key={group.id} role="status">
              {text('form.found.none', { search })}
            </p>
          ) : (
            <fieldset key={group.id} className="templates__list">
              <legend>
                {group.id === 'others' && groups.every(({ id }) => id === 'others' || id === 'drawn')
                  ? text('form.all')
                  : text(heading[group.id], { procedure: props.procedure ?? '' })}
              </legend>
              {group.templates.map((template) => (
                <label key={template.id} className="templates__one">
                  <input
                    type="checkbox"
                    checked={ticked.has(template.id)}
                    onChange={(event) => tick(template.id, event.target.checked)}
                  />
                  <span className="templates__name">{template.title}</span>
                  <span className="templates__about">
                    <About template={template} />
                  </span>
                </label>
              ))}
            </fieldset>
          ),
        )}
      </div>
      <div className="templates__go">
        {props.onBack === null ? null : <Button onClick={props.onBack}>{text('form.back')}</Button>}
        <p role="status">
          {tooMany
            ? text('form.too-many', { most: MAX_PAPERS })
            : ids.length === 0
              ? text('form.tick')
              : text('form.ticked', { count: ids.length })}
        </p>
        <Button kind="primary" size="large" type="submit" icon="form" aria-disabled={ids.length === 0 || tooMany}>
          {text('form.begin')}
          <KeyCap>Enter</KeyCap>
        </Button>
      </div>
    </form>
  );
}

/** Whose paper it is and how long, or what a paper without a template is for. */
function About({ template: { id, kind, department, pages } }: { readonly template: TemplateSummary }) {
  const text = useText();
  if (kind === 'drawn') return isDrawn(id) ? text(DRAWN[id]) : null;
  return `${department} ・ ${pages === null ? text('save.workbook.kind') : text('form.pages', { pages })}`;
}

const DRAWN = {
  'paper-guide': 'drawn.guide',
  'paper-ticket': 'drawn.ticket',
  'paper-memo': 'drawn.memo',
  'paper-receipt': 'drawn.receipt',
} as const satisfies Record<string, MessageKey>;

function isDrawn(id: string): id is keyof typeof DRAWN {
  return Object.hasOwn(DRAWN, id);
}
