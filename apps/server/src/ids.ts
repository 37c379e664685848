import { randomBytes } from 'node:crypto';
import { ParticipantId, SessionId } from '@mado/signaling/wire';

/** 128 random bits, so that an identifier cannot be guessed. */
const random = (): string => randomBytes(16).toString('base64url');

export const newSessionId = (): SessionId => SessionId.parse(random());
export const newParticipantId = (): ParticipantId => ParticipantId.parse(random());
