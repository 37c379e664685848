import { IppConfig, SaneConfig } from '@mado/devices';
import { z } from 'zod';

/** Any reader that the system's PC/SC service knows. `name`: for the screens. */
const PcscConfig = z.strictObject({ driver: z.literal('pcsc'), name: z.string().max(100).default('') });

/** A kiosk's configuration file. Relative paths start at the file. */
export const KioskConfig = z.strictObject({
  /** As the server's list of devices names it. */
  deviceId: z.string().min(1).max(100),
  /** Name of the booth on the screens. */
  booth: z.string().max(100),
  /** `wss://host:port/v1/signaling` */
  serverUrl: z.url({ protocol: /^wss$/ }),
  /** Where the device key and the list of jobs are kept. */
  dataDir: z.string().min(1),
  /** Media over TCP only, for lines that block UDP. */
  forceTcp: z.boolean().default(false),
  /** Seconds without a touch after which the screen starts anew. */
  idleSeconds: z.int().positive().default(120),
  /** Seconds without a touch after which a waiting citizen counts as gone: the booth asks two minutes before. */
  waitingSeconds: z.int().min(180).default(1800),
  scanner: z.discriminatedUnion('driver', [SaneConfig]).nullable().default(null),
  printer: z.discriminatedUnion('driver', [IppConfig]).nullable().default(null),
  cardReader: z.discriminatedUnion('driver', [PcscConfig]).nullable().default(null),
});
export type KioskConfig = z.infer<typeof KioskConfig>;
