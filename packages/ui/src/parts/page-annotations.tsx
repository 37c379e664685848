import type { CSSProperties } from 'react';
import { classNames } from './class-names.ts';

/** A place on a page as shares of its width and height, from its upper left. */
export interface PagePlace {
  readonly x: number;
  readonly y: number;
}

/** A marker over a piece of the page, or a check at a place of it. */
export type DrawnAnnotation =
  | ({ readonly kind: 'marker'; readonly width: number; readonly height: number } & PagePlace)
  | ({ readonly kind: 'check' } & PagePlace);

export interface PageAnnotationsProps {
  readonly annotations: readonly { readonly id: string; readonly annotation: DrawnAnnotation }[];
  /** Where somebody points now; not `held`: the hand has gone, and it fades. */
  readonly pointed?: (PagePlace & { readonly held: boolean }) | null;
  /** One that is being drawn and stands nowhere yet. */
  readonly draft?: DrawnAnnotation | null;
  /** Says how many there are, to a screen reader. */
  readonly label: string;
}

/** Left of this there is no room for a marker's arrow, which then stands at its right. */
const ROOM_FOR_ARROW = 0.09;
const percent = (share: number) => `${share * 100}%`;
const at = ({ x, y }: PagePlace): CSSProperties => ({ left: percent(x), top: percent(y) });

/**
 * What is drawn over a page (書き込み), the same at both ends: it fills the element around the page, which must be positioned, and its sizes
 * follow the page's width. Each kind has its own shape beside its colour: a frame with an arrow, a tick in a ring, and for the pointer
 * a ring with a large arrow whose tip is at the place.
 */
export function PageAnnotations({ annotations, pointed = null, draft = null, label }: PageAnnotationsProps) {
  const markers = annotations.filter(({ annotation }) => annotation.kind === 'marker');
  const checks = annotations.filter(({ annotation }) => annotation.kind === 'check');
  return (
    <div className="annotations" role="group" aria-label={label} data-annotations={annotations.length}>
      {[...markers, ...checks].map(({ id, annotation }) => (
        <Drawn key={id} id={id} annotation={annotation} />
      ))}
      {draft === null ? null : <Drawn annotation={draft} draft />}
      {pointed === null ? null : <Pointed {...pointed} />}
    </div>
  );
}

/** Beyond this there is no room for the pointer's arrow, which then comes from the other side. */
const ROOM_BELOW = 0.9;
const ROOM_RIGHT = 0.86;

function Pointed({ x, y, held }: PagePlace & { readonly held: boolean }) {
  const from = { transform: `scale(${x > ROOM_RIGHT ? -1 : 1}, ${y > ROOM_BELOW ? -1 : 1})` };
  return (
    <>
      {/* Where it is to be, while it glides there: what is scrolled to. */}
      <span className="annotations__place" style={at({ x, y })} />
      <div
        className={classNames('annotations__pointer', !held && 'annotations__pointer--gone')}
        style={at({ x, y })}
        data-pointed={held ? 'held' : 'fading'}
        aria-hidden
      >
        <span className="annotations__ring" />
        <svg className="annotations__tip" style={from} viewBox="0 0 48 48">
          <path d="M0 0L7 43L17.5 33.5L27 48L37 41.5L27.5 27.5L41 22.5Z" />
        </svg>
      </div>
    </>
  );
}

interface DrawnProps {
  readonly id?: string;
  readonly annotation: DrawnAnnotation;
  readonly draft?: boolean;
}

function Drawn({ id, annotation, draft = false }: DrawnProps) {
  const naming = { 'data-annotation': id, 'data-kind': annotation.kind };
  if (annotation.kind === 'check') {
    return (
      <svg className="annotations__check" style={at(annotation)} viewBox="0 0 48 48" aria-hidden {...naming}>
        <circle cx="24" cy="24" r="20" />
        <path className="annotations__halo" d="M13 25l8 9 15-20" />
        <path d="M13 25l8 9 15-20" />
      </svg>
    );
  }
  const { x, width, height } = annotation;
  const atRight = x < ROOM_FOR_ARROW && x + width < 1 - ROOM_FOR_ARROW;
  return (
    <div
      className={classNames('annotations__marker', draft && 'annotations__marker--draft')}
      style={{ ...at(annotation), width: percent(width), height: percent(height) }}
      {...naming}
    >
      {draft ? null : (
        <svg
          className={classNames('annotations__arrow', atRight && 'annotations__arrow--right')}
          viewBox="0 0 48 40"
          aria-hidden
        >
          <path d="M3 14h20V4l21 16-21 16V26H3z" />
        </svg>
      )}
    </div>
  );
}
