import type { RequestOf, ResponseOf } from '../wire/index.ts';
import {
  CLOSE,
  decode,
  encode,
  methods,
  notifications,
  REQUEST_DEADLINE_MS,
  ServerFrame,
  SUBPROTOCOL,
} from '../wire/index.ts';
import { SignalingError } from './signaling-error.ts';
import type { OpenSocket } from './socket.ts';
import { openWebSocket } from './socket.ts';

/** What a device may ask that the server does not know yet. */
export type MethodBeforeHello = 'enrolment.request' | 'enrolment.collect';

/**
 * Asks one thing on a line of its own, without saying who one is, and hangs up. Fails with a `SignalingError` and with nothing else.
 * `clockAheadMs` is how far this device's clock is ahead of the server's.
 */
export function askBeforeHello<M extends MethodBeforeHello>(
  url: string,
  method: M,
  data: RequestOf<M>,
  {
    openSocket = openWebSocket,
    deadlineMs = REQUEST_DEADLINE_MS,
  }: { openSocket?: OpenSocket; deadlineMs?: number } = {},
): Promise<{ readonly answer: ResponseOf<M>; readonly clockAheadMs: number }> {
  return new Promise((resolve, reject) => {
    let clockAheadMs = 0;
    const timer = setTimeout(() => fail(new SignalingError('deadline', { method, deadlineMs })), deadlineMs);
    const socket = openSocket(url, SUBPROTOCOL, {
      message: (bytes) => receive(bytes),
      closed: () => fail(new SignalingError('connection-lost', { method })),
    });
    function hangUp(): void {
      clearTimeout(timer);
      socket.close(1000);
    }
    function fail(error: SignalingError): void {
      hangUp();
      reject(error);
    }
    function receive(bytes: Uint8Array | null): void {
      const decoded = bytes === null ? null : decode(bytes);
      const frame = decoded?.ok === true ? ServerFrame.safeParse(decoded.value) : null;
      if (frame?.success !== true) {
        socket.close(CLOSE.protocol);
        return;
      }
      if (frame.data.type === 'notification') {
        const challenge = notifications.challenge.safeParse(frame.data.data);
        if (frame.data.name !== 'challenge' || !challenge.success) return;
        clockAheadMs = Date.now() - challenge.data.serverTime;
        socket.send(encode({ type: 'request', id: 1, method, data }));
        return;
      }
      if (!frame.data.ok) {
        fail(new SignalingError('refused', { method, code: frame.data.error.code }));
        return;
      }
      const answer = methods[method].response.safeParse(frame.data.data);
      if (!answer.success) {
        fail(new SignalingError('bad-answer', { method }));
        return;
      }
      hangUp();
      // The data has passed the schema of this very method.
      resolve({ answer: answer.data as ResponseOf<M>, clockAheadMs });
    }
  });
}
