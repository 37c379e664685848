import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipPart {
  readonly name: string;
  readonly data: Uint8Array;
  /** What the list of parts says of it, when that is not the truth. */
  readonly flags?: number;
}

/** A ZIP archive of packed parts, as other programs write it (APPNOTE 6.3). */
export function zip(parts: readonly ZipPart[]): Uint8Array {
  const files: Uint8Array[] = [];
  const list: Uint8Array[] = [];
  let at = 0;
  for (const { name, data, flags = 0 } of parts) {
    const packed = deflateRawSync(data);
    const head = new DataView(new ArrayBuffer(26));
    head.setUint16(0, 20, true);
    head.setUint16(2, flags, true);
    head.setUint16(4, 8, true);
    head.setUint32(10, crc32(data), true);
    head.setUint32(14, packed.byteLength, true);
    head.setUint32(18, data.byteLength, true);
    head.setUint16(22, Buffer.byteLength(name), true);
    const tail = new DataView(new ArrayBuffer(14));
    tail.setUint32(10, at, true);
    const file = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), bytes(head), Buffer.from(name), packed]);
    files.push(file);
    const entry = [Buffer.from('PK\x01\x02\x14\x00', 'latin1'), bytes(head), bytes(tail), Buffer.from(name)];
    list.push(Buffer.concat(entry));
    at += file.byteLength;
  }
  const end = new DataView(new ArrayBuffer(18));
  const listed = Buffer.concat(list);
  end.setUint16(4, parts.length, true);
  end.setUint16(6, parts.length, true);
  end.setUint32(8, listed.byteLength, true);
  end.setUint32(12, at, true);
  return Buffer.concat([...files, listed, Buffer.from('PK\x05\x06', 'latin1'), bytes(end)]);
}

function bytes(view: DataView): Uint8Array {
  return new Uint8Array(view.buffer);
}
