import type { Bytes, Signer } from '../bytes/index.ts';
import { FieldReader, FieldWriter, MalformedBytes, SIGNATURE_BYTES, hex, sign, verify } from '../bytes/index.ts';
import type { Checked } from './fault.ts';

const CONTEXT = 'mado-revocations-1';
const SCHEMA = 1;
const SERIAL_BYTES = 16;
const MAX_ID = 64;

/** The certificates that the city took back. A later list holds everything that an earlier one held. */
export interface RevocationList {
  readonly cityId: string;
  /** Grows with every list; a device never goes back to a smaller one. */
  readonly number: number;
  readonly issuedAt: number;
  /** Serials as lower-case hexadecimal. */
  readonly serials: ReadonlySet<string>;
}

/** Signs a list with the authority's key. `serials` are those of the certificates, 16 bytes each. */
export async function issueRevocations(
  content: {
    readonly cityId: string;
    readonly number: number;
    readonly issuedAt: number;
    readonly serials: readonly Uint8Array[];
  },
  authority: Signer,
): Promise<Bytes> {
  const fields = new FieldWriter()
    .uint(SCHEMA, 1)
    .text(content.cityId)
    .uint(content.number, 4)
    .uint(content.issuedAt, 8)
    .uint(content.serials.length, 4);
  for (const serial of content.serials) {
    if (serial.byteLength !== SERIAL_BYTES) throw new RangeError('a serial has 16 bytes');
    fields.fixed(serial);
  }
  const tbs = fields.done();
  return new FieldWriter()
    .fixed(tbs)
    .fixed(await sign(CONTEXT, tbs, authority))
    .done();
}

/** Whether a list is the city's own. Whether it is newer than the one at hand is told by `newer`. */
export function verifyRevocations(
  bytes: Uint8Array,
  trust: { readonly cityId: string; readonly authorityKey: Uint8Array },
): Checked<RevocationList> {
  try {
    const fields = new FieldReader(bytes);
    if (fields.uint(1) !== SCHEMA) return { ok: false, fault: 'unknown-schema' };
    const cityId = fields.text(MAX_ID);
    const number = fields.uint(4);
    const issuedAt = fields.uint(8);
    const count = fields.uint(4);
    if (count * SERIAL_BYTES > bytes.byteLength) return { ok: false, fault: 'malformed' };
    const serials = new Set(Array.from({ length: count }, () => hex(fields.fixed(SERIAL_BYTES))));
    fields.fixed(SIGNATURE_BYTES);
    fields.end();
    if (cityId !== trust.cityId) return { ok: false, fault: 'wrong-city' };
    const end = bytes.byteLength - SIGNATURE_BYTES;
    if (!verify(CONTEXT, bytes.subarray(0, end), bytes.subarray(end), trust.authorityKey)) {
      return { ok: false, fault: 'bad-signature' };
    }
    return { ok: true, value: { cityId, number, issuedAt, serials } };
  } catch (error) {
    if (error instanceof MalformedBytes) return { ok: false, fault: 'malformed' };
    throw error;
  }
}

/** The list to keep. An older one is no news, whoever sends it: nobody can bring a revoked device back. */
export function newer(known: RevocationList | null, offered: RevocationList): RevocationList {
  return known !== null && known.number >= offered.number ? known : offered;
}
