import { MessageChannel } from 'node:worker_threads';
import { afterEach, describe, expect, it } from '@jest/globals';
import { messagePortCarrier, RpcClient, type Carrier } from '@mado/rpc';
import { HostService, type Handlers } from '@mado/rpc/node';
import {
  CommandId,
  DeviceCommand,
  DocumentId,
  ParticipantId,
  SessionId,
  Tray,
  type CommandContext,
  type CommandProgress,
  type MessageInfo,
} from '@mado/signaling';
import { MemoryTray, SteadyReaders } from '@mado/signaling/testing';
import { kioskContract, type KioskContract } from '../../contract/index.ts';
import { deviceWork } from './device-work.ts';

const commandId = CommandId.parse('6f1a2b3c-0d4e-4f5a-8b6c-7d8e9f0a1b2c');
const scan = DeviceCommand.parse({
  verb: 'scan.start',
  source: 'flatbed',
  colour: 'grey',
  resolution: 200,
  title: '領収書',
});
const ready = { condition: 'ready', name: '', fault: null } as const;
const page = (n: number) =>
  ({
    page: n,
    mime: 'image/jpeg',
    data: Uint8Array.of(n + 1, 2, 3),
    small: Uint8Array.of(9),
    width: 1,
    height: 1,
  }) as const;

/** A booth: a host that answers over a real port, and may die and come back; a tray of the kiosk's. */
class Booth {
  readonly started: string[] = [];
  readonly cancelled: string[] = [];
  printed: readonly unknown[] | null = null;
  /** What the host does when a job is started. */
  onStart: (service: HostService<KioskContract>, jobId: string) => void = () => undefined;
  readonly server = new MemoryTray();
  readonly tray = this.trayOf('kiosk');
  readonly progress: CommandProgress[] = [];
  readonly volumes: number[] = [];
  readonly shown: DocumentId[] = [];
  readonly faults: unknown[] = [];
  readonly end = new AbortController();
  readonly host: RpcClient<KioskContract>;
  #bring: (carrier: Carrier) => void = () => undefined;
  #channel: MessageChannel | null = null;
  service!: HostService<KioskContract>;

  constructor() {
    this.host = new RpcClient(kioskContract, (onCarrier) => {
      this.#bring = onCarrier;
      return () => undefined;
    });
    this.startHost();
  }

  /** A screen's tray; what a clerk's says, the kiosk's hears. */
  trayOf(who: 'kiosk' | 'clerk'): Tray {
    const self = ParticipantId.parse(who);
    const said: MessageInfo = { seq: 1, from: self, to: null, own: false, replayed: false, epoch: 1 };
    return new Tray({
      sessionId: SessionId.parse('s1'),
      self,
      say: (message) => {
        if (who === 'clerk') this.tray.handleMessage(message, said);
        return Promise.resolve(1);
      },
      carrier: this.server.carrier(self),
      readers: new SteadyReaders(),
      makePreview: () => Promise.resolve(null),
      inspect: () => null,
    });
  }

  startHost(): void {
    const channel = new MessageChannel();
    this.#channel = channel;
    const service = new HostService(kioskContract);
    this.service = service;
    const start = ({ jobId }: { jobId: string }) => {
      this.started.push(jobId);
      queueMicrotask(() => this.onStart(service, jobId));
      return {};
    };
    const notAsked = () => {
      throw new Error('not asked');
    };
    const handlers: Handlers<KioskContract> = {
      profile: notAsked,
      prove: notAsked,
      'device.trouble': notAsked,
      'device.restart': notAsked,
      identity: notAsked,
      'identity.speak': notAsked,
      'identity.revocations': notAsked,
      'identity.renewal': notAsked,
      'enrolment.state': notAsked,
      'enrolment.ask': notAsked,
      'enrolment.authority': notAsked,
      'enrolment.reach': notAsked,
      'server.knock': notAsked,
      'enrolment.offer': notAsked,
      'session.keys.keep': notAsked,
      'session.keys.recall': notAsked,
      'session.keys.forget': notAsked,
      devices: () => ({ scanner: ready, printer: ready, cardReader: null, headset: { connected: false, name: '' } }),
      'scan.start': start,
      'print.start': (request) => {
        this.printed = request.pages;
        return start(request);
      },
      'job.cancel': ({ jobId, by }) => {
        this.cancelled.push(`${by} ${jobId}`);
        return {};
      },
      'card.find': notAsked,
      'card.read': notAsked,
      'card.removed': notAsked,
      erase: () => ({ filesRemoved: 0 }),
    };
    service.attach(messagePortCarrier(channel.port1));
    service.open(handlers);
    this.#bring(messagePortCarrier(channel.port2));
  }

