/**
 * Runs in a worker: the least that AES-GCM over frames can be. One key for all, a counter as nonce behind the ciphertext, the bytes of VP8 clear that
 * its packetiser and the server read. No epochs, no senders, no replay window, no counts.
 */
export function sealBarely(): void {
  interface Frame {
    data: ArrayBuffer;
    getMetadata(): { readonly mimeType?: string };
  }
  interface Transformer {
    readonly options: { readonly direction: 'send' | 'receive' };
    readonly readable: ReadableStream<Frame>;
    readonly writable: WritableStream<Frame>;
  }
  const key = crypto.subtle.importKey('raw', new Uint8Array(16), 'AES-GCM', false, ['encrypt', 'decrypt']);
  let counter = 0;
  addEventListener('rtctransform', (event) => {
    const { options, readable, writable } = Reflect.get(event, 'transformer') as Transformer;
    const transform = async (frame: Frame, controller: TransformStreamDefaultController<Frame>) => {
      const bytes = new Uint8Array(frame.data);
      const clear = frame.getMetadata().mimeType !== 'video/VP8' ? 0 : ((bytes[0] ?? 1) & 1) === 0 ? 10 : 1;
      const additionalData = bytes.subarray(0, clear);
      if (options.direction === 'send') {
        const iv = new Uint8Array(12);
        new DataView(iv.buffer).setUint32(0, (counter += 1));
        const algorithm = { name: 'AES-GCM', iv, additionalData };
        const sealed = new Uint8Array(await crypto.subtle.encrypt(algorithm, await key, bytes.subarray(clear)));
        const whole = new Uint8Array(clear + sealed.length + iv.length);
        whole.set(additionalData);
        whole.set(sealed, clear);
        whole.set(iv, clear + sealed.length);
        frame.data = whole.buffer;
      } else {
        const iv = bytes.subarray(-12);
        const algorithm = { name: 'AES-GCM', iv, additionalData };
        const plain = new Uint8Array(await crypto.subtle.decrypt(algorithm, await key, bytes.subarray(clear, -12)));
        const whole = new Uint8Array(clear + plain.length);
        whole.set(additionalData);
        whole.set(plain, clear);
        frame.data = whole.buffer;
      }
      controller.enqueue(frame);
    };
    void readable.pipeThrough(new TransformStream({ transform })).pipeTo(writable);
  });
}
