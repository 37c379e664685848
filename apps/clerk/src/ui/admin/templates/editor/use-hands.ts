import type { Box } from '@mado/forms/map';
import { useText } from '@mado/ui';
import { type KeyboardEvent, type RefObject, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { EditorWork } from './editor-work.ts';
import type { Command } from './model/commands.ts';
import { current, type EditorEvent } from './model/editor.ts';
import { freshId, frameOf, type ItemKind } from './model/item.ts';
import { newItem } from './model/kinds.ts';
import { labelBeside } from './model/naming.ts';
import { itemOf, openProposals, placeOf } from './model/proposals.ts';
import { asDrawn } from './model/table.ts';
import { cellAt, type Direction, insetOf, insideOf, stopsOf } from './model/snap.ts';
import { namesFor } from './names.ts';
import { heldBox } from './parts/gesture.ts';
import { boardKey, travelKey } from './parts/keys.ts';
import type { SideTab } from './parts/side-tabs.tsx';
import { combAround, firstPlace, inCell, nextPlace, type Place } from './placing.ts';
import { kindWords, measures } from './words.ts';
import type { Inspection, PageGeometry, Proposal } from './workbench-port.ts';

/** Times the width of the view. */
const ZOOMS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3] as const;
const WHOLE_WIDTH = 2;
/** Presses of an arrow key that come closer than this, in milliseconds, are one step for undo. */
const NUDGE_PAUSE_MS = 800;
const NO_GEOMETRY: PageGeometry = { width: 1, height: 1, lines: [], cells: [], combs: [], labels: [] };
const ARROWS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

