import { systemIpamjMincho } from '@mado/forms';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** `file:///srv/share/folder`; on Windows also `file://server/share/folder`. */
const FolderUrl = z.url({ protocol: /^file$/ }).transform((url, context) => {
  try {
    return fileURLToPath(url);
  } catch {
    context.addIssue({ code: 'custom', message: 'is no folder that this system can reach' });
    return z.NEVER;
  }
});

/** A clerk's configuration file. Relative paths start at the file. */
export const ClerkConfig = z.strictObject({
  /** As the server's list of devices names it. */
  deviceId: z.string().min(1).max(100),
  /** The clerk's name as the citizen's screen shows it. */
  name: z.string().max(100),
  department: z.string().max(100),
  /** `wss://host:port/v1/signaling` */
  serverUrl: z.url({ protocol: /^wss$/ }),
  /** Where the device key is kept. */
  dataDir: z.string().min(1),
  /** Media over TCP only, for lines that block UDP. */
  forceTcp: z.boolean().default(false),
  /** The city's folder with its common fields and templates. */
  cityDir: z.string().min(1),
  /** Files of the keys to which answers of bookings are sealed, the newest first; more than one while bookings of an older one are to come. */
  answersKeys: z.array(z.string().min(1)).max(4).default([]),
  /** Where clerks of this department save filled forms on purpose, as a `file://` address. Absent: they cannot. */
  departmentFolder: FolderUrl.optional(),
  fonts: z
    .strictObject({
      /** What values are set in; the font that comes with the app when absent. */
      main: z.string().min(1).optional(),
      /** What gives the characters that the main font lacks, in this order. One that is not there is left out. */
      fallbacks: z.array(z.string().min(1)).max(10).default([systemIpamjMincho]),
    })
    .default({ fallbacks: [systemIpamjMincho] }),
});
export type ClerkConfig = z.infer<typeof ClerkConfig>;
