import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AnnotationId, MAX_ANNOTATIONS, MAX_ANNOTATIONS_ON_PAGE, type Annotation } from './annotation.ts';
import type { AnnotationOrder } from './annotation-board.ts';
import { annotatedPage, Annotations, NO_ANNOTATIONS } from './annotations.ts';
import { DocumentId, SessionMessage } from './content.ts';
import type { StagePaper } from './stage.ts';

const FORM: StagePaper = { documentId: DocumentId.parse(crypto.randomUUID()), page: 0 };
const OVERLEAF: StagePaper = { ...FORM, page: 1 };
const PAPERS = [FORM, OVERLEAF, { ...FORM, documentId: DocumentId.parse(crypto.randomUUID()) }];
const CHECK: Annotation = { kind: 'check', x: 0.4, y: 0.8 };
const MARKER: Annotation = { kind: 'marker', x: 0.1, y: 0.2, width: 0.5, height: 0.05 };

const newId = () => AnnotationId.parse(crypto.randomUUID());
const add = (annotation: Annotation): AnnotationOrder => ({ type: 'add', id: newId(), annotation });

/** A screen, and all that it said, as it looks on the wire. */
function screen() {
  const said: SessionMessage[] = [];
  const annotations = new Annotations((message) => Promise.resolve(said.push(SessionMessage.parse(message))));
  return { annotations, said };
}
const seen = (annotations: Annotations, paper: StagePaper) =>
  annotatedPage(annotations.getSnapshot(), paper)
    .annotations.map((one) => JSON.stringify(one))
    .toSorted();
const kinds = (annotations: Annotations, paper = FORM) =>
  annotatedPage(annotations.getSnapshot(), paper).annotations.map(({ annotation }) => annotation.kind);

