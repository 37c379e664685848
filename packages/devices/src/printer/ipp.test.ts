import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeviceError } from '../fault.ts';
import { blankPdf, startVirtualPrinter, type VirtualPrinter } from '../testing/index.ts';
import { IppConfig, IppPrinter } from './ipp.ts';
import type { PrintEvent } from './printer.ts';

// A real IPP Everywhere printer: ippeveprinter.
let dir: string;
let virtual: VirtualPrinter;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'mado-ipp-'));
  virtual = await startVirtualPrinter({ dir, pageMs: 150 });
}, 20_000);
afterEach(() => virtual.setState(null));
afterAll(async () => {
  await virtual.stop();
  await rm(dir, { recursive: true });
});

function printer(uri = virtual.uri, patience: ConstructorParameters<typeof IppPrinter>[1] = {}): IppPrinter {
  const config = IppConfig.parse({ driver: 'ipp', uri });
  return new IppPrinter(config, { pollMs: 100, stallMs: 800, ...patience });
}

const options = { copies: 1, jobName: 'test' };

async function follow(
  events: AsyncIterable<PrintEvent>,
  on: (event: PrintEvent) => void = () => undefined,
): Promise<{ events: PrintEvent[]; fault: unknown }> {
  const seen: PrintEvent[] = [];
  try {
    for await (const event of events) {
      seen.push(event);
      on(event);
    }
    return { events: seen, fault: null };
  } catch (error) {
    return { events: seen, fault: error instanceof DeviceError ? error.fault : error };
  }
}

