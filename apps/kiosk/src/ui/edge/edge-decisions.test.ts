import { describe, expect, it } from '@jest/globals';
import { DocumentId, ParticipantId, type TrayPage, type TraySnapshot } from '@mado/signaling';
import { textIn } from '@mado/ui';
import { waitWords } from '../screens/wait-words.ts';
import { captureFault, openCapture } from './capture.ts';
import { PaperShelf } from './paper-shelf.ts';
import { LaidPapers, mediaLine } from './place-watch.ts';
import { meterLevel } from './voice-level.ts';

const noPdf = () => Promise.reject(new Error('there is no PDF here'));

describe('camera and microphone', () => {
  it('names the cause of a refusal', () => {
    expect(captureFault('NotAllowedError', 'camera')).toBe('denied');
    expect(captureFault('NotFoundError', 'microphone')).toBe('microphone-missing');
    expect(captureFault('NotReadableError', 'camera')).toBe('in-use');
    expect(captureFault('TypeError', 'camera')).toBeNull();
  });

  it('goes on with the voice where there is no camera, and not without a microphone', async () => {
    const refuse = (name: string) => Promise.reject(new DOMException('', name));
    const stream = {} as MediaStream;
    const voiceOnly = {
      getUserMedia: ({ video }: MediaStreamConstraints = {}) =>
        video ? refuse('NotFoundError') : Promise.resolve(stream),
    };
    expect(await openCapture(voiceOnly)).toEqual({ ok: true, stream, camera: false });
    const nothing = { getUserMedia: () => refuse('NotFoundError') };
    expect(await openCapture(nothing)).toEqual({ ok: false, fault: 'microphone-missing' });
    const denied = { getUserMedia: () => refuse('NotAllowedError') };
    expect(await openCapture(denied)).toEqual({ ok: false, fault: 'denied' });
  });

  it('shows a voice on the meter and silence as nothing', () => {
    const tone = (amplitude: number) => Float32Array.from({ length: 480 }, (_, i) => amplitude * Math.sin(i / 5));
    expect(meterLevel(new Float32Array(480))).toBe(0);
    expect(meterLevel(tone(0.0005))).toBe(0);
    expect(meterLevel(tone(0.05))).toBeGreaterThan(0.4);
    expect(meterLevel(tone(1))).toBe(1);
  });
});

describe('what is told about the media', () => {
  it('is a break with its moment, or that all is well', () => {
    expect(mediaLine({ phase: 'interrupted', since: 7 })).toEqual({ phase: 'broken', since: 7 });
    expect(mediaLine({ phase: 'recovering', since: 7, step: 'rebuild', attempt: 2 })).toEqual({
      phase: 'broken',
      since: 7,
    });
    expect(mediaLine({ phase: 'flowing' })).toEqual({ phase: 'online' });
    expect(mediaLine({ phase: 'connecting' })).toBeNull();
  });
});