  killHost(): void {
    this.#channel?.port1.close();
  }

  run(command: DeviceCommand, resumed = false, patienceMs = 5_000) {
    const execute = deviceWork({
      host: this.host,
      tray: this.tray,
      setVolume: (level) => void this.volumes.push(level),
      reportDevices: () => Promise.resolve(),
      card: { run: () => Promise.reject(new Error('not asked')), cancel: () => undefined },
      onScan: (documentId) => void this.shown.push(documentId),
      onFault: (error) => void this.faults.push(error),
      patienceMs,
    });
    const context: CommandContext = {
      commandId,
      from: ParticipantId.parse('clerk'),
      resumed,
      signal: this.end.signal,
      progress: (progress) => void this.progress.push(progress),
    };
    return execute(command, context);
  }

  documents() {
    return this.tray.getSnapshot().documents;
  }

  stop(): void {
    this.end.abort(new Error('the session ended'));
    this.host.close();
    this.killHost();
  }
}

let booth: Booth;
afterEach(() => booth.stop());

describe('a scan', () => {
  it('puts the pages of the host into the tray and says how many', async () => {
    booth = new Booth();
    booth.onStart = (service, jobId) => {
      service.emit('scan.page', { jobId, ...page(0) });
      service.emit('job.progress', { jobId, fraction: 0.5, pages: 1, fault: null });
      service.emit('scan.page', { jobId, ...page(1) });
      service.emit('job.done', { jobId, pages: 2, fault: null });
    };
    const outcome = await booth.run(scan);
    const [document] = booth.documents();
    expect(outcome).toEqual({ ok: true, documentId: document?.documentId, pages: 2 });
    expect(document).toMatchObject({ title: '領収書', origin: 'scan', complete: true });
    expect(document?.pages.map(({ data }) => [...(data ?? [])])).toEqual([
      [1, 2, 3],
      [2, 2, 3],
    ]);
    expect(booth.progress).toEqual([{ fraction: 0.5, pages: 1, fault: null }]);
    expect(booth.shown).toEqual([document?.documentId]);
  });

  it('keeps the pages that came before a jam, and no empty document', async () => {
    booth = new Booth();
    booth.onStart = (service, jobId) => {
      service.emit('scan.page', { jobId, ...page(0) });
      service.emit('job.done', { jobId, pages: 1, fault: 'scanner-jam' });
    };
    expect(await booth.run(scan)).toMatchObject({ ok: false, fault: 'scanner-jam', pages: 1 });
    expect(booth.documents()).toHaveLength(1);
    booth.stop();

    booth = new Booth();
    booth.onStart = (service, jobId) => service.emit('job.done', { jobId, pages: 0, fault: 'scanner-no-paper' });
    const outcome = await booth.run(scan);
    expect(outcome).toEqual({ ok: false, fault: 'scanner-no-paper', documentId: null, pages: 0 });
    expect(booth.documents()).toEqual([]);
  });

  it('asks again under the same id when the host died, and tells what became of it', async () => {
    booth = new Booth();
    booth.onStart = () => booth.killHost();
    const outcome = booth.run(scan);
    await until(() => booth.host.state === 'lost');
    booth.onStart = (service, jobId) => service.emit('job.done', { jobId, pages: 0, fault: 'host-restarted' });
    booth.startHost();
    expect(await outcome).toMatchObject({ ok: false, fault: 'host-restarted' });
    expect(new Set(booth.started)).toEqual(new Set([commandId]));
  });

  it('goes on in the same document after the screen was reloaded', async () => {
    booth = new Booth();
    const documentId = DocumentId.parse('0a1b2c3d-4e5f-4a6b-9c7d-8e9f0a1b2c3d');
    const info = { seq: 1, from: ParticipantId.parse('kiosk'), to: null, own: true, replayed: true, epoch: 1 };
    booth.tray.handleMessage(
      { type: 'document.begin', documentId, origin: 'scan', title: '領収書', createdAt: 1 },
      info,
    );
    booth.onStart = (service, jobId) => {
      service.emit('scan.page', { jobId, ...page(0) });
      service.emit('job.done', { jobId, pages: 1, fault: null });
    };
    expect(await booth.run(scan, true)).toEqual({ ok: true, documentId, pages: 1 });
  });

  it('does not call a scan good whose pages are gone with a former host', async () => {
    booth = new Booth();
    booth.onStart = (service, jobId) => {
      service.emit('scan.page', { jobId, ...page(0) });
      service.emit('job.done', { jobId, pages: 3, fault: null });
    };
    const outcome = await booth.run(scan);
    expect(outcome).toMatchObject({ ok: false, fault: 'host-restarted', pages: 1 });
    expect(booth.documents()[0]).toMatchObject({ complete: true });
    booth.stop();

    booth = new Booth();
    booth.onStart = (service, jobId) => service.emit('job.done', { jobId, pages: 2, fault: null });
    expect(await booth.run(scan, true)).toEqual({ ok: false, fault: 'host-restarted', documentId: null, pages: 0 });
    expect(booth.documents()).toEqual([]);
  });

  it('closes the document and keeps its good pages when one cannot be taken', async () => {
    booth = new Booth();
    booth.onStart = (service, jobId) => {
      service.emit('scan.page', { jobId, ...page(0) });
      service.emit('scan.page', { jobId, ...page(1), data: new Uint8Array() });
      service.emit('job.done', { jobId, pages: 2, fault: null });
    };
    const outcome = await booth.run(scan);
    const [document] = booth.documents();
    expect(outcome).toEqual({ ok: false, fault: 'scanner-failed', documentId: document?.documentId, pages: 1 });
    expect(document).toMatchObject({ complete: true });
    expect(booth.faults).toHaveLength(1);
  });

  it('says so when there is no more room for what was read', async () => {
    booth = new Booth();
    booth.server.instead = ({ method }) => Promise.resolve(method === 'PUT' ? { status: 507, code: 'limited' } : null);
    booth.onStart = (service, jobId) => {
      service.emit('scan.page', { jobId, ...page(0) });
      service.emit('job.done', { jobId, pages: 1, fault: null });
    };
    expect(await booth.run(scan)).toEqual({ ok: false, fault: 'tray-full', documentId: null, pages: 0 });
  });

  it('is given up with the session', async () => {
    booth = new Booth();
    const outcome = booth.run(scan);
    await until(() => booth.started.length === 1);
    booth.end.abort(new Error('the session ended'));
    await expect(outcome).rejects.toThrow('the session ended');
  });
});