describe('annotations on the stage', () => {
  it('stay with their page, and go step by step where they came from', () => {
    const { annotations } = screen();
    annotations.order(FORM, add(MARKER));
    annotations.order(OVERLEAF, add(CHECK));
    annotations.order(FORM, add(CHECK));
    expect([kinds(annotations), kinds(annotations, OVERLEAF)]).toEqual([['marker', 'check'], ['check']]);
    annotations.order(FORM, { type: 'clear' });
    expect([kinds(annotations), kinds(annotations, OVERLEAF)]).toEqual([[], ['check']]);
    annotations.order(FORM, { type: 'undo' });
    expect(kinds(annotations)).toEqual(['marker', 'check']);
    annotations.order(FORM, { type: 'undo' });
    expect(kinds(annotations)).toEqual(['marker']);
    expect(annotatedPage(annotations.getSnapshot(), FORM)).toMatchObject({ canUndo: true, canRedo: true });
    annotations.order(FORM, { type: 'redo' });
    annotations.order(FORM, { type: 'redo' });
    expect(kinds(annotations)).toEqual([]);
    expect(annotatedPage(annotations.getSnapshot(), FORM)).toMatchObject({ canUndo: true, canRedo: false });
  });

  it('are seen by who takes the session over, who may take them away; taking back what a colleague took away is no news', () => {
    const first = screen();
    first.annotations.order(FORM, add(MARKER));
    const next = screen();
    for (const message of first.said) next.annotations.handleMessage(message);
    const [mark] = annotatedPage(next.annotations.getSnapshot(), FORM).annotations;
    expect(mark?.annotation).toEqual(MARKER);
    if (mark) next.annotations.order(FORM, { type: 'remove', id: mark.id });
    for (const message of next.said) first.annotations.handleMessage(message);
    expect(kinds(first.annotations)).toEqual([]);
    const before = first.said.length;
    first.annotations.order(FORM, { type: 'undo' });
    expect(first.said).toHaveLength(before);
  });

  it('are refused when the page is full, and said to be: not one more than fits is ever said', () => {
    const { annotations, said } = screen();
    for (let count = 0; count <= MAX_ANNOTATIONS_ON_PAGE; count++) annotations.order(FORM, add(CHECK));
    expect(said).toHaveLength(MAX_ANNOTATIONS_ON_PAGE);
    expect(annotatedPage(annotations.getSnapshot(), FORM).limit).toBe('page');
    expect(annotatedPage(annotations.getSnapshot(), OVERLEAF).limit).toBeNull();
    annotations.order(FORM, { type: 'clear' });
    expect(annotatedPage(annotations.getSnapshot(), FORM).limit).toBeNull();
    for (let page = 2; annotations.getSnapshot().board.size < MAX_ANNOTATIONS; page++)
      for (let count = 0; count < 20; count++) annotations.order({ ...FORM, page }, add(CHECK));
    expect(annotatedPage(annotations.getSnapshot(), FORM).limit).toBe('session');
  });

  it('do not follow somebody who draws without end', () => {
    const { annotations } = screen();
    for (let count = 0; count < 60; count++) {
      const changes = Array.from({ length: 40 }, () => ({ id: newId(), revision: 1, annotation: CHECK }));
      annotations.handleMessage({ type: 'annotation.set', paper: { ...FORM, page: count }, changes });
    }
    expect(annotations.getSnapshot().board.size).toBe(2 * MAX_ANNOTATIONS);
  });

  it('go with their document, and with the session', () => {
    const { annotations } = screen();
    for (const paper of PAPERS) annotations.order(paper, add(CHECK));
    annotations.handleMessage({ type: 'document.removed', documentId: FORM.documentId });
    expect(PAPERS.map((paper) => kinds(annotations, paper))).toEqual([[], [], ['check']]);
    annotations.close();
    expect(annotations.getSnapshot()).toBe(NO_ANNOTATIONS);
    annotations.order(FORM, add(CHECK));
    expect(annotations.getSnapshot()).toBe(NO_ANNOTATIONS);
  });

  it('take no place outside a page', () => {
    const set = (annotation: object) =>
      SessionMessage.safeParse({
        type: 'annotation.set',
        paper: FORM,
        changes: [{ id: newId(), revision: 1, annotation }],
      }).success;
    expect(set(MARKER)).toBe(true);
    expect(
      [
        { ...CHECK, x: 1.01 },
        { ...CHECK, y: Number.NaN },
        { ...MARKER, width: -0.1 },
      ].map(set),
    ).toEqual([false, false, false]);
  });

  const hand = fc.tuple(
    fc.constantFrom(0, 1),
    fc.constantFrom(...PAPERS),
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom<'check' | 'marker'>('check', 'marker') },
      fc.constantFrom<'remove' | 'clear' | 'undo' | 'redo'>('remove', 'clear', 'undo', 'redo'),
    ),
    fc.nat(),
  );

  it('are the same on every screen, whatever two clerks do at once and in whatever order and however often it comes', () => {
    fc.assert(
      fc.property(fc.array(hand, { maxLength: 40 }), fc.infiniteStream(fc.nat()), (hands, random) => {
        const clerks = [screen(), screen()];
        for (const [who, paper, what, nth] of hands) {
          const clerk = clerks[who];
          if (clerk === undefined) continue;
          const { annotations } = annotatedPage(clerk.annotations.getSnapshot(), paper);
          if (what === 'check' || what === 'marker')
            clerk.annotations.order(paper, add(what === 'check' ? CHECK : MARKER));
          else if (what !== 'remove') clerk.annotations.order(paper, { type: what });
          else if (annotations.length > 0) {
            const meant = annotations[nth % annotations.length];
            if (meant) clerk.annotations.order(paper, { type: 'remove', id: meant.id });
          }
        }
        const all = clerks.flatMap(({ said }) => said);
        for (const { annotations } of clerks) for (const message of all) annotations.handleMessage(message);
        const kiosk = screen();
        const order = (): number => Number(random.next().value);
        const shuffled = [...all, ...all].map((message) => ({ message, at: order() })).toSorted((a, b) => a.at - b.at);
        for (const { message } of shuffled) kiosk.annotations.handleMessage(message);
        for (const paper of PAPERS)
          for (const { annotations } of clerks)
            expect(seen(annotations, paper)).toEqual(seen(kiosk.annotations, paper));
      }),
      { numRuns: 200 },
    );
  });

  it('are as before after everything was taken back, and as then after everything was done again', () => {
    fc.assert(
      fc.property(fc.array(hand, { maxLength: 30 }), (hands) => {
        const { annotations } = screen();
        for (const [, , what, nth] of hands) {
          const standing = annotatedPage(annotations.getSnapshot(), FORM).annotations;
          const meant = standing[nth % Math.max(1, standing.length)];
          if (what === 'check' || what === 'marker') annotations.order(FORM, add(what === 'check' ? CHECK : MARKER));
          else if (what !== 'remove') annotations.order(FORM, { type: what });
          else if (meant) annotations.order(FORM, { type: 'remove', id: meant.id });
        }
        while (annotatedPage(annotations.getSnapshot(), FORM).canRedo) annotations.order(FORM, { type: 'redo' });
        const then = seen(annotations, FORM);
        while (annotatedPage(annotations.getSnapshot(), FORM).canUndo) annotations.order(FORM, { type: 'undo' });
        expect(seen(annotations, FORM)).toEqual([]);
        while (annotatedPage(annotations.getSnapshot(), FORM).canRedo) annotations.order(FORM, { type: 'redo' });
        expect(seen(annotations, FORM)).toEqual(then);
      }),
    );
  });
});
