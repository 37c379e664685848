import type { EncodedFrame } from './frame-cryptor.ts';
import { FrameCryptor } from './frame-cryptor.ts';
import type { FromFrameWorker } from './worker-message.ts';
import { readToFrameWorker, readTransformOptions } from './worker-message.ts';

/**
 * The entry of the worker that the page hands to `RTCRtpScriptTransform` (WebRTC Encoded Transform). One worker serves all
 * senders and receivers of a session; keys come by message (`ToFrameWorker`) and never leave it.
 */

interface Transformer {
  readonly readable: ReadableStream<EncodedFrame>;
  readonly writable: WritableStream<EncodedFrame>;
  readonly options: unknown;
  /** Not in every engine. */
  generateKeyFrame?(): Promise<unknown>;
  sendKeyFrameRequest(): Promise<unknown>;
}

function isTransformer(value: unknown): value is Transformer {
  return typeof value === 'object' && value !== null && 'readable' in value && 'writable' in value;
}

const tell = (message: FromFrameWorker) => globalThis.postMessage(message);

/** Has the encoder make a key frame: by itself where the engine can, else through the page, which reaches the sender. */
function makeKeyFrame(transformer: Transformer, track: string): Promise<unknown> {
  if (transformer.generateKeyFrame !== undefined) return transformer.generateKeyFrame();
  tell({ type: 'key-frame', track });
  return Promise.resolve();
}

const cryptor = new FrameCryptor({
  tell,
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
      options.direction === 'send' ? makeKeyFrame(transformer, options.track) : transformer.sendKeyFrameRequest(),
  });
});
