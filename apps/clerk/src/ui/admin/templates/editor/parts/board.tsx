import type { Box } from '@mado/forms/map';
import { classNames, useText } from '@mado/ui';
import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from 'react';
import { type Sheet, SheetCanvas } from '@mado/sheets';
import type { EditorEvent, EditorState } from '../model/editor.ts';
import { type Inset, type Stops } from '../model/snap.ts';
import type { Names } from '../names.ts';
import { drawn, edgesOf, type Gesture, HANDLES, heldBox, type Point, under } from './gesture.ts';
import { ItemBoxes, placeStyle } from './item-boxes.tsx';

export interface BoardProps {
  readonly state: EditorState;
  /** The page's picture; null while it is being opened. */
  readonly sheet: Sheet | null;
  /** CSS pixels a point. */
  readonly scale: number;
  readonly names: Names;
  /** What the page has to snap to; null when snapping is off. */
  readonly stops: Stops | null;
  /** Of the kind that is drawn. */
  readonly inset: Inset;
  readonly send: (event: EditorEvent) => void;
  /** A box was drawn on empty paper. */
  readonly onDraw: (box: Box) => void;
  /** A place was pressed twice: a field for the form's box around it. */
  readonly onFill: (point: Point) => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  /** What else lies over the page. */
  readonly children?: ReactNode;
}

/** Farther than this, in CSS pixels, a press is a drag. */
const DRAG_FROM = 4;

/** One page with its fields: drawn, moved and stretched by pointer here, by keys through `onKeyDown`. */
export function Board({
  state,
  sheet,
  scale,
  names,
  stops,
  inset,
  send,
  onDraw,
  onFill,
  onKeyDown,
  children,
}: BoardProps) {
  const text = useText();
  const paper = useRef<HTMLDivElement>(null);
  const gesture = useRef<{ what: Gesture; mark: string; moved: boolean } | null>(null);
  const [guides, setGuides] = useState<{ xs: readonly number[]; ys: readonly number[] }>(NO_GUIDES);
  const [sketch, setSketch] = useState<Box | null>(null);
  const size = state.pages[state.page];
  const items = state.history.present.items.filter(({ page }) => page === state.page);
  if (size === undefined) return null;

  const pointOf = (event: { clientX: number; clientY: number }): Point => {
    const frame = paper.current?.getBoundingClientRect();
    return { x: (event.clientX - (frame?.left ?? 0)) / scale, y: (event.clientY - (frame?.top ?? 0)) / scale };
  };
  const down = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.button !== 0 || !(event.target instanceof HTMLElement)) return;
    const { item: id, part = '', handle } = event.target.dataset;
    const at = pointOf(event);
    const mark = `drag-${event.timeStamp}`;
    const item = items.find((one) => one.id === id);
    if (item === undefined) {
      gesture.current = { what: { kind: 'draw', at }, mark, moved: false };
    } else {
      const edges = HANDLES.find((one) => one === handle);
      const from = heldBox(item, part);
      const what: Gesture =
        edges === undefined
          ? { kind: 'move', id: item.id, part, from, at }
          : { kind: 'resize', id: item.id, part, from, at, edges: edgesOf(edges) };
      gesture.current = { what, mark, moved: false };
      if (edges === undefined && (event.ctrlKey || event.shiftKey || event.metaKey)) {
        send({ type: 'toggle', id: item.id });
        gesture.current = null;
      } else if (!state.selected.includes(item.id) || part !== '') {
        send({ type: 'select', ids: [item.id], part: part === '' ? null : part });
      }
    }
    if (gesture.current !== null) event.currentTarget.setPointerCapture(event.pointerId);
  };
  const move = (event: PointerEvent<HTMLDivElement>): void => {
    const now = gesture.current;
    if (now === null) return;
    const to = pointOf(event);
    const { what, mark } = now;
    if (!now.moved && Math.hypot(to.x - what.at.x, to.y - what.at.y) * scale < DRAG_FROM) return;
    now.moved = true;
    const lines = event.altKey ? null : stops;
    if (what.kind === 'draw') {
      const { box, guides: reached } = drawn(what.at, to, lines, inset);
      setSketch(box);
      setGuides(reached);
      return;
    }
    const item = items.find(({ id }) => id === what.id);
    if (item === undefined) return;
    const { box, guides: reached } = under(what, to, item, lines);
    setGuides(reached);
    if (what.kind === 'resize') {
      send({ type: 'do', command: { type: 'resize', id: what.id, box, part: what.part }, mark });
      return;
    }
    const here = heldBox(item, what.part);
    const ids = what.part === '' ? state.selected : [what.id];
    const by = { dx: box.x - here.x, dy: box.y - here.y };
    send({ type: 'do', command: { type: 'move', ids, part: what.part, ...by }, mark });
  };
  const up = (): void => {
    const now = gesture.current;
    gesture.current = null;
    setGuides(NO_GUIDES);
    setSketch(null);
    if (now === null) return;
    if (now.what.kind !== 'draw') send({ type: 'settle' });
    else if (sketch !== null) onDraw(sketch);
    else send({ type: 'select', ids: [] });
  };

  return (
    <div
      className="ed-paper"
      ref={paper}
      role="group"
      tabIndex={0}
      data-board=""
      aria-label={text('editor.board', { page: state.page + 1 })}
      aria-busy={sheet === null}
      style={{ inlineSize: size.width * scale, blockSize: size.height * scale }}
      onKeyDown={onKeyDown}
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={up}
      onPointerCancel={up}
      onDoubleClick={(event) => {
        if (event.target instanceof HTMLElement && event.target.dataset['item'] === undefined) onFill(pointOf(event));
      }}
    >
      {sheet === null ? (
        <div className="ed-paper__coming" />
      ) : (
        <SheetCanvas sheet={sheet} room={{ width: size.width * scale, height: size.height * scale }} label="" />
      )}
      <div className="ed-paper__over">
        <ItemBoxes
          items={items}
          selected={state.selected}
          part={state.part}
          names={names}
          scale={scale}
          onFocus={(id, part) => {
            if (part !== state.part || !state.selected.includes(id)) send({ type: 'select', ids: [id], part });
          }}
        />
        {children}
        {sketch === null ? null : <span className="ed-sketch" style={placeStyle(sketch, scale)} />}
        {guides.xs.map((x) => (
          <span
            key={`x${x}`}
            className={classNames('ed-guide', 'ed-guide--up')}
            style={{ insetInlineStart: x * scale }}
          />
        ))}
        {guides.ys.map((y) => (
          <span
            key={`y${y}`}
            className={classNames('ed-guide', 'ed-guide--across')}
            style={{ insetBlockStart: y * scale }}
          />
        ))}
      </div>
    </div>
  );
}

const NO_GUIDES = { xs: [], ys: [] } as const;