describe('IppPrinter', () => {
  it('hands the document over byte by byte and follows it until it is out', async () => {
    const pdf = blankPdf(3, 'whole');
    const { events, fault } = await follow(printer().print(pdf, options));
    expect(fault).toBeNull();
    expect(events.at(-1)).toEqual({ state: 'completed', pages: 3 });
    const documents = await virtual.documents();
    expect((await readFile(documents.at(-1)!)).equals(pdf)).toBe(true);
  });

  it('ends the job of a process that was killed, and says whether the printer could be asked', async () => {
    await virtual.setState('media-jam');
    let accepted = 0;
    const killed = printer().print(blankPdf(3), { ...options, onAccepted: (id) => (accepted = id) });
    // Nobody asks for the next event and nobody leaves the loop: as when the process is gone.
    for (let event = await killed.next(); event.value?.state !== 'waiting'; event = await killed.next());
    expect(accepted).toBeGreaterThan(0);
    expect(await printer('ipp://127.0.0.1:9/ipp/print').clear(accepted)).toBe(false);
    expect(await printer().clear(accepted)).toBe(true);
    await virtual.setState(null);
    const { events, fault } = await follow(killed);
    expect([fault, events.filter(({ state }) => state === 'completed')]).toEqual(['cancelled', []]);
    // Over already: nothing is left to do.
    expect(await printer().clear(accepted)).toBe(true);
  });

  it('prints copies', async () => {
    const { events } = await follow(printer().print(blankPdf(2), { ...options, copies: 2 }));
    expect(events.at(-1)).toEqual({ state: 'completed', pages: 4 });
  });

  it.each([
    ['media-empty', 'printer-no-paper'],
    ['media-jam', 'printer-jam'],
    ['cover-open', 'printer-cover-open'],
    ['toner-empty', 'printer-no-ink'],
    ['paused', 'printer-paused'],
  ] as const)('says %s, waits, and goes on when it is mended', async (state, name) => {
    await virtual.setState(state);
    expect(await printer().status()).toMatchObject({ condition: 'attention', fault: { name } });
    const mending: Promise<void>[] = [];
    const { events, fault } = await follow(printer().print(blankPdf(1), options), (event) => {
      if (event.state === 'waiting' && mending.length === 0) mending.push(virtual.setState(null));
    });
    await Promise.all(mending);
    expect(fault).toBeNull();
    expect(events.find((event) => event.state === 'waiting')).toMatchObject({ fault: { name } });
    expect(events.at(-1)).toEqual({ state: 'completed', pages: 1 });
    expect(await printer().status()).toEqual({ condition: 'ready' });
  });

  it('notices a jam in the middle of a job, with the pages that are out', async () => {
    let jammed = false;
    const { events } = await follow(printer().print(blankPdf(5), options), (event) => {
      if (event.state === 'printing' && event.pages >= 1 && !jammed) {
        jammed = true;
        void virtual.setState('media-jam');
      }
      if (event.state === 'waiting') void virtual.setState(null);
    });
    const waiting = events.find((event) => event.state === 'waiting');
    expect(waiting).toMatchObject({ fault: { name: 'printer-jam' } });
    expect(waiting?.pages).toBeGreaterThanOrEqual(1);
    expect(events.at(-1)).toEqual({ state: 'completed', pages: 5 });
  });

  it('gives up when nobody mends it, and takes the job back', async () => {
    await virtual.setState('media-empty');
    expect((await follow(printer(virtual.uri, { mendMs: 300 }).print(blankPdf(1), options))).fault).toBe(
      'printer-no-paper',
    );
    await virtual.setState(null);
    expect((await follow(printer().print(blankPdf(1), options))).events.at(-1)).toEqual({
      state: 'completed',
      pages: 1,
    });
  });

  it('waits for its turn and says so once', async () => {
    const first = follow(printer().print(blankPdf(6), options));
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(await printer().status()).toEqual({ condition: 'busy' });
    const second = await follow(printer().print(blankPdf(1), options));
    expect(second.events.filter((event) => event.state === 'waiting')).toMatchObject([
      { fault: { name: 'printer-busy' } },
    ]);
    expect(second.events.at(-1)).toEqual({ state: 'completed', pages: 1 });
    expect((await first).fault).toBeNull();
  });

  it('gives up on a printer that stays busy', async () => {
    const first = follow(printer().print(blankPdf(8), options));
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect((await follow(printer(virtual.uri, { busyMs: 200 }).print(blankPdf(1), options))).fault).toBe(
      'printer-busy',
    );
    await first;
  });

  it('takes the job back when told to stop, so that no more pages come', async () => {
    const stop = new AbortController();
    const { fault } = await follow(printer().print(blankPdf(30), { ...options, signal: stop.signal }), (event) => {
      if (event.state === 'printing' && event.pages > 0) stop.abort();
    });
    expect(fault).toBe('cancelled');
    const after = await follow(printer().print(blankPdf(1), options));
    expect(after.events.at(-1)).toEqual({ state: 'completed', pages: 1 });
  });

  it('says that the printer ended the job', async () => {
    await virtual.setState('abort');
    expect((await follow(printer().print(blankPdf(1), options))).fault).toBe('printer-failed');
  });

  it('does not send what is no PDF', async () => {
    const before = (await virtual.documents()).length;
    expect((await follow(printer().print(Buffer.from('<html>'), options))).fault).toBe('document-unreadable');
    expect(await virtual.documents()).toHaveLength(before);
  });

  it('says that no printer answers, or that something else does', async () => {
    const gone = printer('ipp://127.0.0.1:1/ipp/print');
    expect(await gone.status()).toMatchObject({ condition: 'missing', fault: { name: 'printer-missing' } });
    expect((await follow(gone.print(blankPdf(1), options))).fault).toBe('printer-missing');
    const web = createServer((_, response) => response.end('hello'));
    await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
    const { port } = web.address() as AddressInfo;
    expect(await printer(`ipp://127.0.0.1:${port}/`).status()).toMatchObject({ condition: 'missing' });
    web.close();
  });

  it('does not wait for ever for a printer that takes the call and says nothing', async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    const slow = printer(`ipp://127.0.0.1:${port}/`, { requestMs: 300 });
    expect(await slow.status()).toMatchObject({ condition: 'missing', fault: { detail: 'no answer in 300 ms' } });
    silent.closeAllConnections();
    silent.close();
  });
});

describe('a printer without PDF', () => {
  it('is refused with what it takes instead', async () => {
    const other = await mkdtemp(join(tmpdir(), 'mado-ipp-'));
    const raster = await startVirtualPrinter({ dir: other, formats: ['image/pwg-raster'] });
    const outcome = printer(raster.uri).print(blankPdf(1), options)[Symbol.asyncIterator]().next();
    await expect(outcome).rejects.toMatchObject({
      fault: 'printer-failed',
      detail: expect.stringContaining('image/pwg-raster'),
    });
    await raster.stop();
    await rm(other, { recursive: true });
  });
});
