import { Button, Icon, useText } from '@mado/ui';
import type { Keeping } from '../draft-keeper.ts';
import type { EditorView, Shown } from '../editor-work.ts';
import { ITEM_KINDS, type ItemKind } from '../model/item.ts';
import { kindKey } from '../words.ts';

export interface ToolBarProps {
  readonly view: EditorView;
  readonly kind: ItemKind;
  readonly snap: boolean;
  readonly percent: number;
  readonly onBack: () => void;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
  readonly onKind: (kind: ItemKind) => void;
  readonly onAdd: () => void;
  readonly onSnap: (on: boolean) => void;
  readonly onZoom: (step: -1 | 0 | 1) => void;
  readonly onShow: (shown: Shown) => void;
  readonly onSave: () => void;
  readonly onPublish: () => void;
  readonly onKeys: () => void;
}

const SHOWN = ['empty', 'usual', 'longest'] as const satisfies readonly Shown[];

/** Everything that can be done to the form as a whole. */
export function ToolBar({ view, kind, snap, percent, ...on }: ToolBarProps) {
  const text = useText();
  const { past, present, future } = view.editor.history;
  return (
    <header className="ed-bar">
      <div className="ed-bar__line">
        <Button kind="quiet" icon="arrow-left" onClick={on.onBack}>
          {text('editor.back')}
        </Button>
        <h2 className="ed-bar__title">{text('editor.title', { title: present.head.title })}</h2>
        <KeepingWords keeping={view.keeping} />
        <Button aria-keyshortcuts="Control+S" aria-disabled={view.keeping.phase === 'saved'} onClick={on.onSave}>
          {text('editor.keep.now')}
        </Button>
        <Button
          kind="primary"
          icon="check"
          aria-disabled={view.publishing.phase === 'running'}
          data-publish=""
          onClick={on.onPublish}
        >
          {text(view.publishing.phase === 'running' ? 'editor.publish.running' : 'editor.publish')}
        </Button>
      </div>
      <div className="ed-bar__line" role="toolbar" aria-label={text('editor.tools')}>
        <Step icon="undo" words={text('editor.undo')} keys="Ctrl+Z" off={past.length === 0} onPress={on.onUndo} />
        <Step icon="redo" words={text('editor.redo')} keys="Ctrl+Y" off={future.length === 0} onPress={on.onRedo} />
        <span className="ed-bar__gap" />
        <select
          className="ed-input"
          aria-label={text('editor.add.kind')}
          value={kind}
          onChange={(event) => {
            const chosen = ITEM_KINDS.find((one) => one === event.target.value);
            if (chosen !== undefined) on.onKind(chosen);
          }}
        >
          {ITEM_KINDS.map((one) => (
            <option key={one} value={one}>
              {text(kindKey(one))}
            </option>
          ))}
        </select>
        <Button icon="plus" title={`${text('editor.add')} (N)`} aria-keyshortcuts="N" onClick={on.onAdd}>
          {text('editor.add')}
        </Button>
        <label className="ed-tick" title={text('editor.snap.help')}>
          <input type="checkbox" checked={snap} onChange={(event) => on.onSnap(event.target.checked)} />
          {text('editor.snap')}
        </label>
        <span className="ed-bar__gap" />
        <fieldset className="ed-shown">
          <legend>{text('editor.show')}</legend>
          {SHOWN.map((one) => (
            <label key={one} className="ed-shown__one">
              <input
                type="radio"
                name="editor-shown"
                className="mado-visually-hidden"
                value={one}
                checked={view.shown === one}
                onChange={() => on.onShow(one)}
              />
              <span>{text(`editor.show.${one}`)}</span>
            </label>
          ))}
        </fieldset>
        <span className="ed-bar__gap" />
        <Button
          kind="quiet"
          icon="zoom-out"
          aria-label={text('editor.smaller')}
          title={`${text('editor.smaller')} (-)`}
          onClick={() => on.onZoom(-1)}
        />
        <Button kind="quiet" aria-label={text('editor.width', { percent })} onClick={() => on.onZoom(0)}>
          {percent}%
        </Button>
        <Button
          kind="quiet"
          icon="zoom-in"
          aria-label={text('editor.larger')}
          title={`${text('editor.larger')} (+)`}
          onClick={() => on.onZoom(1)}
        />
        <Button
          kind="quiet"
          icon="keyboard"
          aria-label={text('editor.keys')}
          aria-keyshortcuts="?"
          title={`${text('editor.keys')} (?)`}
          onClick={on.onKeys}
        />
      </div>
    </header>
  );
}

/** A step back or forth, by its arrow alone: with its words the tools would not stand on one line of a small screen. */
function Step(props: {
  readonly icon: 'undo' | 'redo';
  readonly words: string;
  readonly keys: string;
  readonly off: boolean;
  readonly onPress: () => void;
}) {
  const { icon, words, keys, off, onPress } = props;
  return (
    <Button
      icon={icon}
      aria-label={words}
      title={`${words} (${keys})`}
      aria-keyshortcuts={keys.replace('Ctrl', 'Control')}
      aria-disabled={off}
      onClick={() => {
        if (!off) onPress();
      }}
    />
  );
}

/** Where the draft is, always in the same place, in words. */
function KeepingWords({ keeping }: { readonly keeping: Keeping }) {
  const text = useText();
  const bad = keeping.phase === 'failed' || keeping.phase === 'conflict';
  const words =
    keeping.phase === 'conflict' ? text('editor.conflict', { name: keeping.by }) : text(`editor.keep.${keeping.phase}`);
  return (
    <p className={bad ? 'ed-keep ed-keep--bad' : 'ed-keep'} role="status" data-keeping={keeping.phase}>
      <Icon name={bad ? 'warning' : keeping.phase === 'saved' ? 'check' : 'clock'} />
      {words}
    </p>
  );
}
