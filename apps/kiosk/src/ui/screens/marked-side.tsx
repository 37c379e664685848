import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Announcer, PageAnnotations, useText } from '@mado/ui';
import type { PageAnnotation, Pointer } from '@mado/signaling';

export interface MarkedSideProps {
  readonly annotations: readonly PageAnnotation[];
  /** Where the clerk points on it; null: nowhere. */
  readonly pointer: Pointer | null;
  /** The side itself. */
  readonly children: ReactNode;
}

/**
 * A side of paper with what the clerk drew over it, and where they point. Both are brought into view, so that nobody has to look for them on a
 * page that is longer than the screen; a new mark is told to screen readers.
 */
export function MarkedSide({ annotations, pointer, children }: MarkedSideProps) {
  const text = useText();
  const sheet = useRef<HTMLDivElement>(null);
  const [tall, setTall] = useState(false);
  const [known, setKnown] = useState(annotations);
  const [told, setTold] = useState(0);
  if (known !== annotations) {
    const fresh = annotations.some(({ id }) => !known.some((one) => one.id === id));
    setKnown(annotations);
    if (fresh) setTold(told + 1);
  }

  // The picture of a page has its height only when it is there.
  useEffect(() => {
    const element = sheet.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setTall(element.clientHeight > 0));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const newest = annotations.at(-1)?.id ?? null;
  useEffect(() => {
    if (newest === null || !tall) return;
    const mark = sheet.current?.querySelector(`[data-annotation="${newest}"]`);
    mark?.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: smoothly() });
  }, [newest, tall]);

  const at = pointer?.held === true ? pointer.at : null;
  useEffect(() => {
    if (at === null || !tall) return;
    const place = sheet.current?.querySelector('.annotations__place');
    place?.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: smoothly() });
  }, [at, tall]);

  return (
    <div className="paper__sheet" ref={sheet}>
      {children}
      {annotations.length === 0 && pointer === null ? null : (
        <PageAnnotations
          annotations={annotations}
          pointed={pointer === null ? null : { x: pointer.at.x, y: pointer.at.y, held: pointer.held }}
          label={text(annotations.length === 0 ? 'annotation.no-marks' : 'annotation.on-page', {
            count: annotations.length,
          })}
        />
      )}
      <Announcer words={told === 0 ? '' : text('annotation.put')} turn={told} />
    </div>
  );
}

/** A page glides to its mark, unless somebody asked their machine for less motion. */
export function smoothly(): ScrollBehavior {
  return matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth';
}