describe('a print', () => {
  const print = (documentId: DocumentId): DeviceCommand => ({ verb: 'print.document', documentId, copies: 1 });
  const clerk = { seq: 1, from: ParticipantId.parse('clerk'), to: null, own: false, replayed: false, epoch: 1 };
  const data = new TextEncoder().encode('%PDF-1.7 …');

  it('waits for the document, which is slower than the command, and prints exactly it', async () => {
    booth = new Booth();
    booth.onStart = (service, jobId) => service.emit('job.done', { jobId, pages: 1, fault: null });
    const tray = booth.trayOf('clerk');
    const documentId = tray.begin({ origin: 'form', title: '申請書' });
    const outcome = booth.run(print(documentId));
    await tray.addPage(documentId, { mime: 'application/pdf', data });
    expect(await outcome).toEqual({ ok: true, documentId, pages: 1 });
    expect(booth.printed).toEqual([{ mime: 'application/pdf', data }]);
  });

  it('waits for every page of a scanned document', async () => {
    booth = new Booth();
    booth.onStart = (service, jobId) => service.emit('job.done', { jobId, pages: 1, fault: null });
    const tray = booth.trayOf('clerk');
    const documentId = tray.begin({ origin: 'form', title: '申請書' });
    const outcome = booth.run(print(documentId));
    await tray.addPage(documentId, { mime: 'image/jpeg', data });
    await until(() => booth.documents()[0]?.pages[0]?.state === 'whole');
    expect(booth.started).toEqual([]);
    await tray.complete(documentId);
    expect(await outcome).toEqual({ ok: true, documentId, pages: 1 });
    expect(booth.printed).toEqual([{ mime: 'image/jpeg', data }]);
  });

  it('says that the document is missing, or empty', async () => {
    booth = new Booth();
    const documentId = DocumentId.parse('0a1b2c3d-4e5f-4a6b-9c7d-8e9f0a1b2c3d');
    expect(await booth.run(print(documentId), false, 20)).toMatchObject({ ok: false, fault: 'document-missing' });
    booth.tray.handleMessage(
      { type: 'document.begin', documentId, origin: 'form', title: '申請書', createdAt: 1 },
      clerk,
    );
    booth.tray.handleMessage({ type: 'document.complete', documentId, pages: 0 }, clerk);
    expect(await booth.run(print(documentId))).toMatchObject({ ok: false, fault: 'document-missing' });
    expect(booth.started).toEqual([]);
  });
});

describe('the small commands', () => {
  it('reach the host and the screen', async () => {
    booth = new Booth();
    expect(await booth.run({ verb: 'volume.set', level: 0.4 })).toMatchObject({ ok: true });
    expect(await booth.run({ verb: 'scan.cancel', commandId })).toMatchObject({ ok: true });
    expect(booth.volumes).toEqual([0.4]);
    expect(booth.cancelled).toEqual([`clerk ${commandId}`]);
  });
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}
