import { afterEach, expect, it } from '@jest/globals';
import { Worker } from 'node:worker_threads';
import { inspectInWorker, type InspectionThread } from './in-worker.ts';
import { pdf, png } from './testing/files.ts';

const opened: InspectionThread[] = [];
afterEach(() => {
  for (const each of opened.splice(0)) each.terminate();
});

/** A worker of Node in the shape of the browser's, that does with each question what `script` says. */
function thread(script: string): InspectionThread {
  const worker = new Worker(`const { parentPort } = require('node:worker_threads'); ${script}`, { eval: true });
  const thread: InspectionThread = {
    postMessage: (question) => worker.postMessage(question),
    terminate: () => void worker.terminate(),
    addEventListener(type: 'message' | 'error', hear: (event: never) => void) {
      if (type === 'message') worker.on('message', (data: unknown) => hear({ data } as never));
      else worker.on('error', () => hear(undefined as never));
    },
  };
  opened.push(thread);
  return thread;
}

it('asks the worker about PDFs one after the other, and looks at pictures itself', async () => {
  const inspect = inspectInWorker(() =>
    thread(
      'parentPort.on("message", ({ id, data }) => parentPort.postMessage({ id, problem: data.length > 1500 ? "pdf-active" : null }))',
    ),
  );
  const [small, large] = [await pdf(1), await pdf(9)];
  expect(await Promise.all([inspect('application/pdf', small), inspect('application/pdf', large)])).toEqual([
    null,
    'pdf-active',
  ]);
  expect(await inspect('image/png', png(9, 9))).toBeNull();
  expect(opened).toHaveLength(1);
});

it('takes a PDF on which the worker breaks, or does not end, for unreadable, and goes on with a new one', async () => {
  const scripts = [
    'parentPort.on("message", () => { throw new Error("broken"); })',
    'parentPort.on("message", () => undefined)',
    'parentPort.on("message", ({ id }) => parentPort.postMessage({ id, problem: null }))',
  ];
  const inspect = inspectInWorker(() => thread(scripts.shift() ?? ''), 2_000);
  const file = await pdf(1);
  expect(await inspect('application/pdf', file)).toBe('pdf-unreadable');
  expect(await inspect('application/pdf', file)).toBe('pdf-unreadable');
  expect(await inspect('application/pdf', file)).toBeNull();
});
