import type { NotificationName, NotificationOf } from '@mado/signaling/wire';
import type { ConfiguredDevice } from '../config/schema.ts';
import type { Certified } from '../devices/register.ts';

/** The open connection of one known device, as the rooms behind the wire see it. */
export interface Line {
  readonly device: ConfiguredDevice;
  /** What it showed in `hello`. */
  readonly certified: Certified;
  /** Bytes that the socket has not yet taken. */
  readonly buffered: number;
  readonly open: boolean;
  notify<N extends NotificationName>(name: N, data: NotificationOf<N>): void;
  /** Closes with a WebSocket code of `CLOSE`. */
  close(code: number, reason: string): void;
}
