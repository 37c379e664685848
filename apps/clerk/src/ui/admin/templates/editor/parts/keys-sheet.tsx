import { Button, type PlainKey, Question, useText } from '@mado/ui';

const KEYS = [
  ['Tab / Shift+Tab', 'editor.help.next'],
  ['↑ ↓ ← →', 'editor.help.move'],
  ['Shift + ↑ ↓ ← →', 'editor.help.far'],
  ['Ctrl + ↑ ↓ ← →', 'editor.help.resize'],
  ['N', 'editor.help.new'],
  ['F', 'editor.help.fit'],
  ['Enter', 'editor.help.settings'],
  ['Esc', 'editor.help.board'],
  ['Space', 'editor.help.select'],
  ['Ctrl + A', 'editor.help.all'],
  ['Ctrl + D', 'editor.duplicate'],
  ['Delete', 'editor.delete'],
  ['Ctrl + Z', 'editor.undo'],
  ['Ctrl + Y', 'editor.redo'],
  ['Ctrl + S', 'editor.keep.now'],
  ['+ / - / 0', 'editor.help.zoom'],
  ['PageUp / PageDown', 'editor.help.page'],
  ['?', 'editor.keys'],
] as const satisfies readonly (readonly [string, PlainKey])[];

/** All keys of the editor on one page. Letters count only while the page or one of its fields has the focus. */
export function EditorKeys({ onClose }: { readonly onClose: () => void }) {
  const text = useText();
  return (
    <Question
      title={text('editor.keys')}
      onDismiss={onClose}
      answers={
        <Button kind="primary" onClick={onClose}>
          {text('common.close')}
        </Button>
      }
    >
      <dl className="keys__list">
        {KEYS.map(([key, words]) => (
          <div key={key} className="keys__line">
            <dt>
              <kbd className="key-cap">{key}</kbd>
            </dt>
            <dd>{text(words)}</dd>
          </div>
        ))}
      </dl>
      <p className="keys__note">{text('editor.help.parts')}</p>
      <p className="keys__note">{text('editor.draw.how')}</p>
    </Question>
  );
}