describe('the papers on the screen', () => {
  const data = Uint8Array.of(1);
  const document = {
    documentId: DocumentId.parse('0a1b2c3d-4e5f-4a6b-9c7d-8e9f0a1b2c3d'),
    origin: 'scan',
    title: '領収書',
    createdAt: 1,
    from: ParticipantId.parse('kiosk'),
    own: true,
    complete: false,
  } as const;
  const page: TrayPage = {
    page: 0,
    mime: 'image/jpeg',
    bytes: 1,
    received: 1,
    state: 'whole',
    problem: null,
    data,
    preview: null,
  };
  const small: TrayPage = { ...page, received: 0, state: 'arriving', data: null, preview: Uint8Array.of(2) };
  const tray = (pages: readonly TrayPage[]): TraySnapshot => ({ documents: [{ ...document, pages }] });

  it('keep one address a page and give every one back', () => {
    const held = new Set<string>();
    let made = 0;
    const shelf = new PaperShelf(noPdf, {
      make: () => {
        const address = `blob:${++made}`;
        held.add(address);
        return address;
      },
      release: (address) => void held.delete(address),
    });
    shelf.show(tray([]));
    const seen = () =>
      shelf
        .getSnapshot()[0]
        ?.pages.map((side) => (side?.kind === 'picture' ? side.address() : (side?.kind ?? 'arriving')));
    expect(seen()).toEqual(['arriving']);
    shelf.show(tray([small]));
    expect(seen()).toEqual(['blob:1']);
    shelf.show(tray([page]));
    expect(seen()).toEqual(['blob:2']);
    shelf.show(tray([page]));
    expect(seen()).toEqual(['blob:2']);
    expect(made).toBe(2);
    expect([...held]).toEqual(['blob:2']);
    shelf.show({ documents: [] });
    expect(held.size).toBe(0);
    shelf.show(tray([{ ...page, state: 'damaged', data: null, problem: 'pdf-bomb' }]));
    expect(seen()).toEqual(['withheld']);
    const long = Array.from({ length: 200 }, (_, number) => ({ ...page, page: number, data: Uint8Array.of(number) }));
    shelf.show(tray(long));
    expect(seen()).toHaveLength(200);
    expect(held.size).toBeLessThan(10);
    shelf.clear();
    expect(held.size).toBe(0);
    expect(shelf.getSnapshot()).toEqual([]);
  });

  it('show each sheet of a form as a side, and close it when it goes, also while it is being opened', async () => {
    const pdf: TrayPage = { ...page, mime: 'application/pdf' };
    const sheet = { width: 595, height: 842, draw: () => Promise.resolve() };
    let closed = 0;
    const opening: (() => void)[] = [];
    const shelf = new PaperShelf(
      () =>
        new Promise((resolve) => {
          opening.push(() => resolve({ sheets: [sheet, sheet], release: () => (closed += 1) }));
        }),
    );
    shelf.show(tray([pdf]));
    expect(shelf.getSnapshot()[0]?.pages).toEqual([null]);
    opening[0]?.();
    await Promise.resolve();
    const side = { kind: 'sheet', sheet };
    expect(shelf.getSnapshot()[0]?.pages).toEqual([side, side]);
    shelf.show(tray([pdf]));
    expect(opening).toHaveLength(1);
    shelf.clear();
    expect(closed).toBe(1);
    shelf.show(tray([pdf]));
    shelf.clear();
    opening[1]?.();
    await Promise.resolve();
    expect(closed).toBe(2);
    expect(shelf.getSnapshot()).toEqual([]);
  });

  it('come to the citizen’s eyes when a clerk has laid them down, once, and not again after a reload', () => {
    const own = { ...document, complete: true, pages: [page] };
    const theirs = {
      ...own,
      documentId: DocumentId.parse('6a0c1f5e-3b7d-4c51-8a56-0d7b1f7f2a10'),
      own: false,
      origin: 'form' as const,
    };
    const laid = new LaidPapers();
    expect(laid.newest({ documents: [own] }, true)).toBeNull();
    expect(laid.newest({ documents: [own, { ...theirs, complete: false }] }, true)).toBeNull();
    expect(laid.newest({ documents: [own, theirs] }, true)).toBe(theirs.documentId);
    expect(laid.newest({ documents: [own, theirs] }, true)).toBeNull();
    const reloaded = new LaidPapers();
    expect(reloaded.newest({ documents: [own, theirs] }, false)).toBeNull();
    expect(reloaded.newest({ documents: [own, theirs] }, true)).toBeNull();
  });

  it('do not push aside what a clerk shows while they are still on their way', () => {
    const late = { ...document, complete: false, pages: [page], own: false };
    const laid = new LaidPapers();
    expect(laid.newest({ documents: [late] }, true)).toBeNull();
    laid.passOver({ documents: [late] });
    expect(laid.newest({ documents: [{ ...late, complete: true }] }, true)).toBeNull();
    const next = { ...late, documentId: DocumentId.parse('6a0c1f5e-3b7d-4c51-8a56-0d7b1f7f2a11'), complete: true };
    expect(laid.newest({ documents: [{ ...late, complete: true }, next] }, true)).toBe(next.documentId);
  });
});

describe('the wait in words', () => {
  const text = textIn('ja');
  const words = (minutes: number | null) =>
    waitWords(text, { waitForecastMs: minutes === null ? null : minutes * 60_000 });

  it('promises no minute that nobody can keep', () => {
    expect(words(null)).toBe('順番にお呼びします');
    expect(words(1)).toBe('まもなくお話しできます');
    expect(words(7)).toBe('およそ 7 分でお話しできます');
    expect(words(23)).toBe('およそ 25 分でお話しできます');
  });
});
