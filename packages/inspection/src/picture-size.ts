/** Width and height of a picture in pixels, as its head tells them. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** Reads a picture's head and decodes nothing; null when it has none. */
export function pictureSize(mime: 'image/jpeg' | 'image/png', data: Uint8Array): PictureSize | null {
  return mime === 'image/png' ? pngSize(data) : jpegSize(data);
}

/** From the IHDR chunk, which must be the first (PNG specification, 11.2.1). */
function pngSize(data: Uint8Array): PictureSize | null {
  if (data.byteLength < 24) return null;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

/** From the first frame header, SOF0 to SOF15 without DHT, JPG and DAC (ITU-T T.81, B.1.1.3). */
function jpegSize(data: Uint8Array): PictureSize | null {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  let at = 2;
  while (at + 9 <= data.byteLength) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    // Fill bytes before a marker.
    if (marker === 0xff) at += 1;
    else if (isFrame(marker)) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    else at += 2 + view.getUint16(at + 2);
  }
  return null;
}

function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}
