import { inspectPage } from './inspect-page.ts';
import type { InspectionAnswer, InspectionQuestion } from './in-worker.ts';

/** The part of a worker's global scope that is used here. */
interface Scope {
  addEventListener(type: 'message', hear: (event: MessageEvent<InspectionQuestion>) => void): void;
  postMessage(answer: InspectionAnswer): void;
}
declare const self: Scope;

self.addEventListener('message', ({ data: { id, mime, data } }) => {
  void inspectPage(mime, data).then((problem) => {
    data.fill(0);
    self.postMessage({ id, problem });
  });
});
