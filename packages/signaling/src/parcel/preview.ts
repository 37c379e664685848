/** Makes a small JPEG of a page; null when the page needs none or has none. */
export type MakePreview = (page: {
  readonly mime: string;
  readonly data: Uint8Array<ArrayBuffer>;
}) => Promise<Uint8Array<ArrayBuffer> | null>;

/** A page that fits into one chunk is there as soon as its preview would be. */
const WORTH_BYTES = 64 * 1024;
const WIDTH = 320;
const QUALITY = 0.6;

/** By the browser's own decoder. A picture that it cannot read has no preview. */
export const previewInBrowser: MakePreview = async ({ mime, data }) => {
  if (mime === 'application/pdf' || data.byteLength <= WORTH_BYTES || typeof OffscreenCanvas === 'undefined')
    return null;
  let small: ImageBitmap;
  try {
    small = await createImageBitmap(new Blob([data], { type: mime }), { resizeWidth: WIDTH, resizeQuality: 'medium' });
  } catch {
    return null;
  }
  const canvas = new OffscreenCanvas(small.width, small.height);
  canvas.getContext('2d', { alpha: false })?.drawImage(small, 0, 0);
  small.close();
  const jpeg = await canvas.convertToBlob({ type: 'image/jpeg', quality: QUALITY });
  return new Uint8Array(await jpeg.arrayBuffer());
};
