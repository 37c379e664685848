import { Banner, Button, ProgressBar, Question, useText } from '@mado/ui';
import type { TemplateVersion } from '@mado/signaling/wire';
import { useEffect, useState } from 'react';
import { AdminTable } from '../list-parts.tsx';
import type { TemplateRow, TemplatesPort } from './port.ts';
import { useTime } from './templates-table.tsx';

export interface TemplateHistoryProps {
  readonly row: TemplateRow;
  readonly port: Pick<TemplatesPort, 'history'>;
  readonly busy: boolean;
  readonly onBack: () => void;
  readonly onRollBack: (version: number) => void;
}

/** What was published of a template, newest first, and the way back to each. */
export function TemplateHistory({ row, port, busy, onBack, onRollBack }: TemplateHistoryProps) {
  const text = useText();
  const timeOf = useTime();
  const [versions, setVersions] = useState<readonly TemplateVersion[] | 'failed' | null>(null);
  const [question, setQuestion] = useState<TemplateVersion | null>(null);
  useEffect(() => {
    let awaited = true;
    port.history(row.id).then(
      (found) => awaited && setVersions(found),
      (error: unknown) => {
        reportError(error);
        if (awaited) setVersions('failed');
      },
    );
    return () => {
      awaited = false;
    };
  }, [port, row.id]);
  return (
    <>
      <div className="admin-head">
        <h2>{row.title}</h2>
        <Button icon="arrow-left" onClick={onBack}>
          {text('templates.back')}
        </Button>
      </div>
      {versions === 'failed' ? (
        <Banner tone="warning" icon="warning" live="polite" title={text('templates.failed')}>
          <p>{text('templates.failed.next')}</p>
        </Banner>
      ) : versions === null ? (
        <ProgressBar label={text('templates.loading')} fraction={null} />
      ) : (
        <AdminTable
          label={text('templates.history')}
          columns={[text('templates.number'), text('templates.when'), text('templates.note')]}
          hands
        >
          {versions.map((version, index) => (
            <tr key={version.version}>
              <th scope="row">
                {version.version}
                <span className="admin-quiet people__login" lang="en">
                  {version.hash.slice(0, 8)}
                </span>
              </th>
              <td>
                {version.by}
                <span className="admin-quiet people__login">{timeOf(version.at)}</span>
              </td>
              <td>{version.note}</td>
              <td className="admin-table__hands">
                {index === 0 ? (
                  text('templates.now')
                ) : (
                  <Button icon="undo" onClick={() => setQuestion(version)}>
                    {text('templates.roll-back')}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </AdminTable>
      )}
      {question === null ? null : (
        <Question
          title={text('templates.roll-back.title', { version: question.version })}
          onDismiss={() => setQuestion(null)}
          answers={
            <>
              <Button onClick={() => setQuestion(null)}>{text('common.cancel')}</Button>
              <Button
                kind="primary"
                aria-disabled={busy}
                onClick={() => {
                  setQuestion(null);
                  onRollBack(question.version);
                }}
              >
                {text('templates.roll-back')}
              </Button>
            </>
          }
        >
          <p>{text('templates.roll-back.body', { title: row.title })}</p>
        </Question>
      )}
    </>
  );
}
