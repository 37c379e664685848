import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { AnnotationId, type AnnotationOrder, type PageAnnotation, type PagePoint, type Pointer } from '@mado/signaling';
import type { Turn } from '@mado/sheets';
import { PageAnnotations, useText } from '@mado/ui';
import { annotationAt, markerBetween, placeIn, stepped, turned, turnedAnnotation, turnedBack } from './places.ts';
import type { Tool } from './tool.ts';

export interface AnnotationLayerProps {
  readonly annotations: readonly PageAnnotation[];
  /** Where the clerk in charge points on this page; null: nowhere on it. */
  readonly pointer: Pointer | null;
  readonly turn: Turn;
  /** Null: this page is looked at and not drawn on. */
  readonly pen: Pen | null;
}

export interface Pen {
  readonly tool: Tool;
  readonly onOrder: (order: AnnotationOrder) => void;
  readonly onPoint: (place: PagePoint | null) => void;
  /** Puts the tool away. */
  readonly onHand: () => void;
}

/** Below this, as a share of the page, a press is a press and no stroke. */
const STILL = 0.008;
const MIDDLE: PagePoint = { x: 0.5, y: 0.5 };

/** What is drawn over a page, as the citizen sees it, and the clerk's hand on it: by mouse, pen, finger or keyboard. */
export function AnnotationLayer({ annotations, pointer, turn, pen }: AnnotationLayerProps) {
  const text = useText();
  const count = annotations.length;
  const seen = annotations.map(({ id, annotation }) => ({ id, annotation: turnedAnnotation(annotation, turn) }));
  const label = count === 0 ? text('annotation.no-marks') : text('annotation.on-page', { count });
  const pointed = pointer === null ? null : { ...turned(pointer.at, turn), held: pointer.held };
  return pen === null || pen.tool === 'hand' ? (
    <PageAnnotations annotations={seen} pointed={pointed} label={label} />
  ) : (
    <Drawing
      key={pen.tool}
      annotations={annotations}
      turn={turn}
      pen={pen}
      seen={seen}
      pointed={pointed}
      label={label}
    />
  );
}

interface DrawingProps extends Omit<AnnotationLayerProps, 'pointer'> {
  readonly pen: Pen;
  readonly seen: readonly PageAnnotation[];
  /** As the page lies on the screen. */
  readonly pointed: (PagePoint & Pick<Pointer, 'held'>) | null;
  readonly label: string;
}

/** All places are those of the page as it was made; the screen shows them turned. */
function Drawing({ annotations, turn, pen, seen, pointed, label }: DrawingProps) {
  const { tool, onOrder, onPoint, onHand } = pen;
  const text = useText();
  const layer = useRef<HTMLDivElement>(null);
  const [cross, setCross] = useState<PagePoint>(MIDDLE);
  /** The cross is moved by key, and shown. */
  const [keyed, setKeyed] = useState(true);
  /** Where a marker begins. */
  const [start, setStart] = useState<PagePoint | null>(null);

  // Whoever took the tool by key goes on by key.
  useEffect(() => layer.current?.focus({ preventScroll: true }), []);
  useEffect(() => {
    if (keyed) layer.current?.querySelector('.cross')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [keyed, cross]);

  const add = (annotation: PageAnnotation['annotation']): void =>
    onOrder({ type: 'add', id: AnnotationId.parse(crypto.randomUUID()), annotation });
  const endMarker = (from: PagePoint, to: PagePoint): void => {
    setStart(null);
    add(markerBetween(from, to));
  };
  /** A press of the mouse, the finger or Enter. */
  const put = (place: PagePoint): void => {
    if (tool === 'pointer') onPoint(place);
    else if (tool === 'check') add({ kind: 'check', ...place });
    else if (tool === 'marker') {
      if (start === null) setStart(place);
      else endMarker(start, place);
    } else if (tool === 'eraser') {
      const meant = annotationAt(annotations, place);
      if (meant !== null) onOrder({ type: 'remove', id: meant.id });
    }
  };

  const placeOf = ({ currentTarget, clientX, clientY }: PointerEvent<HTMLDivElement>): PagePoint =>
    turnedBack(placeIn(currentTarget.getBoundingClientRect(), clientX, clientY), turn);
  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    setKeyed(false);
    const place = placeOf(event);
    setCross(place);
    put(place);
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    if (start !== null) setCross(placeOf(event));
    // A mouse points where it is, a finger or a pen while it is down.
    if (tool === 'pointer') onPoint(placeOf(event));
  };
  const onPointerGone = (): void => {
    if (tool === 'pointer') onPoint(null);
  };
  const onPointerUp = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.pointerType !== 'mouse') onPointerGone();
    if (tool !== 'marker' || start === null) return;
    const place = placeOf(event);
    // A mere press begins a marker; the next one ends it, for hands that do not draw well.
    if (Math.hypot(place.x - start.x, place.y - start.y) > STILL) endMarker(start, place);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const moved = stepped(turned(cross, turn), event.key, event.shiftKey);
    if (moved !== null) {
      setKeyed(true);
      const place = turnedBack(moved, turn);
      setCross(place);
      if (tool === 'pointer') onPoint(place);
    } else if (event.key === 'Enter' || event.key === ' ') {
      setKeyed(true);
      put(cross);
    } else if (event.key === 'Escape') {
      if (start === null) onHand();
      else setStart(null);
    } else return;
    event.preventDefault();
  };

  const drawn = start === null ? null : turnedAnnotation(markerBetween(start, cross), turn);
  const shown = turned(cross, turn);
  return (
    <div
      ref={layer}
      className="pens__layer"
      data-tool={tool}
      tabIndex={0}
      role="application"
      aria-label={`${text(`annotation.${tool}`)}: ${text(`annotation.${tool}.hint`)}`}
      onPointerEnter={() => setKeyed(false)}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerLeave={onPointerGone}
      onPointerCancel={() => {
        setStart(null);
        onPointerGone();
      }}
      onBlur={() => {
        if (keyed) onPointerGone();
      }}
      onKeyDown={onKeyDown}
    >
      <PageAnnotations annotations={seen} pointed={pointed} draft={drawn} label={label} />
      {keyed && pointed === null ? (
        <span className="cross" style={{ left: `${shown.x * 100}%`, top: `${shown.y * 100}%` }} />
      ) : null}
    </div>
  );
}
