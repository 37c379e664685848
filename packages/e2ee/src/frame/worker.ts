import type { EncodedFrame } from './frame-cryptor.ts';
import { FrameCryptor } from './frame-cryptor.ts';
import { readToFrameWorker, readTransformOptions } from './worker-message.ts';

/**
 * The entry of the worker that the page hands to `RTCRtpScriptTransform` (WebRTC Encoded Transform). One worker serves all
 * senders and receivers of a session; keys come by message (`ToFrameWorker`) and never leave it.
 */

interface Transformer {
  readonly readable: ReadableStream<EncodedFrame>;
  readonly writable: WritableStream<EncodedFrame>;
  readonly options: unknown;
  generateKeyFrame(): Promise<unknown>;
  sendKeyFrameRequest(): Promise<unknown>;
}

function isTransformer(value: unknown): value is Transformer {
  return typeof value === 'object' && value !== null && 'readable' in value && 'writable' in value;
}

const cryptor = new FrameCryptor({
  tell: (message) => globalThis.postMessage(message),
  now: () => performance.now(),
  after: (ms, then) => {
    setTimeout(then, ms);
  },
});

globalThis.addEventListener('message', (event) => {
  const message = readToFrameWorker(event.data);
  if (message === null) throw new TypeError('not a message for the frame worker');
  void cryptor.handle(message);
});

globalThis.addEventListener('rtctransform', (event) => {
  const transformer: unknown = Reflect.get(event, 'transformer');
  if (!isTransformer(transformer)) throw new TypeError('no transformer');
  const options = readTransformOptions(transformer.options);
  if (options === null) throw new TypeError('transform without options');
  void cryptor.run({
    options,
    readable: transformer.readable,
    writable: transformer.writable,
    askKeyFrame: () =>
      options.direction === 'send' ? transformer.generateKeyFrame() : transformer.sendKeyFrameRequest(),
  });
});
