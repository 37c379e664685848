import type { TableField } from '@mado/forms/map';
import { useText } from '@mado/ui';
import { useId } from 'react';
import { MOST, withColumnName, withColumns, withFixed } from '../model/table.ts';
import { Group, NumberInput, TextInput } from './inputs.tsx';

export interface TableSettingsProps {
  readonly item: TableField;
  readonly put: (item: TableField, mark?: string) => void;
  readonly onLeave: () => void;
}

/** Rows and columns of a list, what its columns are called, and whether it goes on on a general sheet. */
export function TableSettings({ item, put, onLeave }: TableSettingsProps) {
  const text = useText();
  const id = useId();
  const height = item.rowHeight * item.rows;
  const continued = item.continuation !== undefined;
  return (
    <>
      <Group label={text('editor.kind.table')}>
        <NumberInput
          label={text('editor.rows')}
          value={item.rows}
          min={1}
          max={MOST.rows}
          step={1}
          onChange={(rows) =>
            put({ ...item, rows: Math.round(rows), rowHeight: height / Math.round(rows) }, `rows-${item.id}`)
          }
          onLeave={onLeave}
        />
        <NumberInput
          label={text('editor.columns')}
          value={item.columns.length}
          min={1}
          max={MOST.columns}
          step={1}
          onChange={(count) => put(withColumns(item, Math.round(count)), `columns-${item.id}`)}
          onLeave={onLeave}
        />
        <div className="ed-group__wide">
          <label className="ed-tick">
            <input
              type="checkbox"
              checked={item.fixed === true}
              aria-disabled={continued}
              aria-describedby={`${id}-fixed`}
              data-fixed=""
              onChange={(event) => put(withFixed(item, event.target.checked))}
            />
            {text('editor.fixed')}
          </label>
          <p id={`${id}-fixed`} className="admin-quiet">
            {text(continued ? 'editor.fixed.continued' : 'editor.fixed.help')}
          </p>
        </div>
      </Group>
      <Group label={text('editor.column.settings')}>
        <p className="admin-quiet ed-group__wide">{text('editor.column.help')}</p>
        {item.columns.map((column, index) => (
          <div key={index} className="ed-column">
            <TextInput
              label={text('editor.column.name', { number: index + 1 })}
              value={column.label ?? ''}
              maxLength={MOST.name}
              mayBeEmpty
              onChange={(name) => put(withColumnName(item, index, name), `column-name-${item.id}-${index}`)}
              onLeave={onLeave}
            />
            <NumberInput
              label={text('editor.column.lines', { number: index + 1 })}
              value={column.lines}
              min={1}
              max={4}
              step={1}
              onChange={(lines) =>
                put(
                  { ...item, columns: item.columns.with(index, { ...column, lines: Math.round(lines) }) },
                  `column-${item.id}-${index}`,
                )
              }
              onLeave={onLeave}
            />
          </div>
        ))}
      </Group>
    </>
  );
}
