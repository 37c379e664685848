import { Button, useLanguage, useText } from '@mado/ui';
import { AdminTable } from '../list-parts.tsx';
import type { TemplateRow } from './port.ts';

export interface TemplatesTableProps {
  readonly rows: readonly TemplateRow[];
  readonly onEdit: (id: string) => void;
  readonly onHistory: (row: TemplateRow) => void;
  readonly onDiscard: (row: TemplateRow) => void;
}

/** Every template with the version that clerks fill and the draft that somebody works at. */
export function TemplatesTable({ rows, onEdit, onHistory, onDiscard }: TemplatesTableProps) {
  const text = useText();
  const timeOf = useTime();
  return (
    <AdminTable
      label={text('templates.title')}
      columns={[text('templates.name'), text('templates.published'), text('templates.draft')]}
      hands
    >
      {rows.map((row) => (
        <tr key={row.id} data-template={row.id}>
          <th scope="row">
            {row.title}
            <span className="admin-quiet people__login">{row.department}</span>
          </th>
          <td>
            {row.published === null
              ? text(row.installed ? 'templates.as-installed' : 'templates.unpublished')
              : text('templates.version', { version: row.published.version, by: row.published.by })}
            {row.published === null ? null : (
              <span className="admin-quiet people__login">{timeOf(row.published.at)}</span>
            )}
          </td>
          <td>
            {row.draft === null ? (
              <span className="admin-quiet">{text('templates.draft.none')}</span>
            ) : (
              <>
                {row.draft.by}
                <span className="admin-quiet people__login">{timeOf(row.draft.at)}</span>
              </>
            )}
          </td>
          <td className="admin-table__hands">
            <Button
              icon="form"
              aria-label={text('templates.edit.what', { title: row.title })}
              onClick={() => onEdit(row.id)}
            >
              {text('templates.edit')}
            </Button>
            {row.published === null ? null : (
              <Button
                icon="list"
                aria-label={text('templates.history.what', { title: row.title })}
                onClick={() => onHistory(row)}
              >
                {text('templates.history')}
              </Button>
            )}
            {row.draft === null ? null : (
              <Button
                icon="close"
                aria-label={text('templates.discard.what', { title: row.title })}
                onClick={() => onDiscard(row)}
              >
                {text('templates.discard')}
              </Button>
            )}
          </td>
        </tr>
      ))}
    </AdminTable>
  );
}

/** Day and time of a moment, as the chosen language writes them. */
export function useTime(): (at: number) => string {
  const language = useLanguage();
  const locale = language === 'ja-easy' ? 'ja' : language;
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  return (at) => format.format(at);
}
