import { around, type Box, ERA_IDS, type EraId } from '@mado/forms/map';
import { Button, useText } from '@mado/ui';
import type { Item, PageSize } from '../model/item.ts';
import { columns } from '../model/kinds.ts';
import type { Names } from '../names.ts';
import { Group, NumberInput, Select, TextInput } from './inputs.tsx';
import { TableSettings } from './table-settings.tsx';

export interface KindSettingsProps {
  readonly item: Item;
  readonly page: PageSize;
  readonly names: Names;
  readonly put: (item: Item, mark?: string) => void;
  readonly onLeave: () => void;
}

/** What only some kinds have: cells, eras, marks, rows and columns, words of a stamp. */
export function KindSettings({ item, names, put, onLeave }: KindSettingsProps) {
  const text = useText();
  switch (item.kind) {
    case 'text':
      return (
        <>
          <NumberInput
            label={text('editor.lines')}
            value={item.lines}
            min={1}
            max={40}
            step={1}
            onChange={(lines) => put({ ...item, lines: Math.round(lines) }, `lines-${item.id}`)}
            onLeave={onLeave}
          />
          <Select
            label={text('editor.align')}
            value={item.align}
            options={(['left', 'centre', 'right'] as const).map((one) => [one, text(`editor.align.${one}`)])}
            onChange={(align) => put({ ...item, align })}
          />
        </>
      );
    case 'comb':
      return <CombSettings item={item} put={put} onLeave={onLeave} />;
    case 'era-date':
      return <EraSettings item={item} put={put} />;
    case 'choice':
      return (
        <Select
          label={text('editor.mark')}
          value={item.mark}
          options={(['ring', 'check', 'strike'] as const).map((one) => [one, text(`editor.mark.${one}`)])}
          onChange={(mark) => put({ ...item, mark })}
        />
      );
    case 'check': {
      const choices = names.known.get(item.value)?.choices ?? [];
      if (choices.length === 0) return null;
      return (
        <Group label={text('editor.when')}>
          {choices.map(({ value, label }) => (
            <label key={value} className="ed-tick">
              <input
                type="checkbox"
                checked={item.when?.includes(value) ?? false}
                onChange={(event) => {
                  const { when = [], ...rest } = item;
                  const next = event.target.checked ? [...when, value] : when.filter((one) => one !== value);
                  put(next.length === 0 ? rest : { ...rest, when: next });
                }}
              />
              {label}
            </label>
          ))}
        </Group>
      );
    }
    case 'table':
      return <TableSettings item={item} put={put} onLeave={onLeave} />;
    case 'stamp':
      return (
        <>
          {(['above', 'below'] as const).map((side) => (
            <TextInput
              key={side}
              label={text(`editor.${side}`)}
              value={item[side]}
              maxLength={12}
              onChange={(words) => put({ ...item, [side]: words }, `${side}-${item.id}`)}
              onLeave={onLeave}
            />
          ))}
        </>
      );
    case 'by-hand':
      return (
        <TextInput
          label={text('editor.pen')}
          value={item.label}
          maxLength={100}
          onChange={(label) => put({ ...item, label }, `pen-${item.id}`)}
          onLeave={onLeave}
        />
      );
    case 'western-date':
    case 'page-number':
      return null;
  }
}

type Of<K extends Item['kind']> = Extract<Item, { kind: K }>;
type Put = KindSettingsProps['put'];

function CombSettings({ item, put, onLeave }: { item: Of<'comb'>; put: Put; onLeave: () => void }) {
  const text = useText();
  const last = item.groups.at(-1);
  return (
    <Group label={text('editor.cells')}>
      {item.groups.map((group, index) => (
        <NumberInput
          key={index}
          label={item.groups.length === 1 ? text('editor.cells') : text('editor.cells.group', { number: index + 1 })}
          value={group.cells}
          min={1}
          max={40}
          step={1}
          onChange={(cells) =>
            put(
              { ...item, groups: item.groups.with(index, { ...group, cells: Math.round(cells) }) },
              `cells-${item.id}-${index}`,
            )
          }
          onLeave={onLeave}
        />
      ))}
      <div className="ed-line">
        <Button
          icon="plus"
          aria-disabled={item.groups.length >= 10}
          onClick={() => {
            if (last === undefined || item.groups.length >= 10) return;
            const box = { ...last.box, x: last.box.x + last.box.width + 6 };
            put({ ...item, groups: [...item.groups, { ...last, box }] });
          }}
        >
          {text('editor.group.add')}
        </Button>
        {item.groups.length > 1 ? (
          <Button icon="minus" onClick={() => put({ ...item, groups: item.groups.slice(0, -1) })}>
            {text('editor.group.remove')}
          </Button>
        ) : null}
      </div>
    </Group>
  );
}

function EraSettings({ item, put }: { item: Of<'era-date'>; put: Put }) {
  const text = useText();
  const { era } = item;
  const marks: Readonly<Partial<Record<EraId, Box>>> = era.kind === 'circle' ? era.marks : {};
  const putMarks = (next: Partial<Record<EraId, Box>>): void => put({ ...item, era: { kind: 'circle', marks: next } });
  return (
    <Group label={text('editor.era')}>
      <Select
        label={text('editor.era')}
        value={era.kind}
        options={(['printed', 'circle'] as const).map((one) => [one, text(`editor.era.${one}`)])}
        onChange={(kind) => {
          if (kind === era.kind) return;
          if (kind === 'printed') put({ ...item, era: { kind: 'printed', era: 'reiwa' } });
          else putMarks(firstMarks(item.year));
        }}
      />
      {era.kind === 'printed' ? (
        <Select
          label={text('editor.era.printed')}
          value={era.era}
          options={ERA_IDS.map((one) => [one, text(`editor.era.${one}`)])}
          onChange={(one) => put({ ...item, era: { kind: 'printed', era: one } })}
        />
      ) : (
        <div className="ed-line">
          {ERA_IDS.map((one) => (
            <label key={one} className="ed-tick">
              <input
                type="checkbox"
                checked={marks[one] !== undefined}
                onChange={(event) => {
                  const rest = Object.fromEntries(Object.entries(marks).filter(([era]) => era !== one));
                  // The last mark stays: without any nothing could be circled.
                  if (event.target.checked) putMarks({ ...rest, [one]: beside(marks, item.year) });
                  else if (Object.keys(rest).length > 0) putMarks(rest);
                }}
              />
              {text(`editor.era.${one}`)}
            </label>
          ))}
        </div>
      )}
    </Group>
  );
}

/** Marks for the eras of most living people, left of the year. */
function firstMarks(year: Box): Partial<Record<EraId, Box>> {
  const width = 24;
  const left = Math.max(0, year.x - 3 * width - 4);
  const [showa, heisei, reiwa] = columns({ x: left, y: year.y, width: 3 * width, height: year.height }, 3);
  return { showa: showa ?? year, heisei: heisei ?? year, reiwa: reiwa ?? year };
}

function beside(marks: Readonly<Partial<Record<EraId, Box>>>, year: Box): Box {
  const boxes = Object.values(marks);
  if (boxes.length === 0) return { ...year, width: 24 };
  const { x, y, height } = around(boxes);
  return { x: Math.max(0, x - 26), y, width: 24, height };
}
