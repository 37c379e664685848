import { z } from 'zod';

const Moment = z.int().nonnegative();
const Hex = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${2 * bytes}}$`));

/** A certificate that the authority made. */
export const Issued = z.strictObject({
  serial: Hex(16),
  deviceId: z.string().max(64),
  role: z.enum(['kiosk', 'clerk']),
  name: z.string().max(100),
  publicKey: Hex(32),
  issuedAt: Moment,
  notAfter: Moment,
  revokedAt: Moment.nullable(),
});
export type Issued = z.infer<typeof Issued>;

/** Everything that an authority has done. */
export const Register = z.strictObject({
  issued: z.array(Issued),
  /** Number of the latest list of revocations; 0 before the first. */
  listNumber: z.int().nonnegative(),
});
export type Register = z.infer<typeof Register>;

export const emptyRegister: Register = { issued: [], listNumber: 0 };

export type DeviceState = 'in-force' | 'expiring' | 'expired' | 'revoked';

/** Certificates that run out within this time are worth renewing, in milliseconds. */
export const EXPIRING_MS = 60 * 24 * 3600 * 1000;

export function stateOf(issued: Issued, now: number): DeviceState {
  if (issued.revokedAt !== null) return 'revoked';
  if (issued.notAfter < now) return 'expired';
  return issued.notAfter - now <= EXPIRING_MS ? 'expiring' : 'in-force';
}

/** Of each device and key the certificate that lasts longest, oldest device first. */
export function latest(register: Register): Issued[] {
  const found = new Map<string, Issued>();
  for (const each of register.issued) {
    const key = `${each.deviceId} ${each.publicKey}`;
    const known = found.get(key);
    if (known === undefined || known.notAfter <= each.notAfter) found.set(key, each);
  }
  return [...found.values()];
}

/** What is not yet taken back of a device's certificates for other keys than this one. */
export function othersOf(register: Register, deviceId: string, publicKey: string): Issued[] {
  return register.issued.filter(
    (each) => each.deviceId === deviceId && each.publicKey !== publicKey && each.revokedAt === null,
  );
}

export function withIssued(register: Register, issued: Issued): Register {
  return { ...register, issued: [...register.issued, issued] };
}

/** Takes back everything of `deviceId` (only what `which` picks) and gives the next list its number. */
export function withRevoked(
  register: Register,
  deviceId: string,
  now: number,
  which: (issued: Issued) => boolean = () => true,
): Register {
  const issued = register.issued.map((each) =>
    each.deviceId === deviceId && each.revokedAt === null && which(each) ? { ...each, revokedAt: now } : each,
  );
  return { issued, listNumber: register.listNumber + 1 };
}

/** Serials that a list names: all that was ever taken back, also when it has run out since, so that a later list holds everything that an earlier one held. */
export function revokedSerials(register: Register): Buffer[] {
  return register.issued.filter((each) => each.revokedAt !== null).map((each) => Buffer.from(each.serial, 'hex'));
}
