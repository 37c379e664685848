import { useText } from '@mado/ui';

export interface ProcedureTicksProps {
  /** Names of the procedures by id. */
  readonly procedures: ReadonlyMap<string, string>;
  /** Ids of those that a form is for; others than the named ones stay as they are. */
  readonly chosen: readonly string[];
  readonly onChange: (chosen: string[]) => void;
}

/** Which procedures a form is for: clerks find it ticked when a citizen comes for one of them. */
export function ProcedureTicks({ procedures, chosen, onChange }: ProcedureTicksProps) {
  const text = useText();
  if (procedures.size === 0) return null;
  return (
    <fieldset className="procedure-ticks">
      <legend className="field__label">{text('templates.procedures')}</legend>
      <p className="admin-quiet">{text('templates.procedures.note')}</p>
      {[...procedures].map(([id, name]) => (
        <label key={id} className="procedure-ticks__one">
          <input
            type="checkbox"
            checked={chosen.includes(id)}
            onChange={(event) =>
              onChange(event.target.checked ? [...chosen, id] : chosen.filter((other) => other !== id))
            }
          />
          {name}
        </label>
      ))}
    </fieldset>
  );
}
