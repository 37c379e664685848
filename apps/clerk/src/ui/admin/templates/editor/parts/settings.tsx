import { Button, useText } from '@mado/ui';
import type { Command } from '../model/commands.ts';
import { current, type EditorState } from '../model/editor.ts';
import { ITEM_KINDS, type Item } from '../model/item.ts';
import { type KindWords, valueOf } from '../model/kinds.ts';
import type { Names } from '../names.ts';
import { itemWords, kindKey, measures, nameWords, partWords, points } from '../words.ts';
import { ProcedureTicks } from '../../procedure-ticks.tsx';
import { Binding } from './binding.tsx';
import { heldBox } from './gesture.ts';
import { Group, NumberInput, Select, TextInput } from './inputs.tsx';
import { KindSettings } from './kind-settings.tsx';

export interface SettingsProps {
  readonly state: EditorState;
  readonly names: Names;
  /** Names of the city's procedures by id. */
  readonly procedures: ReadonlyMap<string, string>;
  readonly words: KindWords;
  readonly run: (command: Command, mark?: string) => void;
  readonly onLeave: () => void;
  readonly onFit: () => void;
}

/** What the chosen field is and does; of several what can be done to all; of none the form's own name. */
export function Settings(props: SettingsProps) {
  const text = useText();
  const { state, run, onLeave } = props;
  const draft = state.history.present;
  const item = current(state);
  if (item === null) {
    const { title, department, procedures } = draft.head;
    return (
      <div className="ed-settings">
        <p className="admin-quiet">{text('editor.settings.none')}</p>
        <TextInput
          label={text('editor.template.title')}
          value={title}
          maxLength={200}
          onChange={(next) => run({ type: 'head', head: { title: next } }, 'title')}
          onLeave={onLeave}
        />
        <TextInput
          label={text('editor.template.department')}
          value={department}
          maxLength={100}
          onChange={(next) => run({ type: 'head', head: { department: next } }, 'department')}
          onLeave={onLeave}
        />
        <ProcedureTicks
          procedures={props.procedures}
          chosen={procedures}
          onChange={(next) => run({ type: 'head', head: { procedures: next } })}
        />
      </div>
    );
  }
  if (state.selected.length > 1) {
    return (
      <div className="ed-settings">
        <p>{text('editor.settings.several', { count: state.selected.length })}</p>
        <Common {...props} ids={state.selected} item={item} />
      </div>
    );
  }
  // Keyed by the field, so that nothing half typed goes over to another one.
  return <One key={item.id} {...props} item={item} />;
}

function One({ item, ...props }: SettingsProps & { readonly item: Item }) {
  const text = useText();
  const { state, names, words, run, onLeave, onFit } = props;
  const page = state.pages[item.page];
  const put = (next: Item, mark?: string): void => run({ type: 'put', item: next }, mark);
  const part = state.part ?? '';
  const box = measures(heldBox(item, part));
  const limits = { x: page?.width ?? 0, y: page?.height ?? 0, width: page?.width ?? 0, height: page?.height ?? 0 };
  return (
    <div className="ed-settings" role="group" aria-label={itemWords(text, item, names.of(item))}>
      <h3 className="ed-settings__name">
        {nameWords(text, names.of(item))}
        {part === '' ? null : <span className="admin-quiet"> {partWords(text, part, names.marksOf(item))}</span>}
      </h3>
      {valueOf(item) === null ? null : (
        <Binding key={item.kind} item={item} draft={state.history.present} names={names} run={run} onLeave={onLeave} />
      )}
      <Select
        label={text('editor.kind')}
        value={item.kind}
        options={ITEM_KINDS.map((kind) => [kind, text(kindKey(kind))])}
        onChange={(kind) => run({ type: 'kind', id: item.id, kind, words })}
      />
      {page === undefined ? null : <KindSettings item={item} page={page} names={names} put={put} onLeave={onLeave} />}
      {'size' in item ? (
        <Group label={text('editor.size')}>
          {(['max', 'min'] as const).map((end) => (
            <NumberInput
              key={end}
              label={text(`editor.size.${end}`)}
              value={item.size[end]}
              min={4}
              max={72}
              step={0.5}
              onChange={(value) => {
                const size = { ...item.size, [end]: value };
                // Neither end pushes past the other.
                const sound =
                  end === 'max'
                    ? { ...size, min: Math.min(size.min, value) }
                    : { ...size, max: Math.max(size.max, value) };
                put({ ...item, size: sound }, `size-${end}-${item.id}`);
              }}
              onLeave={onLeave}
            />
          ))}
        </Group>
      ) : null}
      <Group label={text('editor.place')}>
        {(['x', 'y', 'width', 'height'] as const).map((side) => (
          <NumberInput
            key={side}
            label={text(`editor.place.${side}`)}
            value={box[side]}
            min={0}
            max={measures({ x: 0, y: 0, width: limits[side], height: 0 }).width}
            step={0.1}
            onChange={(value) => {
              const next = { ...heldBox(item, part), [side]: points(value) };
              run({ type: 'resize', id: item.id, box: next, part }, `${side}-${item.id}`);
            }}
            onLeave={onLeave}
          />
        ))}
        <Button onClick={onFit} aria-keyshortcuts="F">
          {text('editor.fit')}
        </Button>
      </Group>
      {item.kind === 'by-hand' ? null : (
        <TextInput
          label={text('editor.id')}
          lang="en"
          value={item.id}
          maxLength={60}
          accepts={(to) =>
            /^[a-z][a-z0-9-]*$/.test(to) &&
            state.history.present.items.every((other) => other === item || other.id !== to)
          }
          wrong={text('editor.id.taken')}
          // Taken over when the hand leaves, because the settings belong to the field of this name.
          onLeave={onLeave}
          onDone={(to) => run({ type: 'rename', id: item.id, to })}
        />
      )}
      <Common {...props} ids={[item.id]} item={item} />
    </div>
  );
}

/** What can be done to one field or to several. */
function Common({ state, run, ids, item }: SettingsProps & { readonly ids: readonly string[]; readonly item: Item }) {
  const text = useText();
  return (
    <>
      {state.pages.length > 1 ? (
        <Select
          label={text('editor.to-page')}
          value={String(item.page)}
          options={state.pages.map((_, index) => [String(index), text('editor.page', { page: index + 1 })])}
          onChange={(page) => run({ type: 'page', ids, page: Number(page) })}
        />
      ) : null}
      {state.refused === null ? null : (
        <p className="ed-wrong" role="status">
          {text('editor.refused')}
        </p>
      )}
      <div className="ed-line">
        <Button icon="copy" aria-keyshortcuts="Control+D" onClick={() => run({ type: 'duplicate', ids })}>
          {text('editor.duplicate')}
        </Button>
        <Button icon="close" aria-keyshortcuts="Delete" onClick={() => run({ type: 'delete', ids })}>
          {text('editor.delete')}
        </Button>
      </div>
      {ids.length === 1 ? (
        <div className="ed-line">
          {([-1, 1] as const).map((step) => (
            <Button
              key={step}
              icon={step < 0 ? 'arrow-up' : 'arrow-down'}
              onClick={() => run({ type: 'reorder', id: item.id, step })}
            >
              {text(step < 0 ? 'editor.earlier' : 'editor.later')}
            </Button>
          ))}
        </div>
      ) : null}
    </>
  );
}
