import { useEffect, useState, type ReactNode } from 'react';
import { annotatedPage, isOn, type AnnotationOrder } from '@mado/signaling';
import type { Turn } from '@mado/sheets';
import type { CallActions, CallView } from '../state/call-view.ts';
import { AnnotationLayer, type Pen } from './annotation-layer.tsx';
import { ToolRow } from './tool-row.tsx';
import type { Tool } from './tool.ts';

/** The page that stands on the citizen's screen and is looked at here. */
export interface PenPage {
  readonly documentId: string;
  readonly page: number;
}

export interface Pens {
  /** Takes a tool, or puts it away when it is in the hand. */
  readonly choose: (tool: Tool) => void;
  readonly order: (order: AnnotationOrder) => void;
  /** Null: this page is not on the citizen's screen. */
  readonly row: ReactNode;
  /** What lies over a page. */
  readonly over: (documentId: string, page: number, turn: Turn) => ReactNode;
}

/**
 * The tools for drawing on the page that the citizen sees.
 * @param page null: another page is looked at, or this clerk may not draw; the tool is put away
 */
export function usePens(
  page: PenPage | null,
  { annotations, pointer }: Pick<CallView, 'annotations' | 'pointer'>,
  { annotate, point }: Pick<CallActions, 'annotate' | 'point'>,
): Pens {
  const [tool, setTool] = useState<Tool>('hand');
  if (page === null && tool !== 'hand') setTool('hand');
  const look = (documentId: string, at: number) => annotatedPage(annotations, { documentId, page: at });
  const choose = (chosen: Tool): void => {
    if (page !== null) setTool(chosen === tool ? 'hand' : chosen);
  };
  const order = (given: AnnotationOrder): void => {
    if (page !== null) annotate(page, given);
  };
  const pointing = page !== null && tool === 'pointer';
  // With the tool put away, or the page gone, nobody points any more.
  useEffect(() => {
    if (!pointing) return;
    return () => point(null);
  }, [pointing, point]);
  const pen: Pen | null =
    page === null
      ? null
      : {
          tool,
          onOrder: order,
          onPoint: (at) => point(at && { documentId: page.documentId, page: page.page, ...at }),
          onHand: () => setTool('hand'),
        };
  return {
    choose,
    order,
    row:
      page === null ? null : (
        <ToolRow tool={tool} page={look(page.documentId, page.page)} onTool={choose} onOrder={order} />
      ),
    over: (documentId, at, turn) => (
      <AnnotationLayer
        annotations={look(documentId, at).annotations}
        pointer={pointer !== null && isOn(pointer.at, { documentId, page: at }) ? pointer : null}
        turn={turn}
        pen={pen}
      />
    ),
  };
}
