import { Icon, useText } from '@mado/ui';
import type { TemplateSummary } from '../../contract/index.ts';
import { byProcedure } from './fields.ts';

export interface TemplateChoiceProps {
  /** Null until the host has listed them. */
  readonly templates: readonly TemplateSummary[] | null;
  readonly procedureId: string | null;
  readonly procedure: string | null;
  readonly onChoose: (id: string) => void;
}

/** Which form: those of the citizen's procedure first. */
export function TemplateChoice({ templates, procedureId, procedure, onChoose }: TemplateChoiceProps) {
  const text = useText();
  if (templates === null) return <p className="templates__loading">{text('form.loading')}</p>;
  const { fitting, others } = byProcedure(templates, procedureId);
  return (
    <div className="templates">
      <h2 className="templates__title">{text('form.choose')}</h2>
      {templates.length === 0 ? <p>{text('form.none')}</p> : null}
      {fitting.length > 0 ? (
        <TemplateList
          heading={text('form.fitting', { procedure: procedure ?? '' })}
          templates={fitting}
          onChoose={onChoose}
        />
      ) : null}
      {others.length > 0 ? (
        <TemplateList
          heading={fitting.length > 0 ? text('form.others') : text('form.all')}
          templates={others}
          onChoose={onChoose}
        />
      ) : null}
    </div>
  );
}

function TemplateList({
  heading,
  templates,
  onChoose,
}: {
  readonly heading: string;
  readonly templates: readonly TemplateSummary[];
  readonly onChoose: (id: string) => void;
}) {
  const text = useText();
  return (
    <section className="templates__list">
      <h3>{heading}</h3>
      <ul>
        {templates.map((template) => (
          <li key={template.id}>
            <button type="button" className="templates__one" onClick={() => onChoose(template.id)}>
              <Icon name="form" />
              <span className="templates__name">{template.title}</span>
              <span className="templates__about">
                {template.department} ・ {text('form.pages', { pages: template.pages })}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