/** What hands and keys do in the editor, and what only this screen remembers of it. */
export function useHands(work: EditorWork, inspection: Inspection, root: RefObject<HTMLElement | null>) {
  const text = useText();
  const view = useSyncExternalStore(work.subscribe, work.getSnapshot);
  const { editor } = view;
  const draft = editor.history.present;
  const [kind, setKind] = useState<ItemKind>('text');
  const [snap, setSnap] = useState(true);
  const [zoom, setZoom] = useState(WHOLE_WIDTH);
  const [place, setPlace] = useState<Place | null>(null);
  const [pointedAt, setPointedAt] = useState<string | null>(null);
  const [question, setQuestion] = useState<'publish' | 'keys' | 'leave' | null>(null);
  const [said, setSaid] = useState({ words: '', turn: 0 });
  const geometry = inspection.pages[editor.page] ?? NO_GEOMETRY;
  const names = useMemo(() => namesFor(inspection, text), [inspection, text]);
  const stops = useMemo(() => stopsOf(geometry), [geometry]);
  const [refused, setRefused] = useState<ReadonlySet<string>>(new Set());
  const open = openProposals(inspection.proposals, draft);
  const proposals = open.filter((one) => !refused.has(placeOf(one)));
  const pointed = proposals.find((one) => placeOf(one) === pointedAt) ?? null;
  const setPointed = (proposal: Proposal | null): void => setPointedAt(proposal === null ? null : placeOf(proposal));
  const [tab, setTab] = useState<SideTab>(draft.items.length === 0 && proposals.length > 0 ? 'proposals' : 'settings');
  const words = kindWords(text, draft.head.department);
  const nudge = useRef<number | undefined>(undefined);
  useEffect(() => () => window.clearTimeout(nudge.current), []);

  const say = (what: string): void => setSaid(({ turn }) => ({ words: what, turn: turn + 1 }));
  /** After the next drawing, when what is to be focused is there. */
  const focusSoon = (selector: string): void => {
    requestAnimationFrame(() => root.current?.querySelector<HTMLElement>(selector)?.focus());
  };
  const toItem = (id: string | undefined): void =>
    focusSoon(id === undefined ? '[data-board]' : `button[data-item="${CSS.escape(id)}"]:not([data-part])`);
  const send = (event: EditorEvent): void => {
    if (event.type === 'select' && event.ids.length > 0) setTab('settings');
    work.send(event);
  };
  const selectedNow = (): readonly string[] => work.getSnapshot().editor.selected;
  const run = (command: Command, mark?: string): void => {
    work.send({ type: 'do', command, ...(mark === undefined ? {} : { mark }) });
    if (command.type === 'delete') {
      say(text('editor.deleted', { count: command.ids.length }));
      toItem(undefined);
    }
    if (command.type === 'duplicate') toItem(selectedNow().at(-1));
  };
  const travel = (way: 'undo' | 'redo'): void => {
    work.send({ type: way });
    say(text(way === 'undo' ? 'editor.undone' : 'editor.redone'));
  };

  /** A new field in a box; a comb of the form becomes one cell for cell. */
  const add = (box: Box): void => {
    const comb = kind === 'text' || kind === 'comb' ? combAround(geometry, box) : null;
    const made: ItemKind = comb === null ? kind : 'comb';
    const id = freshId(made, draft.items);
    const given = comb === null ? { box } : { box: comb.box, cells: comb.cells };
    const item = newItem(made, { id, page: editor.page, words, ...given });
    const drawn = item.kind === 'table' ? asDrawn(item, box, geometry, inspection.proposals) : item;
    run({ type: 'add', items: [drawn] });
    setTab('settings');
    setPlace(null);
    say(text('editor.added', { count: 1 }));
    toItem(selectedNow().at(-1));
  };
  const fill = (point: { x: number; y: number }): void => {
    const cell = cellAt(geometry.cells, point);
    if (cell !== null) add(inCell(cell, kind).box);
  };
  /** The chosen field, or its chosen box, into the form's box around it. */
  const fit = (): void => {
    const item = current(editor);
    if (item === null) return;
    const part = editor.part ?? '';
    const { x, y, width, height } = heldBox(item, part);
    const around = inspection.pages[item.page]?.cells ?? [];
    const cell = cellAt(around, { x: x + width / 2, y: y + height / 2 });
    if (cell !== null) run({ type: 'resize', id: item.id, part, box: insideOf(cell, insetOf(item.kind)) });
  };
  const accept = (taken: readonly Proposal[], next: string): void => {
    const items = taken.flatMap(
      (proposal) => itemOf(proposal, inspection.pages[proposal.page]?.labels ?? [], names.known, words) ?? [],
    );
    run({ type: 'add', items });
    setPointed(null);
    say(text('editor.added', { count: items.length }));
    focusSoon(next);
  };
  const refuse = (proposal: Proposal, next: string): void => {
    setRefused((before) => new Set([...before, placeOf(proposal)]));
    setPointed(null);
    say(text('editor.proposals.refused.one'));
    focusSoon(next);
  };
  const bringBack = (): void => {
    setRefused(new Set());
    focusSoon('[data-proposal="0"]');
  };
  const placeAt = (next: Place): void => {
    setPlace(next);
    const label = labelBeside(next.box, geometry.labels);
    const { x, y } = measures(next.box);
    const at = text('editor.place.at', { x, y });
    say(next.cell === null || label === '' ? at : `${text('editor.place.in', { label })} ${at}`);
  };
  const startPlacing = (): void => {
    const onPage = draft.items.filter(({ page }) => page === editor.page);
    placeAt(firstPlace(geometry, onPage, current(editor), kind));
    focusSoon('[data-ghost]');
  };
  const zoomBy = (step: -1 | 0 | 1): void =>
    setZoom((now) => (step === 0 ? WHOLE_WIDTH : Math.max(0, Math.min(ZOOMS.length - 1, now + step))));

  const onPlaceKey = (event: KeyboardEvent<HTMLElement>): void => {
    event.stopPropagation();
    const direction = ARROWS[event.key];
    if (place === null || (direction === undefined && event.key !== 'Enter' && event.key !== 'Escape')) return;
    event.preventDefault();
    if (direction !== undefined)
      placeAt(nextPlace(place, direction, { geometry, kind, snap: snap && !event.altKey, small: event.shiftKey }));
    else if (event.key === 'Enter') add(place.box);
    else {
      setPlace(null);
      toItem(selectedNow().at(-1));
    }
  };
  const nudged = (key: { name: 'move' | 'resize'; dx: number; dy: number }): void => {
    const item = current(editor);
    if (item === null) return;
    const part = editor.part ?? '';
    const mark = `${key.name} ${editor.selected.join(' ')} ${part}`;
    const held = heldBox(item, part);
    if (key.name === 'move') run({ type: 'move', ids: editor.selected, part, dx: key.dx, dy: key.dy }, mark);
    else {
      const box = { ...held, width: held.width + key.dx, height: held.height + key.dy };
      run({ type: 'resize', id: item.id, part, box }, mark);
    }
    const now = current(work.getSnapshot().editor);
    if (now !== null) say(text('editor.moved', measures(heldBox(now, part))));
    window.clearTimeout(nudge.current);
    nudge.current = window.setTimeout(() => work.send({ type: 'settle' }), NUDGE_PAUSE_MS);
  };
  const onBoardKey = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.defaultPrevented) return;
    const key = boardKey(event);
    if (key === null) return;
    const { selected } = editor;
    const on = event.target instanceof HTMLElement ? event.target.dataset['item'] : undefined;
    // On the bare page arrow keys and the space bar scroll, as everywhere.
    const needsItem = !['new', 'all', 'zoom', 'page'].includes(key.name);
    if (needsItem && selected.length === 0) return;
    if ((key.name === 'move' || key.name === 'resize' || key.name === 'toggle') && on === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    switch (key.name) {
      case 'move':
      case 'resize':
        nudged({ name: key.name, dx: key.dx, dy: key.dy });
        break;
      case 'delete':
        run({ type: 'delete', ids: selected });
        break;
      case 'duplicate':
        run({ type: 'duplicate', ids: selected });
        break;
      case 'settings':
        setTab('settings');
        focusSoon('.ed-settings [data-bind], .ed-settings input, .ed-settings select');
        break;
      case 'new':
        startPlacing();
        break;
      case 'fit':
        fit();
        break;
      case 'all':
        work.send({
          type: 'select',
          ids: draft.items.filter(({ page }) => page === editor.page).map(({ id }) => id),
        });
        break;
      case 'toggle':
        if (on !== undefined) work.send({ type: 'toggle', id: on });
        break;
      case 'leave':
        work.send({ type: 'select', ids: [] });
        toItem(undefined);
        break;
      case 'zoom':
        zoomBy(key.step);
        break;
      case 'page':
        work.send({ type: 'open-page', page: editor.page + key.step });
        break;
    }
  };
  /** Keys that count everywhere in the editor. */
  const onKey = (event: KeyboardEvent<HTMLElement>): void => {
    const typing = event.target instanceof HTMLElement && event.target.matches('input, textarea, select');
    const way = travelKey(event);
    if (way !== null) {
      event.preventDefault();
      travel(way);
    } else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 's') {
      event.preventDefault();
      void work.save();
    } else if (event.key === '?' && !typing && question === null) {
      event.preventDefault();
      setQuestion('keys');
    } else if (event.key === 'Escape' && !event.defaultPrevented && typing) {
      event.preventDefault();
      toItem(selectedNow().at(-1));
    }
  };

  return {
    ...{ view, draft, editor, geometry, names, words, proposals, stops: snap ? stops : null },
    ...{ kind, setKind, snap, setSnap, tab, setTab, place, pointed, setPointed, question, setQuestion, said },
    ...{ refused: open.length - proposals.length, refuse, bringBack },
    ...{ send, run, travel, add, fill, fit, accept, startPlacing, toItem, onPlaceKey, onBoardKey, onKey },
    ...{ zoom: ZOOMS[zoom] ?? 1, zoomBy, settle: () => work.send({ type: 'settle' }) },
    frame: (id: string): Box | null => {
      const item = draft.items.find((one) => one.id === id);
      return item === undefined ? null : frameOf(item);
    },
  };
}
