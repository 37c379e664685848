export { MAX_STILL_BYTES, answerStill, askForStill } from './still.ts';
export type { FromDevice, StillQuestion } from './still.ts';
