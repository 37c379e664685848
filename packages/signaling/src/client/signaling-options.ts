import type { DeviceId, Method, NotificationName, NotificationOf, RequestOf, ResponseOf } from '../wire/index.ts';
import type { ConnectionState } from './connection-state.ts';
import type { OpenSocket, WatchNetwork } from './socket.ts';

/** What a device shows in `hello`. */
export interface DeviceProof {
  /** Signature over `proofText`. */
  readonly proof: Uint8Array<ArrayBuffer>;
  /** Empty when the device has none. */
  readonly certificate: Uint8Array<ArrayBuffer>;
}

export interface SignalingClientOptions {
  /** `wss://host:port/v1/signaling` */
  readonly url: string;
  readonly deviceId: DeviceId;
  readonly app: { readonly name: string; readonly version: string };
  /** Signs the server's nonce with the device's key. It is asked again when it fails: the host process may be starting anew. */
  readonly prove: (nonce: Uint8Array<ArrayBuffer>) => Promise<DeviceProof>;
  /** Of the person who is logged in at this window, if anybody is. Asked at every `hello`. */
  readonly personToken?: () => string | null;
  readonly openSocket?: OpenSocket;
  readonly watchNetwork?: WatchNetwork;
  readonly isOffline?: () => boolean;
  /** Milliseconds; for tests that cannot wait for real silences. */
  readonly pingIntervalMs?: number;
  /** In [0, 1). */
  readonly random?: () => number;
}

export interface RequestOptions {
  /** How long to wait for the answer, reconnections included, in milliseconds; null waits as long as the client lives. */
  readonly deadlineMs?: number | null;
  readonly signal?: AbortSignal;
}

/** Asks the server; what the parts of a session get instead of the whole client. */
export type Requester = <M extends Method>(
  method: M,
  data: RequestOf<M>,
  options?: RequestOptions,
) => Promise<ResponseOf<M>>;

export type Welcome = ResponseOf<'hello'>;

/** Something went wrong that the client got over by itself; for logs at level `warn`. */
export type ConnectionFault =
  | { readonly kind: 'malformed-frame' }
  | { readonly kind: 'malformed-notification'; readonly name: string }
  | { readonly kind: 'proof-failed'; readonly error: unknown }
  | { readonly kind: 'hello-failed'; readonly error: unknown }
  | { readonly kind: 'ping-refused'; readonly error: unknown }
  | { readonly kind: 'silent-line' };

export type SignalingEvents = { [N in NotificationName]: [NotificationOf<N>] } & {
  state: [ConnectionState];
  /** `hello` was answered, on the first connection and on every later one, before waiting requests go out again. */
  welcome: [Welcome];
  fault: [ConnectionFault];
};
