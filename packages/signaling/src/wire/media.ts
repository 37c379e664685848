import type { types } from 'mediasoup-client';
import { z } from 'zod';

/**
 * mediasoup's own parameter objects. Their inner shape belongs to mediasoup, which validates it on both sides;
 * the wire checks that it is a plain object and how deep and large it is (by the message limit).
 */
const parameters = <T>() =>
  z.custom<T>((value) => typeof value === 'object' && value !== null && !Array.isArray(value));

export const RtpCapabilities = parameters<types.RtpCapabilities>();
export const RtpParameters = parameters<types.RtpParameters>();
export const DtlsParameters = parameters<types.DtlsParameters>();
export const IceParameters = parameters<types.IceParameters>();
export const IceCandidate = parameters<types.IceCandidate>();

export const MediaKind = z.enum(['audio', 'video']);
/** What a producer shows: only face and voice so far. */
export const MediaSource = z.enum(['face', 'voice']);
export type MediaSource = z.infer<typeof MediaSource>;
export const Direction = z.enum(['send', 'recv']);
