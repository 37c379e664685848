import { Button, useText } from '@mado/ui';
import { useId, useState } from 'react';
import { ProcedureTicks } from './procedure-ticks.tsx';

/** As the server's store has it, in bytes. */
const MOST_BYTES = 20 * 1024 * 1024;

export interface NewTemplateProps {
  /** The person's own. */
  readonly department: string;
  /** Names of the city's procedures by id. */
  readonly procedures: ReadonlyMap<string, string>;
  readonly busy: boolean;
  readonly onBack: () => void;
  readonly onCreate: (about: {
    readonly title: string;
    readonly department: string;
    readonly procedures: readonly string[];
    readonly pdf: Uint8Array<ArrayBuffer>;
  }) => void;
}

/** A template begins with the council's own PDF and the name by which clerks look for it. */
export function NewTemplate({ department: own, procedures, busy, onBack, onCreate }: NewTemplateProps) {
  const text = useText();
  const id = useId();
  const [title, setTitle] = useState('');
  const [department, setDepartment] = useState(own);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [file, setFile] = useState<File | null>(null);
  const large = file !== null && file.size > MOST_BYTES;
  const ready = title.trim() !== '' && department.trim() !== '' && file !== null && file.size > 0 && !large && !busy;
  return (
    <form
      className="new-template"
      onSubmit={(event) => {
        event.preventDefault();
        if (!ready) return;
        void file
          .arrayBuffer()
          .then((bytes) =>
            onCreate({
              ...{ title: title.trim(), department: department.trim(), procedures: chosen },
              pdf: new Uint8Array(bytes),
            }),
          )
          .catch(reportError);
      }}
    >
      <div className="admin-head">
        <h2>{text('templates.new')}</h2>
        <Button icon="arrow-left" onClick={onBack}>
          {text('templates.back')}
        </Button>
      </div>
      <label className="field__label" htmlFor={`${id}-file`}>
        {text('templates.file')}
      </label>
      <input
        id={`${id}-file`}
        type="file"
        accept="application/pdf,.pdf"
        className="field__input"
        aria-describedby={`${id}-file-note`}
        onChange={(event) => {
          const chosen = event.target.files?.[0] ?? null;
          setFile(chosen);
          if (chosen !== null && title === '') setTitle(chosen.name.replace(/\.pdf$/i, '').slice(0, 200));
        }}
      />
      <p id={`${id}-file-note`} className="admin-quiet" role="status">
        {text(large ? 'templates.file.large' : 'templates.file.note')}
      </p>
      <label className="field__label" htmlFor={`${id}-title`}>
        {text('templates.name')}
      </label>
      <input
        id={`${id}-title`}
        className="field__input"
        autoComplete="off"
        maxLength={200}
        value={title}
        onChange={(event) => setTitle(event.target.value)}
      />
      <label className="field__label" htmlFor={`${id}-department`}>
        {text('templates.department')}
      </label>
      <input
        id={`${id}-department`}
        className="field__input"
        autoComplete="off"
        maxLength={100}
        value={department}
        onChange={(event) => setDepartment(event.target.value)}
      />
      <ProcedureTicks procedures={procedures} chosen={chosen} onChange={setChosen} />
      <div>
        <Button kind="primary" type="submit" icon="form" aria-disabled={!ready}>
          {text('templates.begin')}
        </Button>
      </div>
    </form>
  );
}
