import { z } from 'zod';

/** What an annotation (書き込み) on a page of the stage is. Places are shares of the page's own width and height, whatever size it is drawn at. */

/** Made by the clerk's screen that puts it there. */
export const AnnotationId = z.uuid().brand<'AnnotationId'>();
export type AnnotationId = z.infer<typeof AnnotationId>;

const Share = z.number().min(0).max(1);
/** 0 to 1 from the page's left and from its top, as it was made and not as somebody turned it. */
export const PagePoint = z.strictObject({ x: Share, y: Share });
export type PagePoint = z.infer<typeof PagePoint>;

export const Annotation = z.discriminatedUnion('kind', [
  /** A piece of the page that is shone through (マーカー). */
  z.strictObject({ kind: z.literal('marker'), x: Share, y: Share, width: Share, height: Share }),
  /** A ✓ at a place (チェック). */
  z.strictObject({ kind: z.literal('check'), x: Share, y: Share }),
]);
export type Annotation = z.infer<typeof Annotation>;

/** Annotations that stand on one page at once; more would hide it. */
export const MAX_ANNOTATIONS_ON_PAGE = 40;
/** Annotations that a session ever has, those that were taken away again included. */
export const MAX_ANNOTATIONS = 500;
/** Annotations of which one message speaks: a page that two clerks filled at the same time is cleared in one. */
export const MAX_CHANGES = 2 * MAX_ANNOTATIONS_ON_PAGE;

/** How one annotation is from now on. The highest revision wins, so that neither order nor repetition matters. */
export const AnnotationChange = z.strictObject({
  id: AnnotationId,
  revision: z.int().positive().max(1_000_000),
  /** Null: it is taken away. */
  annotation: Annotation.nullable(),
});
export type AnnotationChange = z.infer<typeof AnnotationChange>;
