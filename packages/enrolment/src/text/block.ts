/** What is carried by hand between the server, the operator's machine and the devices. */
export type BlockKind = 'ENROLMENT REQUEST' | 'DEVICE CERTIFICATE' | 'REVOCATION LIST';

export interface Block {
  readonly kind: BlockKind;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const KINDS: readonly BlockKind[] = ['ENROLMENT REQUEST', 'DEVICE CERTIFICATE', 'REVOCATION LIST'];
const LINE = 64;
const isKind = (text: string): text is BlockKind => (KINDS as readonly string[]).includes(text);

/** Bytes as a text that survives mail, paste and USB stick: base64 between a line that says what it is and one that ends it. */
export function writeBlock({ kind, bytes }: Block): string {
  const lines = Buffer.from(bytes)
    .toString('base64')
    .match(new RegExp(`.{1,${LINE}}`, 'g'));
  return [`-----BEGIN MADO ${kind}-----`, ...(lines ?? []), `-----END MADO ${kind}-----`, ''].join('\n');
}

/**
 * All whole blocks of a text, in their order. What stands around them, line ends and indentation do not matter; a block that
 * is cut short or holds anything but base64 is left out.
 */
export function readBlocks(text: string): Block[] {
  const found: Block[] = [];
  for (const match of text.matchAll(/-----BEGIN MADO ([A-Z ]{1,40})-----([^-]*)-----END MADO \1-----/g)) {
    const [, kind = '', body = ''] = match;
    const packed = body.replace(/\s+/g, '');
    if (!isKind(kind) || packed === '' || packed.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(packed)) continue;
    found.push({ kind, bytes: new Uint8Array(Buffer.from(packed, 'base64')) });
  }
  return found;
}
