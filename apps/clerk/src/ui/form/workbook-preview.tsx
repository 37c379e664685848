import { useEffect, useRef } from 'react';
import { Icon, useText } from '@mado/ui';
import type { WorkbookSheet } from '../../contract/index.ts';
import type { FormPaper } from '../state/call-view.ts';

export interface WorkbookPreviewProps {
  readonly paper: FormPaper;
  /** Labels of the common fields by key. */
  readonly labels: ReadonlyMap<string, string>;
  /** The field that is being typed into; its cell comes into view. */
  readonly active: string | null;
  readonly onGo: (field: string) => void;
}

/** A filled Excel file as plain tables: what goes into which cell. A cell that takes a field leads to it. */
export function WorkbookPreview({ paper, labels, active, onGo }: WorkbookPreviewProps) {
  const text = useText();
  const element = useRef<HTMLDivElement>(null);
  const { preview, template } = paper;
  useEffect(() => {
    if (active !== null) element.current?.querySelector('.cells__go--here')?.scrollIntoView({ block: 'nearest' });
  }, [active, preview.tables]);
  return (
    <div
      ref={element}
      id="form-page"
      className="preview"
      tabIndex={0}
      role="tabpanel"
      aria-label={text('form.preview', { title: template.title })}
      aria-busy={preview.filling}
    >
      <p className="cells__note">
        <Icon name="info" />
        {text('save.workbook.note')}
      </p>
      {preview.tables.map((sheet) => (
        <Table key={sheet.name} sheet={sheet} labels={labels} active={active} onGo={onGo} />
      ))}
      {preview.tables.length === 0 ? <div className="preview__shape" /> : null}
      {preview.failed ? (
        <p className="preview__failed" role="status">
          <Icon name="warning" />
          {text('form.preview.failed')}
        </p>
      ) : null}
    </div>
  );
}

interface TableProps extends Omit<WorkbookPreviewProps, 'paper'> {
  readonly sheet: WorkbookSheet;
}

function Table({ sheet, labels, active, onGo }: TableProps) {
  const text = useText();
  return (
    <table className="cells">
      <caption>
        {sheet.name}
        {sheet.cut ? ` ${text('save.workbook.cut')}` : null}
      </caption>
      <colgroup>
        {sheet.widths.map((width, index) => (
          <col key={index} style={{ inlineSize: `${width}ch` }} />
        ))}
      </colgroup>
      <tbody>
        {sheet.rows.map((row, index) => (
          <tr key={index}>
            {row.map((cell, place) => {
              const key = cell.keys.find((each) => labels.has(each));
              return (
                <td
                  key={place}
                  colSpan={cell.across}
                  rowSpan={cell.down}
                  className={cell.bold ? 'cells__one cells__one--bold' : 'cells__one'}
                >
                  {key === undefined ? (
                    cell.formula ? (
                      <span className="cells__formula">{text('save.workbook.formula')}</span>
                    ) : (
                      cell.text
                    )
                  ) : (
                    <button
                      type="button"
                      className={cell.keys.includes(active ?? '') ? 'cells__go cells__go--here' : 'cells__go'}
                      data-place={key}
                      title={labels.get(key)}
                      aria-label={`${cell.text} ${text('form.go', { field: labels.get(key) ?? '' })}`}
                      onClick={() => onGo(key)}
                    >
                      {cell.text}
                    </button>
                  )}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
