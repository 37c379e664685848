/** Spoken by both ends; a server refuses a client that says another one. Raised with every change that old clients cannot bear. */
export const PROTOCOL = '1';
/** WebSocket subprotocol name. */
export const SUBPROTOCOL = `mado.${PROTOCOL}`;
/** Path of the WebSocket on the server. */
export const SIGNALING_PATH = '/v1/signaling';
/** A whole message on the WebSocket, in bytes. */
export const MAX_MESSAGE_BYTES = 256 * 1024;
/** Opaque payload of one channel message, in bytes. */
export const MAX_PAYLOAD_BYTES = 192 * 1024;
/** Opaque payload of one `channel.hint`, in bytes. */
export const MAX_HINT_BYTES = 512;
/** Sum of payloads in one answer to `channel.replay`, in bytes. */
export const MAX_REPLAY_BYTES = 160 * 1024;
/** How long a client waits for an answer, in milliseconds. */
export const REQUEST_DEADLINE_MS = 8_000;
/** How often a client pings, in milliseconds; the server drops a connection that was silent for three times as long. */
export const PING_INTERVAL_MS = 5_000;
/**
 * How long a device's line may stay away until the server has erased what that device had there, in seconds, unless its welcome says otherwise:
 * half an hour, as `erasureSeconds` of its configuration is.
 */
export const GONE_AFTER_SECONDS = 30 * 60;
/** How far a device's clock and the server's may be apart, in milliseconds: what certificates and credentials bear. */
export const CLOCK_TOLERANCE_MS = 5 * 60 * 1000;
/** A device's certificate or enrolment request, in bytes. */
export const MAX_CERTIFICATE_BYTES = 1024;
/** A list of revocations, in bytes: some ten thousand certificates. */
export const MAX_REVOCATIONS_BYTES = 170 * 1024;
/** WebSocket close codes of this protocol. */
export const CLOSE = {
  /** The same device connected again elsewhere; do not come back. */
  replaced: 4001,
  /** `hello` was refused; do not come back with the same identity. */
  refused: 4003,
  /** Protocol error; the connection is not worth keeping. */
  protocol: 4002,
  /** The device's certificate was revoked while it was connected; do not come back. */
  revoked: 4004,
  /** The device's certificate ran out while it was connected; do not come back before it is renewed. */
  expired: 4005,
  /** The server restarts or stops; come back. */
  restart: 1012,
} as const;
