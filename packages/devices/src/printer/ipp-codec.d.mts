/** Reads an IPP message (RFC 8010). What comes back was written by a device: parse it with a schema. @throws Error */
export declare function parse(message: Buffer): unknown;

/** Writes an IPP message (RFC 8010): groups of attributes by tag, in the order of the object's keys. */
export declare function serialize(message: {
  readonly version: string;
  readonly operation: string;
  readonly id: number;
  readonly data?: Buffer;
  readonly [group: `${string}-attributes-tag`]: Readonly<Record<string, unknown>>;
}): Buffer;
