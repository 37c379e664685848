import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { z } from 'zod';
import { errorCode } from '../node-error.ts';
import { parse, serialize } from './ipp-codec.mjs';

/** The printer cannot be reached, or what answers does not speak IPP. */
export class IppConnectionError extends Error {
  override readonly name = 'IppConnectionError';
}

/** The printer answered and refused. `status` is the keyword of RFC 8011, appendix B, e.g. `server-error-busy`. */
export class IppStatusError extends Error {
  override readonly name = 'IppStatusError';
  readonly status: string;

  constructor(status: string, operation: string) {
    super(`${operation}: ${status}`);
    this.status = status;
  }
}

export type IppAttributes = Readonly<Record<string, unknown>>;

export interface IppCall {
  /** `ipp:` or `ipps:`; port 631 unless it names one. */
  readonly uri: URL;
  readonly operation: string;
  /** After charset, language and printer-uri, in this order. */
  readonly operationAttributes?: IppAttributes;
  readonly jobAttributes?: IppAttributes;
  /** Operation attributes that are on or off and that the codec does not know, e.g. of CUPS. Not together with `jobAttributes`. */
  readonly flags?: readonly string[];
  readonly document?: Uint8Array;
  readonly signal?: AbortSignal;
  /** Milliseconds until the whole answer must be there. */
  readonly timeoutMs: number;
}

const Group = z.record(z.string(), z.unknown());
const Response = z.object({
  statusCode: z.string(),
  'printer-attributes-tag': Group.optional(),
  'job-attributes-tag': z.union([Group, z.array(Group).transform((groups) => groups[0])]).optional(),
});
export type IppResponse = z.infer<typeof Response>;

/** Printers answer with some tens of kilobytes; more than this is no printer. */
const MAX_RESPONSE_BYTES = 4 * 1024 * 1024;
let lastRequestId = 0;

/** The HTTP place behind an IPP address (RFC 8010, 4; RFC 7472 for `ipps`). */
function httpUrl(uri: URL): URL {
  const scheme = uri.protocol === 'ipps:' ? 'https:' : 'http:';
  const url = new URL(uri.href.replace(/^ipps?:/u, scheme));
  if (uri.port === '') url.port = '631';
  return url;
}

function post(url: URL, body: Buffer, signal: AbortSignal): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const request = send(
      url,
      {
        method: 'POST',
        headers: { 'Content-Type': 'application/ipp', 'Content-Length': body.byteLength },
        agent: false,
        signal,
      },
      (response) => {
        const chunks: Buffer[] = [];
        let size = 0;
        response.on('data', (chunk: Buffer) => {
          size += chunk.byteLength;
          if (size > MAX_RESPONSE_BYTES) request.destroy(new IppConnectionError('answer is too long'));
          else chunks.push(chunk);
        });
        response.on('error', reject);
        response.on('end', () => {
          if (response.statusCode === 200) resolve(Buffer.concat(chunks));
          else reject(new IppConnectionError(`HTTP status ${response.statusCode ?? 0}`));
        });
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

/** Boolean attributes, true, at the end of a message that has only operation attributes (RFC 8010, 3.1). */
function withFlags(message: Buffer, names: readonly string[]): Buffer {
  const flags = names.map((name) => {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(name.length);
    return Buffer.concat([Buffer.of(0x22), length, Buffer.from(name, 'ascii'), Buffer.of(0, 1, 1)]);
  });
  // Before the tag that ends the attributes.
  return Buffer.concat([message.subarray(0, -1), ...flags, message.subarray(-1)]);
}

/**
 * One IPP operation (RFC 8011).
 * @throws IppStatusError when the printer refuses, IppConnectionError when nothing that speaks IPP answers in time. The signal's
 * reason when it fired.
 */
export async function callPrinter(call: IppCall): Promise<IppResponse> {
  lastRequestId = (lastRequestId % 0x7fff_ffff) + 1;
  const message = serialize({
    version: '2.0',
    operation: call.operation,
    id: lastRequestId,
    'operation-attributes-tag': {
      'attributes-charset': 'utf-8',
      'attributes-natural-language': 'en',
      'printer-uri': call.uri.href,
      ...call.operationAttributes,
    },
    ...(call.jobAttributes === undefined ? {} : { 'job-attributes-tag': call.jobAttributes }),
  });
  const flagged = call.flags === undefined ? message : withFlags(message, call.flags);
  const body = call.document === undefined ? flagged : Buffer.concat([flagged, call.document]);
  const timeout = AbortSignal.timeout(call.timeoutMs);
  const signal = call.signal === undefined ? timeout : AbortSignal.any([call.signal, timeout]);
  let answer: z.infer<typeof Response>;
  try {
    answer = Response.parse(parse(await post(httpUrl(call.uri), body, signal)));
  } catch (error) {
    call.signal?.throwIfAborted();
    if (error instanceof IppConnectionError) throw error;
    const why = errorCode(error) ?? 'no IPP answer';
    throw new IppConnectionError(timeout.aborted ? `no answer in ${call.timeoutMs} ms` : why, { cause: error });
  }
  if (!answer.statusCode.startsWith('successful-ok')) throw new IppStatusError(answer.statusCode, call.operation);
  return answer;
}
